// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/share"
)

// agenda answers GET /events with a page of the agenda; the button below the
// last card asks for the next ones, without the page around them.
func (h *handler) agenda(w http.ResponseWriter, r *http.Request) error {
	query, err := readAgendaQuery(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	page, err := h.Agenda.Page(ctx, by, query.query())
	if err != nil {
		return err
	}
	if web.IsHTMX(r) && query.After != (events.Position{}) {
		return ui.Render(w, r, agendaDays(h.newDays(ctx, query, page)))
	}
	choices, err := h.Agenda.Choices(ctx, query.Filters)
	if err != nil {
		return err
	}
	aside, err := h.newAside(r, query)
	if err != nil {
		return err
	}
	return ui.Render(w, r, agendaPage(h.newAgendaView(ctx, query, page, choices, aside)))
}

// newAside reads what stands beside the agenda: a month, and one's own events.
func (h *handler) newAside(r *http.Request, query agendaQuery) (asideView, error) {
	of := query.Month
	switch {
	case !query.Day.IsZero():
		of = query.Day
	case of.IsZero():
		of = ui.SiteOf(r.Context()).Now()
	}
	month, err := h.Agenda.Month(r.Context(), of)
	if err != nil {
		return asideView{}, err
	}
	mine, err := h.Agenda.Mine(r.Context(), ui.Actor(r))
	if err != nil {
		return asideView{}, err
	}
	return newAsideView(r.Context(), query, month, mine), nil
}

// calendar answers GET /events/calendar with the weeks of a month.
func (h *handler) calendar(w http.ResponseWriter, r *http.Request) error {
	now := ui.SiteOf(r.Context()).Now()
	of := dayOf(monthLayout, r.URL.Query().Get("month"))
	if of.IsZero() {
		of = now
	}
	month, err := h.Agenda.Month(r.Context(), of)
	if err != nil {
		return err
	}
	return ui.Render(w, r, calendarPage(newCalendarView(r.Context(), month, now)))
}

// read answers GET /events/{id} with the page of an event, and counts the
// reader; GET /events/{id}.ics with its calendar file.
func (h *handler) read(w http.ResponseWriter, r *http.Request) error {
	if name, isFile := strings.CutSuffix(chi.URLParam(r, "id"), calendarSuffix); isFile {
		id, err := ids.Parse(name)
		if err != nil {
			return web.ErrBadID
		}
		return h.calendarFile(w, r, id)
	}
	reading, err := h.reading(r)
	if err != nil {
		return err
	}
	if reading.Unpublished { // confidential until it comes out (security checklist §1, C2)
		w.Header().Set("Cache-Control", "no-store")
	}
	view := h.newEventView(r.Context(), ui.Actor(r), reading)
	if !reading.Unpublished {
		if view.Talk, err = h.Talk.Under(r.Context(), ui.Actor(r), reading.Post.Subject()); err != nil {
			return err
		}
	}
	return ui.Render(w, r, eventPage(view))
}

// reading reads the event of the address.
func (h *handler) reading(r *http.Request) (*events.Reading, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return nil, err
	}
	return h.Agenda.Read(r.Context(), ui.Actor(r), id)
}

// like answers POST /events/{id}/like with the redrawn heart, and says what was
// done (spec 03 §4.11).
func (h *handler) like(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	liked, count, err := h.Agenda.ToggleLike(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if !web.IsHTMX(r) {
		web.Redirect(w, r, postURL(id))
		return nil
	}
	said := "events.flash.unliked"
	if liked {
		said = "events.flash.liked"
	}
	ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(r.Context(), said)})
	return ui.Render(w, r, ui.CountButton(likeButton(r.Context(), id, liked, count)))
}

// share answers POST /events/{id}/share, which says that the member passes the
// event on, with the number of members who have (spec 03 §12.5). Without scripts,
// the page of the event says where its address is.
func (h *handler) share(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	count, err := h.Agenda.Share(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if !web.IsHTMX(r) {
		return h.toEvent(w, r, id, "share.counted")
	}
	return ui.Render(w, r, share.Count(i18n.Number(r.Context(), count)))
}

// sameDay reports whether two instants are on one day in Paris.
func sameDay(a, b time.Time) bool { return events.Today(a).Equal(events.Today(b)) }
