// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// Routes returns every URL of the Com'room. No cache keeps what shows drafts:
// they are confidential (security checklist §1, C2).
func Routes(releases *pressroom.Service, vocabularies *vocabulary.Store, sessions *web.Sessions, uploads *web.Limiter, neighbours ...Neighbour) ui.Routes {
	h := &handler{releases: releases, vocabularies: vocabularies, sessions: sessions, uploads: uploads, neighbours: neighbours}
	all := append(h.releaseRoutes(), h.pictures().Routes(releasesPath, access.PressReleases)...)
	all = append(all, h.editor().Versions().Routes(access.PressReleases)...)
	return append(all, ui.Get(roomPath, access.PressRoom, h.room)).NoStore()
}

func (h *handler) releaseRoutes() ui.Routes {
	pages := h.editor()
	return ui.Routes{
		ui.Get("/wip/communiques", access.PressReleases, h.list),
		ui.Get("/wip/communiques/export", access.PressReleases, h.export),
		ui.Get("/wip/communiques/new", access.PressReleases, pages.Compose),
		ui.Post("/wip/communiques", access.PressReleases, pages.Create).WithBody(editor.MaxForm),
		ui.Get("/wip/communiques/{id}", access.PressReleases, pages.Show),
		ui.Get("/wip/communiques/{id}/edit", access.PressReleases, pages.Edit),
		ui.Post("/wip/communiques/{id}", access.PressReleases, pages.Update).WithBody(editor.MaxForm),
		ui.Post("/wip/communiques/{id}/publish", access.PressReleases, h.publish),
		ui.Post("/wip/communiques/{id}/schedule", access.PressReleases, h.schedule),
		ui.Post("/wip/communiques/{id}/unschedule", access.PressReleases, h.unschedule),
		ui.Post("/wip/communiques/{id}/unpublish", access.PressReleases, h.unpublish),
		ui.Post("/wip/communiques/{id}/duplicate", access.PressReleases, h.duplicate),
		ui.Post("/wip/communiques/{id}/delete", access.PressReleases, h.delete),
	}
}

// Addresses inside the room.
const (
	roomPath     = "/wip/comroom"
	releasesPath = "/wip/communiques"
)

type handler struct {
	releases     *pressroom.Service
	vocabularies *vocabulary.Store
	sessions     *web.Sessions
	uploads      *web.Limiter // of pictures a member sends; nil counts nothing
	neighbours   []Neighbour  // tiles of the room that are other modules'
}
