// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package devdoorsweb_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/modules/devdoors"
	"aipress24.com/aipress24/internal/modules/devdoors/devdoorsweb"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

var now = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)

// store is what a mailer writes to and the pages read.
type store interface {
	mailer.Store
	mailer.Inbox
}

// site is the developers' pages behind the real middleware.
type site struct {
	http.Handler

	store   store
	routes  ui.Routes
	flashes []string
}

func newSite(t *testing.T, kept store, mailURL string) *site {
	t.Helper()
	mail, err := mailer.New(mailer.Options{URL: mailURL, Store: kept, Now: func() time.Time { return now }, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	s := &site{store: kept}
	post := devdoors.NewPost(mail, kept, "https://aipress24.invalid", func() time.Time { return now })
	s.routes = devdoorsweb.Routes(post, func(ctx context.Context, _ web.ToastKind, key string, args ...any) {
		s.flashes = append(s.flashes, i18n.T(ctx, key, args...))
	})
	router, err := web.New(web.Options{Refuse: ui.Fail})
	if err != nil {
		t.Fatal(err)
	}
	shell := &ui.Site{Name: "AiPRESS24", Navigation: ui.NewNavigation(s.routes, ui.Menus{Sides: map[string][]ui.Entry{"dev": devdoorsweb.Menu()}})}
	ui.Mount(router.With(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(ui.WithSite(r.Context(), shell)))
		})
	}), s.routes)
	s.Handler = router
	return s
}

// memorySite keeps mails in memory and captures them.
func memorySite(t *testing.T) *site {
	t.Helper()
	return newSite(t, &mailer.MemoryStore{}, "capture:")
}

func (s *site) capture(t *testing.T, c mailer.Captured) {
	t.Helper()
	if c.CreatedAt.IsZero() {
		c.CreatedAt = now
	}
	if err := s.store.Capture(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}

func (s *site) get(t *testing.T, path string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
	r.Header.Set("Accept-Language", "fr")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func (s *site) post(t *testing.T, path string, form url.Values) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Accept-Language", "fr")
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func document(t *testing.T, w *httptest.ResponseRecorder, status int) *goquery.Document {
	t.Helper()
	if w.Code != status {
		t.Fatalf("status = %d, want %d\n%s", w.Code, status, w.Body)
	}
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// letter is a captured mail with an attack in it.
func letter() mailer.Captured {
	return mailer.Captured{
		MessageID: "m1@aipress24.invalid", Recipient: "ada@exemple.invalid", Subject: "[Aipress24] Bienvenue <b>",
		HTML:    `<html><head><title>x</title></head><body><script>alert(1)</script><a href="https://aipress24.invalid/auth/reset/abc">Lien</a> <a href="https://aipress24.invalid/auth/reset/abc">encore</a> <a href="javascript:alert(2)">non</a></body></html>`,
		Text:    "Bonjour <Ada>",
		Headers: map[string]string{"X-Kind": "welcome", "From": "contact@aipress24.invalid"},
	}
}

// Mails are listed newest first, page by page.
func TestMailList(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, mailer.NewDatabaseStore(db, ids.NewGenerator(1, nil).Next), "capture:")
		if doc := document(t, s.get(t, "/dev/mail"), http.StatusOK); doc.Find(".empty").Length() != 1 {
			t.Error("an empty inbox does not say so")
		}
		for i := range 30 {
			s.capture(t, mailer.Captured{MessageID: fmt.Sprint(i), Recipient: "ada@exemple.invalid", Subject: fmt.Sprintf("Courriel %d", i)})
		}
		w := s.get(t, "/dev/mail")
		if w.Header().Get("Cache-Control") != "no-store" {
			t.Errorf("Cache-Control = %q", w.Header().Get("Cache-Control"))
		}
		doc := document(t, w, http.StatusOK)
		rows := doc.Find("#letters tbody tr")
		if rows.Length() != 25 || !strings.Contains(rows.First().Text(), "Courriel 29") {
			t.Errorf("first page: %d rows, the first %q", rows.Length(), rows.First().Text())
		}
		older, _ := doc.Find(`main a[href*="after="]`).Attr("href")
		doc = document(t, s.get(t, older), http.StatusOK)
		rows = doc.Find("#letters tbody tr")
		if rows.Length() != 5 || !strings.Contains(rows.Last().Text(), "Courriel 0") || doc.Find(`main a[href*="after="]`).Length() != 0 {
			t.Errorf("second page: %d rows, the last %q", rows.Length(), rows.Last().Text())
		}
	})
}

