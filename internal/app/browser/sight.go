// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"net/url"
	"strings"
	"time"
)

// Path returns the path of the page, with its query.
func (tab *Tab) Path() string {
	address, err := ask[string](tab, "location.href")
	if err != nil {
		return err.Error()
	}
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return u.RequestURI()
}

// At waits until the page's address begins with a path.
func (tab *Tab) At(path string) {
	tab.t.Helper()
	if err := tab.until(func() (bool, error) { return strings.HasPrefix(tab.Path(), path), nil }); err != nil {
		tab.t.Fatalf("at %s, want %s: %v", tab.Path(), path, err)
	}
}

// See waits until something that the selector finds and, if given, is called
// text shows.
func (tab *Tab) See(css string, text ...string) {
	tab.t.Helper()
	err := tab.until(func() (bool, error) {
		return ask[bool](tab, "page.all(args[0], args[1]).length > 0", css, first(text))
	})
	if err != nil {
		tab.t.Fatalf("%s %q does not show on %s: %v", css, text, tab.Path(), err)
	}
}

// Wait waits until the page has an element, shown or not.
func (tab *Tab) Wait(css string) {
	tab.t.Helper()
	tab.Until(css+" is there", "!!document.querySelector(args[0])", css)
}

// Gone waits until nothing that the selector finds and is called text shows.
func (tab *Tab) Gone(css string, text ...string) {
	tab.t.Helper()
	err := tab.until(func() (bool, error) {
		return ask[bool](tab, "page.all(args[0], args[1]).length === 0", css, first(text))
	})
	if err != nil {
		tab.t.Fatalf("%s %q still shows on %s: %v", css, text, tab.Path(), err)
	}
}

// Until waits until an expression of the page holds.
func (tab *Tab) Until(what, expression string, args ...any) {
	tab.t.Helper()
	if err := tab.until(func() (bool, error) { return ask[bool](tab, expression, args...) }); err != nil {
		tab.t.Fatalf("%s: %s: %v", tab.Path(), what, err)
	}
}

// Soon reports whether an expression of the page holds within what a person
// waits before trying again.
func (tab *Tab) Soon(expression string, args ...any) bool {
	tab.t.Helper()
	return tab.within(retry, func() (bool, error) { return ask[bool](tab, expression, args...) }) == nil
}

// retry is how long a person waits for an answer to a click.
const retry = 5 * time.Second

// Shows reports whether something shows now.
func (tab *Tab) Shows(css string, text ...string) bool {
	tab.t.Helper()
	return Ask[bool](tab, "page.all(args[0], args[1]).length > 0", css, first(text))
}

// Texts returns the texts of what shows, in the order of the page.
func (tab *Tab) Texts(css string) []string {
	tab.t.Helper()
	return Ask[[]string](tab, "page.texts(args[0])", css)
}

// Text returns the text of the first element that shows, "" if none does.
func (tab *Tab) Text(css string) string {
	tab.t.Helper()
	if all := tab.Texts(css); len(all) > 0 {
		return all[0]
	}
	return ""
}

// Focused describes where the focus is: the element's id, name of field, or
// what it is called.
func (tab *Tab) Focused() string {
	tab.t.Helper()
	return Ask[string](tab, `(() => {
		const el = document.activeElement;
		return el.id ? "#" + el.id : el.getAttribute("name") || page.name(el).slice(0, 60);
	})()`)
}

// Pictures waits until every picture in the window shows.
func (tab *Tab) Pictures() {
	tab.t.Helper()
	var missing []string
	err := tab.until(func() (bool, error) {
		var err error
		missing, err = ask[[]string](tab, "page.unloaded()")
		return err == nil && len(missing) == 0, err
	})
	if err != nil {
		tab.t.Errorf("%s: pictures do not show: %v: %v", tab.Path(), missing, err)
	}
}

// Fits checks that the page does not scroll sideways (ui-guide §7).
func (tab *Tab) Fits() {
	tab.t.Helper()
	if wide := Ask[[]string](tab, "page.wide()"); len(wide) > 0 {
		tab.t.Errorf("%s at %d px scrolls sideways:\n\t%s", tab.Path(), tab.look.Width, strings.Join(wide, "\n\t"))
	}
}
