// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// get asks h for path with the given headers, as actor in the shell's context.
func get(t *testing.T, h http.Handler, method, path string, actor access.Actor, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(pageContext(actor), method, path, http.NoBody)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func failing(err error) http.Handler {
	return ui.Handler(func(http.ResponseWriter, *http.Request) error { return err })
}

func document(t *testing.T, body io.Reader) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestHandler_Statuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		err  error
		want int
	}{
		{"internal", io.ErrClosedPipe, 500},
		{"database gone", fmt.Errorf("read: %w", io.ErrUnexpectedEOF), 503},
		{"database gone under load", fmt.Errorf("read session: %w", &net.OpError{Op: "read", Net: "tcp", Err: os.NewSyscallError("read", syscall.ECONNRESET)}), 503},
		{"picture cut short", errs.Wrap(errs.Invalid, "x", io.ErrUnexpectedEOF), 422},
		{"invalid", errs.New(errs.Invalid, "x"), 422},
		{"form", errs.Fields{errs.New(errs.Invalid, "x")}, 422},
		{"forbidden", errs.ErrForbidden, 403},
		{"not found", fmt.Errorf("open: %w", errs.ErrNotFound), 404},
		{"conflict", errs.New(errs.Conflict, "x"), 409},
		{"too large", errs.New(errs.TooLarge, "x"), 413},
		{"body too large", fmt.Errorf("read: %w", &http.MaxBytesError{Limit: 1}), 413},
		{"too many", errs.New(errs.TooMany, "x"), 429},
		{"unavailable", errs.New(errs.Unavailable, "x"), 503},
		{"deadline", context.DeadlineExceeded, 503},
		{"malformed", web.ErrMalformed, 400},
		{"bad id", web.ErrBadID, 404},
		{"cross origin", web.ErrCrossOrigin, 403},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := get(t, failing(tt.err), http.MethodGet, "/wire", journalist)
			if w.Code != tt.want {
				t.Fatalf("status = %d, want %d", w.Code, tt.want)
			}
			if got := w.Header().Get("Cache-Control"); got != "no-store" {
				t.Errorf("Cache-Control = %q", got)
			}
			doc := document(t, w.Body)
			if n := doc.Find("h1").Length(); n != 1 {
				t.Errorf("%d h1, want 1", n)
			}
			if !strings.Contains(doc.Find("main").Text(), "req-1") {
				t.Error("the page does not show the request id")
			}
			if doc.Find(`main a[href="/"]`).Length() == 0 {
				t.Error("the page does not lead home")
			}
		})
	}
}

// A cause belongs to the logs, never to the reader.
func TestHandler_HidesTheCause(t *testing.T) {
	t.Parallel()
	secret := errors.New("pq: password authentication for user bob")
	for _, header := range [][]string{nil, {"HX-Request", "true"}, {"Accept", "application/json"}} {
		w := get(t, failing(errs.Wrap(errs.Internal, "web.error.malformed", secret)), http.MethodGet, "/wire", journalist, header...)
		if strings.Contains(w.Body.String(), "bob") || strings.Contains(w.Header().Get("HX-Trigger"), "bob") {
			t.Errorf("%v: the cause is shown", header)
		}
	}
}

func TestHandler_SignIn(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, method string
		header       []string
		status       int
		location     string
	}{
		{"page", http.MethodGet, nil, 303, "/auth/login?next=%2Fwip%2Farticles%3Ftab%3Da%26b%3Dc"},
		{"htmx", http.MethodGet, []string{"HX-Request", "true"}, 401, ""},
		{"program", http.MethodGet, []string{"Accept", "application/json"}, 401, ""},
		{"image in a page", http.MethodGet, []string{"Sec-Fetch-Dest", "image"}, 401, ""},
		{"change", http.MethodPost, nil, 401, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := get(t, failing(errs.ErrUnauthenticated), tt.method, "/wip/articles?tab=a&b=c", access.Actor{}, tt.header...)
			if w.Code != tt.status || w.Header().Get("Location") != tt.location {
				t.Errorf("got %d %q, want %d %q", w.Code, w.Header().Get("Location"), tt.status, tt.location)
			}
		})
	}
}

