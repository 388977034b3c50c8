// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/docs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/site"
	"aipress24.com/aipress24/internal/modules/site/siteweb"
	"aipress24.com/aipress24/internal/platform/assets"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildSite makes the public pages.
func (a *App) buildSite() error {
	var err error
	a.Pages, err = site.New(site.Needs{DB: a.DB, IDs: a.IDs, Guide: docs.Guide, Facts: a.facts(), Now: a.Now})
	if err != nil {
		return fmt.Errorf("open the public pages: %w", err)
	}
	if a.isSandbox() {
		a.prices, err = organisation.SandboxPrices()
	}
	return err
}

// isSandbox reports whether nobody really pays.
func (a *App) isSandbox() bool { return a.Config.Payments.Provider == "sandbox" }

// facts are what public pages tell of the operator.
func (a *App) facts() site.Facts {
	s := a.Config.Site
	return site.Facts{
		"site.name": s.Name, "site.url": s.URL,
		"operator.name": s.Operator.Name, "operator.form": s.Operator.Form, "operator.address": s.Operator.Address,
		"operator.registration": s.Operator.Registration, "operator.director": s.Operator.Director,
		"operator.host": s.Operator.Host, "operator.court": s.Operator.Court,
		"contact.mail": a.Config.ContactMail(), "contact.phone": s.Contact.Phone, "privacy.mail": a.Config.PrivacyMail(),
	}
}

// siteRoutes are the pages that everybody may open, and their editor.
func (a *App) siteRoutes(sessions *web.Sessions, files *assets.Assets) ui.Routes {
	routes := siteweb.Routes(siteweb.Needs{
		Pages: a.Pages, Flash: sessions.Flash, Prices: a.prices, Sandbox: a.isSandbox(),
		Listed: a.Config.IsProduction(), Art: files.URL("home.svg"), Version: Version(),
		Alive: func(ctx context.Context) error { return a.DB.Ping(ctx) },
	})
	if a.Config.Dev.Enabled {
		routes = append(routes, siteweb.TestRoutes()...)
	}
	return routes
}

// social are the operator's pages elsewhere, for the footer.
func (a *App) social() []ui.Entry {
	s := a.Config.Site.Social
	var list []ui.Entry
	for _, e := range []ui.Entry{
		{Label: "site.social.github", Icon: "github", Path: s.GitHub},
		{Label: "site.social.linkedin", Icon: "linkedin", Path: s.LinkedIn},
		{Label: "site.social.mastodon", Icon: "mastodon", Path: s.Mastodon},
	} {
		if e.Path != "" {
			list = append(list, e)
		}
	}
	return list
}
