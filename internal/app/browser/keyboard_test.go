// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"aipress24.com/aipress24/internal/app/browser"
)

// Who has no mouse goes everywhere: past the header, through menus, into the
// search box, in and out of dialogues, and away.
func TestKeyboardOnly(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	tab := site.NewTab(t, browser.Desktop)
	tab.SignIn("journalist")
	t.Log("skip link")
	tab.Open("/wire")
	tab.Press(kb.Tab)
	focused(t, tab, ".skip")
	tab.See(".skip")
	tab.Press(kb.Enter)
	focused(t, tab, "#main")
	tab.Press(kb.Tab)
	focused(t, tab, "#main a, #main button")

	t.Log("menu")
	tab.Open("/wire")
	account := "[popovertarget=menu-account]"
	reach(t, tab, account)
	tab.Press(kb.Enter)
	focused(t, tab, "#menu-account [role^=menuitem]:first-child")
	tab.Until("the menu is open", `document.querySelector("#menu-account").matches(":popover-open")`)
	first := tab.Focused()
	tab.Press(kb.ArrowDown)
	if tab.Focused() == first {
		t.Errorf("the arrow leaves the focus on %q", first)
	}
	tab.Press(kb.ArrowUp)
	if got := tab.Focused(); got != first {
		t.Errorf("down and up lead to %q, want %q", got, first)
	}
	tab.Press(kb.Escape)
	tab.Gone("#menu-account")
	focused(t, tab, account)

	t.Log("share")
	tab.Follow(".news-grid .news:first-child .news-t a")
	share := "[popovertarget=share]"
	reach(t, tab, share)
	tab.Press(kb.Enter)
	tab.See("#share")
	tab.Axe()
	tab.Press(kb.Tab)
	focused(t, tab, "#share-address")
	tab.Press(kb.Tab)
	focused(t, tab, "#share button")
	tab.Press(kb.Enter)
	tab.See(".toast1", "Lien copié")
	focused(t, tab, "#share button") // the new count takes the place of the old one, no more
	tab.Press(kb.Escape)
	tab.Gone("#share")
	focused(t, tab, share)

	t.Log("search")
	tab.Press("k", chromedp.ModifierCtrl)
	focused(t, tab, "#site-search")
	tab.Write("port")
	tab.See("#site-suggestions a")
	tab.Press(kb.ArrowDown)
	focused(t, tab, "#site-suggestions a:first-child")
	tab.Press(kb.ArrowDown)
	focused(t, tab, "#site-suggestions a:nth-child(2)")
	tab.Press(kb.ArrowUp)
	tab.Press(kb.ArrowUp)
	focused(t, tab, "#site-search")
	tab.Press(kb.ArrowDown)
	tab.Press(kb.Escape)
	focused(t, tab, "#site-search")
	tab.Gone("#site-suggestions a")
	tab.Leave(func() { tab.Press(kb.Enter) })
	tab.At("/search/?qs=port")

	t.Log("panel")
	reach(t, tab, "#bell")
	tab.Press(kb.Enter)
	tab.See("#panel")
	for range 12 {
		tab.Press(kb.Tab)
		if !browser.Ask[bool](tab, `!!document.activeElement.closest("#panel") || document.activeElement === document.body`) {
			t.Fatalf("the focus leaves the open panel for %q", tab.Focused())
		}
	}
	tab.Press(kb.Escape)
	tab.Gone("#panel")
	focused(t, tab, "#bell")

	confirmByKeyboard(t, tab)

	t.Log("sign out")
	reach(t, tab, account)
	tab.Press(kb.ArrowDown)
	focused(t, tab, "#menu-account [role^=menuitem]")
	tab.Press(kb.End)
	tab.Leave(func() { tab.Press(kb.Enter) })
	tab.At("/auth/login")
	tab.Open("/wire")
	tab.At("/auth/login")
}

// confirmByKeyboard opens the confirmation of a deletion and gives up.
func confirmByKeyboard(t *testing.T, tab *browser.Tab) {
	t.Helper()
	t.Log("confirmation")
	tab.Open("/wip/articles")
	before := tab.Text("tbody tr:first-child .c-main a")
	reach(t, tab, "tbody tr:first-child button[popovertarget]")
	tab.Press(kb.Enter)
	focused(t, tab, "tbody [role=menuitem]")
	tab.Press(kb.End)
	tab.Press(kb.Enter)
	tab.See("#confirm")
	focused(t, tab, "#confirm button")
	tab.Press(kb.Escape)
	tab.Gone("#confirm")
	if got := tab.Text("tbody tr:first-child .c-main a"); got != before {
		t.Errorf("first article = %q, want %q still", got, before)
	}
}

// reach presses Tab until the focus is on what the selector finds.
func reach(t *testing.T, tab *browser.Tab, css string) {
	t.Helper()
	for range 80 {
		if browser.Ask[bool](tab, "document.activeElement.matches(args[0])", css) {
			return
		}
		tab.Press(kb.Tab)
	}
	t.Fatalf("the Tab key never reaches %s on %s", css, tab.Path())
}

// focused checks that the focus comes to what the selector finds, and that one
// sees it there.
func focused(t *testing.T, tab *browser.Tab, css string) {
	t.Helper()
	tab.Until("focus on "+css, "document.activeElement.matches(args[0]) && page.shows(document.activeElement)", css)
}
