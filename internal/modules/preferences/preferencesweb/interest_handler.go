// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// formView is a form with what is in it.
type formView struct {
	Form   form.Form
	Values form.Values
	Err    error
}

const interestsField = "hobbies"

func interestsForm() form.Form {
	return form.Form{
		ID: "interests", Action: interestsPath, CancelURL: interestsPath,
		Groups: []form.Group{{Fields: []form.Field{{
			Name: interestsField, Kind: form.Textarea, Label: "preferences.interests", Hint: "preferences.interests.hint",
			MaxLength: preferences.MaxInterests, Rows: 8,
		}}}},
	}
}

// interests answers GET /preferences/interests.
func (h *handler) interests(w http.ResponseWriter, r *http.Request) error {
	text, err := h.service.Interests(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	v := formView{Form: interestsForm()}
	v.Values.Set(interestsField, text)
	return ui.Render(w, r, interestsPage(v))
}

// saveInterests answers POST /preferences/interests.
func (h *handler) saveInterests(w http.ResponseWriter, r *http.Request) error {
	f := interestsForm()
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if isCancelled(r) {
		web.Redirect(w, r, interestsPath)
		return nil
	}
	if err = f.Validate(r.Context(), values); err == nil {
		err = h.service.SetInterests(r.Context(), ui.Actor(r), values.Text(interestsField))
	}
	switch {
	case err == nil:
		return h.saved(w, r, interestsPath)
	case ui.Status(err) >= http.StatusInternalServerError:
		return err
	}
	return ui.RenderStatus(w, r, http.StatusUnprocessableEntity, interestsPage(formView{f, values, err}))
}
