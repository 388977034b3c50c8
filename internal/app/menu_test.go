// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/ui"
)

// menuPages are where the menus of the shell and of the portals stand.
var menuPages = []string{"/", "/page/contact", "/wire", "/swork/members", "/wip", "/wip/dashboard", "/wip/newsroom", "/wip/comroom", "/wip/eventroom", "/wip/articles", "/admin/dashboard", "/dev/mail"}

// TestMenus follows every entry that a persona is shown, and tries those that
// others are shown: no entry is refused, and no page is hidden from who may
// open it.
func TestMenus(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		shown, all := map[apptest.Persona]map[string]bool{}, map[string]bool{}
		browsers := map[apptest.Persona]*apptest.Browser{}
		for _, name := range apptest.Personas() {
			browsers[name] = app.SignIn(t, app.Persona(t, name))
			shown[name] = menuEntries(t, browsers[name])
			for href := range shown[name] {
				all[href] = true
			}
		}
		if len(all) < 10 {
			t.Fatalf("only %d entries found: %v", len(all), all)
		}
		for _, name := range apptest.Personas() {
			for href := range all {
				page := browsers[name].Get(t, href)
				open := page.Status == http.StatusOK || page.Status == http.StatusSeeOther && !strings.HasPrefix(page.Location(), ui.LoginPath)
				if always := href == "/" || href == ui.LoginPath || href == ui.RegisterPath; always && page.Status < http.StatusBadRequest {
					continue
				}
				own := strings.HasPrefix(href, "/swork/members/") // everybody's profile is open to all, one's own in the menu
				if shown[name][href] != open && !own {
					t.Errorf("%s: %s shown %v, answers %d", name, href, shown[name][href], page.Status)
				}
			}
		}
	})
}

// menuEntries collects what the navigation offers on the pages one may open.
func menuEntries(t *testing.T, browser *apptest.Browser) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, path := range menuPages {
		page := browser.Get(t, path)
		if page.Status != http.StatusOK {
			continue
		}
		page.Find("header a, nav a, footer a, [popover] a, .menu a, .dock a").Each(func(_ int, a *goquery.Selection) {
			href := a.AttrOr("href", "")
			if strings.HasPrefix(href, "/") && !strings.Contains(href, "?") && a.Closest("article, nav.crumbs").Length() == 0 {
				found[href] = true
			}
		})
	}
	return found
}
