// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"compress/gzip"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"

// newRouter returns a router whose refusals are "refused: KEY".
func newRouter(t testing.TB, o web.Options) chi.Router {
	t.Helper()
	o.Refuse = refuse
	r, err := web.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func refuse(w http.ResponseWriter, _ *http.Request, err error) {
	status, key := web.Describe(err)
	if status == 0 {
		status = http.StatusInternalServerError
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, "refused: "+key)
}

// write answers text.
func write(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

func ask(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// Every answer carries the protective headers: pages, errors, refusals.
func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{Production: true})
	r.Get("/", write("hello"))
	for name, req := range map[string]*http.Request{
		"page":      httptest.NewRequest(http.MethodGet, "/", nil),
		"not found": httptest.NewRequest(http.MethodGet, "/nowhere", nil),
		"refusal":   httptest.NewRequest(http.MethodGet, "/?"+strings.Repeat("q", 9000), nil),
	} {
		header := ask(r, req).Header()
		for key, want := range map[string]string{
			"Content-Security-Policy":    policy,
			"X-Content-Type-Options":     "nosniff",
			"Referrer-Policy":            "strict-origin-when-cross-origin",
			"Cross-Origin-Opener-Policy": "same-origin",
			"Strict-Transport-Security":  "max-age=63072000; includeSubDomains",
			"Cache-Control":              "private, no-cache",
		} {
			if got := header.Get(key); got != want {
				t.Errorf("%s: %s = %q, want %q", name, key, got, want)
			}
		}
		if !strings.Contains(header.Get("Permissions-Policy"), "camera=()") {
			t.Errorf("%s: Permissions-Policy = %q", name, header.Get("Permissions-Policy"))
		}
		if vary := strings.Join(header.Values("Vary"), ", "); !strings.Contains(vary, "HX-Request") || !strings.Contains(vary, "Accept-Encoding") {
			t.Errorf("%s: Vary = %q", name, vary)
		}
	}
}

func TestSecurityHeaders_Configured(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{FormOrigins: []string{"https://pay.example"}, ImageOrigins: []string{"https://img.example"}})
	r.Get("/", write(""))
	header := ask(r, httptest.NewRequest(http.MethodGet, "/", nil)).Header()
	csp := header.Get("Content-Security-Policy")
	for _, want := range []string{"form-action 'self' https://pay.example;", "img-src 'self' data: blob: https://img.example;"} {
		if !strings.Contains(csp, want) {
			t.Errorf("policy %q lacks %q", csp, want)
		}
	}
	if header.Get("Strict-Transport-Security") != "" {
		t.Error("HSTS outside production")
	}
}

// A change asked by another site is refused with our page; the payment
// webhook carries its own proof.
func TestCrossOrigin(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{Bypass: []string{"POST /webhooks/stripe"}, TrustedOrigins: []string{"https://admin.example"}})
	r.Post("/act", write("done"))
	r.Post("/webhooks/stripe", write("done"))
	r.Get("/act", write("form"))
	tests := []struct {
		name, method, path, site, origin string
		want                             int
	}{
		{"same origin", http.MethodPost, "/act", "same-origin", "", 200},
		{"another site", http.MethodPost, "/act", "cross-site", "https://evil.example", 403},
		{"a neighbour", http.MethodPost, "/act", "same-site", "https://www.example.com", 403},
		{"old browser, another site", http.MethodPost, "/act", "", "https://evil.example", 403},
		{"no browser", http.MethodPost, "/act", "", "", 200},
		{"reading", http.MethodGet, "/act", "cross-site", "", 200},
		{"webhook", http.MethodPost, "/webhooks/stripe", "cross-site", "https://evil.example", 200},
		{"trusted origin", http.MethodPost, "/act", "cross-site", "https://admin.example", 200},
	}
	for _, tt := range tests {
		req := httptest.NewRequest(tt.method, tt.path, nil)
		req.Header.Set("Sec-Fetch-Site", tt.site)
		req.Header.Set("Origin", tt.origin)
		got := ask(r, req)
		if got.Code != tt.want {
			t.Errorf("%s: status = %d, want %d", tt.name, got.Code, tt.want)
		}
		if tt.want == 403 && got.Body.String() != "refused: web.error.cross_origin" {
			t.Errorf("%s: body = %q", tt.name, got.Body)
		}
	}
}

func TestNew_BadOptions(t *testing.T) {
	t.Parallel()
	for _, o := range []web.Options{{Bypass: []string{"POST  //{"}}, {TrustedOrigins: []string{"example"}}} {
		if _, err := web.New(o); err == nil {
			t.Errorf("New(%+v) accepted", o)
		}
	}
}

