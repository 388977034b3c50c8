// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/database"
)

// siteURL is where browsers of tests believe the site is.
const siteURL = "http://aipress24.test"

// Browser visits the site as one person's browser does: it keeps cookies and
// says where requests come from. It follows no redirect by itself. An answer
// of 500 and above fails the test.
type Browser struct {
	app    *App
	jar    http.CookieJar
	client *http.Client
	last   string // address of the last page, sent as Referer

	// IP is where requests come from; Accept is what they want.
	IP       string
	Language string
	// Failing lets answers of 500 and above through, for tests of failures.
	Failing bool
}

// Browser returns a browser that is not signed in.
func (a *App) Browser(t testing.TB) *Browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatalf("make a cookie jar: %v", err)
	}
	b := &Browser{app: a, jar: jar, IP: "192.0.2.17", Language: "fr-FR,fr;q=0.9"}
	b.client = &http.Client{
		Transport:     transport{a.Site},
		Jar:           jar,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return b
}

// SignIn returns a browser in which the actor is signed in; anonymous gives one
// without a session.
func (a *App) SignIn(t testing.TB, actor access.Actor) *Browser {
	t.Helper()
	b := a.Browser(t)
	if actor.UserID != 0 {
		b.SignIn(t, actor)
	}
	return b
}

// SignIn opens a session without the form, whose password takes time to check.
func (b *Browser) SignIn(t testing.TB, actor access.Actor) {
	t.Helper()
	var failure error
	h := b.app.sessions.Middleware(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		failure = b.app.sessions.SignIn(r.Context(), actor.UserID, false)
		w.WriteHeader(http.StatusNoContent)
	}))
	answer := httptest.NewRecorder()
	h.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodPost, siteURL, nil))
	if failure != nil || len(answer.Result().Cookies()) == 0 {
		t.Fatalf("open a session: %v, cookies %v", failure, answer.Result().Cookies())
	}
	b.jar.SetCookies(address(t, "/"), answer.Result().Cookies())
}

// Page is an answer of the site.
type Page struct {
	Status int
	Header http.Header
	Body   string
	Doc    *goquery.Document // of an HTML answer, else empty
}

// Find selects elements of the page.
func (p Page) Find(selector string) *goquery.Selection { return p.Doc.Find(selector) }

// Text is the text of the selected elements, spaces folded.
func (p Page) Text(selector string) string {
	return strings.Join(strings.Fields(p.Find(selector).Text()), " ")
}

// Has reports whether a selector finds anything.
func (p Page) Has(selector string) bool { return p.Find(selector).Length() > 0 }

// Location is where the answer sends the browser, or "".
func (p Page) Location() string { return p.Header.Get("Location") }

// Get opens a page.
func (b *Browser) Get(t testing.TB, path string) Page {
	t.Helper()
	return b.Do(t, b.Request(t, http.MethodGet, path, nil))
}

// Post sends a form, which may be nil.
func (b *Browser) Post(t testing.TB, path string, form url.Values) Page {
	t.Helper()
	return b.Do(t, b.Request(t, http.MethodPost, path, form))
}

// Upload sends a form with a file in it.
func (b *Browser) Upload(t testing.TB, path, field, fileName string, data []byte, form url.Values) Page {
	t.Helper()
	var body bytes.Buffer
	parts := multipart.NewWriter(&body)
	for name, values := range form {
		for _, value := range values {
			if err := parts.WriteField(name, value); err != nil {
				t.Fatalf("write %s: %v", name, err)
			}
		}
	}
	file, err := parts.CreateFormFile(field, fileName)
	if err == nil {
		_, err = file.Write(data)
	}
	if err = errors.Join(err, parts.Close()); err != nil {
		t.Fatalf("write %s: %v", field, err)
	}
	r := b.Request(t, http.MethodPost, path, nil)
	r.Body, r.ContentLength = io.NopCloser(&body), int64(body.Len())
	r.Header.Set("Content-Type", parts.FormDataContentType())
	return b.Do(t, r)
}

// HTMX sends a form, or opens an address when the method is GET, as htmx does.
func (b *Browser) HTMX(t testing.TB, method, path string, form url.Values) Page {
	t.Helper()
	r := b.Request(t, method, path, form)
	r.Header.Set("HX-Request", "true")
	r.Header.Set("HX-Current-URL", siteURL+b.last)
	r.Header.Set("Sec-Fetch-Mode", "cors")
	r.Header.Set("Sec-Fetch-Dest", "empty")
	return b.Do(t, r)
}

