// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/app/seed"
	"aipress24.com/aipress24/internal/modules/account/accountweb"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/web"
)

// Site is the program behind a listener of its own, over a world of its own.
type Site struct {
	App   *app.App
	World *demo.World
	URL   string // without a final slash

	clock clock
}

// NewSite starts the program over a fresh copy of the demonstration's world; it
// stops with the test.
func NewSite(t testing.TB) *Site {
	t.Helper()
	w, err := world()
	if err != nil {
		t.Fatalf("prepare the demonstration's world: %v", err)
	}
	dir := t.TempDir()
	if err := copyFile(w.database, filepath.Join(dir, "site.db")); err != nil {
		t.Fatalf("copy the world: %v", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatalf("listen: %v", err)
	}
	// By its name: devices make no passkeys for a number.
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		t.Fatalf("read the port: %v", err)
	}
	s := &Site{World: w.World, URL: "http://localhost:" + port}
	if err := s.open(t, dir, w.files); err != nil {
		t.Fatalf("put the program together: %v", err)
	}
	s.serve(t, listener)
	return s
}

// open makes the program, which ends after the listener.
func (s *Site) open(t testing.TB, dir, files string) error {
	cfg, err := configure(dir, files, s.URL)
	if err != nil {
		return err
	}
	db, err := app.OpenDatabase(t.Context(), cfg)
	if err != nil {
		return err
	}
	s.App, err = app.New(t.Context(), db, app.Options{
		Config: cfg, Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})), Now: s.Now,
		Search: true, Work: true, Testing: true, DemoAccounts: doors(s.World),
	})
	if err != nil {
		return errors.Join(err, db.Close())
	}
	t.Cleanup(func() {
		if err := s.App.Close(); err != nil {
			t.Errorf("close the program: %v", err)
		}
	})
	return nil
}

// serve answers and works until the test ends.
func (s *Site) serve(t testing.TB, listener net.Listener) {
	handler, err := s.App.Handler(app.WholeSite)
	if err != nil {
		t.Fatalf("make the handler: %v", err)
	}
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 2)
	go func() { ended <- web.NewServer(handler, s.App.Log, nil).Serve(ctx, listener) }()
	go func() { ended <- s.App.Background(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := errors.Join(<-ended, <-ended); err != nil {
			t.Errorf("stop the program: %v", err)
		}
	})
}

// Email returns the address that somebody of the world signs in with.
func (s *Site) Email(t testing.TB, p demo.Persona) string {
	t.Helper()
	m, found := s.World.Persona(p)
	if !found {
		t.Fatalf("nobody plays %q", p)
	}
	return m.Email
}

// prepared is a world in files, which sites copy.
type prepared struct {
	*demo.World

	dir, database, files string
}

// world loads the small world once for all tests.
var world = sync.OnceValues(func() (*prepared, error) {
	dir, err := os.MkdirTemp("", "aipress24-world-*")
	if err != nil {
		return nil, err
	}
	w := &prepared{dir: dir, database: filepath.Join(dir, "site.db"), files: filepath.Join(dir, "files")}
	made = w
	return w, w.load(context.Background())
})

// made is the prepared world, nil if no test asked for one.
var made *prepared

func removeWorld() error {
	if made == nil {
		return nil
	}
	return os.RemoveAll(made.dir)
}

// load does once what the first start of the demonstration does.
func (w *prepared) load(ctx context.Context) (err error) {
	cfg, err := configure(w.dir, w.files, "http://127.0.0.1")
	if err != nil {
		return err
	}
	db, err := app.OpenDatabase(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }() // which ends the write-ahead log
	if _, err := app.MigrateDatabase(ctx, db); err != nil {
		return err
	}
	if _, err := app.LoadVocabularies(ctx, cfg, db, false); err != nil {
		return err
	}
	a, err := app.New(ctx, db, app.Options{Config: cfg, Log: slog.New(slog.DiscardHandler), Testing: true})
	if err != nil {
		return err
	}
	now := time.Now()
	if w.World, err = demo.NewWorld(demo.Small, now); err != nil {
		return err
	}
	err = seed.Load(ctx, a, demo.Small, now, func(string, int, int) {})
	return errors.Join(err, a.CloseButDatabase())
}

// configure is the demonstration's configuration, in a directory of its own.
// Files are named by their contents: worlds share them.
func configure(dir, files, url string) (*config.Config, error) {
	return config.Load(config.Options{Environ: []string{}, Overrides: map[string]string{
		"environment":  "demo",
		"data.dir":     dir,
		"database.url": "sqlite:" + filepath.Join(dir, "site.db"),
		"blob.url":     "file://" + files,
		"search.dir":   "", // in memory
		"mail.url":     "capture:",
		"secret.key":   "the key of tests, which protects nothing at all",
		"site.url":     url,
		"node.id":      "9",
		// Pages are opened faster than people do.
		"security.admin_second_factor": "false",

		"limits.searches": "1000000",
		"limits.uploads":  "1000000",
	}})
}

// doors are the people whom the sign-in page offers.
func doors(w *demo.World) []accountweb.DemoAccount {
	var list []accountweb.DemoAccount
	for _, p := range demo.Personas() {
		if m, found := w.Persona(p); found {
			list = append(list, accountweb.DemoAccount{
				Email: m.Email, Password: demo.Password, Name: m.FullName(), Role: string(p),
			})
		}
	}
	return list
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from) //nolint:gosec // our own file
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // our own file
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		return errors.Join(fmt.Errorf("copy %s: %w", from, err), out.Close())
	}
	return out.Close()
}