func TestHandler_Fragment(t *testing.T) {
	t.Parallel()
	w := get(t, failing(errs.ErrForbidden), http.MethodPost, "/wire/like", journalist, "HX-Request", "true")
	if w.Code != 403 || w.Header().Get("HX-Reswap") != "none" || w.Body.Len() != 0 {
		t.Errorf("status %d, reswap %q, %d bytes", w.Code, w.Header().Get("HX-Reswap"), w.Body.Len())
	}
	trigger := w.Header().Get("HX-Trigger")
	for _, c := range []byte(trigger) {
		if c > 0x7e {
			t.Fatalf("header is not ASCII: %q", trigger)
		}
	}
	var event struct{ Toast struct{ Kind, Text string } }
	if err := json.Unmarshal([]byte(trigger), &event); err != nil {
		t.Fatal(err)
	}
	if event.Toast.Kind != "danger" || event.Toast.Text != "Votre compte ne donne pas accès à cette page." {
		t.Errorf("toast = %+v", event.Toast)
	}
}

// A boosted navigation replaces the page and needs a page.
func TestHandler_Boosted(t *testing.T) {
	t.Parallel()
	w := get(t, failing(errs.ErrNotFound), http.MethodGet, "/wire/x", journalist, "HX-Request", "true", "HX-Boosted", "true")
	if document(t, w.Body).Find("h1").Length() != 1 {
		t.Error("no page")
	}
}

func TestHandler_English(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(i18n.WithLang(pageContext(journalist), i18n.English), http.MethodGet, "/x", http.NoBody)
	w := httptest.NewRecorder()
	failing(errs.ErrNotFound).ServeHTTP(w, r)
	doc := document(t, w.Body)
	if lang, _ := doc.Find("html").Attr("lang"); lang != "en" || doc.Find("h1").Text() != "Page not found" {
		t.Errorf("lang %q, title %q", lang, doc.Find("h1").Text())
	}
}

func TestHandler_LogsOnce(t *testing.T) {
	var log bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&log, nil)))
	defer slog.SetDefault(old)

	get(t, failing(io.ErrUnexpectedEOF), http.MethodGet, "/wire", journalist)
	get(t, failing(errs.ErrNotFound), http.MethodGet, "/wire", journalist)
	if n := strings.Count(log.String(), "request failed"); n != 1 {
		t.Errorf("%d lines, want one for the internal error only:\n%s", n, log.String())
	}

	log.Reset()
	get(t, failing(web.ErrNotReady), http.MethodGet, "/readyz", journalist)
	if said := log.String(); !strings.Contains(said, "level=INFO") || strings.Contains(said, "ERROR") {
		t.Errorf("a start that takes its time is logged as %s", said)
	}
}

func TestRoutes(t *testing.T) {
	t.Parallel()
	ok := func(w http.ResponseWriter, r *http.Request) error {
		_, err := io.Copy(io.Discard, r.Body)
		return err
	}
	router := chi.NewRouter()
	router.NotFound(ui.NotFound)
	router.MethodNotAllowed(ui.MethodNotAllowed(router))
	ui.Mount(router, ui.Routes{
		ui.Get("/open", access.Anyone, ok),
		ui.Get("/members", access.Members, ok),
		ui.Get("/newsroom", access.Newsroom, ok),
		ui.Post("/articles/{id}/publish", access.Members, ok),
		ui.Post("/small", access.Anyone, ok).WithBody(4),
		{Method: http.MethodGet, Pattern: "/forgotten", Handler: ok},
	})
	expert := access.Actor{UserID: 2, Community: access.Expert}
	tests := []struct {
		name, method, path string
		actor              access.Actor
		want               int
	}{
		{"open to anybody", "GET", "/open", access.Actor{}, 200},
		{"member", "GET", "/members", expert, 200},
		{"anonymous", "GET", "/members", access.Actor{}, 303},
		{"wrong community", "GET", "/newsroom", expert, 403},
		{"right community", "GET", "/newsroom", journalist, 200},
		{"without guard", "GET", "/forgotten", journalist, 403},
		{"unknown", "GET", "/nowhere", journalist, 404},
		{"page on a change", "GET", "/articles/x1/publish", journalist, 405},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			w := get(t, router, tt.method, tt.path, tt.actor)
			if w.Code != tt.want {
				t.Fatalf("status = %d, want %d", w.Code, tt.want)
			}
			if tt.want == 405 && w.Header().Get("Allow") != "POST" {
				t.Errorf("Allow = %q", w.Header().Get("Allow"))
			}
		})
	}

	r := httptest.NewRequestWithContext(pageContext(journalist), http.MethodPost, "/small", strings.NewReader("too much"))
	w := httptest.NewRecorder()
	router.ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("body above the limit: %d", w.Code)
	}
}

