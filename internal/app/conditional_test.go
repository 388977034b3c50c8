// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
)

// again opens a page as a browser does that keeps one with this tag.
func again(t *testing.T, b *apptest.Browser, path, tag string) apptest.Page {
	t.Helper()
	r := b.Request(t, http.MethodGet, path, nil)
	r.Header.Set("If-None-Match", tag)
	return b.Do(t, r)
}

// A member's browser receives a page once and is told afterwards that it stands,
// by whichever node, until the page changes; nobody else's page counts as it.
func TestConditionalGet(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		app.Published(t, author, nil)
		member := app.Persona(t, apptest.Academic)
		browser := app.SignIn(t, member)
		for _, path := range []string{"/wire", "/swork/members", "/swork/organisations", "/search/?qs=port"} {
			page := browser.Get(t, path)
			tag := page.Header.Get("ETag")
			if page.Status != http.StatusOK || tag == "" {
				t.Errorf("%s = %d with tag %q", path, page.Status, tag)
			}
			same := again(t, browser, path, tag)
			if same.Status != http.StatusNotModified || same.Body != "" || same.Header.Get("Content-Security-Policy") == "" {
				t.Errorf("%s again = %d, %d bytes, want 304", path, same.Status, len(same.Body))
			}
			other := app.SignIn(t, app.Persona(t, apptest.Transformer))
			if page := again(t, other, path, tag); page.Status != http.StatusOK {
				t.Errorf("%s of somebody else = %d, want 200", path, page.Status)
			}
			english := app.SignIn(t, member)
			english.Language = "en"
			if page := again(t, english, path, tag); page.Status != http.StatusOK {
				t.Errorf("%s in English = %d, want 200", path, page.Status)
			}
			if page := again(t, app.Browser(t), path, tag); page.Status != http.StatusSeeOther {
				t.Errorf("%s of nobody = %d, want the way to the sign-in page", path, page.Status)
			}
		}
		tag := browser.Get(t, "/wire").Header.Get("ETag")
		second := app.Node(t, apptest.Options{Idle: true}).SignIn(t, member)
		if page := again(t, second, "/wire", tag); page.Status != http.StatusNotModified {
			t.Errorf("on another node = %d, want 304", page.Status)
		}
		app.Published(t, author, nil)
		if page := again(t, browser, "/wire", tag); page.Status != http.StatusOK || page.Header.Get("ETag") == tag {
			t.Errorf("after a publication = %d, want the new page", page.Status)
		}
	})
}

// A message is shown once: the page that has it is kept by no cache, and the
// next one is another.
func TestConditionalGet_flash(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		desk := app.SignIn(t, author)
		plain := desk.Get(t, "/wire").Header.Get("ETag")
		if saved := desk.Post(t, "/wip/articles", articleForm(app, author)); saved.Status != http.StatusSeeOther {
			t.Fatalf("saving = %d", saved.Status)
		}
		told := again(t, desk, "/wire", plain)
		if told.Status != http.StatusOK || !told.Has("#toasts .toast1") {
			t.Fatalf("after saving = %d, without its message", told.Status)
		}
		if told.Header.Get("ETag") != "" || told.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("the page with a message: ETag %q, Cache-Control %q", told.Header.Get("ETag"), told.Header.Get("Cache-Control"))
		}
		if page := again(t, desk, "/wire", plain); page.Status != http.StatusNotModified {
			t.Errorf("the page without it = %d, want 304", page.Status)
		}
	})
}
