// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/observe"
)

// benchPosts is the size of the world that the benchmarks of pages read; the
// command prepares the same one.
const benchPosts = 1000

// BenchmarkWall is the signed-in news wall without sockets: session, actor,
// guards, query, view, compression, access log.
func BenchmarkWall(b *testing.B) { benchmarkPage(b, "/wire", true) }

// BenchmarkWallPlain is the same without compression.
func BenchmarkWallPlain(b *testing.B) { benchmarkPage(b, "/wire", false) }

// BenchmarkArticle is one article with its surroundings.
func BenchmarkArticle(b *testing.B) { benchmarkPage(b, "", true) }

// BenchmarkSearch is a page of results.
func BenchmarkSearch(b *testing.B) { benchmarkPage(b, "/search/?qs=port", true) }

// BenchmarkSignInPage is what an anonymous visitor opens.
func BenchmarkSignInPage(b *testing.B) {
	handler := openSite(b)
	repeat(b, handler, "/auth/login", "", true)
}

// BenchmarkHome is the first page of a visitor.
func BenchmarkHome(b *testing.B) {
	handler := openSite(b)
	repeat(b, handler, "/", "", true)
}

// benchmarkPage opens one page again and again as the same member; "" is the
// first article of the wall.
func benchmarkPage(b *testing.B, path string, compressed bool) {
	handler := openSite(b)
	cookie := signIn(b, handler)
	if path == "" {
		path = firstArticle(b, handler, cookie)
	}
	repeat(b, handler, path, cookie, compressed)
}

func repeat(b *testing.B, handler http.Handler, path, cookie string, compressed bool) {
	request := visitTo(path, cookie, compressed)
	w := newSink()
	handler.ServeHTTP(w, request)
	if w.status != http.StatusOK {
		b.Fatalf("GET %s: status %d to %q", path, w.status, w.header.Get("Location"))
	}
	b.SetBytes(int64(w.bytes))
	b.ReportAllocs()
	b.SetParallelism(8) // as many readers as the command has
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		request := visitTo(path, cookie, compressed)
		w := newSink()
		for pb.Next() {
			w.reset()
			handler.ServeHTTP(w, request)
		}
	})
}

func visitTo(path, cookie string, compressed bool) *http.Request {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if cookie != "" {
		r.Header.Set("Cookie", cookie)
	}
	r.Header.Set("Accept", "text/html")
	if compressed {
		r.Header.Set("Accept-Encoding", "gzip")
	}
	return r
}

// sink takes an answer and forgets it, as a socket would.
type sink struct {
	header http.Header
	status int
	bytes  int
}

func newSink() *sink { return &sink{header: http.Header{}} }

func (s *sink) reset() {
	clear(s.header)
	s.status, s.bytes = 0, 0
}

func (s *sink) Header() http.Header { return s.header }

func (s *sink) WriteHeader(status int) { s.status = status }

func (s *sink) Write(p []byte) (int, error) {
	s.bytes += len(p)
	return len(p), nil
}

// openSite puts the program together over the prepared SQLite world.
func openSite(b *testing.B) http.Handler {
	b.Helper()
	dir, err := filepath.Abs("../../.cache/bench")
	if err != nil {
		b.Fatal(err)
	}
	w := &world{engine: database.SQLite, posts: benchPosts, dir: filepath.Join(dir, "sqlite-1000")}
	if err := w.prepare(b.Context(), nil); err != nil {
		b.Fatal(err)
	}
	cfg, err := config.Load(config.Options{Overrides: w.settings()})
	if err == nil {
		err = cfg.EnsureSecretKey()
	}
	if err != nil {
		b.Fatal(err)
	}
	db, err := app.OpenDatabase(b.Context(), cfg)
	if err != nil {
		b.Fatal(err)
	}
	log := observe.NewLogger(io.Discard, observe.LogOptions{Format: "json", Level: slog.LevelInfo})
	a, err := app.New(b.Context(), db, app.Options{Config: cfg, Log: log, Search: true, Work: true})
	if err != nil {
		b.Fatal(err)
	}
	handler, err := a.Handler(app.WholeSite)
	if err != nil {
		b.Fatal(err)
	}
	work(b, a)
	return handler
}

// work runs what a process does besides answering until the benchmark ends,
// and closes the program.
func work(b *testing.B, a *app.App) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- a.Background(ctx) }()
	b.Cleanup(func() {
		cancel()
		if err := errors.Join(<-ended, a.Close()); err != nil {
			b.Error(err)
		}
	})
}

// signIn opens a session for a journalist of the world.
func signIn(b *testing.B, handler http.Handler) string {
	b.Helper()
	people, err := demo.NewWorld(demo.Small, time.Now())
	if err != nil {
		b.Fatal(err)
	}
	form := url.Values{"email": {people.Members[0].Email}, "password": {demo.Password}}
	r := httptest.NewRequest(http.MethodPost, "/auth/login", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	var cookies []string // the session's and the known device's
	for _, cookie := range w.Result().Cookies() {
		cookies = append(cookies, cookie.Name+"="+cookie.Value)
	}
	if len(cookies) == 0 {
		b.Fatalf("sign in: status %d", w.Code)
	}
	return strings.Join(cookies, "; ")
}

var articleLink = regexp.MustCompile(`href="(/wire/x[0-9a-zA-Z]+)"`)

func firstArticle(b *testing.B, handler http.Handler, cookie string) string {
	b.Helper()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, visitTo("/wire", cookie, false))
	found := articleLink.FindStringSubmatch(w.Body.String())
	if found == nil {
		b.Fatalf("no article on the wall: status %d", w.Code)
	}
	return found[1]
}
