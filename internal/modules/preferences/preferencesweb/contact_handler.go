// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// contactsView is the grid of contact options.
type contactsView struct {
	Channels []string
	Rows     []contactRow
}

// contactRow is what one kind of reader may see.
type contactRow struct {
	Label string
	Boxes []box
}

// box is a checkbox in a grid; one without name is none.
type box struct {
	Name, Label string
	On          bool
}

// contacts answers GET /preferences/contact-options.
func (h *handler) contacts(w http.ResponseWriter, r *http.Request) error {
	on, err := h.service.ContactOptions(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	questions, err := survey.Load()
	if err != nil {
		return err
	}
	return ui.Render(w, r, contactsPage(newContactsView(r.Context(), questions, on)))
}

func newContactsView(ctx context.Context, questions *survey.Survey, on map[string]bool) contactsView {
	var v contactsView
	for _, c := range questions.ContactChannels {
		v.Channels = append(v.Channels, i18n.T(ctx, "survey.channel."+c.Code))
	}
	for _, reader := range readers(questions) {
		row := contactRow{Label: i18n.T(ctx, "survey.contact_type."+reader)}
		for i, c := range questions.ContactChannels {
			var b box
			if reader != survey.FollowedType || survey.MayOpenToFollowed(c.Code) {
				name := survey.Permission(c.Code, reader)
				b = box{Name: name, Label: row.Label + " – " + v.Channels[i], On: on[name]}
			}
			row.Boxes = append(row.Boxes, b)
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}

// saveContacts answers POST /preferences/contact-options: a box that is absent
// is off.
func (h *handler) saveContacts(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if isCancelled(r) {
		web.Redirect(w, r, contactPath)
		return nil
	}
	given := make([]string, 0, len(r.PostForm))
	for name := range r.PostForm {
		given = append(given, name)
	}
	if err := h.service.SetContactOptions(r.Context(), ui.Actor(r), given); err != nil {
		return err
	}
	return h.saved(w, r, contactPath)
}
