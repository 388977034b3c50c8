// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"
	"strings"

	ics "github.com/arran4/golang-ical"
	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// mineView is one's own agenda and the address by which a calendar follows it.
type mineView struct {
	Items   []ui.DateItem
	Since   string // when the address was made, or ""
	Address string // shown once, when it has just been made
	Webcal  string // the same for calendar programs
}

// mine answers GET /events/mine.
func (h *handler) mine(w http.ResponseWriter, r *http.Request) error {
	v, err := h.newMineView(r)
	if err != nil {
		return err
	}
	return ui.Render(w, r, minePage(v))
}

func (h *handler) newMineView(r *http.Request) (mineView, error) {
	var v mineView
	list, err := h.Agenda.Mine(r.Context(), ui.Actor(r))
	if err != nil {
		return v, err
	}
	for _, m := range list {
		v.Items = append(v.Items, appointmentItem(r.Context(), m))
	}
	since, err := h.Seats.FeedSince(r.Context(), ui.Actor(r))
	if err == nil && !since.IsZero() {
		v.Since = i18n.DateTime(r.Context(), since)
	}
	return v, err
}

// changeFeed answers POST /events/mine/feed.
func (h *handler) changeFeed(w http.ResponseWriter, r *http.Request) error {
	return ui.SecretAddress{
		Open: h.Seats.OpenFeed, Close: h.Seats.CloseFeed,
		Show: func(secret string) error {
			v, err := h.newMineView(r)
			if err != nil {
				return err
			}
			v.Address = h.BaseURL + feedPath + secret
			_, rest, _ := strings.Cut(v.Address, "://")
			v.Webcal = "webcal://" + rest
			return ui.Render(w, r, minePage(v))
		},
		Gone: func() error {
			h.Sessions.Flash(r.Context(), web.OK, "events.flash.feed_closed")
			web.Redirect(w, r, minePath)
			return nil
		},
	}.Change(w, r)
}

// feed answers GET /feeds/events/{secret} with a member's agenda. The secret
// alone opens it: calendars have no session.
func (h *handler) feed(w http.ResponseWriter, r *http.Request) error {
	if err := ui.BySecret(w, r, h.Readers); err != nil {
		return err
	}
	feed, err := h.Seats.Feed(r.Context(), chi.URLParam(r, "secret"))
	if err != nil {
		return err
	}
	ctx := i18n.WithLang(r.Context(), i18n.Match(feed.Language))
	file := h.newCalendar(ctx, i18n.T(ctx, "events.feed.title"))
	for i := range feed.Events {
		e := &feed.Events[i]
		h.addEvent(file, &e.Post, statusOf(e))
	}
	return writeCalendar(w, file)
}

// statusOf is how sure an event is in a participant's calendar.
func statusOf(e *events.FeedEvent) ics.ObjectStatus {
	switch {
	case e.CalledOff:
		return ics.ObjectStatusCancelled
	case e.Standing == events.Requested || e.Standing == events.Waitlisted:
		return ics.ObjectStatusTentative
	}
	return ics.ObjectStatusConfirmed
}
