// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// compose answers GET /wip/events/new.
func (h *handler) compose(w http.ResponseWriter, r *http.Request) error {
	subject, err := h.written(r.Context(), ui.Actor(r), 0)
	if err != nil {
		return err
	}
	values, desk, err := h.versions().Open(r, subject)
	if err != nil {
		return err
	}
	return ui.Render(w, r, newPage(formView{Form: subject.Form, Values: values, Desk: desk}))
}

// create answers POST /wip/events.
func (h *handler) create(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if isCancelled(r) {
		web.Redirect(w, r, eventsPath)
		return nil
	}
	f, err := h.eventForm(r.Context(), ui.Actor(r), nil)
	if err != nil {
		return err
	}
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	err = f.Validate(r.Context(), values)
	if err == nil {
		in := inputOf(values)
		in.Words = wordsIn(f)
		_, err = h.Room.Create(r.Context(), ui.Actor(r), in)
	}
	switch {
	case err == nil:
		return h.toList(w, r, "events.flash.saved")
	case !errs.IsRefusal(err):
		return err
	}
	return h.renderNew(w, r, values, err)
}

// edit answers GET /wip/events/{id}/edit.
func (h *handler) edit(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r)
	if err != nil {
		return err
	}
	subject, err := h.subjectOf(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	values, desk, err := h.versions().Open(r, subject)
	if err != nil {
		return err
	}
	view := newEditView(r.Context(), sheet)
	view.Form, view.Values, view.Desk = subject.Form, values, desk
	return ui.Render(w, r, editPage(view))
}

// update answers POST /wip/events/{id}: « Enregistrer », or « Publier » which
// saves too.
func (h *handler) update(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r) // a stranger's form is not even read
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if isCancelled(r) {
		web.Redirect(w, r, eventsPath)
		return nil
	}
	f, err := h.eventForm(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	message := "events.flash.saved"
	err = f.Validate(r.Context(), values)
	if err == nil {
		in := inputOf(values)
		in.Words = wordsIn(f)
		message, err = h.save(r, sheet.Event.ID, in)
	}
	switch {
	case err == nil:
		return h.toList(w, r, message)
	case !errs.IsRefusal(err) && !isMandate(err):
		return err
	}
	if errs.KindOf(err) == errs.Conflict {
		// Saved meanwhile: the member has been told, the next saving counts.
		values.SetInt("version", sheet.Event.Version)
	}
	return h.renderEdit(w, r, sheet, values, onPublisher(err))
}

// save does what the button that was pressed says, and returns the message.
func (h *handler) save(r *http.Request, id int64, in events.EventInput) (string, error) {
	if r.PostFormValue("_action") == "publish" {
		_, err := h.Room.UpdateAndPublish(r.Context(), ui.Actor(r), id, in)
		return "events.flash.published", err
	}
	_, err := h.Room.Update(r.Context(), ui.Actor(r), id, in)
	return "events.flash.saved", err
}

func isCancelled(r *http.Request) bool { return r.PostFormValue("_action") == "cancel" }

// isMandate reports whether err is the want of a mandate for the publisher.
func isMandate(err error) bool { return errors.Is(err, mandate.ErrMayNotPublish) }

// onPublisher puts the want of a mandate beside the field it is about.
func onPublisher(err error) error {
	if !isMandate(err) {
		return err
	}
	return &errs.Error{Kind: errs.Invalid, Message: mandate.ErrMayNotPublish.Message, Field: "publisher", Err: err}
}

func (h *handler) renderNew(w http.ResponseWriter, r *http.Request, values form.Values, refusal error) error {
	f, err := h.eventForm(r.Context(), ui.Actor(r), nil)
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, ui.Status(refusal), newPage(formView{Form: f, Values: values, Err: refusal}))
}

func (h *handler) renderEdit(w http.ResponseWriter, r *http.Request, sheet *events.EventSheet, values form.Values, refusal error) error {
	f, err := h.eventForm(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	view := newEditView(r.Context(), sheet)
	view.Form, view.Values, view.Err = f, values, refusal
	return ui.RenderStatus(w, r, ui.Status(refusal), editPage(view))
}
