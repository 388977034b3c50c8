// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// businessWallNeeds is what Business Walls stand on.
func (a *App) businessWallNeeds() businesswall.Needs {
	return businesswall.Needs{
		DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Media: a.Media, Vocabularies: a.Vocabularies, Now: a.Now,
		Staff:         organisation.NewStaff(a.DB, a.IDs, a.Outbox, a.Now),
		Subscriptions: wallSubscriptions{a.Billing},
	}
}

// subscribeWalls has the mails about Business Walls sent.
func (a *App) subscribeWalls(r *outbox.Registry) {
	courier := &businesswall.Courier{Needs: a.businessWallNeeds(), Post: a.post()}
	courier.Subscribe(r)
}

// addWallChores registers the regular work on Business Walls.
func (a *App) addWallChores(r *jobs.Registry) {
	paris := a.Config.Location()
	a.chore(r, "expire-wall-invitations", jobs.DailyAt(2, 10, paris), func(ctx context.Context) error {
		return a.BusinessWalls.Lifecycle.Expire(ctx)
	})
	a.chore(r, "warn-unpaid-walls", jobs.DailyAt(8, 0, paris), func(ctx context.Context) error {
		return a.BusinessWalls.Lifecycle.Countdown(ctx)
	})
}
