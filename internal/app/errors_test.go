// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
)

// Identifiers that are none, or nobody's, are unknown pages.
func TestErrors_badIdentifiers(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		bad := []string{
			"x", "abc", "-1", "0", "1.5", "x-1", "xé", "99999999999999999999999", "x" + strings.Repeat("Z", 40),
			"%00", "%2e%2e", "1%20or%201=1", "x1;", "9223372036854775807", "9223372036854775808", ids.Encode(1), "%F0%9F%98%80",
		}
		for _, id := range bad {
			for _, base := range []string{"/wire/", "/swork/members/", "/swork/organisations/"} {
				page := browser.Get(t, base+id)
				if page.Status != http.StatusNotFound || !page.Has("h1") {
					t.Errorf("GET %s%s = %d, want 404", base, id, page.Status)
				}
			}
			for _, path := range []string{"/wire/" + id + "/like"} {
				if page := browser.HTMX(t, http.MethodPost, path, nil); page.Status != http.StatusNotFound {
					t.Errorf("POST %s = %d, want 404", path, page.Status)
				}
			}
		}
		for _, path := range []string{"/nothing", "/wire/tab/nothing", "/assets/nothing.js"} {
			if page := browser.Get(t, path); page.Status != http.StatusNotFound {
				t.Errorf("GET %.60s = %d, want 404", path, page.Status)
			}
		}
	})
}

// A member goes on from a dead link: the page has their header, with its search
// box; a visitor's has the way to sign in.
func TestErrors_memberHeader(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member, visitor := app.SignIn(t, app.Persona(t, apptest.Journalist)), app.Browser(t)
		for path, status := range map[string]int{"/nothing": http.StatusNotFound, "/wire/x1": http.StatusNotFound, "/admin/": http.StatusForbidden} {
			page := member.Get(t, path)
			if page.Status != status || !page.Has(".error-page") || !page.Has(`header form[role=search] input[name=qs]`) || !page.Has("#bell") {
				t.Errorf("GET %s = %d: a member has no header", path, page.Status)
			}
		}
		if page := visitor.Get(t, "/nothing"); page.Status != http.StatusNotFound || page.Has("form[role=search]") || page.Has("#bell") {
			t.Errorf("a visitor's page = %d", page.Status)
		}
	})
}

// An unreadable place in a list, of whatever length, leads to its beginning, and
// keeps what else was asked; a program is told that there is no such place.
func TestErrors_badCursor(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		for _, place := range []string{"nothing", "%00", strings.Repeat("A", 513), strings.Repeat("A", 3000), web.Cursor{Key: "not a time", ID: 1}.Encode()} {
			for list, want := range map[string]string{
				"/wire?after=": "/wire", "/swork/members?after=": "/swork/members", "/swork/organisations?after=": "/swork/organisations",
				"/wip/articles?q=port&status=public&before=": "/wip/articles?q=port&status=public",
			} {
				page := browser.Get(t, list+place)
				if page.Status == http.StatusOK && want != "/wire" {
					continue // readable where places have no time
				}
				if page.Status != http.StatusSeeOther || page.Location() != want {
					t.Errorf("GET %s%.20s = %d to %q, want 303 to %s", list, place, page.Status, page.Location(), want)
				}
				if page := browser.Get(t, want); page.Status != http.StatusOK {
					t.Errorf("GET %s = %d", want, page.Status)
				}
			}
		}
		if more := browser.HTMX(t, http.MethodGet, "/wire?after=nothing", nil); more.Header.Get("HX-Redirect") != "/wire" {
			t.Errorf("the rest of a list = %d, %v", more.Status, more.Header)
		}
		r := browser.Request(t, http.MethodGet, "/wire?after=nothing", nil)
		r.Header.Set("Accept", "application/json")
		if page := browser.Do(t, r); page.Status != http.StatusNotFound {
			t.Errorf("a program receives %d, want 404", page.Status)
		}
		if page := browser.Get(t, "/search/?qs=port&filter=news&from=%00"); page.Status != http.StatusOK {
			t.Errorf("search from nowhere = %d, want its first page", page.Status)
		}
	})
}

// A page speaks the reader's language and gives a request id, nothing more.
func TestErrors_page(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.Browser(t)
		browser.Language = "en"
		page := browser.Get(t, "/nothing")
		if page.Find("html").AttrOr("lang", "") != "en" || page.Text("main code") == "" {
			t.Errorf("the error page: %s", page.Text("main"))
		}
		if page.Header.Get("Cache-Control") != "no-store" || page.Header.Get("Content-Security-Policy") == "" {
			t.Errorf("its headers: %v", page.Header)
		}
		r := browser.Request(t, http.MethodGet, "/nothing", nil)
		r.Header.Set("Accept", "application/json")
		if page := browser.Do(t, r); !strings.HasPrefix(page.Header.Get("Content-Type"), "application/json") {
			t.Errorf("a program receives %q", page.Header.Get("Content-Type"))
		}
	})
}

