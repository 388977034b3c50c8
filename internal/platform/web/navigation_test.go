// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"
	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/web"
)

func TestSafeNext(t *testing.T) {
	t.Parallel()
	for _, local := range []string{"/", "/wire/", "/wire/tab?q=a%20b&x=//y", "/wip/articles/x1a#top", "/BW/é"} {
		if got := web.SafeNext(local); got != local {
			t.Errorf("SafeNext(%q) = %q", local, got)
		}
	}
	for _, foreign := range []string{
		"", "wire", "//evil.example", "/\\evil.example", "\\\\evil", "https://evil.example", "javascript:alert(1)",
		"/a//evil", "/\tevil", "/\n/evil", " /x", "/x\x00", "/x\x7f", "/%5cevil", "/a%0d%0aSet-Cookie:x", "/%zz",
		"/" + strings.Repeat("a", 3000),
	} {
		if got := web.SafeNext(foreign); got != "/" {
			t.Errorf("SafeNext(%q) = %q, want /", foreign, got)
		}
	}
}

// Whatever SafeNext lets through, a browser stays on the site.
func FuzzSafeNext(f *testing.F) {
	for _, s := range []string{"/", "//x", "/\\x", "/a/../..//x", "https:/x", "/%2f%2fx", "/?//"} {
		f.Add(s)
	}
	base, err := url.Parse("https://aipress24.example/deep/page")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		next := web.SafeNext(s)
		u, err := base.Parse(next)
		if err != nil || u.Host != base.Host || u.Scheme != "https" {
			t.Errorf("SafeNext(%q) = %q leads to %v, %v", s, next, u, err)
		}
		if strings.HasPrefix(next, "//") || strings.ContainsAny(next, "\\\r\n\t\x00") {
			t.Errorf("SafeNext(%q) = %q", s, next)
		}
	})
}

func TestBack(t *testing.T) {
	t.Parallel()
	for referer, want := range map[string]string{
		"":                            "/",
		"http://example.com/wire/?p=": "/wire/?p=",
		"http://evil.example/wire/":   "/",
		"http://example.com//evil":    "/",
	} {
		r := httptest.NewRequest(http.MethodPost, "/x", nil)
		r.Header.Set("Referer", referer)
		if got := web.Back(r); got != want {
			t.Errorf("Back from %q = %q, want %q", referer, got, want)
		}
	}
}

func TestPathID(t *testing.T) {
	t.Parallel()
	r := chi.NewRouter()
	r.Get("/a/{id}", func(w http.ResponseWriter, r *http.Request) {
		if id, err := web.PathID(r, "id"); err != nil {
			w.WriteHeader(web.StatusOf(err))
		} else if id != 123 {
			t.Errorf("id = %d", id)
		}
	})
	for path, want := range map[string]int{"/a/123": 200, "/a/x1Z": 200, "/a/-1": 404, "/a/bonjour": 404, "/a/99999999999999999999": 404} {
		if got := ask(r, httptest.NewRequest(http.MethodGet, path, nil)); got.Code != want {
			t.Errorf("%s: status = %d, want %d", path, got.Code, want)
		}
	}
}

func TestRedirect(t *testing.T) {
	t.Parallel()
	plain := httptest.NewRequest(http.MethodPost, "/", nil)
	htmx := httptest.NewRequest(http.MethodPost, "/", nil)
	htmx.Header.Set("HX-Request", "true")
	tests := []struct {
		name           string
		r              *http.Request
		to             string
		act            func(http.ResponseWriter, *http.Request, string)
		status         int
		header, wanted string
	}{
		{"form", plain, "/wire/é", web.Redirect, 303, "Location", "/wire/%C3%A9"},
		{"htmx", htmx, "/wire/?q=a%20b", web.Redirect, 200, "HX-Location", "/wire/?q=a%20b"},
		{"htmx to another site", htmx, "https://pay.example/c", web.Redirect, 200, "HX-Redirect", "https://pay.example/c"},
		{"htmx, whole page", htmx, "/", web.Leave, 200, "HX-Redirect", "/"},
		{"line break", plain, "/a\r\nSet-Cookie: x", web.Leave, 303, "Location", "/a%0D%0ASet-Cookie:%20x"},
	}
	for _, tt := range tests {
		rec := httptest.NewRecorder()
		tt.act(rec, tt.r, tt.to)
		if rec.Code != tt.status || rec.Header().Get(tt.header) != tt.wanted {
			t.Errorf("%s: %d %v", tt.name, rec.Code, rec.Header())
		}
	}
}

func TestToast(t *testing.T) {
	t.Parallel()
	rec := httptest.NewRecorder()
	rec.Header().Set("HX-Trigger", "bell, counters")
	web.Trigger(rec, "saved", map[string]int{"n": 2})
	web.Toast(rec, web.OK, "Publié 🎉 « à l’instant »\x7f")
	raw := rec.Header().Get("HX-Trigger")
	for i := range len(raw) {
		if raw[i] < ' ' || raw[i] > '~' {
			t.Fatalf("header is not plain ASCII: %q", raw)
		}
	}
	var events map[string]any
	if err := json.Unmarshal([]byte(raw), &events); err != nil {
		t.Fatal(err)
	}
	detail, _ := events["toast"].(map[string]any)
	if len(events) != 4 || detail["text"] != "Publié 🎉 « à l’instant »\x7f" || detail["kind"] != "ok" {
		t.Errorf("events = %v", events)
	}
}

// Any text survives the trip through a header.
func TestToast_Any(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		rec := httptest.NewRecorder()
		web.Toast(rec, web.Info, text)
		var events map[string]map[string]string
		if err := json.Unmarshal([]byte(rec.Header().Get("HX-Trigger")), &events); err != nil {
			t.Fatal(err)
		}
		if got := events["toast"]["text"]; got != strings.ToValidUTF8(text, "\ufffd") {
			t.Fatalf("got %q, want %q", got, text)
		}
	})
}
