// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package siteweb_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/modules/site"
)

// Spec 02 §14: a visitor sees what the platform is, and the ways in; a member
// goes to the news.
func TestHome(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		home := app.Browser(t).Get(t, "/")
		if home.Status != http.StatusOK || !home.Has(`main a[href="/auth/login"]`) || !home.Has(`html[lang="fr"]`) {
			t.Errorf("home = %d", home.Status)
		}
		for _, slug := range []string{"offre-journalistes", "offre-communicants", "offre-experts", "offre-entreprises"} {
			if !home.Has(`main a[href="/page/` + slug + `"]`) {
				t.Errorf("no way to %s", slug)
			}
		}
		checkMetadata(t, home, "/")
		english := app.Browser(t)
		english.Language = "en"
		if page := english.Get(t, "/"); !page.Has(`html[lang="en"]`) {
			t.Error("an English visitor gets another language")
		}
		member := app.SignIn(t, app.Persona(t, apptest.Journalist))
		if to := member.Get(t, "/"); to.Location() != "/wire" || to.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("a member goes to %q, %s", to.Location(), to.Header.Get("Cache-Control"))
		}
	})
}

// checkMetadata wants what search engines and messengers read (spec 02 §14).
func checkMetadata(t *testing.T, page apptest.Page, path string) {
	t.Helper()
	if got := page.Find(`link[rel="canonical"]`).AttrOr("href", ""); !strings.HasSuffix(got, ".test"+path) {
		t.Errorf("%s: canonical = %q", path, got)
	}
	for _, property := range []string{"og:title", "og:description", "og:url", "og:locale", "og:type"} {
		if page.Find(`meta[property="`+property+`"]`).AttrOr("content", "") == "" {
			t.Errorf("%s: no %s", path, property)
		}
	}
	if !json.Valid([]byte(page.Find(`script[type="application/ld+json"]`).Text())) {
		t.Errorf("%s: no JSON-LD", path)
	}
}

// Spec 02 §14: every page, in both languages, with or without a final slash;
// slugs tell capitals apart; anchors #mail and #tel. Spec 02 §15: the
// protective headers are on public pages.
func TestPages(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		for _, language := range []string{"fr", "en"} {
			browser := app.Browser(t)
			browser.Language = language
			for _, slug := range append([]string{site.GuideSlug}, site.Slugs...) {
				page := browser.Get(t, "/page/"+slug)
				if page.Status != http.StatusOK || page.Find("h1").Length() != 1 {
					t.Errorf("%s in %s = %d", slug, language, page.Status)
				}
				checkMetadata(t, page, "/page/"+slug)
				if page.Header.Get("Content-Security-Policy") == "" || page.Header.Get("X-Content-Type-Options") != "nosniff" ||
					page.Header.Get("Permissions-Policy") == "" || page.Header.Get("Referrer-Policy") != "strict-origin-when-cross-origin" {
					t.Errorf("%s: headers %v", slug, page.Header)
				}
			}
		}
		browser := app.Browser(t)
		if to := browser.Get(t, "/page/cgu/"); to.Location() != "/page/cgu" {
			t.Errorf("with a slash: %d to %q", to.Status, to.Location())
		}
		for _, path := range []string{"/page/CGU", "/page/cgv-businesswall", "/page/nothing", "/page/.."} {
			if page := browser.Get(t, path); page.Status != http.StatusNotFound {
				t.Errorf("%s = %d, want 404", path, page.Status)
			}
		}
		if contact := browser.Get(t, "/page/contact"); !contact.Has("#mail") || !contact.Has("#tel") || !contact.Has(`a[href^="mailto:"]`) {
			t.Error("the contact page lacks its anchors or address")
		}
		for language, name := range map[string]string{"fr": "Mon compte", "en": "My account"} {
			browser.Language = language
			if link := browser.Get(t, "/page/contact").Find(`a[href="/preferences/account"]`); link.Text() != name {
				t.Errorf("in %s the contact page names %q for one’s own data, want %q", language, link.Text(), name)
			}
		}
	})
}