// Another method than the ones that exist is refused by name.
func TestErrors_method(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		post := app.Published(t, member, nil)
		browser := app.SignIn(t, member)
		tests := []struct {
			method, path string
			allow        []string
		}{
			{http.MethodGet, postURL(post.ID) + "/like", []string{"POST"}},
			{http.MethodGet, postURL(post.ID) + "/share", []string{"POST"}},
			{http.MethodPost, "/wire", []string{"GET", "HEAD"}},
			{http.MethodDelete, postURL(post.ID), []string{"GET", "HEAD"}},
			{http.MethodGet, "/auth/logout", []string{"POST"}},
			{http.MethodPut, "/auth/login", []string{"GET", "HEAD", "POST"}},
			{http.MethodGet, "/ui/language", []string{"POST"}},
			{http.MethodGet, "/live/follow/toggle", []string{"POST"}},
		}
		for _, tt := range tests {
			page := browser.Do(t, browser.Request(t, tt.method, tt.path, nil))
			if page.Status != http.StatusMethodNotAllowed {
				t.Errorf("%s %s = %d, want 405", tt.method, tt.path, page.Status)
			}
			if got := slices.Sorted(slices.Values(page.Header.Values("Allow"))); !slices.Equal(got, tt.allow) {
				t.Errorf("%s %s allows %v, want %v", tt.method, tt.path, got, tt.allow)
			}
		}
		if p := app.PostOf(t, post.SourceID); p.LikeCount+p.ShareCount != 0 {
			t.Error("a GET liked or shared")
		}
	})
}

// A change asked by another site's page is refused before anything happens.
func TestErrors_crossOrigin(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		post := app.Published(t, member, nil)
		browser := app.SignIn(t, member)
		for name, change := range map[string]func(http.Header){
			"cross-site":     func(h http.Header) { h.Set("Sec-Fetch-Site", "cross-site") },
			"sister site":    func(h http.Header) { h.Set("Sec-Fetch-Site", "same-site") },
			"old browser":    func(h http.Header) { h.Del("Sec-Fetch-Site"); h.Set("Origin", "https://evil.example") },
			"sandboxed page": func(h http.Header) { h.Del("Sec-Fetch-Site"); h.Set("Origin", "null") },
		} {
			for _, path := range []string{postURL(post.ID) + "/like", postURL(post.ID) + "/share", "/auth/logout", "/ui/language"} {
				r := browser.Request(t, http.MethodPost, path, url.Values{"lang": {"en"}})
				change(r.Header)
				if page := browser.Do(t, r); page.Status != http.StatusForbidden {
					t.Errorf("%s: POST %s = %d, want 403", name, path, page.Status)
				}
			}
		}
		if p := app.PostOf(t, post.SourceID); p.LikeCount+p.ShareCount != 0 {
			t.Error("another site liked or shared")
		}
		if page := browser.Get(t, "/wire"); page.Status != http.StatusOK {
			t.Error("another site signed the member out")
		}
	})
}

// What is too large is refused with a word of explanation.
func TestErrors_tooLarge(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		form := url.Values{"lang": {"en"}, "filler": {strings.Repeat("x", 8<<20)}}
		for _, path := range []string{"/ui/language", "/auth/login", "/notifications/read"} {
			if page := browser.Post(t, path, form); page.Status != http.StatusRequestEntityTooLarge {
				t.Errorf("POST %s = %d, want 413", path, page.Status)
			}
			r := browser.Request(t, http.MethodPost, path, form)
			r.ContentLength = -1 // its length is not told beforehand
			if page := browser.Do(t, r); page.Status != http.StatusRequestEntityTooLarge {
				t.Errorf("POST %s in pieces = %d, want 413", path, page.Status)
			}
		}
		if page := browser.Get(t, "/search/?qs="+strings.Repeat("a", 10_000)); page.Status != http.StatusRequestURITooLong {
			t.Errorf("a long address = %d, want 414", page.Status)
		}
	})
}

// Every answer, files and errors included, carries the protective headers.
func TestSecurityHeaders(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.SignIn(t, app.Persona(t, apptest.Journalist))
		style := browser.Get(t, "/wire").Find("link[rel=stylesheet]").AttrOr("href", "")
		for _, path := range []string{"/wire", "/nothing", "/auth/login", "/healthz", style} {
			page := browser.Get(t, path)
			for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy"} {
				if page.Header.Get(name) == "" {
					t.Errorf("%s has no %s", path, name)
				}
			}
			if policy := page.Header.Get("Content-Security-Policy"); strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
				t.Errorf("%s: policy %q", path, policy)
			}
			if page.Find("script:not([src]), [style], style").Length() > 0 {
				t.Errorf("%s has inline script or style", path)
			}
		}
	})
}

