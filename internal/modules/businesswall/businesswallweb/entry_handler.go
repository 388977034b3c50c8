// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// enter answers GET /BW/: the wizard, the dashboard or the choice of a wall,
// according to how many one may run (spec 07 §6). Members of an organisation
// that others run learn who does (§14.19).
func (h *handler) enter(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), ui.Actor(r)
	choices, err := h.walls.Walls.Choices(ctx, by)
	if err != nil {
		return err
	}
	switch {
	case len(choices) == 1 && choices[0].Manages:
		if _, err := h.walls.Walls.Select(ctx, by, choices[0].WallID); err != nil {
			return err
		}
		web.Redirect(w, r, dashboardPath)
		return nil
	case len(choices) > 0:
		web.Redirect(w, r, selectPath)
		return nil
	}
	wall, managers, err := h.walls.Walls.Managers(ctx, by)
	if err != nil {
		return err
	}
	if wall != nil && !by.Admin {
		return h.officialPage(w, r, wall, managers)
	}
	if err := h.walls.Funnel.May(ctx, by); err != nil {
		return err
	}
	web.Redirect(w, r, confirmPath)
	return nil
}

func (h *handler) officialPage(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall, managers []businesswall.Manager) error {
	name, err := h.nameOf(r.Context(), wall)
	if err != nil {
		return err
	}
	view := officialView{Name: name}
	for _, m := range managers {
		view.Managers = append(view.Managers, ui.PersonData{
			Name: m.FirstName + " " + m.LastName, Photo: ui.PhotoURL(m.Photo), URL: member.Path(m.ID),
		})
	}
	return ui.Render(w, r, officialPage(view))
}

// officialView is an organisation whose wall others run.
type officialView struct {
	Name     string
	Managers []ui.PersonData
}

// requestRole answers POST /BW/request-role.
func (h *handler) requestRole(w http.ResponseWriter, r *http.Request) error {
	wall, _, err := h.walls.Walls.Managers(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	if wall == nil {
		return businesswall.ErrNoWall
	}
	return h.answer(w, r, h.walls.Roles.Request(r.Context(), ui.Actor(r), wall.ID), "businesswall.flash.requested", rootPath)
}

// reset answers POST /BW/reset: where one stood is forgotten, the session goes
// on (spec 07 §14.21).
func (h *handler) reset(w http.ResponseWriter, r *http.Request) error {
	return h.answer(w, r, h.walls.Funnel.Reset(r.Context(), ui.Actor(r)), "businesswall.flash.reset", rootPath)
}

// formerFreeWay leads the former address of free types to the common way.
func (h *handler) formerFreeWay(w http.ResponseWriter, r *http.Request) error {
	if kind, err := typeOf(r); err == nil {
		web.Redirect(w, r, pricingPath+kind.Type)
		return nil
	}
	a, err := h.walls.Funnel.Application(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	if !a.TypeConfirmed {
		return businesswall.ErrTypeMissing
	}
	web.Redirect(w, r, pricingPath+a.Type)
	return nil
}
