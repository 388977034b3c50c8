// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"strconv"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// PageData is what one page tells the shell.
type PageData struct {
	Title   string          // translated; the browser shows « Title · AiPRESS24 »
	Section string          // name of the portal that is marked as current
	Crumbs  []Crumb         // from the section to the page itself, without the house
	Side    *SideMenu       // side menu, or nil: see SideOf
	Narrow  bool            // centred column for a form
	Head    templ.Component // Open Graph and other head elements, or nil
	Print   bool            // article layout when printed
}

// Crumb is one step of the breadcrumb; the last has no URL.
type Crumb struct {
	Label string
	URL   string
}

// SideMenu is the menu at the left of a portal, folded on a phone.
type SideMenu struct {
	Label string // the current entry, shown when folded
	Icon  string
	Items []SideItem
}

// SideItem is one line of a side menu.
type SideItem struct {
	Label     string
	Icon      string
	URL       string
	Count     int
	Current   bool
	Separated bool // rule above
}

// Bare describes a page without menus: login, registration, tunnels.
type Bare struct {
	Title     string
	BackURL   string // « ← Retour vers la plateforme », or ""
	BackLabel string // another label for it
	Wide      bool   // 80 rem instead of 42
	Head      templ.Component
}

// errorView is what an error page says.
type errorView struct {
	Status    int
	Code      string
	Title     string
	Reason    string // what happened
	Advice    string // what to do next
	RequestID string
	LoginURL  string
	Again     *resend // what the ended session refused, or nil
	TermsURL  string  // where the terms in force are accepted, when that is what is missing
}

// documentData is what the <html> and <head> need.
type documentData struct {
	title string
	head  templ.Component
	print bool
	bare  bool // no menus, no news
}

func pageTitle(s *Site, title string) string {
	if title == "" {
		return s.Name
	}
	return title + " · " + s.Name
}

// parent is the crumb a phone shows: the last one with an address.
func parent(crumbs []Crumb) (Crumb, bool) {
	for i := len(crumbs) - 1; i >= 0; i-- {
		if crumbs[i].URL != "" {
			return crumbs[i], true
		}
	}
	return Crumb{}, false
}

// isRoot reports whether a phone has no way up to show.
func isRoot(crumbs []Crumb) bool {
	_, ok := parent(crumbs)
	return len(crumbs) == 1 || !ok
}

// menuEntry is one entry ready to show.
type menuEntry struct {
	label, hint, icon, url string
	current, separated     bool
}

func ready(ctx context.Context, entries []Entry, a access.Actor, current string) []menuEntry {
	shown := visible(entries, a)
	list := make([]menuEntry, len(shown))
	for i, e := range shown {
		list[i] = menuEntry{
			label: i18n.T(ctx, e.Label), icon: e.Icon, url: e.href(a),
			current: current != "" && e.Name == current, separated: e.Separated,
		}
		if e.Hint != "" {
			list[i].hint = i18n.T(ctx, e.Hint)
		}
	}
	return list
}

// unreadLabel is what the bell says to a screen reader.
func unreadLabel(ctx context.Context, n int) string {
	if n == 0 {
		return i18n.T(ctx, "ui.bell.none")
	}
	return i18n.N(ctx, "ui.bell.unread", n)
}

// capped writes a counter that must stay small: 99+ at most.
func capped(n int) string {
	if n > 99 {
		return "99+"
	}
	return strconv.Itoa(n)
}
