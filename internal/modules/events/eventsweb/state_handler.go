// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// publish answers POST /wip/events/{id}/publish.
func (h *handler) publish(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if _, err := h.Room.Publish(r.Context(), ui.Actor(r), id); err != nil {
		return h.refusePublication(w, r, id, err)
	}
	return h.changed(w, r, id, "events.flash.published")
}

// refusePublication leads back to the form of an event that cannot be
// published, with the reason; its status has not changed. A lost mandate is
// said there too (spec 04 §4.2).
func (h *handler) refusePublication(w http.ResponseWriter, r *http.Request, id int64, err error) error {
	kind := errs.KindOf(err)
	if !errs.IsRefusal(err) && !isMandate(err) || kind == errs.Conflict && web.IsHTMX(r) {
		return err
	}
	sheet, readErr := h.Room.Sheet(r.Context(), ui.Actor(r), id)
	if readErr != nil {
		return readErr
	}
	if web.IsHTMX(r) {
		// The row stays; the form comes with the reason.
		h.Sessions.Flash(r.Context(), web.Danger, errs.MessageOf(err))
		web.Redirect(w, r, editURL(id))
		return nil
	}
	return h.renderEdit(w, r, sheet, valuesOf(sheet.Event), onPublisher(err))
}

// unpublish answers POST /wip/events/{id}/unpublish.
func (h *handler) unpublish(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if _, err := h.Room.Unpublish(r.Context(), ui.Actor(r), id); err != nil {
		return err
	}
	return h.changed(w, r, id, "events.flash.unpublished")
}

// delete answers POST /wip/events/{id}/delete.
func (h *handler) delete(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := h.Room.Delete(r.Context(), ui.Actor(r), id); err != nil {
		return err
	}
	return h.toList(w, r, "events.flash.deleted")
}

// duplicate answers POST /wip/events/{id}/duplicate: the form of the twin.
func (h *handler) duplicate(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r)
	if err != nil {
		return err
	}
	title := []rune(i18n.T(r.Context(), "events.duplicate.title", "Title", sheet.Event.Title))
	title = title[:min(len(title), events.MaxTitle)]
	twin, err := h.Room.Duplicate(r.Context(), ui.Actor(r), sheet.Event.ID, string(title))
	if err != nil {
		return err
	}
	h.Sessions.Flash(r.Context(), web.OK, "events.flash.duplicated")
	web.Redirect(w, r, editURL(twin.ID))
	return nil
}

// changed tells that the state of an event has changed: htmx, from the list,
// gets the new row and figures; a plain form goes to the list.
func (h *handler) changed(w http.ResponseWriter, r *http.Request, id int64, message string) error {
	if !web.IsHTMX(r) {
		return h.toList(w, r, message)
	}
	row, err := h.Room.Row(r.Context(), id)
	if err != nil {
		return err
	}
	figures, err := h.Room.Figures(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(r.Context(), message), Detail: row.Title})
	target := "#" + rowID(id)
	w.Header().Set("HX-Retarget", target)
	w.Header().Set("HX-Reselect", target)
	w.Header().Set("HX-Reswap", "outerHTML")
	page := events.EventPage{Rows: []events.EventRow{row}}
	return ui.Render(w, r, rowChanged(h.newListView(r.Context(), ui.Actor(r), eventList.Whole(), page, figures)))
}
