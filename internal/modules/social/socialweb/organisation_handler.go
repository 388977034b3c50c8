// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb

import (
	"context"
	"net/http"
	"net/url"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// The tabs of the page of an organisation (spec 05 §5.2).
const (
	tabAbout    = "about"
	tabContacts = "contacts"
	tabArticles = "publications"
	tabReleases = "press-releases"
	tabEvents   = "events"
)

// organisation answers GET /swork/organisations/{id}; ?tab= opens one of its
// tabs, ?after= goes on in its list. A tab that is unknown, or not of this
// organisation, is the first one.
func (h *handler) organisation(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	organisation, err := h.directory.Organisation(ctx, by, id)
	if err != nil {
		return err
	}
	view := newOrganisationView(ctx, by, organisation, r.URL.Query().Get("tab"))
	if err := h.fill(r, by, organisation, &view); err != nil {
		return err
	}
	if web.IsHTMX(r) && r.URL.Query().Get("after") != "" {
		return ui.Render(w, r, tabRows(view))
	}
	if err := h.describe(ctx, organisation, &view); err != nil {
		return err
	}
	return ui.Render(w, r, organisationPage(view))
}

// fill reads what the open tab lists.
func (h *handler) fill(r *http.Request, by access.Actor, o *social.OrganisationPage, v *organisationView) error {
	ctx, after := r.Context(), r.URL.Query().Get("after")
	switch v.Tab {
	case tabContacts:
		place, err := placeOf(r)
		if err != nil {
			return err
		}
		found, next, err := h.directory.Contacts(ctx, o.ID, place)
		if err != nil {
			return err
		}
		v.Contacts = newMembersView(ctx, found, social.Place{})
		v.Contacts.More.URL = nextURL(tabURL(o.ID, tabContacts), next)
		return nil
	case tabEvents:
		shown, next, err := h.agenda.UnderOrganisation(ctx, by, o.ID, after)
		if err != nil {
			return err
		}
		v.Events = shown
		v.More = moreOf(o.ID, v.Tab, next)
	case tabArticles, tabReleases:
		kind := content.Article
		if v.Tab == tabReleases {
			kind = content.PressRelease
		}
		cards, next, err := h.publications.UnderOrganisation(ctx, by, o.ID, kind, after)
		if err != nil {
			return err
		}
		v.Cards, v.GridID = cards, "posts"
		if after != "" {
			v.GridID += "-" + after
		}
		v.More = moreOf(o.ID, v.Tab, next)
	}
	return nil
}

// moreOf is the way on in the list of a tab, nothing at its end.
func moreOf(id int64, tab, next string) ui.LoadMoreData {
	if next == "" {
		return ui.LoadMoreData{}
	}
	return ui.LoadMoreData{URL: tabURL(id, tab) + "&after=" + url.QueryEscape(next)}
}

// describe reads what stands beside the tabs, and what the first one says.
func (h *handler) describe(ctx context.Context, o *social.OrganisationPage, v *organisationView) error {
	if !o.Official {
		return nil
	}
	gallery, err := h.directory.Gallery(ctx, o.ID)
	if err != nil {
		return err
	}
	v.Gallery = slides(gallery)
	if v.Tab == tabAbout {
		v.Facts = h.facts(ctx, o)
	}
	return nil
}

func tabURL(id int64, tab string) string {
	address := organisationsPath + "/" + ids.Encode(id)
	if tab == tabAbout {
		return address
	}
	return address + "?tab=" + tab
}
