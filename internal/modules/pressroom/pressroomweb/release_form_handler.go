// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// compose answers GET /wip/communiques/new.
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

// create answers POST /wip/communiques.
func (h *handler) create(w http.ResponseWriter, r *http.Request) error {
	values, err := h.read(w, r, nil)
	if err != nil || values == nil {
		return err
	}
	f, err := h.releaseForm(r.Context(), ui.Actor(r), nil)
	if err != nil {
		return err
	}
	err = f.Validate(r.Context(), *values)
	if err == nil {
		in := inputOf(*values, 0)
		in.Words = wordsIn(f)
		_, err = h.releases.Create(r.Context(), ui.Actor(r), in)
	}
	switch {
	case err == nil:
		return h.toList(w, r, "pressroom.flash.saved")
	case !isRefusal(err):
		return err
	}
	return h.renderNew(w, r, *values, err)
}

// read decodes what was typed; nil when the member has cancelled, and has been
// sent to the list.
func (h *handler) read(w http.ResponseWriter, r *http.Request, sheet *pressroom.Sheet) (*form.Values, error) {
	if err := web.ParseForm(r); err != nil {
		return nil, err
	}
	if r.PostFormValue("_action") == "cancel" {
		web.Redirect(w, r, releasesPath)
		return nil, nil //nolint:nilnil // answered
	}
	f, err := h.releaseForm(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return nil, err
	}
	values, err := f.Decode(r)
	return &values, err
}

// edit answers GET /wip/communiques/{id}/edit.
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

// update answers POST /wip/communiques/{id}: « Enregistrer », or « Publier » and
// « Programmer » which save too.
func (h *handler) update(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r) // a stranger's form is not even read
	if err != nil {
		return err
	}
	values, err := h.read(w, r, sheet)
	if err != nil || values == nil {
		return err
	}
	f, err := h.releaseForm(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	message := ""
	err = f.Validate(r.Context(), *values)
	if err == nil {
		in := inputOf(*values, sheet.Release.PublisherID)
		in.Words = wordsIn(f)
		message, err = h.save(r, sheet.Release.ID, in)
	}
	switch {
	case err == nil:
		return h.toList(w, r, message)
	case !isRefusal(err):
		return err
	}
	if errs.KindOf(err) == errs.Conflict {
		// Saved meanwhile: the member has been told, the next saving counts.
		values.SetInt("version", sheet.Release.Version)
	}
	return h.renderEdit(w, r, sheet, *values, explained(r.Context(), err))
}

// save does what the button that was pressed says, and returns the message.
func (h *handler) save(r *http.Request, id int64, in pressroom.Input) (string, error) {
	switch r.PostFormValue("_action") {
	case "publish":
		release, err := h.releases.UpdateAndPublish(r.Context(), ui.Actor(r), id, in)
		if err != nil {
			return "", err
		}
		return publishedMessage(release), nil
	case "schedule":
		_, err := h.releases.UpdateAndSchedule(r.Context(), ui.Actor(r), id, in)
		return "pressroom.flash.scheduled", err
	}
	_, err := h.releases.Update(r.Context(), ui.Actor(r), id, in)
	return "pressroom.flash.saved", err
}

func (h *handler) renderNew(w http.ResponseWriter, r *http.Request, values form.Values, refusal error) error {
	f, err := h.releaseForm(r.Context(), ui.Actor(r), nil)
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, ui.Status(refusal), newPage(formView{Form: f, Values: values, Err: refusal}))
}

func (h *handler) renderEdit(w http.ResponseWriter, r *http.Request, sheet *pressroom.Sheet, values form.Values, refusal error) error {
	f, err := h.releaseForm(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	view := newEditView(r.Context(), sheet)
	view.Form, view.Values, view.Err = f, values, refusal
	return ui.RenderStatus(w, r, ui.Status(refusal), editPage(view))
}
