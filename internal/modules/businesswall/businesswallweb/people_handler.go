// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// invitations answers GET /BW/invite-organisation-members (spec 07 §7.6).
func (h *handler) invitations(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	list, err := h.walls.Team.Invitations(r.Context(), ui.Actor(r), wall.ID)
	if err != nil {
		return err
	}
	addresses := make([]string, len(list))
	for i, invitation := range list {
		addresses[i] = invitation.Email
	}
	return ui.Render(w, r, invitationsPage(addresses, ui.Actor(r).RunsOfficial() == wall.OrganisationID))
}

// saveInvitations answers POST /BW/invite-organisation-members: the list is
// what it says.
func (h *handler) saveInvitations(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	added, cancelled, err := h.walls.Team.SaveInvitations(r.Context(), ui.Actor(r), wall.ID, r.PostFormValue("emails"))
	if err != nil {
		return h.told(w, r, err, invitePath)
	}
	h.flash(r.Context(), web.OK, "businesswall.flash.invitations", "Added", added, "Cancelled", cancelled)
	web.Redirect(w, r, invitePath)
	return nil
}

// personView is somebody of the organisation in a list.
type personView struct {
	ID       string
	Person   ui.PersonData
	Email    string
	IsOwner  bool
	Question string // asked before the removal
}

// members answers GET /BW/manage-organisation-members; ?after= goes on.
func (h *handler) members(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx, query := r.Context(), r.URL.Query()
	after := businesswall.MembersAfter{LastName: query.Get("last"), FirstName: query.Get("first")}
	if text := query.Get("after"); text != "" {
		id, err := ids.Parse(text)
		if err != nil {
			return web.ErrBadID
		}
		after.ID = id
	}
	list, err := h.walls.Team.Members(ctx, ui.Actor(r), wall.ID, after)
	if err != nil {
		return err
	}
	people := make([]personView, len(list))
	for i, m := range list {
		name := m.FirstName + " " + m.LastName
		people[i] = personView{
			ID: ids.Encode(m.ID), Email: m.Email, IsOwner: m.IsOwner, Question: i18n.T(ctx, "businesswall.members.question", "Name", name),
			Person: ui.PersonData{Name: strings.ToUpper(m.LastName) + " " + m.FirstName, Role: m.Email, Photo: ui.PhotoURL(m.Photo), URL: member.Path(m.ID)},
		}
	}
	next := ""
	if len(list) == membersPage {
		last := list[len(list)-1]
		next = membersURL(last)
	}
	return ui.Render(w, r, membersPageView(people, next))
}

// membersPage is how many members a page of the list has.
const membersPage = 100

// removeMember answers POST /BW/manage-organisation-members.
func (h *handler) removeMember(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	id, err := formID(r, "member")
	if err != nil {
		return err
	}
	return h.answer(w, r, h.walls.Team.RemoveMember(r.Context(), ui.Actor(r), wall.ID, id), "businesswall.flash.member_removed", membersPath)
}

// formID reads an identifier of a form.
func formID(r *http.Request, name string) (int64, error) {
	if err := web.ParseForm(r); err != nil {
		return 0, err
	}
	id, err := ids.Parse(r.PostFormValue(name))
	if err != nil {
		return 0, web.ErrBadID
	}
	return id, nil
}

// holderView is who holds a role, or is offered it.
type holderView struct {
	RoleID, Name, Email, Status string
	Tone                        ui.Tone
	Accepted, MayResend         bool
}

// roleView is a role of the organisation with its people.
type roleView struct {
	Role, Title, Text string
	Holders           []holderView
	Offered           []holderView
	Pending           string // addresses, one a line
}

// rolesView is the page of internal roles.
type rolesView struct {
	Owner     string
	Successor string
	IsOwner   bool
	Roles     []roleView
	Next      string
}

// roles answers GET /BW/manage-internal-roles (spec 07 §7.8).
func (h *handler) roles(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx, by := r.Context(), ui.Actor(r)
	held, err := h.walls.Roles.Internal(ctx, by, wall.ID)
	if err != nil {
		return err
	}
	v := rolesView{Owner: i18n.T(ctx, "businesswall.roles.unknown_owner"), IsOwner: isOwner(by, wall), Next: partnersPath}
	if held.Owner != nil {
		v.Owner = fullName(*held.Owner)
	}
	if held.Successor != nil {
		v.Successor = fullName(*held.Successor)
	}
	if !wall.Kind().HasPartners() {
		v.Next = missionsPath
	}
	v.Roles = []roleView{
		newRoleView(ctx, wall.Type, string(access.InternalManager), held.Managers),
		newRoleView(ctx, wall.Type, string(access.InternalPROfficer), held.Officers),
	}
	return ui.Render(w, r, rolesPage(v))
}

