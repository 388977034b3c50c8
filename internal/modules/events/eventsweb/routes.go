// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// Needs is what the pages are built from.
type Needs struct {
	Room         *events.Room
	Agenda       *events.Agenda
	Seats        *events.Seats
	Talk         ui.Talk
	Vocabularies *vocabulary.Store
	Sessions     *web.Sessions
	Uploads      *web.Limiter // of pictures a member sends; nil counts nothing
	Readers      *web.Limiter // of the feeds that calendars fetch; nil counts nothing
	BaseURL      string       // of the site
}

// Routes returns every URL of events. No cache keeps what shows drafts: they
// are confidential (security checklist §1, C2).
func Routes(n Needs) ui.Routes {
	h := &handler{Needs: n}
	private := append(h.roomRoutes(), h.pictures().Routes(eventsPath, access.Events)...)
	private = append(private, h.editor().Versions().Routes(access.Events)...)
	return append(append(private, h.accreditationRoutes()...).NoStore(), h.portalRoutes()...)
}

func (h *handler) portalRoutes() ui.Routes {
	return ui.Routes{
		ui.Get(roomPath, access.EventRoom, h.room),
		ui.Get("/events", access.Members, h.agenda),
		ui.Get("/events/calendar", access.Members, h.calendar),
		ui.Get("/events/mine", access.Members, h.mine),
		ui.Post("/events/mine/feed", access.Members, h.changeFeed),
		ui.Get("/events/{id}", access.Members, h.read),
		ui.Post("/events/{id}/like", access.Members, h.like),
		ui.Post("/events/{id}/share", access.Members, h.share),
		ui.Post("/events/{id}/participate", access.Members, h.ask),
		ui.Post("/events/{id}/cancel", access.Members, h.leave),
		ui.Post("/events/{id}/hide", access.Members, h.hide),
		ui.Get("/events/{id}/badge", access.Members, h.badge),
		ui.Get("/feeds/events/{secret}", access.Anyone, h.feed),
	}
}

// accreditationRoutes are where organisers look after who comes; they name
// people, and no cache keeps them.
func (h *handler) accreditationRoutes() ui.Routes {
	return ui.Routes{
		ui.Get("/wip/events/{id}/accreditations", access.Events, h.accreditations),
		ui.Post("/wip/events/{id}/accreditations", access.Events, h.decide),
		ui.Get("/wip/events/{id}/accreditations/export", access.Events, h.exportAccreditations),
		ui.Get("/wip/events/{id}/checkin", access.Events, h.door),
		ui.Post("/wip/events/{id}/checkin", access.Events, h.checkIn),
		ui.Post("/wip/events/{id}/checkin/undo", access.Events, h.undoCheckIn),
	}
}

func (h *handler) roomRoutes() ui.Routes {
	pages := h.editor()
	return ui.Routes{
		ui.Get("/wip/events", access.Events, h.list),
		ui.Get("/wip/events/export", access.Events, h.export),
		ui.Get("/wip/events/new", access.Events, pages.Compose),
		ui.Post("/wip/events", access.Events, pages.Create).WithBody(editor.MaxForm),
		ui.Get("/wip/events/{id}", access.Events, pages.Show),
		ui.Get("/wip/events/{id}/edit", access.Events, pages.Edit),
		ui.Post("/wip/events/{id}", access.Events, pages.Update).WithBody(editor.MaxForm),
		ui.Post("/wip/events/{id}/publish", access.Events, h.publish),
		ui.Post("/wip/events/{id}/unpublish", access.Events, h.unpublish),
		ui.Post("/wip/events/{id}/duplicate", access.Events, h.duplicate),
		ui.Post("/wip/events/{id}/delete", access.Events, h.delete),
	}
}

// Addresses inside the room, and of the portal.
const (
	roomPath   = "/wip/eventroom"
	eventsPath = "/wip/events"
	portalPath = "/events"
	minePath   = portalPath + "/mine"
	feedPath   = "/feeds/events/"
)

type handler struct{ Needs }
