// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// list answers GET /wip/communiques with a page of the releases the member
// takes care of; the search field takes the table out of it.
func (h *handler) list(w http.ResponseWriter, r *http.Request) error {
	query, err := releaseList.Read(r)
	if err != nil {
		return err
	}
	page, err := h.releases.Releases(r.Context(), ui.Actor(r), releaseFilter(query))
	if err != nil {
		return err
	}
	figures, err := h.releases.Figures(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, listPage(h.newListView(r.Context(), ui.Actor(r), query, page, figures)))
}

// show answers GET /wip/communiques/{id}: the release as readers will see it.
func (h *handler) show(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r)
	if err != nil {
		return err
	}
	return ui.Render(w, r, showPage(h.newShowView(r.Context(), ui.Actor(r), sheet)))
}

// sheet reads the release of the address. It is not found, before anything else
// is looked at, by who does not take care of it (spec 04 §12.18).
func (h *handler) sheet(r *http.Request) (*pressroom.Sheet, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return nil, err
	}
	return h.releases.Sheet(r.Context(), ui.Actor(r), id)
}

// deed is something a member does to a release.
type deed func(ctx context.Context, by access.Actor, id int64) (*pressroom.Release, error)

// publish answers POST /wip/communiques/{id}/publish.
func (h *handler) publish(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, h.releases.Publish, publishedMessage)
}

// publishedMessage says that a release is out, or that it waits for its date.
func publishedMessage(release *pressroom.Release) string {
	if release.IsScheduled() {
		return "pressroom.flash.scheduled"
	}
	return "pressroom.flash.published"
}

// schedule answers POST /wip/communiques/{id}/schedule.
func (h *handler) schedule(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, h.releases.Schedule, always("pressroom.flash.scheduled"))
}

// unschedule answers POST /wip/communiques/{id}/unschedule.
func (h *handler) unschedule(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, h.releases.Unschedule, always("pressroom.flash.unscheduled"))
}

// unpublish answers POST /wip/communiques/{id}/unpublish.
func (h *handler) unpublish(w http.ResponseWriter, r *http.Request) error {
	return h.do(w, r, h.releases.Unpublish, always("pressroom.flash.unpublished"))
}

func always(message string) func(*pressroom.Release) string {
	return func(*pressroom.Release) string { return message }
}

// do does something to the release of the address, and tells.
func (h *handler) do(w http.ResponseWriter, r *http.Request, act deed, message func(*pressroom.Release) string) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	release, err := act(r.Context(), ui.Actor(r), id)
	if err != nil {
		return h.refuse(w, r, id, err)
	}
	return h.changed(w, r, id, message(release))
}

// refuse leads back to the form of a release that cannot be published, with the
// reason; its status has not changed (spec 04 §4.2, §5.4).
func (h *handler) refuse(w http.ResponseWriter, r *http.Request, id int64, err error) error {
	if !isRefusal(err) || errs.KindOf(err) == errs.Conflict && web.IsHTMX(r) {
		return err
	}
	sheet, readErr := h.releases.Sheet(r.Context(), ui.Actor(r), id)
	if readErr != nil {
		return readErr
	}
	err = explained(r.Context(), err)
	if web.IsHTMX(r) {
		// The row stays; the form comes with the reason.
		var refusal *errs.Error
		errors.As(err, &refusal)
		h.sessions.Flash(r.Context(), web.Danger, refusal.Message, refusal.Args...)
		web.Redirect(w, r, editURL(id))
		return nil
	}
	return h.renderEdit(w, r, sheet, valuesOf(sheet.Release), err)
}

// isRefusal reports whether the form is to be shown again with err: a publisher
// that may not be published for is one to change in it.
func isRefusal(err error) bool {
	return errs.IsRefusal(err) || errors.Is(err, mandate.ErrMayNotPublish)
}

// explained is err as a member reads it: an embargo says until when, in the
// member's time, and a publisher to change is shown at its field.
func explained(ctx context.Context, err error) error {
	var embargo *pressroom.Embargoed
	switch {
	case errors.As(err, &embargo):
		return &errs.Error{
			Kind: errs.Invalid, Message: "pressroom.release.embargoed", Field: "embargoed_until",
			Args: []any{"Date", i18n.DateTime(ctx, embargo.Until)}, Err: err,
		}
	case errors.Is(err, mandate.ErrMayNotPublish):
		return &errs.Error{Kind: errs.Invalid, Message: mandate.ErrMayNotPublish.Message, Field: "publisher", Err: err}
	}
	return err
}

// duplicate answers POST /wip/communiques/{id}/duplicate: the copy is opened in
// its form.
func (h *handler) duplicate(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r)
	if err != nil {
		return err
	}
	title := i18n.T(r.Context(), "pressroom.copy_of", "Title", sheet.Release.Title)
	duplicate, err := h.releases.Duplicate(r.Context(), ui.Actor(r), sheet.Release.ID, title)
	if err != nil {
		return err
	}
	h.sessions.Flash(r.Context(), web.OK, "pressroom.flash.duplicated")
	web.Redirect(w, r, editURL(duplicate.ID))
	return nil
}

// delete answers POST /wip/communiques/{id}/delete.
func (h *handler) delete(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := h.releases.Delete(r.Context(), ui.Actor(r), id); err != nil {
		return err
	}
	return h.toList(w, r, "pressroom.flash.deleted")
}

// toList goes to the list, which shows the message.
func (h *handler) toList(w http.ResponseWriter, r *http.Request, message string) error {
	h.sessions.Flash(r.Context(), web.OK, message)
	web.Redirect(w, r, releasesPath)
	return nil
}

// changed tells that the state of a release has changed: htmx, from the list,
// gets the new row and figures; a plain form goes to the list.
func (h *handler) changed(w http.ResponseWriter, r *http.Request, id int64, message string) error {
	if !web.IsHTMX(r) {
		return h.toList(w, r, message)
	}
	row, err := h.releases.Row(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	figures, err := h.releases.Figures(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(r.Context(), message), Detail: row.Title})
	target := "#" + rowID(id)
	w.Header().Set("HX-Retarget", target)
	w.Header().Set("HX-Reselect", target)
	w.Header().Set("HX-Reswap", "outerHTML")
	page := pressroom.Page{Rows: []pressroom.Row{row}}
	return ui.Render(w, r, rowChanged(h.newListView(r.Context(), ui.Actor(r), releaseList.Whole(), page, figures)))
}

func releaseURL(id int64) string { return releasesPath + "/" + ids.Encode(id) }
func editURL(id int64) string    { return releaseURL(id) + "/edit" }
func imagesURL(id int64) string  { return releaseURL(id) + "/images" }
func rowID(id int64) string      { return "release-" + ids.Encode(id) }
