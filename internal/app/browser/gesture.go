// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

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

// leaving marks the page, and waits for one without the mark: loaded anew, or
// brought by htmx.
func (tab *Tab) leaving(what string, gesture func()) {
	tab.t.Helper()
	if _, err := ask[bool](tab, "page.main().leftByTest = true"); err != nil {
		tab.t.Fatalf("%s: mark the page: %v", what, err)
	}
	gesture()
	err := tab.until(func() (bool, error) {
		return ask[bool](tab, "page.still() && !page.main().leftByTest")
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

// Press strikes keys one by one: characters, or those of package kb. What a page
// does with a key it has handled itself does not happen twice, as with a real
// keyboard.
func (tab *Tab) Press(keys string, with ...chromedp.Modifier) {
	tab.t.Helper()
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		for _, key := range keys {
			for _, event := range strokes(key, with) {
				if _, err := cdp.Call(ctx, target, input.DispatchKeyEvent, *event); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// strokes are the events of a key: down, with its character unless it is part
// of a shortcut, and up.
func strokes(key rune, with []chromedp.Modifier) []*input.DispatchKeyEventParams {
	var modifiers int64
	for _, m := range with {
		modifiers |= int64(m)
	}
	events := kb.Encode(key)
	down, up := events[0], events[len(events)-1]
	down.Modifiers, up.Modifiers = down.Modifiers|modifiers, up.Modifiers|modifiers
	if len(events) > 2 && modifiers&^int64(chromedp.ModifierShift) == 0 {
		down.Type, down.Text, down.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, events[1].Text, events[1].UnmodifiedText
	}
	return []*input.DispatchKeyEventParams{down, up}
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

// Choose does what opens the browser's own dialogue for files, and chooses one.
func (tab *Tab) Choose(file string, gesture func()) {
	tab.t.Helper()
	tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, page.SetInterceptFileChooserDialog, page.SetInterceptFileChooserDialogParams{Enabled: true})
		return err
	}))
	ctx, cancel := context.WithTimeout(tab.ctx, patience)
	defer cancel()
	opened := chromedp.Events(ctx, page.FileChooserOpened)
	gesture()
	for event, err := range opened {
		if err != nil {
			tab.t.Fatalf("no dialogue for files opened on %s: %v", tab.Path(), err)
		}
		tab.do(chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
			_, err := cdp.Call(ctx, target, dom.SetFileInputFiles, dom.SetFileInputFilesParams{
				Files: []string{file}, BackendNodeID: event.BackendNodeID,
			})
			return err
		}))
		return
	}
}

// Flip opens a page again and again until a condition holds, for what follows
// a change within a second, such as search.
func (tab *Tab) Flip(path, what, expression string, args ...any) {
	tab.t.Helper()
	for range flips {
		tab.Open(path)
		if Ask[bool](tab, expression, args...) {
			return
		}
	}
	tab.t.Errorf("%s, opened %d times: not %s", path, flips, what)
}

// flips is how often a page may be opened until it shows a change.
const flips = 60
