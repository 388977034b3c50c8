// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/ui"
)

// notPages are GET routes that answer something else than a page of ours, or
// that lead to another page at once.
var notPages = []string{
	"/admin", "/admin/", "/favicon.ico", // lead elsewhere
	"/robots.txt", "/sitemap.xml", // for search engines
	"/system/health", "/system/version/", "/system/test", // for monitors and tests
	"/media/{name}",        // pictures
	"/live",                // a stream
	"/search/suggest",      // a fragment
	"/notifications/panel", // a fragment
	"/admin/search/status", // a fragment
	"/admin/river",         // leads to the console
	"/admin/river/*",       // River's own console
	"/dev/mail.json",       // for programs
	"/dev/mail/{id}/html",  // a letter, shown inside a page
	"/wire/{id}/kit", "/wip/communiques/export",
	"/wip/articles/export", "/admin/orgs/export", "/wip/sujets/export", "/wip/commandes/export", // tables to keep
	"/wip/wip",                                                                                  // leads on
	"/reference/vocabularies/{name}", "/reference/organisations/{list}", "/kyc/towns/{country}", // for pickers
	"/kyc/profil_groups/{level}",                                   // for scripts
	"/wip/events/export", "/wip/events/{id}/accreditations/export", // tables to keep
	"/feeds/events/{secret}",                           // for calendars
	"/feeds/wall/{secret}",                             // for readers of feeds
	"/kyc/check_mail/{email}", "/kyc/pictures/{field}", // for scripts, a picture
	"/preferences/account/archive/{id}", // a file
	"/auth/terms",                       // leads on who has accepted them: internal/app has a test
	// Of one letter: the tests of their modules open them.
	"/kyc/answer/{token}", "/kyc/resume/{token}", "/kyc/verify/{token}",
	"/auth/reset/{token}", "/auth/change-email/{token}", "/auth/account/reopen/{token}",
	// Steps that lead back to the first one until an activation has begun, and
	// answers to somebody's invitation: the agency's journey looks at them.
	"/BW/pricing/{type}", "/BW/stripe-info/{type}", "/BW/payment/{type}", "/BW/payment-success/{type}", "/BW/payment-cancel/{type}",
	"/BW/activate-free/{type}", "/BW/activate_free/{type}",
	"/BW/confirm-role-invitation/{wall}/{role}/{member}", "/BW/confirm-partnership-invitation/{wall}/{partnership}",
	"/BW/history/export", // a table to keep
	"/BW/not-authorized", // a refusal, whose status is 403
	// The look-alikes of the payment provider: the agency's journey looks at them.
	"/sandbox/pay/{session}", "/sandbox/portal/{portal}",
}

// visitors are who sees which pages, and how: everybody in another language
// and another order of looks.
var visitors = []struct {
	persona demo.Persona // "" for nobody
	lang    string
}{
	{"", "fr"},
	{"journalist", "fr"},
	{"pr-consultant", "en"},
	{"expert", "fr"},
	{"admin", "en"},
}

// Every page that somebody may open is accessible, silent in the console, no
// wider than the window, and has one title, one heading and its language.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	table := pages(t, site)
	seen := map[string]bool{}
	for _, v := range visitors {
		actor := actorOf(t, site, v.persona)
		mine := pathsFor(t, site, table, actor)
		first := make([]bool, len(mine))
		for i, path := range mine {
			first[i] = !seen[path]
			seen[path] = true
		}
		t.Run(cmp.Or(string(v.persona), "nobody"), func(t *testing.T) {
			t.Parallel()
			tab := site.NewTab(t, browser.Desktop.In(v.lang))
			if v.persona != "" {
				tab.SignIn(v.persona)
			}
			tab.Allow(http.StatusNotFound)           // of the page that is nowhere
			tab.Allow(http.StatusServiceUnavailable) // of the page that shows how it looks
			tab.Allow(http.StatusForbidden)          // of the page that says whom a Business Wall is for
			for i, path := range mine {
				inspect(t, tab, path, v.lang, first[i])
			}
		})
	}
}

