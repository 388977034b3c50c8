// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"errors"
	"net/http"
	"slices"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// The actions on a member (spec 08 §5.4).
const (
	actionDeactivate  = "deactivate"
	actionReactivate  = "reactivate"
	actionRemove      = "remove_org"
	actionGrantAdmin  = "grant_admin"
	actionRevokeAdmin = "revoke_admin"
	actionClose       = "close"
	actionAnonymise   = "anonymise"
)

var actions = []string{
	actionDeactivate, actionReactivate, actionRemove, actionGrantAdmin, actionRevokeAdmin, actionClose, actionAnonymise,
}

// member answers GET /admin/show_user/{id}.
func (h *handler) member(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	dossier, err := h.desk.Dossier(r.Context(), staffer(r), id)
	if err != nil {
		return err
	}
	rights, err := h.desk.Rights(r.Context(), staffer(r), dossier.Member)
	if err != nil {
		return err
	}
	return ui.Render(w, r, memberPage(h.newMemberView(r.Context(), staffer(r), dossier, rights, back(r.FormValue("back"), membersPath))))
}

// act answers POST /admin/show_user/{id}. With scripts a dialogue has asked
// whether one is sure; without, a page asks. An unknown action changes nothing.
func (h *handler) act(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	action, list := r.PostForm.Get("action"), back(r.PostForm.Get("back"), membersPath)
	if !slices.Contains(actions, action) {
		web.Redirect(w, r, list)
		return nil
	}
	if !web.IsHTMX(r) && r.PostForm.Get("confirmed") == "" {
		return h.confirm(w, r, id, action, list)
	}
	changed, err := h.do(r, id, action)
	var refusal *errs.Error
	leaves := action == actionClose || action == actionAnonymise
	stays := errors.Is(err, organisation.ErrOwner) || errors.Is(err, membership.ErrOwnsWall)
	if errors.As(err, &refusal) && (stays || leaves && refusal.Kind == errs.Conflict) {
		h.flash(r.Context(), web.Danger, refusal.Message)
		web.Redirect(w, r, withBack(memberURL(id), list))
		return nil
	}
	if err != nil {
		return err
	}
	message := "membership.flash.unchanged"
	if changed {
		message = "membership.flash." + action
	}
	h.flash(r.Context(), web.OK, message)
	if action == actionDeactivate {
		web.Redirect(w, r, list)
		return nil
	}
	web.Redirect(w, r, withBack(memberURL(id), list))
	return nil
}

func (h *handler) do(r *http.Request, id int64, action string) (bool, error) {
	ctx, by := r.Context(), staffer(r)
	switch action {
	case actionDeactivate:
		return h.accounts.Deactivate(ctx, by, id)
	case actionReactivate:
		return h.accounts.Reactivate(ctx, by, id)
	case actionRemove:
		return h.accounts.RemoveFromOrganisation(ctx, by, id)
	case actionGrantAdmin:
		return h.accounts.SetAdmin(ctx, by, id, true)
	case actionRevokeAdmin:
		return h.accounts.SetAdmin(ctx, by, id, false)
	case actionClose:
		return h.accounts.Close(ctx, by, id)
	case actionAnonymise:
		return h.accounts.Anonymise(ctx, by, id)
	}
	return false, errs.ErrNotFound
}

// confirm asks on a page of its own.
func (h *handler) confirm(w http.ResponseWriter, r *http.Request, id int64, action, list string) error {
	dossier, err := h.desk.Dossier(r.Context(), staffer(r), id)
	if err != nil {
		return err
	}
	v := h.newMemberView(r.Context(), staffer(r), dossier, &membership.Rights{}, list)
	for _, c := range v.Commands {
		if c.Action == action && !c.Disabled {
			return ui.Render(w, r, confirmPage(v, c))
		}
	}
	web.Redirect(w, r, withBack(memberURL(id), list)) // not on offer
	return nil
}
