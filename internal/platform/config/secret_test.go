// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/config"
)

// holder hides its secret from the methods that fmt would call.
type holder struct {
	inner  config.Secret
	where  config.Address
	Public config.Secret
}

// Whatever is printed, the secret is not in it.
func TestSecret_neverShows(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		canary := "canary" + rapid.StringMatching(`[a-zA-Z0-9%]{0,20}`).Draw(t, "canary")
		secret := config.NewSecret(canary)
		address := config.NewAddress(rapid.SampledFrom([]string{"postgres://user:%s@host/db", "smtp://user:%s@host:587", "postgres://host/db?password=%s", "sqlite:x.db?key=%s", "%s", "http://[::%s", "x:%s", "smtp:user:%s@host", "postgres:/user:%s@host"}).Draw(t, "form"))
		address = config.NewAddress(strings.ReplaceAll(address.Reveal(), "%s", canary))
		value := holder{inner: secret, where: address, Public: secret}
		var b bytes.Buffer
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T"} {
			fmt.Fprintf(&b, verb+verb+verb+verb+"\n", secret, address, value, &value)
		}
		for _, log := range []*slog.Logger{slog.New(slog.NewTextHandler(&b, nil)), slog.New(slog.NewJSONHandler(&b, nil))} {
			log.Info("x", "secret", secret, "address", address, "holder", value)
		}
		hexadecimal := fmt.Sprintf("%x", canary)
		if strings.Contains(b.String(), canary) || strings.Contains(strings.ToLower(b.String()), hexadecimal) {
			t.Fatalf("the secret shows in %s", b.String())
		}
	})
}

func TestSecret(t *testing.T) {
	t.Parallel()
	if s := config.NewSecret("x"); s.Reveal() != "x" || !s.IsSet() || s.String() != "•••" {
		t.Errorf("secret = %q %v %q", s.Reveal(), s.IsSet(), s)
	}
	if s := config.NewSecret(""); s.Reveal() != "" || s.IsSet() || s.String() != "" {
		t.Errorf("empty secret = %q %v %q", s.Reveal(), s.IsSet(), s)
	}
}

func TestAddress(t *testing.T) {
	t.Parallel()
	tests := []struct{ value, scheme, shown string }{
		{"", "", ""},
		{"capture:", "capture", "capture:"},
		{"sqlite:var/a.db", "sqlite", "sqlite:var/a.db"},
		{"sqlite:/srv/a.db?mode=ro", "sqlite", "sqlite:/srv/a.db?•••"},
		{"SMTP://relay:secret@host:587", "smtp", "smtp://relay:•••@host:587"},
		{"postgres://host/db", "postgres", "postgres://host/db"},
		{"postgres://token@host/db", "postgres", "postgres://token:•••@host/db"},
		{"smtp:u:p@host", "smtp", "smtp:•••"},
		{"smtp://u:p@[host", "smtp", "•••"},
	}
	for _, tt := range tests {
		a := config.NewAddress(tt.value)
		if a.Scheme() != tt.scheme || a.String() != tt.shown {
			t.Errorf("address %s: scheme %q, shown %q, want %q and %q", tt.value, a.Scheme(), a, tt.scheme, tt.shown)
		}
	}
}

// The key is made once, kept privately, and shared by processes that start
// at the same moment.
func TestEnsureSecretKey(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	environ := []string{"AIPRESS24_DATA_DIR=" + dir}
	keys := make([]string, 8)
	var wait sync.WaitGroup
	for i := range keys {
		c := load(t, config.Options{Environ: environ})
		wait.Go(func() {
			if err := c.EnsureSecretKey(); err != nil {
				t.Error(err)
			}
			keys[i] = c.Secret.Key.Reveal()
		})
	}
	wait.Wait()
	for _, key := range keys {
		if len(key) < 32 || key != keys[0] {
			t.Fatalf("keys = %q, want one and the same", keys)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "secret.key"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode = %o, want 600", info.Mode().Perm())
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("files = %v, %v, want the key alone", files, err)
	}
}

func TestEnsureSecretKey_tooShort(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "secret.key"), []byte("canary"), 0o600); err != nil {
		t.Fatal(err)
	}
	c := load(t, config.Options{Environ: []string{"AIPRESS24_DATA_DIR=" + dir}})
	if err := c.EnsureSecretKey(); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("EnsureSecretKey() = %v, want a refusal that does not tell the key", err)
	}
}

func TestDoctor(t *testing.T) {
	t.Parallel()
	c := load(t, config.Options{Environ: []string{"AIPRESS24_DATA_DIR=" + t.TempDir(), "AIPRESS24_SITE_URI=x"}})
	var d config.Doctor
	d.Add(c.Probe)
	var b bytes.Buffer
	healthy, err := d.Run(context.Background(), &b)
	if err != nil || !healthy {
		t.Errorf("Run() = %v, %v", healthy, err)
	}
	d.Add(func(ctx context.Context) []config.Check {
		if _, bounded := ctx.Deadline(); !bounded {
			t.Error("the probe has no deadline")
		}
		return []config.Check{config.Failure("database", errors.New("connection refused"), "start PostgreSQL")}
	})
	b.Reset()
	if healthy, err = d.Run(context.Background(), &b); err != nil || healthy {
		t.Errorf("Run() = %v, %v, want a failure", healthy, err)
	}
	for _, want := range []string{"ok       data.dir: ", "warning  configuration: environment variable AIPRESS24_SITE_URI", "failed   database: connection refused\n         → start PostgreSQL\n"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("output lacks %q:\n%s", want, b.String())
		}
	}
}
