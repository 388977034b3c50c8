// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/modules/preferences/preferencesweb"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// preferenceRoutes puts the preferences together.
func (a *App) preferenceRoutes(sessions *web.Sessions) ui.Routes {
	return preferencesweb.Routes(preferencesweb.Needs{
		Service: preferences.New(preferences.Needs{
			DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Media: a.Media, Now: a.Now,
			Staff:           organisation.NewStaff(a.DB, a.IDs, a.Outbox, a.Now),
			AskVerification: a.Registration.AskVerification,
		}),
		Words: a.Vocabularies, Flash: sessions.Flash, BaseURL: a.Config.Site.URL, Now: a.Now,
	})
}