// Spec 02 §14: the price list; spec 02 §14: health, version and who is signed in.
func TestPricingAndSystem(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		browser := app.Browser(t)
		prices := browser.Get(t, "/pricing/")
		if n := prices.Find("[data-plan]").Length(); n != 6 {
			t.Errorf("%d plans, want 6", n)
		}
		if n := prices.Find(`[data-plan="transformers"] tbody tr`).Length(); n != 5 {
			t.Errorf("%d sizes of transformers, want 5", n)
		}
		if got := browser.Get(t, "/system/health").Body; got != "Healthy: OK\n" {
			t.Errorf("health = %q", got)
		}
		if page := browser.Get(t, "/system/version/"); page.Status != http.StatusOK || page.Body == "\n" {
			t.Errorf("version = %d %q", page.Status, page.Body)
		}
		if got := browser.Get(t, "/system/test").Body; got != `{"user":{}}`+"\n" {
			t.Errorf("who is signed in = %q", got)
		}
		if got := browser.Get(t, "/robots.txt").Body; strings.Contains(got, "Allow") {
			t.Errorf("search engines may list a test site: %q", got)
		}
		if got := browser.Get(t, "/sitemap.xml").Body; strings.Count(got, "<loc>") != len(site.Slugs)+3 {
			t.Errorf("site map: %s", got)
		}
	})
}

// The real site may be listed, has strict transport security, and no test door.
func TestProduction(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true, Configure: map[string]string{
		"environment": "production", "site.url": "https://aipress24.test", "site.operator.name": "La Presse réunie",
	}}, func(t *testing.T, app *apptest.App) {
		browser := app.Browser(t)
		robots := browser.Get(t, "/robots.txt")
		if !strings.Contains(robots.Body, "Sitemap: https://aipress24.test/sitemap.xml") {
			t.Errorf("robots = %q", robots.Body)
		}
		if got := robots.Header.Get("Strict-Transport-Security"); !strings.Contains(got, "includeSubDomains") {
			t.Errorf("HSTS = %q", got)
		}
		if page := browser.Get(t, "/system/test"); page.Status != http.StatusNotFound {
			t.Errorf("/system/test = %d", page.Status)
		}
		if about := browser.Get(t, "/page/a-propos"); !strings.Contains(about.Text("main"), "La Presse réunie") {
			t.Error("the operator is not named")
		}
	})
}

