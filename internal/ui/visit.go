// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/access"
)

// Site is what the shell needs to know of the running application; it is built
// once by internal/app and never changes.
type Site struct {
	Name       string // "AiPRESS24"
	Version    string // shown in the footer
	Operator   string // legal person that runs it; "": the name stands for it
	BaseURL    string // public address without final slash, for canonical links
	Assets     Assets
	Navigation *Navigation
	Debug      bool // shows a ribbon: not the production site
	Now        func() time.Time
	Log        *slog.Logger // receives failed requests; nil: slog.Default
}

// Assets holds the URLs of the built front end, with their fingerprints.
type Assets struct {
	Styles   []string // style sheets, in order
	Public   string   // further style sheet of public pages
	Scripts  []string // module scripts
	Preload  []string // module chunks the scripts import
	Fonts    []string // woff2 files of the first view of every page
	NewsFont []string // and of pages that may show titles of news
	Sprite   string   // SVG sprite of the icons
	Manifest string   // web application manifest
	Favicon  string   // SVG icon
	Icon     string   // 180 px PNG for home screens
	Share    string   // default picture of shared links
}

// Visit is what one request brings to the shell besides its actor.
type Visit struct {
	Path      string // path asked for, without query
	URL       string // path and query, to come back to after a choice
	RequestID string
	// Flashes takes the messages the previous request left. It is called by
	// whole pages only, so that no fragment swallows them; nil for none.
	Flashes func() []Toast
}

type (
	actorKey struct{}
	siteKey  struct{}
	visitKey struct{}
)

// WithActor returns a context that carries who asks.
func WithActor(ctx context.Context, a access.Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, &a)
}

// ActorOf returns who asks: the zero Actor, anonymous, when nobody was set.
func ActorOf(ctx context.Context) access.Actor {
	if a, ok := ctx.Value(actorKey{}).(*access.Actor); ok {
		return *a
	}
	return access.Actor{}
}

// Actor returns who asks in r.
func Actor(r *http.Request) access.Actor { return ActorOf(r.Context()) }

// WithSite returns a context that carries the application's shell data. A site
// without clock gets the system's.
func WithSite(ctx context.Context, s *Site) context.Context {
	if s.Now == nil {
		clocked := *s
		clocked.Now = time.Now
		s = &clocked
	}
	return context.WithValue(ctx, siteKey{}, s)
}

var bareSite = &Site{Name: "AiPRESS24", Now: time.Now}

// SiteOf returns the application's shell data, or bare defaults.
func SiteOf(ctx context.Context) *Site {
	if s, ok := ctx.Value(siteKey{}).(*Site); ok {
		return s
	}
	return bareSite
}

// operator is who runs the site, for its foot.
func (s *Site) operator() string { return cmp.Or(s.Operator, s.Name) }

// log is where what happens on the site is told.
func (s *Site) log() *slog.Logger {
	if s.Log == nil {
		return slog.Default()
	}
	return s.Log
}

// WithVisit returns a context that carries what the request brings.
func WithVisit(ctx context.Context, v Visit) context.Context {
	return context.WithValue(ctx, visitKey{}, &v)
}

// flashes takes the messages to show.
func (v Visit) flashes() []Toast {
	if v.Flashes == nil {
		return nil
	}
	return v.Flashes()
}

// VisitOf returns what the request brings to the shell.
func VisitOf(ctx context.Context) Visit {
	if v, ok := ctx.Value(visitKey{}).(*Visit); ok {
		return *v
	}
	return Visit{}
}

// Middleware puts site and what visit reads from each request in the context.
// It goes after the middleware that know the request id and the session.
func Middleware(site *Site, visit func(*http.Request) Visit) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx := WithVisit(WithSite(r.Context(), site), visit(r))
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}
