// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"aipress24.com/aipress24/data/demo"
)

// Open goes to a path of the site and waits until the page has loaded.
func (tab *Tab) Open(path string) {
	tab.t.Helper()
	tab.leaving("open "+path, func() { tab.do(chromedp.Navigate(tab.site.URL + path)) })
}

// SignIn signs somebody of the world in through the form, and arrives at the
// News wall.
func (tab *Tab) SignIn(p demo.Persona) {
	tab.t.Helper()
	tab.Open("/auth/login")
	tab.Type("#email", tab.site.Email(tab.t, p))
	tab.Type("#password", demo.Password)
	tab.Follow("form.grid button.btn-primary")
	tab.At("/wire")
}

// Click presses what the selector finds and, if given, is called text: with
// the mouse, or with a finger where the window is touched.
func (tab *Tab) Click(css string, text ...string) {
	tab.t.Helper()
	x, y := tab.point(css, text)
	if tab.look.Touch {
		tab.do(chromedp.TapXY(x, y))
		return
	}
	tab.do(chromedp.MouseEvent(chromedp.MouseMoved, x, y), chromedp.MouseClickXY(x, y))
}

// Follow clicks a link or a button that leads to another page, and waits until
// that has loaded.
func (tab *Tab) Follow(css string, text ...string) {
	tab.t.Helper()
	tab.leaving(fmt.Sprintf("follow %s %q", css, text), func() { tab.Click(css, text...) })
}

// Leave does what leads to another page, and waits until that has loaded.
func (tab *Tab) Leave(gesture func()) {
	tab.t.Helper()
	tab.leaving("leave the page", gesture)
}

// leaving marks the page, and waits for one without the mark.
func (tab *Tab) leaving(what string, gesture func()) {
	tab.t.Helper()
	if _, err := ask[bool](tab, "document.documentElement.__left = true"); err != nil {
		tab.t.Fatalf("%s: mark the page: %v", what, err)
	}
	gesture()
	err := tab.until(func() (bool, error) {
		return ask[bool](tab, "page.still() && !document.documentElement.__left")
	})
	if err != nil {
		tab.t.Fatalf("%s: no other page came: %v", what, err)
	}
}

// point waits until the element may be pressed, and stands still.
func (tab *Tab) point(css string, text []string) (x, y float64) {
	tab.t.Helper()
	type place struct {
		X, Y float64
		Why  string
	}
	var last, now place
	err := tab.until(func() (bool, error) {
		var err error
		last = now
		if now, err = ask[place](tab, "page.point(args[0], args[1])", css, first(text)); err != nil {
			return false, err
		}
		return now.Why == "" && now == last, nil
	})
	if err != nil {
		tab.t.Fatalf("press %s %q on %s: %s: %v", css, text, tab.Path(), now.Why, err)
	}
	return now.X, now.Y
}

func first(text []string) string {
	if len(text) == 0 {
		return ""
	}
	return text[0]
}

// Type replaces what a field holds by a text, as pasting does.
func (tab *Tab) Type(css, text string) {
	tab.t.Helper()
	tab.Click(css)
	tab.Press("a", chromedp.ModifierCtrl)
	tab.Write(text)
}

// Write inserts a text where the caret is.
func (tab *Tab) Write(text string) {
	tab.t.Helper()
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}))
}

// Press strikes keys: characters, or those of package kb.
func (tab *Tab) Press(keys string, with ...chromedp.Modifier) {
	tab.t.Helper()
	tab.do(chromedp.KeyEvent(keys, chromedp.KeyModifiers(with...)))
}

// Select chooses an option of a native list by its value.
func (tab *Tab) Select(css, value string) {
	tab.t.Helper()
	tab.Wait(css + ` option[value="` + value + `"]`)
	chosen := Ask[bool](tab, `(() => {
		const list = document.querySelector(args[0]);
		list.value = args[1];
		list.dispatchEvent(new Event("input", { bubbles: true }));
		list.dispatchEvent(new Event("change", { bubbles: true }));
		return list.value === args[1];
	})()`, css, value)
	if !chosen {
		tab.t.Fatalf("%s has no entry %q", css, value)
	}
}

// Fill sets a field that is no text, such as a date, as its own widget does.
func (tab *Tab) Fill(css, value string) {
	tab.t.Helper()
	tab.See(css)
	set := Ask[string](tab, `(() => {
		const field = document.querySelector(args[0]);
		field.value = args[1];
		field.dispatchEvent(new Event("input", { bubbles: true }));
		field.dispatchEvent(new Event("change", { bubbles: true }));
		return field.value;
	})()`, css, value)
	if set != value {
		tab.t.Fatalf("%s holds %q, want %q", css, set, value)
	}
}

// Upload gives files to a file field, which need not show.
func (tab *Tab) Upload(css string, files ...string) {
	tab.t.Helper()
	tab.Wait(css)
	tab.do(chromedp.SetUploadFiles(chromedp.CSS(css), files, chromedp.NodeReady))
}