// Spec 08 §5.10: an administrator edits a page; the preview is what readers
// see; who and when is kept; two editors do not overwrite one another; the
// original comes back.
func TestEditor(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		admin, visitor := app.SignIn(t, app.Persona(t, apptest.Administrator)), app.Browser(t)
		const edit = "/admin/cms/cgu/fr"
		words := url.Values{"version": {"0"}, "title": {"Nos règles <&>"}, "body": {"## Règle\n\nBonjour <script>x</script>**vous**."}, "edition": {"true"}}
		if mute := admin.Post(t, edit, words); mute.Status != http.StatusUnprocessableEntity {
			t.Errorf("an edition that says not what changes = %d", mute.Status)
		}
		words.Set("changes", "La règle.")
		preview := admin.Post(t, "/admin/cms/preview", url.Values{"body": words["body"]})
		if saved := admin.Post(t, edit, words); saved.Status != http.StatusSeeOther {
			t.Fatalf("save = %d: %s", saved.Status, saved.Text(".form-errors"))
		}
		app.Exec(t, "UPDATE members SET terms_version = (SELECT edition FROM cms_pages WHERE slug = 'cgu' AND lang = 'fr')")
		if late := admin.Post(t, edit, words); late.Status != http.StatusConflict || late.Find("textarea").Text() == "" {
			t.Errorf("second editor = %d, words kept %v", late.Status, late.Has("textarea"))
		}
		app.Clock.Advance(2 * time.Minute) // past what visitors are shown from memory
		page := visitor.Get(t, "/page/cgu")
		if got := page.Text("h1"); got != "Nos règles <&>" {
			t.Errorf("title = %q", got)
		}
		shown, _ := page.Find(".prose-sm").Html()
		seen, _ := preview.Find(".prose-sm").Html()
		if shown != seen || strings.Contains(shown, "script") || !strings.Contains(shown, "<strong>vous</strong>") {
			t.Errorf("readers see %q, the preview was %q", shown, seen)
		}
		if current, err := terms.Current(t.Context(), app.DB.Reader()); err != nil || current == terms.Bundled {
			t.Errorf("edition = %q, %v", current, err)
		}
		sheet := admin.Get(t, edit)
		if sheet.Find(`[data-testid="history"] li`).Length() != 1 {
			t.Error("the history has not one line")
		}
		reuse := sheet.Find(`[data-testid="history"] a`).AttrOr("href", "")
		if again := admin.Get(t, reuse); again.Status != http.StatusOK || !strings.Contains(again.Find("textarea").Text(), "Bonjour") {
			t.Errorf("earlier text = %d", again.Status)
		}
		if n := app.Count(t, "SELECT count(*) FROM audit_entries WHERE action = 'cms.saved'"); n != 1 {
			t.Errorf("%d audit entries", n)
		}
		// Terms that were published come back as one more edition, which says what
		// it changes; other texts at once.
		if back := admin.Post(t, edit+"/restore", nil); back.Status != http.StatusConflict {
			t.Errorf("an edition of the terms is given up: %d", back.Status)
		}
		const about = "/admin/cms/soutiens/fr"
		original := admin.Get(t, "/page/soutiens").Text("h1")
		if saved := admin.Post(t, about, url.Values{"version": {"0"}, "title": {"Nos amis"}, "body": {"Merci."}}); saved.Status != http.StatusSeeOther {
			t.Fatalf("save another page = %d: %s", saved.Status, saved.Text(".form-errors"))
		}
		if way := admin.Get(t, about).Find("[data-testid=original] form").AttrOr("action", ""); way != about+"/restore" {
			t.Errorf("the history offers the original at %q", way)
		}
		for range 2 {
			if back := admin.Post(t, about+"/restore", nil); back.Status != http.StatusSeeOther {
				t.Errorf("restore = %d", back.Status)
			}
		}
		if page := admin.Get(t, "/page/soutiens"); original == "" || page.Text("h1") != original {
			t.Errorf("after restoring: %q", page.Text("h1"))
		}
		if to := admin.Get(t, "/admin/cms/nothing/fr"); to.Location() != "/admin/cms" {
			t.Errorf("unknown page leads to %q", to.Location())
		}
		stranger := app.SignIn(t, app.Persona(t, apptest.Journalist))
		if page := stranger.Post(t, edit, words); page.Status != http.StatusForbidden {
			t.Errorf("a journalist saves: %d", page.Status)
		}
		missing := admin.Post(t, edit, url.Values{"version": {"0"}, "title": {" "}, "body": {"mes mots"}})
		if missing.Status != http.StatusUnprocessableEntity || missing.Find("textarea").Text() == "" {
			t.Errorf("without title = %d", missing.Status)
		}
	})
}

// Spec 08 §5.10: the preview is what readers see, in the page and while one
// types: the terms begin by their edition, which only they know.
func TestEditor_previewOfTheTerms(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		admin := app.SignIn(t, app.Persona(t, apptest.Administrator))
		want, _ := app.Browser(t).Get(t, "/page/cgu").Find(".prose-sm").Html()
		editor := admin.Get(t, "/admin/cms/cgu/fr")
		text := editor.Find("textarea[name=body]")
		first, _ := editor.Find("#cms-preview .prose-sm").Html()
		typed, _ := admin.Post(t, text.AttrOr("hx-post", ""), url.Values{"body": {text.Text()}}).Find(".prose-sm").Html()
		if !strings.Contains(want, terms.Bundled) || first != want || typed != want {
			t.Errorf("readers see %.200q, the editor %.200q, then %.200q", want, first, typed)
		}
	})
}

// Spec 08 §8: seeding keeps what is there, unless told otherwise.
func TestSeed(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		all := 2 * len(site.Slugs)
		for _, want := range []struct {
			overwrite bool
			done      site.Seeded
		}{
			{false, site.Seeded{Created: all}}, {false, site.Seeded{Skipped: all}}, {true, site.Seeded{Overwritten: all}},
		} {
			done, err := app.Pages.Seed(t.Context(), want.overwrite)
			if err != nil || done != want.done {
				t.Errorf("seed = %+v, %v; want %+v", done, err, want.done)
			}
		}
	})
}