// Counted opens a page and returns the queries it cost.
func (b *Browser) Counted(t testing.TB, path string) (Page, []string) {
	t.Helper()
	ctx, counter := database.CountQueries(t.Context())
	page := b.Do(t, b.Request(t, http.MethodGet, path, nil).WithContext(ctx))
	return page, counter.Queries()
}

// Request is a request of the browser, for tests that change it before Do.
func (b *Browser) Request(t testing.TB, method, path string, form url.Values) *http.Request {
	t.Helper()
	var body io.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	}
	r, err := http.NewRequestWithContext(t.Context(), method, address(t, path).String(), body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	for name, value := range map[string]string{
		"Accept":          "text/html,application/xhtml+xml",
		"Accept-Language": b.Language,
		"Sec-Fetch-Site":  "same-origin",
		"Sec-Fetch-Mode":  "navigate",
		"Sec-Fetch-Dest":  "document",
		"User-Agent":      "apptest",
	} {
		r.Header.Set(name, value)
	}
	if method != http.MethodGet {
		r.Header.Set("Origin", siteURL)
	}
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	if b.last != "" {
		r.Header.Set("Referer", siteURL+b.last)
	}
	return r
}

// Do sends a request and reads its answer.
func (b *Browser) Do(t testing.TB, r *http.Request) Page {
	t.Helper()
	r = r.WithContext(context.WithValue(r.Context(), peerKey{}, b.IP))
	answer, err := b.client.Do(r)
	if err != nil {
		t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("read %s: %v", r.URL, err)
	}
	_ = answer.Body.Close() // in memory
	page := Page{Status: answer.StatusCode, Header: answer.Header, Body: string(raw)}
	html := ""
	if strings.HasPrefix(page.Header.Get("Content-Type"), "text/html") {
		html = page.Body
	}
	if page.Doc, err = goquery.NewDocumentFromReader(strings.NewReader(html)); err != nil {
		t.Fatalf("parse %s: %v", r.URL, err)
	}
	if page.Status >= http.StatusInternalServerError && !b.Failing {
		t.Errorf("%s %s = %d: %s", r.Method, r.URL.RequestURI(), page.Status, page.Text("main"))
	}
	if r.Method == http.MethodGet && page.Status == http.StatusOK && r.Header.Get("HX-Request") == "" {
		b.last = r.URL.RequestURI()
	}
	return page
}

// Cookie returns the value of a cookie the browser holds, or "".
func (b *Browser) Cookie(t testing.TB, name string) string {
	t.Helper()
	for _, c := range b.jar.Cookies(address(t, "/")) {
		if c.Name == name {
			return c.Value
		}
	}
	return ""
}

// address is a path of the site in full.
func address(t testing.TB, path string) *url.URL {
	t.Helper()
	u, err := url.Parse(siteURL + path)
	if err != nil {
		t.Fatalf("address %q: %v", path, err)
	}
	return u
}

type peerKey struct{}

// transport hands requests to the handler without a network.
type transport struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper.
func (tr transport) RoundTrip(r *http.Request) (*http.Response, error) {
	ctx, leave := context.WithCancel(r.Context())
	defer leave()
	in := r.Clone(ctx)
	in.RequestURI = r.URL.RequestURI()
	in.Host = r.URL.Host
	in.RemoteAddr = "192.0.2.17:40000"
	if ip, ok := r.Context().Value(peerKey{}).(string); ok {
		in.RemoteAddr = net.JoinHostPort(ip, "40000")
	}
	if in.Body == nil {
		in.Body = http.NoBody
	}
	out := recorder{httptest.NewRecorder(), leave}
	tr.handler.ServeHTTP(out, in)
	answer := out.Result()
	answer.Request = r
	return answer, nil
}

// recorder ends a stream of events at its first line: a test that wants more
// opens a real connection.
type recorder struct {
	*httptest.ResponseRecorder

	leave context.CancelFunc
}

// Flush implements http.Flusher.
func (r recorder) Flush() {
	r.ResponseRecorder.Flush()
	if strings.HasPrefix(r.Header().Get("Content-Type"), "text/event-stream") {
		r.leave()
	}
}

// ownSite carries what the program sends to its own site.
type ownSite struct{ app *App }

// RoundTrip implements http.RoundTripper.
func (s ownSite) RoundTrip(r *http.Request) (*http.Response, error) {
	return transport{s.app.Site}.RoundTrip(r)
}