// A mail has three sides; its HTML is shown in a frame that can run nothing,
// and its links are listed beside.
func TestMailLetter(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	s.capture(t, letter())
	path, _ := document(t, s.get(t, "/dev/mail"), http.StatusOK).Find("#letters tbody a").Attr("href")

	w := s.get(t, path)
	if policy := w.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "; frame-src 'self'") || !strings.HasPrefix(policy, "default-src 'none'; script-src 'self'") {
		t.Errorf("policy of the page = %q", policy)
	}
	doc := document(t, w, http.StatusOK)
	frame := doc.Find("iframe")
	if src, _ := frame.Attr("src"); src != path+"/html" {
		t.Errorf("frame = %q", src)
	}
	if sandbox, _ := frame.Attr("sandbox"); strings.Contains(sandbox, "allow-scripts") || strings.Contains(sandbox, "allow-same-origin") || sandbox == "" {
		t.Errorf("sandbox = %q", sandbox)
	}
	if got := doc.Find("[data-testid=links] a").Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") }); !slices.Equal(got, []string{"https://aipress24.invalid/auth/reset/abc"}) {
		t.Errorf("links = %q", got)
	}
	if got := doc.Find("h1").Text(); got != "[Aipress24] Bienvenue <b>" {
		t.Errorf("title = %q", got)
	}
	if got := document(t, s.get(t, path+"?view=text"), http.StatusOK).Find("[data-testid=text]").Text(); got != "Bonjour <Ada>" {
		t.Errorf("text = %q", got)
	}
	headers := document(t, s.get(t, path+"?view=headers"), http.StatusOK).Find("main").Text()
	for _, want := range []string{"m1@aipress24.invalid", "X-Kind", "welcome"} {
		if !strings.Contains(headers, want) {
			t.Errorf("headers lack %q", want)
		}
	}
}

// The mail itself comes under a policy that lets nothing run and nothing be
// sent.
func TestMailFrame(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	s.capture(t, letter())
	path, _ := document(t, s.get(t, "/dev/mail"), http.StatusOK).Find("#letters tbody a").Attr("href")
	w := s.get(t, path+"/html")
	policy := w.Header().Get("Content-Security-Policy")
	if w.Code != http.StatusOK || !strings.HasPrefix(policy, "sandbox ") || strings.Contains(policy, "allow-scripts") ||
		strings.Contains(policy, "script-src") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("status = %d, policy = %q", w.Code, policy)
	}
	if body := w.Body.String(); !strings.Contains(body, `<head><base target="_blank">`) {
		t.Errorf("links do not open beside the frame: %s", body)
	}
}

func TestMailLetter_Unknown(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	for _, path := range []string{"/dev/mail/x1", "/dev/mail/x1/html", "/dev/mail/nothing"} {
		if w := s.get(t, path); w.Code != http.StatusNotFound {
			t.Errorf("GET %s: status = %d, want 404", path, w.Code)
		}
	}
}

// Tests read mails as JSON, those of one address if they like.
func TestMailJSON(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	s.capture(t, letter())
	s.capture(t, mailer.Captured{MessageID: "m2", Recipient: "paul@exemple.invalid", Subject: "S"})
	type read struct {
		ID      string   `json:"id"`
		To      string   `json:"to"`
		Subject string   `json:"subject"`
		Links   []string `json:"links"`
		URL     string   `json:"url"`
	}
	ask := func(path string) (list []read) {
		w := s.get(t, path)
		if err := json.Unmarshal(w.Body.Bytes(), &list); err != nil {
			t.Fatalf("GET %s: %v\n%s", path, err, w.Body)
		}
		return list
	}
	if list := ask("/dev/mail.json"); len(list) != 2 || list[0].To != "paul@exemple.invalid" {
		t.Errorf("all: %+v", list)
	}
	list := ask("/dev/mail.json?to=Ada@exemple.invalid")
	if len(list) != 1 || len(list[0].Links) != 1 || s.get(t, list[0].URL).Code != http.StatusOK {
		t.Errorf("one address: %+v", list)
	}
	if list := ask("/dev/mail.json?to=nobody@exemple.invalid"); list == nil || len(list) != 0 {
		t.Errorf("nobody: %+v, want an empty list", list)
	}
}

