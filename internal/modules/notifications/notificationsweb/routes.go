// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package notificationsweb is the bell: its panel, its page and its live
// counter.
package notificationsweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/notifications"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Event streams that may be open at once: so many pages of one member, and so
// many of all members in one process.
const (
	StreamsPerMember  = 8
	StreamsPerProcess = 10_000
)

// Routes returns every URL of the bell.
func Routes(bells *notifications.Bells, live *notifications.Live, sessions *web.Sessions) ui.Routes {
	h := &handler{bells: bells, live: live, sessions: sessions, streams: web.NewStreamLimit(StreamsPerMember, StreamsPerProcess)}
	return ui.Routes{
		ui.Get("/notifications", access.Members, h.page),
		ui.Get("/notifications/panel", access.Members, h.panel),
		ui.Get("/live", access.Members, h.stream),
		ui.Post("/notifications/read", access.Members, h.readAll),
		ui.Post("/notifications/{id}/read", access.Members, h.read),
	}
}

type handler struct {
	bells    *notifications.Bells
	live     *notifications.Live
	sessions *web.Sessions
	streams  *web.StreamLimit
}
