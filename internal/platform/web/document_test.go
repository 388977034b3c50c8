// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/web"
)

func TestDocument(t *testing.T) {
	t.Parallel()
	text := strings.Repeat(`{"value":"FRA / 75011 Paris"}`, 100)
	long, err := web.NewDocument("application/json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	short, err := web.NewDocument("application/json", []byte("[]"))
	if err != nil {
		t.Fatal(err)
	}
	ask := func(d *web.Document, method string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "/list", nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		if err := d.Send(w, r, time.Hour); err != nil {
			t.Error(err)
		}
		return w
	}
	packed := ask(long, http.MethodGet, "Accept-Encoding", "br, gzip")
	unpacked, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := io.ReadAll(unpacked); string(got) != text || packed.Header().Get("Cache-Control") != "public, max-age=3600" {
		t.Errorf("packed: %d bytes, %v", len(got), packed.Header())
	}
	if plain := ask(long, http.MethodGet); plain.Body.String() != text || plain.Header().Get("Content-Encoding") != "" {
		t.Error("plain is not the text")
	}
	if little := ask(short, http.MethodGet, "Accept-Encoding", "gzip"); little.Body.String() != "[]" {
		t.Errorf("short is %q", little.Body)
	}
	tag := packed.Header().Get("ETag")
	if again := ask(long, http.MethodGet, "If-None-Match", tag); again.Code != http.StatusNotModified || again.Body.Len() > 0 {
		t.Errorf("with %s: %d", tag, again.Code)
	}
	if other := ask(short, http.MethodGet, "If-None-Match", tag); other.Code != http.StatusOK {
		t.Errorf("another document with %s: %d", tag, other.Code)
	}
	if head := ask(long, http.MethodHead); head.Body.Len() > 0 || head.Header().Get("Content-Length") == "" {
		t.Error("HEAD has a body or no length")
	}
}