func TestMailClear(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	s.capture(t, letter())
	w := s.post(t, "/dev/mail/clear", nil)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/dev/mail" || len(s.flashes) != 1 {
		t.Errorf("status = %d to %q, flashes %q", w.Code, w.Header().Get("Location"), s.flashes)
	}
	if left, err := s.store.Captured(t.Context(), 0, 10); err != nil || len(left) != 0 {
		t.Errorf("left: %d, %v", len(left), err)
	}
}

// A sample letter arrives in the inbox, in the reader's language.
func TestMailSample(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	w := s.post(t, "/dev/mail/test", url.Values{"to": {"Ada@exemple.invalid"}})
	if w.Code != http.StatusSeeOther || !slices.Equal(s.flashes, []string{"Le courriel d’essai est parti."}) {
		t.Fatalf("status = %d, flashes %q\n%s", w.Code, s.flashes, w.Body)
	}
	kept, err := s.store.Captured(t.Context(), 0, 10)
	if err != nil || len(kept) != 1 {
		t.Fatalf("kept %d, %v", len(kept), err)
	}
	if c := kept[0]; c.Recipient != "ada@exemple.invalid" || !strings.Contains(c.Subject, "Courriel d’essai") ||
		!strings.Contains(c.Text, "Beaumarchais") || !strings.Contains(c.HTML, "https://aipress24.invalid") {
		t.Errorf("letter = %+v", c)
	}
}

// A wrong address is said beside the field, and the list stays.
func TestMailSample_WrongAddress(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	for _, to := range []string{"", "ada", "ada@exemple.invalid\r\nBcc: x@y.invalid"} {
		doc := document(t, s.post(t, "/dev/mail/test", url.Values{"to": {to}}), http.StatusUnprocessableEntity)
		if doc.Find("#f-to[aria-invalid=true]").Length() != 1 || doc.Find("#letters").Length() != 1 {
			t.Errorf("%q: no error beside the field", to)
		}
	}
}

// A mail server that is not there is said beside the field too; the page warns
// that mails leave for good.
func TestMailSample_ServerDown(t *testing.T) {
	t.Parallel()
	s := newSite(t, &mailer.MemoryStore{}, "smtp://127.0.0.1:1?tls=none")
	if doc := document(t, s.get(t, "/dev/mail"), http.StatusOK); !strings.Contains(doc.Find(".note").Text(), "partent pour de bon") {
		t.Error("the page does not say that mails leave")
	}
	doc := document(t, s.post(t, "/dev/mail/test", url.Values{"to": {"ada@exemple.invalid"}}), http.StatusUnprocessableEntity)
	if got := doc.Find("#f-to-err").Text(); !strings.Contains(got, "ne répond pas") {
		t.Errorf("error = %q", got)
	}
}

// The door is no means to flood mailboxes.
func TestMailSample_Limited(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	last := 0
	for range 11 {
		last = s.post(t, "/dev/mail/test", url.Values{"to": {"ada@exemple.invalid"}}).Code
	}
	if last != http.StatusTooManyRequests {
		t.Errorf("11th sample: status = %d, want 429", last)
	}
}

// The gallery is open too, and the left menu leads to both.
func TestGalleryAndMenu(t *testing.T) {
	t.Parallel()
	s := memorySite(t)
	if w := s.get(t, "/dev/ui"); w.Code != http.StatusOK {
		t.Errorf("gallery: status = %d", w.Code)
	}
	doc := document(t, s.get(t, "/dev/mail"), http.StatusOK)
	for _, entry := range devdoorsweb.Menu() {
		if doc.Find(`main nav a[href="`+entry.Path+`"]`).Length() == 0 {
			t.Errorf("the menu lacks %s", entry.Path)
		}
	}
}
