// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/platform/web"
)

// wallPage is a page of about 40 kB that compresses like a wall of cards.
func wallPage() []byte {
	var b strings.Builder
	for i := 0; b.Len() < 40<<10; i++ {
		fmt.Fprintf(&b, `<article class="card news" id="post-%d"><h2><a href="/wire/x%dz">La grève des ports, jour %d</a></h2>`+
			`<p>Les équipages reprennent le travail dans %d ports sur %d.</p></article>`, i*7919, i*104729, i, i%17, i%31)
	}
	return []byte(b.String())
}

// discard is a response that goes nowhere.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

func BenchmarkStack(b *testing.B) {
	page := wallPage()
	answer := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write(page)
	}
	full := newRouter(b, web.Options{Production: true})
	full.Get("/wire/", answer)
	bare := chi.NewRouter()
	bare.Get("/wire/", answer)
	for _, bench := range []struct {
		name, encoding string
		handler        http.Handler
	}{{"bare", "", bare}, {"plain", "", full}, {"gzip", "gzip", full}} {
		b.Run(bench.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, "/wire/", nil)
			r.Header.Set("Accept-Encoding", bench.encoding)
			r.Header.Set("Accept-Language", "fr-FR,fr;q=0.9,en;q=0.8")
			r.Header.Set("Cookie", "lang=fr; scheme=dark; aipress24=x")
			b.ReportAllocs()
			for b.Loop() {
				bench.handler.ServeHTTP(&discard{http.Header{}}, r)
			}
		})
	}
}

// BenchmarkSession is what knowing the member costs on each request.
func BenchmarkSession(b *testing.B) {
	for _, engine := range dbtest.Engines() {
		b.Run(string(engine), func(b *testing.B) { benchmarkSession(b, dbtest.Open(b, engine)) })
	}
}

func benchmarkSession(b *testing.B, db *database.DB) {
	node := web.NewSessions(db, web.SessionOptions{})
	signIn := httptest.NewRecorder()
	node.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := node.SignIn(r.Context(), 42, true); err != nil {
			b.Fatal(err)
		}
		if err := node.PutUI(r.Context(), "wire:filters", []string{"Ports", "Mer"}); err != nil {
			b.Fatal(err)
		}
		_, _ = io.WriteString(w, "ok")
	})).ServeHTTP(signIn, httptest.NewRequest(http.MethodPost, "/", nil))
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.AddCookie(signIn.Result().Cookies()[0])
	h := node.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if node.MemberID(r.Context()) != 42 {
			b.Error("not signed in")
		}
		w.WriteHeader(http.StatusOK)
	}))
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(&discard{http.Header{}}, r)
	}
}

// BenchmarkCodec compares our session data with scs's own gob.
func BenchmarkCodec(b *testing.B) {
	values := map[string]any{"remember": "1", "ui:wire:filters": `{"Sections":["Ports"],"Sort":"date"}`}
	for name, codec := range map[string]scs.Codec{"json": web.SessionCodec, "gob": scs.GobCodec{}} {
		b.Run(name, func(b *testing.B) {
			raw, err := codec.Encode(time.Now(), values)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, _, err := codec.Decode(raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