// pathsFor lists the pages that somebody may open, and one that is nowhere.
func pathsFor(t *testing.T, site *browser.Site, table []ui.Route, actor access.Actor) []string {
	t.Helper()
	var mine []string
	for _, route := range table {
		forVisitors := route.Pattern == ui.LoginPath || route.Pattern == "/"
		if route.Guard.Allows(actor) && (!forVisitors || actor.IsAnonymous()) {
			mine = append(mine, pathsOf(t, site, route.Pattern)...)
		}
	}
	return append(mine, "/nowhere")
}

// inspect looks at a page in both windows and both schemes. Who sees a page
// that others have seen looks once for mistakes, on the phone in the dark.
func inspect(t *testing.T, tab *browser.Tab, path, lang string, thorough bool) {
	t.Helper()
	shot := nameOf(path)
	light, dark := browser.Desktop, browser.Desktop
	dark.Dark = true
	phone, night, narrow := browser.Phone, browser.Phone, browser.Phone
	night.Dark, narrow.Width = true, 320

	tab.Resize(light)
	tab.Open(path)
	heading(t, tab, path, lang)
	tab.Pictures()
	tab.Fits()
	if thorough {
		tab.Axe()
		tab.LongShot(shot + "-desktop-light-" + lang)
		tab.Resize(dark)
		tab.Contrast()
		tab.Shot(shot + "-desktop-dark-" + lang)
		tab.Resize(phone)
		tab.Contrast()
		tab.LongShot(shot + "-phone-light-" + lang)
	}
	tab.Resize(night)
	tab.Axe()
	tab.Fits()
	tab.Resize(narrow)
	tab.Fits()
}

// heading checks what tells the reader where they are (ui-guide §7).
func heading(t *testing.T, tab *browser.Tab, path, lang string) {
	t.Helper()
	head := browser.Ask[struct {
		Title, Lang string
		H1          []string
	}](tab, `({
		title: document.title,
		lang: document.documentElement.lang,
		h1: [...document.querySelectorAll("h1")].map((h) => page.words(h.textContent)),
	})`)
	name, found := strings.CutSuffix(head.Title, " · AiPRESS24")
	if !found || strings.TrimSpace(name) == "" {
		t.Errorf("%s: title = %q, want « Page · AiPRESS24 »", path, head.Title)
	}
	if len(head.H1) != 1 || head.H1[0] == "" {
		t.Errorf("%s: h1 = %q, want one", path, head.H1)
	}
	if head.Lang != lang {
		t.Errorf("%s: lang = %q, want %q", path, head.Lang, lang)
	}
}

// pages returns the pages of the URL table.
func pages(t *testing.T, site *browser.Site) []ui.Route {
	t.Helper()
	routes, err := site.App.URLTable()
	if err != nil {
		t.Fatal(err)
	}
	var list []ui.Route
	for _, route := range routes {
		if route.Method == http.MethodGet && !slices.Contains(notPages, route.Pattern) {
			list = append(list, route)
		}
	}
	if len(list) < 20 {
		t.Fatalf("only %d pages in the URL table", len(list))
	}
	return list
}

// actorOf returns the rights of somebody, or nobody's.
func actorOf(t *testing.T, site *browser.Site, p demo.Persona) access.Actor {
	t.Helper()
	if p == "" {
		return access.Actor{}
	}
	var id int64
	err := site.App.DB.Reader().NewRaw("SELECT id FROM members WHERE email = ?", site.Email(t, p)).Scan(t.Context(), &id)
	if err != nil {
		t.Fatal(err)
	}
	actor, err := site.App.Actors.Load(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return actor
}

// nameOf names pictures after their page.
func nameOf(path string) string {
	return strings.Trim(strings.NewReplacer("/", "-", "?", "-", "=", "-", "&", "-").Replace(path), "-")
}
