// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/web"
)

// send answers a request with the sheet and returns what a browser reads.
func send(t rapid.TB, s *web.Sheet, accept string) (*http.Response, string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Encoding", accept)
	w := httptest.NewRecorder()
	w.Header().Set("Content-Encoding", "left over")
	if err := s.Send(w, r, http.StatusOK); err != nil {
		t.Fatalf("send: %v", err)
	}
	got := w.Result()
	if got.Header.Get("Content-Length") != strconv.Itoa(w.Body.Len()) {
		t.Errorf("Content-Length = %s for %d bytes", got.Header.Get("Content-Length"), w.Body.Len())
	}
	var body io.Reader = w.Body
	if got.Header.Get("Content-Encoding") == "gzip" {
		var err error
		if body, err = gzip.NewReader(w.Body); err != nil {
			t.Fatalf("read gzip: %v", err)
		}
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	return got, string(text)
}

// Whatever is written and placed, in any order, browsers read it as written.
func TestSheet_readsAsWritten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := web.NewSheet()
		defer s.Release()
		var want strings.Builder
		for range rapid.IntRange(0, 8).Draw(t, "parts") {
			text := strings.Repeat(rapid.StringN(0, 80, 300).Draw(t, "text"), rapid.IntRange(1, 40).Draw(t, "times"))
			want.WriteString(text)
			if !rapid.Bool().Draw(t, "piece") {
				_, _ = s.WriteString(text) // never fails
				continue
			}
			piece, err := web.NewPiece([]byte(text))
			if err != nil {
				t.Fatal(err)
			}
			s.Place(piece)
		}
		for _, accept := range []string{"gzip", ""} {
			if _, got := send(t, s, accept); got != want.String() {
				t.Fatalf("accepting %q: read %q, want %q", accept, got, want.String())
			}
		}
	})
}

func TestSheet_compressesWhenWanted(t *testing.T) {
	t.Parallel()
	tests := []struct {
		accept string
		size   int
		want   string
	}{
		{"gzip, deflate, br", 2000, "gzip"},
		{"br;q=1.0, gzip;q=0.8", 2000, "gzip"},
		{"gzip;q=0", 2000, ""},
		{"gzip; q=0.000", 2000, ""},
		{"br", 2000, ""},
		{"", 2000, ""},
		{"gzip", 500, ""},
	}
	for _, tt := range tests {
		s := web.NewSheet()
		_, _ = s.WriteString(strings.Repeat("a", tt.size)) // never fails
		got, _ := send(t, s, tt.accept)
		if encoding := got.Header.Get("Content-Encoding"); encoding != tt.want {
			t.Errorf("Accept-Encoding %q, %d bytes: Content-Encoding = %q, want %q", tt.accept, tt.size, encoding, tt.want)
		}
		s.Release()
	}
}

// A released sheet carries nothing of its page to the next reader.
func TestSheet_releasedIsEmpty(t *testing.T) {
	t.Parallel()
	for range 10 {
		s := web.NewSheet()
		if len(s.HTML()) != 0 {
			t.Fatalf("a new sheet holds %q", s.HTML())
		}
		piece, err := web.NewPiece([]byte(strings.Repeat("secret ", 300)))
		if err != nil {
			t.Fatal(err)
		}
		s.Place(piece)
		s.Release()
	}
}

// What is remembered of texts stays within its bound, and is right still.
func TestSheet_remembersWithinBounds(t *testing.T) {
	t.Parallel()
	for i := range 2000 { // 8 MB of texts, twice what is kept
		text := strings.Repeat(strconv.Itoa(i%1500)+" équipages reprennent la mer. ", 130)
		s := web.NewSheet()
		_, _ = s.WriteString(text) // never fails
		if _, got := send(t, s, "gzip"); got != text {
			t.Fatalf("text %d reads %q", i, got)
		}
		s.Release()
	}
}

func BenchmarkSheet(b *testing.B) {
	text := []byte(strings.Repeat("<article class=\"card news\"><h2>Les équipages reprennent la mer</h2></article>", 800))
	piece, err := web.NewPiece(text)
	if err != nil {
		b.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Encoding", "gzip")
	for name, add := range map[string]func(*web.Sheet){
		"written": func(s *web.Sheet) { _, _ = s.Write(text) },
		"placed":  func(s *web.Sheet) { s.Place(piece) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s := web.NewSheet()
				add(s)
				if err := s.Send(httptest.NewRecorder(), r, http.StatusOK); err != nil {
					b.Fatal(err)
				}
				s.Release()
			}
		})
	}
}
