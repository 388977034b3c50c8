// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/modules/closing/closingweb"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildClosing makes the module of those who leave, before the engines that
// depend on its subscriptions; joinClosing gives it those.
func (a *App) buildClosing(queue *jobs.Registry, subscriptions *outbox.Registry) {
	a.Closing = closing.New(closing.Needs{
		DB: a.DB, IDs: a.IDs, Mail: a.Mail, Media: a.Media, Blobs: a.Blobs,
		SiteURL: a.Config.Site.URL, Now: a.Now,
		Prove: func(ctx context.Context, memberID int64, ip, password string) error {
			return a.Security.Prove(ctx, account.Self{ID: memberID, IP: ip}, password)
		},
	})
	a.Closing.Subscribe(subscriptions)
	paris := a.Config.Location()
	a.chore(queue, "anonymise-closed-accounts", jobs.DailyAt(3, 45, paris), a.Closing.AnonymiseDue)
	a.chore(queue, "watch-inactive-accounts", jobs.DailyAt(3, 50, paris), a.Closing.WatchInactive)
	a.chore(queue, "forget-data-archives", jobs.Every(time.Hour), a.Closing.ForgetArchives)
}

func (a *App) joinClosing() {
	a.Closing.Outbox = a.Outbox
	a.Closing.Staff = organisation.NewStaff(a.DB, a.IDs, a.Outbox, a.Now)
}

func (a *App) closingRoutes(sessions *web.Sessions) ui.Routes {
	return closingweb.Routes(a.Closing, sessions)
}

// closer lets administrators close the accounts of others.
type closer struct{ service *closing.Service }

func (c closer) CloseOf(ctx context.Context, by int64, ip string, memberID int64) error {
	return c.service.CloseOf(ctx, closing.By{ID: by, IP: ip}, memberID)
}

func (c closer) Hasten(ctx context.Context, by int64, ip string, memberID int64) error {
	return c.service.Hasten(ctx, closing.By{ID: by, IP: ip}, memberID)
}
