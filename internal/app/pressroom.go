// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/modules/pressroom/pressroomweb"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildPressroom makes the Com'room, once the wire is there to mirror on.
func (a *App) buildPressroom() {
	a.Releases = pressroom.NewService(pressroom.Needs{
		DB: a.DB, IDs: a.IDs, Outbox: a.Outbox, Wire: a.Mirrors,
		Media: a.Media, Vocabularies: a.Vocabularies, Now: a.Now,
	})
}

// addReleaseChores publishes press releases at their minute (spec 04 §11).
func (a *App) addReleaseChores(r *jobs.Registry) {
	a.chore(r, "release-press-releases", jobs.Every(time.Minute), func(ctx context.Context) error {
		return a.Releases.ReleaseDue(ctx) // the module is made after the queue
	})
}

func (a *App) pressroomRoutes(sessions *web.Sessions, uploads *web.Limiter) ui.Routes {
	return pressroomweb.Routes(a.Releases, a.Vocabularies, sessions, uploads, a.pitchTile())
}

// comroomEntry is the Com'room in the menu of Work.
func comroomEntry() ui.Entry {
	return ui.Entry{Name: "comroom", Label: "app.work.comroom", Icon: "megaphone", Path: "/wip/comroom"}
}