// In production the debug doors do not exist and cookies need HTTPS.
func TestProduction(t *testing.T) {
	t.Parallel()
	production := map[string]string{"environment": "production", "site.url": "https://aipress24.test", "mail.url": "smtp://127.0.0.1:25"}
	apptest.EachWith(t, apptest.Options{Idle: true, Configure: production}, func(t *testing.T, app *apptest.App) {
		browser := app.Browser(t)
		for _, path := range []string{"/dev/mail", "/dev/mail.json", "/dev/ui", "/dev/ui/error"} {
			if page := browser.Get(t, path); page.Status != http.StatusNotFound {
				t.Errorf("%s = %d, want 404", path, page.Status)
			}
		}
		entered := browser.Post(t, "/auth/login", credentials(app.Email(t, apptest.Journalist), apptest.Password))
		cookies := entered.Header.Values("Set-Cookie")
		for name, parts := range map[string][]string{
			"session":      {"__Host-aipress24=", "Secure", "HttpOnly", "SameSite=Lax", "Path=/;"},
			"known device": {"__Secure-known-", "Secure", "HttpOnly", "SameSite=Lax", "Path=/auth/login;"},
		} {
			at := slices.IndexFunc(cookies, func(cookie string) bool { return strings.HasPrefix(cookie, parts[0]) })
			if at < 0 {
				t.Errorf("no cookie of the %s", name)
				continue
			}
			for _, part := range parts {
				if !strings.Contains(cookies[at], part) {
					t.Errorf("the cookie of the %s has no %s", name, part)
				}
			}
		}
		if entered.Header.Get("Strict-Transport-Security") == "" {
			t.Error("HTTPS is not announced")
		}
	})
}

// Bytes that no text has, wherever they are put, are the sender's mistake and
// never ours.
func TestErrors_hostileBytes(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		article := "/wip/articles/" + ids.Encode(app.Article(t, member, nil).ID)
		browser := app.SignIn(t, member)
		for _, bytes := range []string{"a\x00b", "\x00", "\xff\xfe", "a\xc3(", "\u0000!", "\xed\xa0\x80"} {
			form := url.Values{}
			for _, name := range []string{"email", "password", "next", "lang", "scheme", "url", "live-state", "title", "standfirst", "body", "genre", "section", "topic", "sector", "outlet", "country", "country_detail", "copyright", "issue_at", "release_at", "version", "caption", "direction"} {
				form.Set(name, bytes)
			}
			for _, path := range []string{"/auth/login", "/ui/language", "/ui/scheme", "/notifications/read", "/notifications/1/read", "/live/follow/toggle", "/wip/articles", article, article + "/images"} {
				visitor := browser
				if path == "/auth/login" {
					visitor = app.Browser(t)
				}
				if page := visitor.Post(t, path, form); page.Status >= http.StatusInternalServerError {
					t.Errorf("POST %s with %q = %d", path, bytes, page.Status)
				}
			}
			query := url.QueryEscape(bytes)
			cursor := base64.RawURLEncoding.EncodeToString([]byte(bytes))
			for _, path := range []string{
				"/search/?qs=" + query + "&filter=" + query, "/search/suggest?qs=" + query, "/wip/articles?q=" + query, "/wip/articles?status=" + query,
				"/wire?tag=" + query, "/wire/tab/wall?tag=" + query, "/wire/tab/wall?genre=" + query, "/wire/tab/com?sort=" + query + "&country=" + query + "&town=" + query, "/wire",
				"/events?tag=" + query, "/events?type=" + query + "&sector=" + query + "&country=" + query + "&q=" + query, "/events?day=" + query, "/swork/organisations?q=" + query + "&type=" + query,
				"/wire?after=" + cursor, "/swork/members?after=" + query, "/auth/login?next=" + query, "/wire/" + query, "/media/" + query, "/dev/mail.json?to=" + query,
				"/swork/members?after=" + web.Cursor{Key: bytes + "\x1f" + bytes, ID: 1}.Encode(), "/swork/organisations?after=" + web.Cursor{Key: bytes, ID: 1}.Encode(),
			} {
				if page := browser.Get(t, path); page.Status >= http.StatusInternalServerError {
					t.Errorf("GET %s = %d", path, page.Status)
				}
			}
			r := browser.Request(t, http.MethodGet, "/wire", nil)
			r.Header.Set("User-Agent", bytes)
			r.Header.Set("Accept-Language", bytes)
			r.AddCookie(&http.Cookie{Name: "lang", Value: query})
			browser.Do(t, r)
		}
	})
}