func TestChoiceRoutes(t *testing.T) {
	t.Parallel()
	router := chi.NewRouter()
	ui.Mount(router, ui.ChoiceRoutes())
	tests := []struct {
		path, body, cookie, location string
		status                       int
	}{
		{"/ui/language", "lang=en&next=/wire%3Ftab%3Dall", "lang=en", "/wire?tab=all", 303},
		{"/ui/scheme", "scheme=dark&next=//evil.example", "scheme=dark", "/", 303},
		{"/ui/scheme", "scheme=pink", "", "", 422},
		{"/ui/language", "lang=tlh", "", "", 422},
	}
	for _, tt := range tests {
		r := httptest.NewRequestWithContext(pageContext(access.Actor{}), http.MethodPost, tt.path, strings.NewReader(tt.body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		router.ServeHTTP(w, r)
		if w.Code != tt.status || w.Header().Get("Location") != tt.location || !strings.HasPrefix(w.Header().Get("Set-Cookie"), tt.cookie) {
			t.Errorf("%s %s: %d %q %q", tt.path, tt.body, w.Code, w.Header().Get("Location"), w.Header().Get("Set-Cookie"))
		}
	}
}

// An ended session loses no words, and says so.
func TestHandler_SessionEnded(t *testing.T) {
	t.Parallel()
	refuse := failing(errs.ErrUnauthenticated)
	w := get(t, refuse, http.MethodPost, "/wip/articles/new", access.Actor{}, "HX-Request", "true")
	if toast := w.Header().Get("HX-Trigger"); !strings.Contains(toast, `"target":"_blank"`) || !strings.Contains(toast, ui.LoginPath) {
		t.Errorf("toast = %s, want a way to sign in beside the page", toast)
	}
	w = get(t, refuse, http.MethodPost, "/wip/articles/new", access.Actor{}, "Referer", "http://example.com/wip/articles/new?a=b")
	page := document(t, w.Body)
	if got := page.Find(".error-page a").First().AttrOr("href", ""); got != "/auth/login?next=%2Fwip%2Farticles%2Fnew%3Fa%3Db" {
		t.Errorf("the way back is %q", got)
	}
	if got := page.Find(".error-page h1").Text(); got != "Votre session est terminée" {
		t.Errorf("title = %q", got)
	}
}

// Without JavaScript the words of a refused form stay in the page, which sends
// them once more; a password does not.
func TestHandler_SessionEnded_withoutScript(t *testing.T) {
	t.Parallel()
	send := func(body string) *goquery.Document {
		r := httptest.NewRequestWithContext(pageContext(access.Actor{}), http.MethodPost, "/wip/articles?from=a", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		w := httptest.NewRecorder()
		failing(errs.ErrUnauthenticated).ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized {
			t.Errorf("status = %d", w.Code)
		}
		return document(t, w.Body)
	}
	page := send(url.Values{"title": {"Le fret & le port"}, "body": {`<p>"Trois" jours</p>`}, "tag": {"a", "b"}}.Encode())
	form := page.Find("[data-testid=send-again]")
	if form.AttrOr("action", "") != "/wip/articles?from=a" || form.AttrOr("method", "") != "post" {
		t.Errorf("the form goes to %q", form.AttrOr("action", ""))
	}
	held := url.Values{}
	form.Find("input[type=hidden]").Each(func(_ int, s *goquery.Selection) { held.Add(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	if held.Get("title") != "Le fret & le port" || held.Get("body") != `<p>"Trois" jours</p>` || len(held["tag"]) != 2 {
		t.Errorf("the page holds %v", held)
	}
	if page.Find(".error-page a").First().AttrOr("target", "") != "_blank" {
		t.Error("signing in leaves the page that holds the words")
	}
	if send("current_password=secret&title=x").Find("[data-testid=send-again]").Length() > 0 {
		t.Error("a page holds a password")
	}
}
