// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package accountweb is the pages of signing in and out.
package accountweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Look is what the sign-in page shows besides its form.
type Look struct {
	Art  string        // address of the illustration
	Demo []DemoAccount // the demonstration's people, if any
}

// Routes returns every URL of the account module.
func Routes(service *account.SignInService, sessions *web.Sessions, devices *Devices, look Look) ui.Routes {
	h := &handler{service: service, sessions: sessions, devices: devices, look: look}
	return ui.Routes{
		ui.Get("/auth/login", access.Anyone, h.form),
		ui.Post("/auth/login", access.Anyone, h.signIn),
		ui.Post("/auth/logout", access.Anyone, h.signOut),
	}
}

// DemoAccount is one of the demonstration's people, to sign in as in one click.
type DemoAccount struct {
	Email, Password, Name, Role string
}

type handler struct {
	service  *account.SignInService
	sessions *web.Sessions
	devices  *Devices
	look     Look
	poster   ui.Poster // the form as newcomers see it
}
