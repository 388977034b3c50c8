// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// welcome answers /kyc/: what the platform is and how registration goes.
func (h *handler) welcome(w http.ResponseWriter, r *http.Request) error {
	filling, err := h.service.Filling(r.Context(), h.holder(r))
	if err != nil {
		return err
	}
	view := welcomeView{Spaces: spaces()}
	if filling.Draft.IsOpen() && filling.Profile != "" {
		view.GoOnURL = wizardPath + filling.Profile
	}
	return ui.Render(w, r, welcomePage(view))
}

// profiles answers GET /kyc/profile: 33 professions under five communities.
func (h *handler) profiles(w http.ResponseWriter, r *http.Request) error {
	return h.showProfiles(w, r, false)
}

func (h *handler) showProfiles(w http.ResponseWriter, r *http.Request, missing bool) error {
	filling, err := h.service.Filling(r.Context(), h.holder(r))
	if err != nil {
		return err
	}
	view := profilesView{Missing: missing, Editing: filling.Editing, Waiting: waiting(r.Context(), filling.WaitingSince)}
	questions := h.service.Survey()
	for _, c := range questions.Communities {
		group := communityView{Community: access.CommunityOf(c.Code), Gloss: "registration.community." + c.Code}
		for _, p := range questions.Profiles {
			if p.Community != c.Code {
				continue
			}
			group.Profiles = append(group.Profiles, profileView{ID: p.ID, Label: profileKey(p.ID), Chosen: p.ID == filling.Profile})
			if p.ID == filling.Profile {
				group.Open = true
			}
		}
		view.Communities = append(view.Communities, group)
	}
	return ui.Render(w, r, profilesPage(view))
}

// profileKey is the message of a profile's name.
func profileKey(id string) string { return "registration.profile." + id }

// choose answers POST /kyc/profile; an unknown choice shows the page again
// (spec 02 §5).
func (h *handler) choose(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	holder, id := h.holder(r), r.PostFormValue("profile")
	if _, known := h.service.Survey().Of(id); !known {
		return h.showProfiles(w, r, true)
	}
	if err := ui.Limit(w, r, h.sendings); err != nil {
		return err
	}
	token, err := h.service.Choose(r.Context(), holder, id)
	if err != nil {
		return err
	}
	h.keep(w, holder, token)
	http.Redirect(w, r, wizardPath+id, http.StatusFound)
	return nil
}
