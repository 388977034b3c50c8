// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// ask answers POST /events/{id}/participate: « S’accréditer ».
func (h *handler) ask(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	standing, err := h.Seats.Ask(r.Context(), ui.Actor(r), id, r.PostForm.Get("motive"))
	if err != nil {
		return err
	}
	return h.toEvent(w, r, id, "events.flash.part_"+string(standing))
}

// leave answers POST /events/{id}/cancel: « Annuler mon accréditation ».
func (h *handler) leave(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := h.Seats.Cancel(r.Context(), ui.Actor(r), id); err != nil {
		return err
	}
	return h.toEvent(w, r, id, "events.flash.part_cancelled")
}

// hide answers POST /events/{id}/hide: to be listed among the participants, or
// not.
func (h *handler) hide(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	hidden := r.PostForm.Get("hidden") == "true"
	if err := h.Seats.Hide(r.Context(), ui.Actor(r), id, hidden); err != nil {
		return err
	}
	message := "events.flash.part_listed"
	if hidden {
		message = "events.flash.part_hidden"
	}
	return h.toEvent(w, r, id, message)
}

// toEvent goes to the event, which shows the message.
func (h *handler) toEvent(w http.ResponseWriter, r *http.Request, id int64, message string) error {
	h.Sessions.Flash(r.Context(), web.OK, message)
	web.Redirect(w, r, postURL(id))
	return nil
}
