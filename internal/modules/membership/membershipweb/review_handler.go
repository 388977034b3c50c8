// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// review answers GET /admin/validation_profile/{id}: all that is known of who
// asks, and what is decided about it.
func (h *handler) review(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return h.showReview(w, r, id, typed{})
}

// typed is what somebody wrote in one of the forms of the page, and what was
// wrong with it.
type typed struct {
	form   string
	values form.Values
	err    error
}

// of returns what was typed in a form, if it was that one.
func (t typed) of(name string) (form.Values, error) {
	if t.form != name {
		return form.Values{}, nil
	}
	return t.values, t.err
}

func (h *handler) showReview(w http.ResponseWriter, r *http.Request, id int64, t typed) error {
	dossier, err := h.desk.Dossier(r.Context(), staffer(r), id)
	if err != nil {
		return err
	}
	if dossier.Stage == membership.Settled {
		web.Redirect(w, r, withBack(memberURL(id), back(r.FormValue("back"), ""))) // nothing to review
		return nil
	}
	reviewers, err := h.desk.Reviewers(r.Context(), staffer(r))
	if err != nil {
		return err
	}
	status := http.StatusOK
	if t.err != nil {
		status = ui.Status(t.err)
	}
	v := h.newReviewView(r.Context(), dossier, reviewers, back(r.FormValue("back"), listPath(dossier.Stage)))
	return ui.RenderStatus(w, r, status, reviewPage(v, t))
}

// decide answers POST /admin/validation_profile/{id}: validate or reject what
// waits, then the list one came from. Another action changes nothing.
func (h *handler) decide(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	switch r.PostForm.Get("action") {
	case "validate":
		made, err := h.desk.Validate(r.Context(), staffer(r), id)
		if err != nil {
			return err
		}
		return h.decided(w, r, made, "membership.flash.validated.")
	case "reject":
		return h.fill(w, r, id, refusalForm(r.Context(), ""), func(values form.Values) error {
			why := membership.Reason{Canned: values.Text("reason"), Text: values.Text("why")}
			made, err := h.desk.Refuse(r.Context(), staffer(r), id, why)
			if err != nil {
				return err
			}
			return h.decided(w, r, made, "membership.flash.rejected.")
		})
	}
	web.Redirect(w, r, back(r.PostForm.Get("back"), newcomersPath))
	return nil
}

// decided goes back to the list, which says what was decided.
func (h *handler) decided(w http.ResponseWriter, r *http.Request, made membership.Decision, prefix string) error {
	message := prefix + string(made.Stage)
	if !made.Changed {
		message = "membership.flash.already"
	}
	h.flash(r.Context(), web.OK, message, "Name", made.Name)
	web.Redirect(w, r, back(r.PostForm.Get("back"), listPath(made.Stage)))
	return nil
}

// fill reads one of the forms of the page and hands it on; when something is
// wrong with it, the page comes again with what was typed.
func (h *handler) fill(w http.ResponseWriter, r *http.Request, id int64, f form.Form, use func(form.Values) error) error {
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err := f.Validate(r.Context(), values); err != nil {
		if errs.KindOf(err) != errs.Invalid {
			return err
		}
		return h.showReview(w, r, id, typed{f.ID, values, err})
	}
	return use(values)
}

// addNote answers POST /admin/validation_profile/{id}/note.
func (h *handler) addNote(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return h.fill(w, r, id, noteForm(""), func(values form.Values) error {
		if err := h.desk.AddNote(r.Context(), staffer(r), id, values.Text("note")); err != nil {
			return err
		}
		return h.again(w, r, id, "membership.flash.noted")
	})
}

// ask answers POST /admin/validation_profile/{id}/question.
func (h *handler) ask(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return h.fill(w, r, id, questionForm(""), func(values form.Values) error {
		if err := h.desk.Ask(r.Context(), staffer(r), id, values.Text("question")); err != nil {
			return err
		}
		return h.again(w, r, id, "membership.flash.asked")
	})
}

// again shows the page once more, with a message.
func (h *handler) again(w http.ResponseWriter, r *http.Request, id int64, message string) error {
	h.flash(r.Context(), web.OK, message)
	web.Redirect(w, r, withBack(reviewURL(id), back(r.PostForm.Get("back"), "")))
	return nil
}

// assign answers POST /admin/validation_profile/{id}/assignment.
func (h *handler) assign(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	var reviewer int64
	if text := r.PostForm.Get("reviewer"); text != "" {
		if reviewer, err = ids.Parse(text); err != nil {
			return errs.ErrNotFound
		}
	}
	if err := h.desk.Assign(r.Context(), staffer(r), id, reviewer); err != nil {
		return err
	}
	return h.again(w, r, id, "membership.flash.assigned")
}
