// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/web"
)

// paper is a page of text around a piece, sent with headers of its own.
type paper struct {
	before, shared, after string
	status                int
	header                map[string]string
}

func (p paper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s := web.NewSheet()
	defer s.Release()
	piece, err := web.NewPiece([]byte(p.shared))
	if err != nil {
		panic(err)
	}
	_, _ = s.WriteString(p.before)
	s.Place(piece)
	_, _ = s.WriteString(p.after)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	for name, value := range p.header {
		w.Header().Set(name, value)
	}
	status := p.status
	if status == 0 {
		status = http.StatusOK
	}
	_ = s.Send(w, r, status)
}

// page is long enough to be compressed.
var page = paper{before: "<h1>Une</h1>", shared: strings.Repeat("<p>dépêche</p>", 200), after: "<p>pied</p>"}

// A browser that has the page receives 304 and no body, whatever compression it
// asks for now; one that has another page receives this one.
func TestSheet_notModified(t *testing.T) {
	t.Parallel()
	visit := func(p paper, method, accept, known string) *httptest.ResponseRecorder {
		router := newRouter(t, web.Options{})
		router.Method(http.MethodGet, "/", p)
		router.Method(http.MethodPost, "/", p)
		r := httptest.NewRequest(method, "/", nil)
		r.Header.Set("Accept-Encoding", accept)
		r.Header.Set("If-None-Match", known)
		return ask(router, r)
	}
	first := visit(page, http.MethodGet, "gzip", "")
	tag := first.Header().Get("ETag")
	if first.Code != http.StatusOK || !strings.HasPrefix(tag, `W/"`) || first.Header().Get("Content-Encoding") != "gzip" {
		t.Fatalf("first: %d, ETag %q, %v", first.Code, tag, first.Header())
	}
	if cache := first.Header().Get("Cache-Control"); cache != "private, no-cache" {
		t.Errorf("Cache-Control = %q: browsers must ask each time", cache)
	}
	for _, accept := range []string{"gzip", "", "br, gzip;q=0"} {
		for _, known := range []string{tag, `"x", ` + tag, tag + `,W/"y"`} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				got := visit(page, method, accept, known)
				body, _ := io.ReadAll(got.Result().Body)
				if got.Code != http.StatusNotModified || len(body) != 0 || got.Header().Get("ETag") != tag ||
					got.Header().Get("Content-Encoding") != "" || got.Header().Get("Content-Length") != "" {
					t.Errorf("%s %q with %q: %d, %d bytes, %v", method, accept, known, got.Code, len(body), got.Header())
				}
			}
		}
	}
	for name, other := range map[string]paper{
		"text":  {before: "<h1>Deux</h1>", shared: page.shared, after: page.after},
		"piece": {before: page.before, shared: page.shared + "<p>de plus</p>", after: page.after},
		"end":   {before: page.before, shared: page.shared, after: page.after + " "},
	} {
		if got := visit(other, http.MethodGet, "gzip", tag); got.Code != http.StatusOK || got.Header().Get("ETag") == tag {
			t.Errorf("another %s: %d with tag %s", name, got.Code, got.Header().Get("ETag"))
		}
	}
	if got := visit(page, http.MethodPost, "gzip", tag); got.Code != http.StatusOK || got.Header().Get("ETag") != "" {
		t.Errorf("POST: %d with tag %q", got.Code, got.Header().Get("ETag"))
	}
}

// Pages shown once, errors, answers that make htmx act and other kinds of
// content are sent anew each time.
func TestSheet_notRepeatable(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*paper){
		"no-store":     func(p *paper) { p.header = map[string]string{"Cache-Control": "no-store"} },
		"toast":        func(p *paper) { p.header = map[string]string{"HX-Trigger": "{}"} },
		"calendar":     func(p *paper) { p.header = map[string]string{"Content-Type": "text/calendar"} },
		"error":        func(p *paper) { p.status = http.StatusNotFound },
		"invalid form": func(p *paper) { p.status = http.StatusUnprocessableEntity },
	} {
		p := page
		change(&p)
		router := newRouter(t, web.Options{})
		router.Method(http.MethodGet, "/", p)
		if got := ask(router, httptest.NewRequest(http.MethodGet, "/", nil)); got.Header().Get("ETag") != "" {
			t.Errorf("%s: tag %q", name, got.Header().Get("ETag"))
		}
	}
}