func TestCompression(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("<p>Bonjour à tous</p>", 200)
	r := newRouter(t, web.Options{})
	answer := func(kind, text string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = io.WriteString(w, text)
		}
	}
	r.Get("/long", answer("text/html; charset=utf-8", long))
	r.Get("/short", answer("text/html; charset=utf-8", "court"))
	r.Get("/image", answer("image/webp", long))
	r.Get("/done", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "br")
		answer("text/css", long)(w, nil)
	})
	for path, want := range map[string]string{"/long": "gzip", "/short": "", "/image": "", "/done": "br"} {
		req := httptest.NewRequest(http.MethodGet, path, nil)
		req.Header.Set("Accept-Encoding", "zstd, gzip, br")
		got := ask(r, req)
		if enc := got.Header().Get("Content-Encoding"); enc != want {
			t.Errorf("%s: encoding = %q, want %q", path, enc, want)
		}
		if path != "/long" {
			continue
		}
		unzip, err := gzip.NewReader(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(unzip); err != nil || string(text) != long {
			t.Errorf("%s: %d bytes, %v", path, len(text), err)
		}
	}
	if got := ask(r, httptest.NewRequest(http.MethodGet, "/long", nil)); got.Header().Get("Content-Encoding") != "" {
		t.Error("compressed for a browser that did not ask")
	}
}

func TestLanguageAndScheme(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{})
	r.Get("/", func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, string(web.Lang(r.Context()))+" "+string(web.SchemeOf(r.Context())))
	})
	tests := []struct{ accept, cookies, want string }{
		{"", "", "fr "},
		{"en-GB,en;q=0.8", "", "en "},
		{"de", "", "fr "},
		{"en", "lang=fr; scheme=dark", "fr dark"},
		{"", "lang=en; scheme=light", "en light"},
		{"", "lang=<script>; scheme=\"><", "fr "},
	}
	for _, tt := range tests {
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.Header.Set("Accept-Language", tt.accept)
		req.Header.Set("Cookie", tt.cookies)
		if got := ask(r, req).Body.String(); got != tt.want {
			t.Errorf("%q %q: got %q, want %q", tt.accept, tt.cookies, got, tt.want)
		}
	}
}

func TestClientIP(t *testing.T) {
	t.Parallel()
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}
	tests := []struct {
		name, peer, forwarded, want string
		trusted                     []netip.Prefix
	}{
		{"peer", "203.0.113.9:1234", "", "203.0.113.9", nil},
		{"nobody is trusted by default", "203.0.113.9:1234", "198.51.100.1", "203.0.113.9", nil},
		{"a liar", "203.0.113.9:1234", "198.51.100.1", "203.0.113.9", proxies},
		{"behind a proxy", "10.1.1.1:80", "198.51.100.1", "198.51.100.1", proxies},
		{"a liar behind a proxy", "10.1.1.1:80", "1.2.3.4, 198.51.100.1, 10.2.2.2", "198.51.100.1", proxies},
		{"nonsense", "10.1.1.1:80", "bonjour", "10.1.1.1", proxies},
	}
	for _, tt := range tests {
		r := newRouter(t, web.Options{TrustedProxies: tt.trusted})
		r.Get("/", func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, web.ClientIP(r)) })
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.RemoteAddr = tt.peer
		req.Header.Set("X-Forwarded-For", tt.forwarded)
		if got := ask(r, req).Body.String(); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestBodyLimit(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{})
	read := func(w http.ResponseWriter, r *http.Request) {
		if err := web.ParseForm(r); err != nil {
			refuse(w, r, err)
			return
		}
		_, _ = io.WriteString(w, strconv.Itoa(len(r.PostForm.Get("text"))))
	}
	r.Post("/form", read)
	r.With(web.BodyLimit(3<<20)).Post("/upload", read)
	tests := []struct {
		path      string
		size      int
		announced bool
		want      int
	}{
		{"/form", 1000, true, 200},
		{"/form", 2 << 20, true, 413},
		{"/form", 2 << 20, false, 413},
		{"/upload", 2 << 20, true, 200},
		{"/upload", 4 << 20, true, 413},
		{"/upload", 4 << 20, false, 413},
	}
	for _, tt := range tests {
		req := httptest.NewRequest(http.MethodPost, tt.path, strings.NewReader("text="+strings.Repeat("a", tt.size)))
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		if !tt.announced {
			req.ContentLength = -1
		}
		got := ask(r, req)
		if got.Code != tt.want {
			t.Errorf("%+v: status = %d %s", tt, got.Code, got.Body)
		}
	}
	huge := httptest.NewRequest(http.MethodPost, "/upload", strings.NewReader("x"))
	huge.ContentLength = web.MaxBody + 1
	if got := ask(r, huge); got.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("above every limit: status = %d", got.Code)
	}
}

