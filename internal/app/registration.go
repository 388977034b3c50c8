// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"fmt"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/modules/registration/registrationweb"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildRegistration makes the module before the engines that depend on its
// subscriptions; joinRegistration gives it those.
func (a *App) buildRegistration(queue *jobs.Registry, subscriptions *outbox.Registry) error {
	needs := registration.Needs{
		DB: a.DB, IDs: a.IDs, Media: a.Media, Lists: a.Vocabularies, Mail: a.Mail,
		SiteURL: a.Config.Site.URL, Now: a.Now,
	}
	if a.Config.IsProduction() {
		needs.Deliverable = registration.ReceivesMail
	}
	var err error
	if a.Registration, err = registration.New(needs); err != nil {
		return fmt.Errorf("open registration: %w", err)
	}
	a.Registration.Subscribe(subscriptions)
	a.chore(queue, "forget-expired-registrations", jobs.DailyAt(3, 40, a.Config.Location()), a.Registration.ForgetExpired)
	return nil
}

func (a *App) joinRegistration() {
	a.Registration.Outbox = a.Outbox
	a.Registration.Staff = organisation.NewStaff(a.DB, a.IDs, a.Outbox, a.Now)
}

func (a *App) registrationRoutes(sessions *web.Sessions) ui.Routes {
	return registrationweb.Routes(a.Registration, a.Vocabularies, registrationweb.Options{
		Production: a.Config.IsProduction(), Now: a.Now, Flash: sessions.Flash,
	})
}
