// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/admin/adminweb"
	"aipress24.com/aipress24/internal/platform/assets"
	"aipress24.com/aipress24/internal/platform/live"
	"aipress24.com/aipress24/internal/platform/observe"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/follow"
	frontend "aipress24.com/aipress24/web"
)

// Area is the part of the URL table a listener serves.
type Area uint8

// The areas.
const (
	WholeSite Area = iota // portals and administration
	Portals               // without the administration, which listens elsewhere
	Administration
)

// Handler answers the requests of an area, with everything around them.
func (a *App) Handler(area Area) (http.Handler, error) {
	sessions := web.NewSessions(a.DB, web.SessionOptions{
		Production: a.Config.IsProduction(), Idle: a.Config.Session.Idle, Lifetime: a.Config.Session.Absolute,
		Remembered: a.Config.Session.Remembered, Now: a.Now, Log: a.Log, Refuse: ui.Fail,
		Beside: a.Actors.BySession,
	})
	components, err := a.components(sessions)
	if err != nil {
		return nil, err
	}
	files, err := assets.New(frontend.Dist())
	if err != nil {
		return nil, err
	}
	river, err := a.Jobs.UI(adminweb.RiverPrefix)
	if err != nil {
		return nil, fmt.Errorf("open the job console: %w", err)
	}
	routes := append(a.Routes(sessions, files, river).of(area), ui.Post(live.Pattern, access.Members, components.Act))
	router, err := web.New(a.webOptions(a.site(routes, files)))
	if err != nil {
		return nil, err
	}
	a.mountInstruments(router, files)
	if area == Administration {
		mountEntrance(router)
	}
	person := func(h http.Handler) http.Handler {
		return sessions.Middleware(a.identify(sessions)(a.secondFactor()(h)))
	}
	ui.Mount(router.With(person, components.Middleware), routes)
	router.NotFound(otherSlash(router, person(http.HandlerFunc(ui.NotFound))))
	router.MethodNotAllowed(person(ui.MethodNotAllowed(router)).ServeHTTP)
	return router, nil
}

// webOptions are the platform's choices for this installation.
func (a *App) webOptions(site *ui.Site) web.Options {
	return web.Options{
		Production:     a.Config.IsProduction(),
		TrustedProxies: a.Config.Server.TrustedProxies,
		FormOrigins:    a.paymentOrigins(),
		Outer: []web.Middleware{
			observe.Access(observe.AccessOptions{
				Log: a.Log, Metrics: a.Metrics, TrustedProxies: a.Config.Server.TrustedProxies, Now: a.Now,
			}),
			shell(site),
		},
		Inner:  []web.Middleware{observe.Recover(a.Log, ui.Fail)},
		Refuse: ui.Fail,
	}
}

// mountInstruments adds what needs no session: files of the front end, health,
// metrics.
func (a *App) mountInstruments(router chi.Router, files *assets.Assets) {
	router.Handle("/assets/*", files.Handler())
	router.Handle("/healthz", a.Health.Live())
	router.Handle("/readyz", a.Health.Ready())
	router.Handle("/metrics", a.Metrics.Handler(a.Config.Metrics.Token.Reveal()))
}

// mountEntrance leads to the dashboard from where the whole site has its home
// page and the wall, at which members arrive.
func mountEntrance(router chi.Router) {
	for _, path := range []string{"/", "/wire", "/wire/"} {
		router.Handle(path, http.RedirectHandler("/admin/dashboard", http.StatusSeeOther))
	}
}

// components registers the live components.
func (a *App) components(sessions *web.Sessions) (*live.Registry, error) {
	registry, err := live.NewRegistry(live.Options{
		Secret: []byte(a.Config.Secret.Key.Reveal()), MemberID: sessions.MemberID, Now: a.Now,
	})
	if err != nil {
		return nil, err
	}
	return registry, follow.Register(registry, a.Follows)
}

// identify loads who asks, once per request, and what the request brings.
func (a *App) identify(sessions *web.Sessions) web.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx := r.Context()
			ctx = ui.WithVisit(ctx, ui.Visit{
				Path: r.URL.Path, URL: r.URL.RequestURI(),
				RequestID: observe.RequestID(ctx),
				Flashes: func() []ui.Toast {
					toasts := ui.Flashes(ctx, sessions.Flashes(ctx))
					if len(toasts) > 0 { // shown once: no cache may show them again
						w.Header().Set("Cache-Control", "no-store")
					}
					return toasts
				},
			})
			if id := sessions.MemberID(ctx); id != 0 {
				actor, err := a.actorOf(ctx, sessions, id)
				if err != nil {
					ui.Fail(w, r.WithContext(ctx), err)
					return
				}
				if a.Config.Security.AdminSecondFactor && !sessions.HasSecondFactor(ctx) {
					actor = actor.WithoutFactor()
				}
				observe.SetActor(ctx, actor.UserID)
				ctx = ui.WithActor(ctx, actor)
			}
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

// actorOf returns the actor read with the session, if it is the member's.
func (a *App) actorOf(ctx context.Context, sessions *web.Sessions, memberID int64) (access.Actor, error) {
	if actor, read := sessions.Beside(ctx).(access.Actor); read && actor.UserID == memberID {
		return actor, nil
	}
	return a.Actors.Load(ctx, memberID)
}

// siteName is what the platform is called (ui-guide).
const siteName = "AiPRESS24"

// site is what the shell of every page knows.
func (a *App) site(routes ui.Routes, files *assets.Assets) *ui.Site {
	return &ui.Site{
		Name: siteName, Version: Version(), Operator: a.Config.Site.Operator.Name, BaseURL: a.Config.Site.URL,
		Assets:     shellAssets(files),
		Navigation: ui.NewNavigation(routes, a.menus()),
		Debug:      a.Config.Environment == "demo",
		Now:        a.Now,
		Log:        a.Log,
	}
}

// shell lets every page, error pages of the platform included, know the site.
func shell(site *ui.Site) web.Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			ctx := ui.WithSite(r.Context(), site)
			ctx = ui.WithVisit(ctx, ui.Visit{Path: r.URL.Path, URL: r.URL.RequestURI(), RequestID: observe.RequestID(ctx)})
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

// shellAssets are the addresses of the front end's files.
func shellAssets(files *assets.Assets) ui.Assets {
	return ui.Assets{
		Styles: files.CSS(), Public: files.URL("src/css/site.css"), Scripts: []string{files.JS("main")}, Preload: files.Preloads("main"),
		Fonts: files.Fonts("inter"), NewsFont: files.Fonts("source-serif-4"), Sprite: files.IconURL(),
		Manifest: files.URL("app.webmanifest"), Favicon: files.URL("favicon.svg"),
		Icon: files.URL("apple-touch-icon.png"), Share: files.URL("share.png"),
	}
}

// otherSlash sends the seed's addresses, which end with a slash, and their
// opposites to the page that exists; the method and the form go along (308).
func otherSlash(routes chi.Routes, notFound http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		path, ended := strings.CutSuffix(r.URL.Path, "/")
		if !ended {
			path += "/"
		}
		if path == "" || strings.HasPrefix(path, "//") || !routes.Match(chi.NewRouteContext(), r.Method, path) {
			notFound.ServeHTTP(w, r)
			return
		}
		target := url.URL{Path: path, RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, target.String(), http.StatusPermanentRedirect)
	}
}
