// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Entry is one line of a menu. It is shown to those who may open its page:
// the guard is the target route's own, so that menus and pages cannot disagree
// (spec 08 §4).
type Entry struct {
	Name  string // stable name, compared with PageData.Section or SideCurrent
	Label string // message key
	Hint  string // message key of the tooltip, or ""
	Icon  string
	Path  string       // target address
	Route string       // its pattern in the URL table, when it is not Path ("/page/{slug}")
	Query string       // fixed query string, without "?"
	Extra access.Guard // a narrower audience than the route's, if any

	// Resolve gives the address for one actor, for pages such as one's own
	// profile; Path is then unused.
	Resolve func(access.Actor) string

	// Count gives the number shown beside the label, or 0 for none.
	Count func(access.Actor) int

	// Separated puts a rule above the entry.
	Separated bool

	guard access.Guard
}

// FooterColumn is one column of footer links.
type FooterColumn struct {
	Title   string // message key
	Entries []Entry
}

// Menus is what the modules offer to the shell, before anybody knows which
// pages exist.
type Menus struct {
	Portals []Entry // header and phone dock, five at most
	Create  []Entry // « Créer »
	Account []Entry // avatar menu
	Footer  []FooterColumn
	Sides   map[string][]Entry // side menus by portal name
	Social  []Entry            // outside addresses of the footer, with icons

	Visitors []Entry // header of public pages, for who has no account
}

// Shell addresses that are features of their own: each is offered only when
// its route exists.
const (
	searchPath        = "/search/"
	suggestPath       = "/search/suggest"
	notificationsPath = "/notifications"
	panelPath         = "/notifications/panel"
	livePath          = "/live"
	logoutPath        = "/auth/logout"
	languagePath      = "/ui/language"
	schemePath        = "/ui/scheme"
)

// Portals are the five places of the header, in its order (spec 08 §12.1).
// NewNavigation drops those that are not built.
func Portals() []Entry {
	return []Entry{
		{Name: "news", Label: "ui.portal.news", Hint: "ui.portal.news_hint", Icon: "newspaper", Path: "/wire"},
		{Name: "work", Label: "ui.portal.work", Hint: "ui.portal.work_hint", Icon: "briefcase", Path: "/wip"},
		{Name: "events", Label: "ui.portal.events", Hint: "ui.portal.events_hint", Icon: "calendar-days", Path: "/events"},
		{Name: "market", Label: "ui.portal.market", Hint: "ui.portal.market_hint", Icon: "store", Path: "/biz"},
		{Name: "social", Label: "ui.portal.social", Hint: "ui.portal.social_hint", Icon: "users", Path: "/swork"},
	}
}

// Navigation is the menus resolved against the URL table.
type Navigation struct {
	menus                                                         Menus
	search, suggest, bell, panel, live, logout, language, schemes bool
	register                                                      bool

	pages chi.Routes // the addresses that can be opened
}

// Opens reports whether the path of a local address can be opened: that a page
// answers there, not only a form's action.
func (n *Navigation) Opens(path string) bool {
	if n == nil {
		return true // a site without a table knows no better
	}
	other, ended := strings.CutSuffix(path, "/")
	if !ended {
		other += "/"
	}
	match := func(path string) bool {
		return path != "" && n.pages.Match(chi.NewRouteContext(), http.MethodGet, path)
	}
	return match(path) || match(other)
}

// pagesOf is a router that only knows which addresses there are.
func pagesOf(routes Routes) chi.Routes {
	router := chi.NewRouter()
	for _, r := range routes {
		if r.Method == http.MethodGet {
			router.Get(r.Pattern, http.NotFound)
		}
	}
	return router
}

// NewNavigation keeps of m what the URL table can serve: an entry without GET
// route is dropped, never shown as a dead link.
func NewNavigation(routes Routes, m Menus) *Navigation {
	has := func(method, path string) bool { _, ok := routes.Find(method, path); return ok }
	n := &Navigation{
		menus: Menus{
			Portals: living(routes, m.Portals),
			Create:  living(routes, m.Create),
			Account: living(routes, m.Account),
			Social:  m.Social,

			Visitors: living(routes, m.Visitors),
			Sides:    make(map[string][]Entry, len(m.Sides)),
		},
		search:   has(http.MethodGet, searchPath),
		suggest:  has(http.MethodGet, suggestPath),
		bell:     has(http.MethodGet, notificationsPath),
		panel:    has(http.MethodGet, panelPath),
		live:     has(http.MethodGet, livePath),
		logout:   has(http.MethodPost, logoutPath),
		language: has(http.MethodPost, languagePath),
		schemes:  has(http.MethodPost, schemePath),
		register: hasRegistration(routes),
	}
	n.pages = pagesOf(routes)
	for name, entries := range m.Sides {
		n.menus.Sides[name] = living(routes, entries)
	}
	for _, column := range m.Footer {
		if entries := living(routes, column.Entries); len(entries) > 0 {
			n.menus.Footer = append(n.menus.Footer, FooterColumn{Title: column.Title, Entries: entries})
		}
	}
	return n
}

// living returns the entries whose page exists, with its guard.
func living(routes Routes, entries []Entry) []Entry {
	var kept []Entry
	for _, e := range entries {
		pattern := e.Route
		if pattern == "" {
			pattern = e.Path
		}
		route, ok := routes.Find(http.MethodGet, pattern)
		if !ok {
			continue
		}
		e.guard = route.Guard
		kept = append(kept, e)
	}
	return kept
}

// visible returns the entries the actor may open.
func visible(entries []Entry, a access.Actor) []Entry {
	a.Admin = a.IsStaff() // who must show a second factor first is asked for it on the way
	var kept []Entry
	for _, e := range entries {
		if e.guard.Name == "" || !e.guard.Allows(a) || e.Extra.Name != "" && !e.Extra.Allows(a) {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

// href is the entry's address for the actor.
func (e Entry) href(a access.Actor) string {
	address := e.Path
	if e.Resolve != nil {
		address = e.Resolve(a)
	}
	if e.Query != "" {
		address += "?" + e.Query
	}
	return address
}

func (e Entry) count(a access.Actor) int {
	if e.Count == nil {
		return 0
	}
	return e.Count(a)
}

// navigationOf is the site's navigation, empty rather than nil.
func navigationOf(s *Site) *Navigation {
	if s.Navigation == nil {
		return &Navigation{}
	}
	return s.Navigation
}

// SideOf returns the side menu of a portal for the person of ctx, with the
// entry named current marked. It is nil when none of its pages is theirs.
func SideOf(ctx context.Context, portal, current string) *SideMenu {
	actor := ActorOf(ctx)
	entries := visible(navigationOf(SiteOf(ctx)).menus.Sides[portal], actor)
	if len(entries) == 0 {
		return nil
	}
	m := &SideMenu{Label: i18n.T(ctx, "ui.side.label")}
	for _, e := range entries {
		item := SideItem{
			Label: i18n.T(ctx, e.Label), Icon: e.Icon, URL: e.href(actor), Count: e.count(actor),
			Current: e.Name == current, Separated: e.Separated,
		}
		if item.Current {
			m.Label, m.Icon = item.Label, item.Icon
		}
		m.Items = append(m.Items, item)
	}
	return m
}