func TestOverload(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{Overload: web.Overload{InFlight: 1, Queue: 1, Wait: 10 * time.Second}})
	entered, finish := make(chan struct{}), make(chan struct{})
	r.Get("/slow", func(http.ResponseWriter, *http.Request) {
		entered <- struct{}{}
		<-finish
	})
	done := make(chan int, 3)
	call := func() {
		done <- ask(r, httptest.NewRequest(http.MethodGet, "/slow", nil)).Code
	}
	go call()
	<-entered // holds the only place
	go call()
	go call() // one of these two waits, the other is refused
	if code := <-done; code != http.StatusServiceUnavailable {
		t.Errorf("beyond the queue: status = %d, want 503", code)
	}
	finish <- struct{}{}
	<-entered
	finish <- struct{}{}
	for range 2 {
		if code := <-done; code != http.StatusOK {
			t.Errorf("in the queue: status = %d, want 200", code)
		}
	}
}

func TestRateLimit(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{})
	r.With(web.RateLimit(2, time.Hour)).Get("/", write("ok"))
	get := func(peer string) *httptest.ResponseRecorder {
		req := httptest.NewRequest(http.MethodGet, "/", nil)
		req.RemoteAddr = peer
		return ask(r, req)
	}
	for i, want := range []int{200, 200, 429} {
		// Neighbours of one IPv6 network count as one client.
		got := get("[2001:db8::" + strconv.Itoa(i+1) + "]:1")
		if got.Code != want {
			t.Errorf("request %d: status = %d, want %d", i, got.Code, want)
		}
		if want == 429 && (got.Header().Get("Retry-After") == "" || got.Body.String() != "refused: web.error.too_many") {
			t.Errorf("refusal: %v %s", got.Header(), got.Body)
		}
	}
	if got := get("[2001:db8:1::1]:1"); got.Code != 200 {
		t.Errorf("another network: status = %d", got.Code)
	}
}

func TestCaching(t *testing.T) {
	t.Parallel()
	r := newRouter(t, web.Options{})
	page := func(w http.ResponseWriter, r *http.Request) {
		if web.NotModified(w, r, "v1") {
			return
		}
		_, _ = io.WriteString(w, "page")
	}
	r.Get("/member", page)
	r.With(web.Public(time.Minute)).Get("/public", page)
	r.With(web.SecretPage).Get("/token", page)
	for path, want := range map[string]string{"/member": "private, no-cache", "/public": "public, max-age=60", "/token": "no-store"} {
		if got := ask(r, httptest.NewRequest(http.MethodGet, path, nil)).Header().Get("Cache-Control"); got != want {
			t.Errorf("%s: Cache-Control = %q, want %q", path, got, want)
		}
	}
	first := ask(r, httptest.NewRequest(http.MethodGet, "/member", nil)).Header().Get("ETag")
	again := httptest.NewRequest(http.MethodGet, "/member", nil)
	again.Header.Set("If-None-Match", `"other", `+first)
	if got := ask(r, again); got.Code != http.StatusNotModified || got.Body.Len() != 0 {
		t.Errorf("again: %d %q", got.Code, got.Body)
	}
	again.Header.Set("Cookie", "lang="+string(i18n.English))
	if got := ask(r, again); got.Code != http.StatusOK {
		t.Errorf("in English: %d, want the page", got.Code)
	}
}

func TestSwappable(t *testing.T) {
	t.Parallel()
	s := web.NewSwappable(web.Waiting(web.Options{}, refuse))
	got := ask(s, httptest.NewRequest(http.MethodGet, "/", nil))
	if got.Code != 503 || got.Header().Get("Retry-After") != "2" || got.Header().Get("Content-Security-Policy") == "" {
		t.Errorf("waiting: %d %v", got.Code, got.Header())
	}
	s.Swap(write("ready"))
	if got := ask(s, httptest.NewRequest(http.MethodGet, "/", nil)); got.Body.String() != "ready" {
		t.Errorf("ready: %q", got.Body)
	}
}

func TestDescribe_Foreign(t *testing.T) {
	t.Parallel()
	if status, key := web.Describe(errors.New("boom")); status != 0 || key != "" {
		t.Errorf("Describe = %d %q", status, key)
	}
}
