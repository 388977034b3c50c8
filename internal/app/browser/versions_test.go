// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/browser"
)

// No typed word is lost: neither by closing the tab, nor by a network that goes,
// nor by two people on one text (spec 04 §13.2). TestLocalDrafts shows the
// session that ends.
func TestNoWordIsLost(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	mine := site.NewTab(t, browser.Desktop)
	mine.SignIn(demo.Journalist)
	mine.Open("/wip/articles")
	mine.Follow(`tbody tr .c-main a`)
	mine.Follow(`main a[href$="/edit"]`)
	path := mine.Path()
	title := browser.Ask[string](mine, `document.querySelector("#f-title").value`)

	t.Log("the tab is closed: another device is offered what was typed")
	addTo(mine, "#f-title", " : suite")
	mine.Until("the server keeps it", `!!document.querySelector(".autosave")?.textContent`)
	mine.Open("/wire/")
	other := site.NewTab(t, browser.Phone)
	other.SignIn(demo.Journalist)
	other.Open(path)
	other.See("[data-unsaved]")
	other.Axe()
	other.Shot("unsaved-phone")
	other.Follow("[data-unsaved] a")
	other.Until("the words are back", `document.querySelector("#f-title").value === args[0]`, title+" : suite")

	t.Log("the network goes: the device keeps the words and says so")
	const button = `document.querySelector("#article-form [type=submit]").getBoundingClientRect().top + scrollY`
	place := browser.Ask[float64](other, button)
	other.Cut()
	addTo(other, "#f-title", " et fin")
	other.See(".autosave-alarm", "cet appareil seulement")
	if now := browser.Ask[float64](other, button); now != place {
		t.Errorf("the alarm moves the button from %v to %v, from under a finger", place, now)
	}
	other.Shot("offline-phone")
	other.Reconnect()
	other.Open(path)
	other.See("unsaved-guard .note")
	other.Click("unsaved-guard .note button:first-of-type")
	other.Until("the words are back", `document.querySelector("#f-title").value === args[0]`, title+" : suite et fin")

	t.Log("two tabs on one text: each is told, the second saving replaces nothing unasked")
	mine.Open(path)
	mine.See(".autosave-alarm", "un autre de vos onglets")
	other.Follow("#article-form [type=submit]")
	mine.Allow(http.StatusConflict)
	addTo(mine, "#f-standfirst", " Une version qui croise l’autre.")
	mine.Click("#article-form [type=submit]")
	mine.See(".form-errors", "enregistré ailleurs")
	mine.Until("the words are still there", `document.querySelector("#f-standfirst").value.includes("croise")`)
	mine.Follow("#article-form [type=submit]")

	t.Log("both versions can be found again, and the first one taken up")
	mine.Open(path)
	mine.Follow(`a[href$="/versions"]`)
	mine.Axe()
	mine.LongShot("versions-desktop")
	mine.Follow("[data-testid=versions] li:nth-child(2) a")
	mine.See(".diff ins", "suite et fin")
	mine.Axe()
	mine.LongShot("version-desktop")
	mine.Follow(`main a[href*="?version="]`)
	mine.Until("it fills the form", `document.querySelector("#f-title").value === args[0]`, title+" : suite et fin")
	mine.Questions() // whether to leave unsaved words is rightly asked
	other.Questions()
}

// addTo types words at the end of a field.
func addTo(tab *browser.Tab, css, words string) {
	tab.Click(css)
	tab.Press(kb.End, chromedp.ModifierCtrl)
	tab.Write(words)
}
