// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Addresses of the pages.
const (
	membersPath   = "/admin/users"
	newcomersPath = "/admin/new_users"
	modifiedPath  = "/admin/modif_users"
	reviewPath    = "/admin/validation_profile/"
	memberPath    = "/admin/show_user/"
)

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Routes returns every URL of the staff's pages on people, and of the page of
// answers. Who decides about people has proved lately who it is: registrations,
// accounts and rights are sensitive (security checklist §2).
func Routes(desk *membership.Desk, accounts *membership.Accounts, words *vocabulary.Store, proofs ui.Proofs, flash Flash) ui.Routes {
	h := &handler{desk: desk, accounts: accounts, words: words, flash: flash}
	recent := func(f ui.HandlerFunc) ui.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) error { return ui.Recent(proofs, r.URL.Path, f)(w, r) }
	}
	return ui.Routes{
		ui.Get(membersPath, access.Administrators, h.list(membership.Members)),
		ui.Get(newcomersPath, access.Administrators, h.list(membership.Newcomers)),
		ui.Get(modifiedPath, access.Administrators, h.list(membership.Modified)),

		ui.Get(reviewPath+"{id}", access.Administrators, recent(h.review)),
		ui.Post(reviewPath+"{id}", access.Administrators, recent(h.decide)),
		ui.Post(reviewPath+"{id}/note", access.Administrators, h.addNote),
		ui.Post(reviewPath+"{id}/question", access.Administrators, h.ask),
		ui.Post(reviewPath+"{id}/assignment", access.Administrators, h.assign),

		ui.Get(memberPath+"{id}", access.Administrators, recent(h.member)),
		ui.Post(memberPath+"{id}", access.Administrators, recent(h.act)),

		ui.Get(membership.AnswerPath+"{token}", access.Anyone, h.inquiry),
		ui.Post(membership.AnswerPath+"{token}", access.Anyone, h.answer),
	}
}

// Menu is the entries of people in the left menu of the administration, in the
// order of spec 08 §5.1.
func Menu() []ui.Entry {
	return []ui.Entry{
		{Name: "users", Label: "membership.menu.users", Icon: "users", Path: membersPath},
		{Name: "new_users", Label: "membership.menu.new", Icon: "user-plus", Path: newcomersPath},
		{Name: "modif_users", Label: "membership.menu.modified", Icon: "user-cog", Path: modifiedPath},
	}
}

type handler struct {
	desk     *membership.Desk
	accounts *membership.Accounts
	words    *vocabulary.Store
	flash    Flash
}

// staffer is who asks, and from where.
func staffer(r *http.Request) membership.Staffer {
	return membership.Staffer{Actor: ui.Actor(r), IP: web.ClientIP(r)}
}

func reviewURL(id int64) string { return reviewPath + ids.Encode(id) }
func memberURL(id int64) string { return memberPath + ids.Encode(id) }

// listPath is the list in which what waits at a stage is found.
func listPath(stage membership.Stage) string {
	if stage == membership.Proposal {
		return modifiedPath
	}
	return newcomersPath
}
