// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// summary answers GET /kyc/validation: all that was answered, before it is sent.
func (h *handler) summary(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	filling, err := h.service.Filling(ctx, h.holder(r))
	if err != nil {
		return err
	}
	profile, known := h.service.Survey().Of(filling.Profile)
	switch {
	case !filling.Draft.IsOpen() || !known:
		http.Redirect(w, r, profilePath, http.StatusFound)
		return nil
	case !filling.Draft.Complete:
		http.Redirect(w, r, wizardPath+profile.ID, http.StatusFound)
		return nil
	}
	q, err := h.questionnaire(ctx, profile, filling)
	if err != nil {
		return err
	}
	view := summaryView{
		Title: profileKey(profile.ID), Community: access.CommunityOf(profile.Community), Editing: filling.Editing,
		Accepted: filling.Answers.Bool("validation_gcu"), Groups: q.answered(filling), Values: q.values(filling.Answers),
	}
	return ui.Render(w, r, summaryPage(view))
}

// answered are the groups with the questions that were answered.
func (q *questionnaire) answered(f *registration.Filling) []form.Group {
	has := func(name string) bool { return len(f.Answers[name]) > 0 }
	var groups []form.Group
	for _, s := range q.Steps {
		group := form.Group{Title: s.Title}
		for _, panel := range s.Panels {
			for _, field := range panel.Fields {
				if has(field.Name) || field.Name == "password" && f.HasPassword {
					field.Note = ""
					group.Fields = append(group.Fields, field)
				}
			}
		}
		if len(group.Fields) > 0 {
			groups = append(groups, group)
		}
	}
	return groups
}

// modify answers GET /kyc/modify: back to what was filled in (spec 02 §5); a
// member begins with the choice of a profile (§7).
func (h *handler) modify(w http.ResponseWriter, r *http.Request) error {
	filling, err := h.service.Filling(r.Context(), h.holder(r))
	if err != nil {
		return err
	}
	to := profilePath
	if filling.Draft.IsOpen() && filling.Profile != "" {
		to = wizardPath + filling.Profile
	}
	http.Redirect(w, r, to, http.StatusFound)
	return nil
}

// done answers POST /kyc/done: the account or the changes, once (spec 02 §5).
func (h *handler) done(w http.ResponseWriter, r *http.Request) error {
	holder := h.holder(r)
	outcome, err := h.service.Submit(r.Context(), holder)
	var problems errs.Fields
	switch {
	case errors.Is(err, registration.ErrTerms):
		http.Redirect(w, r, abandonPath, http.StatusFound)
		return nil
	case errors.Is(err, registration.ErrNothing):
		http.Redirect(w, r, profilePath, http.StatusFound)
		return nil
	case errors.As(err, &problems):
		return h.back(w, r, holder, problems)
	case err != nil:
		return err
	}
	return ui.Render(w, r, donePage(doneView{Outcome: string(outcome), Member: holder.IsMember()}))
}

// back shows the questionnaire again when what was right is so no more: an
// address was taken meanwhile (spec 02 U4).
func (h *handler) back(w http.ResponseWriter, r *http.Request, holder registration.Holder, problems errs.Fields) error {
	filling, err := h.service.Filling(r.Context(), holder)
	if err != nil {
		return err
	}
	profile, known := h.service.Survey().Of(filling.Profile)
	if !known {
		http.Redirect(w, r, profilePath, http.StatusFound)
		return nil
	}
	return h.show(w, r, holder, profile, problems)
}

// abandoned answers GET /kyc/undone. It deletes nothing by itself: mail scanners
// and browsers open addresses.
func (h *handler) abandoned(w http.ResponseWriter, r *http.Request) error {
	filling, err := h.service.Filling(r.Context(), h.holder(r))
	if err != nil {
		return err
	}
	view := abandonedView{Member: filling.Editing}
	if filling.Draft.IsOpen() {
		view.GoOnURL = modifyPath
	}
	return ui.Render(w, r, abandonedPage(view))
}

// abandon answers POST /kyc/undone: the draft and its files are deleted.
func (h *handler) abandon(w http.ResponseWriter, r *http.Request) error {
	if err := h.service.Abandon(r.Context(), h.holder(r)); err != nil {
		return err
	}
	http.Redirect(w, r, abandonPath, http.StatusFound)
	return nil
}