func fullName(p businesswall.Holder) string {
	return strings.TrimSpace(p.FirstName+" "+p.LastName) + " (" + p.Email + ")"
}

func newRoleView(ctx context.Context, wallType, role string, people []businesswall.Holder) roleView {
	v := roleView{Role: role, Title: mandate.RoleName(ctx, wallType, role), Text: i18n.T(ctx, "businesswall.role_text."+role)}
	var pending []string
	for _, p := range people {
		view := holderOf(ctx, p)
		if view.Accepted {
			v.Holders = append(v.Holders, view)
			continue
		}
		v.Offered = append(v.Offered, view)
		if p.Status == mandate.Pending {
			pending = append(pending, p.Email)
		}
	}
	slices.Sort(pending)
	v.Pending = strings.Join(pending, "\n")
	return v
}

func holderOf(ctx context.Context, p businesswall.Holder) holderView {
	v := holderView{
		RoleID: ids.Encode(p.RoleID), Name: strings.TrimSpace(p.FirstName + " " + p.LastName), Email: p.Email, Accepted: p.Status == mandate.Accepted,
		Status: i18n.T(ctx, "businesswall.offer_status."+p.Status), Tone: ui.ToneWarn, MayResend: p.Status == mandate.Rejected || p.Status == mandate.Expired,
	}
	if v.MayResend {
		v.Tone = ui.ToneNeutral
	}
	return v
}

// changeRoles answers POST /BW/manage-internal-roles.
func (h *handler) changeRoles(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	switch r.PostFormValue("action") {
	case "invite":
		return h.inviteToRole(w, r, wall)
	case "remove", "resend":
		id, err := formID(r, "role_id")
		if err != nil {
			return err
		}
		if r.PostFormValue("action") == "resend" {
			return h.answer(w, r, h.walls.Roles.Resend(ctx, by, wall.ID, id), "businesswall.flash.role_resent", rolesPath)
		}
		return h.answer(w, r, h.walls.Roles.Remove(ctx, by, wall.ID, id), "businesswall.flash.role_removed", rolesPath)
	case "offer_ownership":
		return h.answer(w, r, h.walls.Roles.OfferOwnership(ctx, by, wall.ID, r.PostFormValue("email")), "businesswall.flash.ownership_offered", rolesPath)
	case "withdraw_ownership":
		return h.answer(w, r, h.walls.Roles.WithdrawOwnership(ctx, by, wall.ID), "businesswall.flash.ownership_withdrawn", rolesPath)
	}
	return web.ErrMalformed
}

// inviteToRole saves a list of addresses; each refusal says why.
func (h *handler) inviteToRole(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	ctx := r.Context()
	role := r.PostFormValue("role")
	if role != string(access.InternalManager) && role != string(access.InternalPROfficer) {
		return web.ErrMalformed
	}
	changes, err := h.walls.Roles.SaveInvitations(ctx, ui.Actor(r), wall.ID, role, r.PostFormValue("emails"))
	if err != nil {
		return h.told(w, r, err, rolesPath)
	}
	for _, reply := range changes.Replies {
		if !reply.Outcome.Failed() {
			continue
		}
		address := reply.Address
		if address == "" {
			address = i18n.T(ctx, "businesswall.roles.empty_address")
		}
		h.flash(ctx, web.Danger, "businesswall.flash.role_refused", "Email", address, "Reason", i18n.T(ctx, reply.Outcome.Reason()))
	}
	return h.done(w, r, "businesswall.flash.roles_saved", rolesPath)
}

func count(n int) string { return strconv.Itoa(n) }

// lines is a list of addresses as people edit it.
func lines(list []string) string { return strings.Join(list, "\n") }

// membersURL is where the list of members goes on.
func membersURL(last businesswall.TeamMember) string {
	query := url.Values{"last": {last.LastName}, "first": {last.FirstName}, "after": {ids.Encode(last.ID)}}
	return membersPath + "?" + query.Encode()
}
