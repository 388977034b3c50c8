// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"context"
	"slices"

	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
)

// memberView is the page of a member.
type memberView struct {
	personView

	URL         string
	BackURL     string
	State       string
	Tone        ui.Tone
	Admin       bool
	PublicURL   string // page that members see, or ""
	ReviewURL   string // when something waits, or ""
	NoPortrait  bool
	Commands    []command
	Reasons     ui.Reasons // why some of them are closed
	Owned       []rightView
	Roles       []rightView
	Partners    []rightView
	Invitations []rightView
	RoleCalls   []rightView
	PartnerAsks []rightView
}

// command is an action on the member, with the question that is asked first.
type command struct {
	Action   string
	Label    string
	Icon     string
	Question string
	Danger   bool
	Disabled bool
	Why      string // it is disabled
	Reason   string // id of the sentence that says so
}

// rightView is a line of the rights or invitations.
type rightView struct {
	Name, URL, Role, Status string
	Tone                    ui.Tone
}

func (h *handler) newMemberView(ctx context.Context, by membership.Staffer, d *membership.Dossier, rights *membership.Rights, list string) memberView {
	m := d.Member
	v := memberView{
		personView: h.newPersonView(ctx, d), URL: memberURL(m.ID), BackURL: list,
		Admin: slices.Contains(d.Roles, member.RoleAdmin), NoPortrait: m.Photo == "",
		Commands: commands(ctx, by, d, rights),
		Owned:    rightViews(ctx, rights.OwnedWalls), Roles: rightViews(ctx, rights.Roles), Partners: rightViews(ctx, rights.Partnerships),
		RoleCalls: rightViews(ctx, rights.RoleInvitations), PartnerAsks: rightViews(ctx, rights.PartnerRequests),
	}
	for i := range v.Commands {
		if c := &v.Commands[i]; c.Disabled {
			c.Reason = v.Reasons.Because(c.Why)
		}
	}
	v.State, v.Tone = i18n.T(ctx, "membership.state.active"), ui.ToneOK
	switch {
	case m.Active:
		v.PublicURL = member.Path(m.ID)
	case d.Stage == membership.Registration:
		v.State, v.Tone = i18n.T(ctx, "membership.state.waiting"), ui.ToneInfo
	case !m.AnonymisedAt.IsZero():
		v.State, v.Tone = i18n.T(ctx, "membership.state.anonymised"), ui.ToneNeutral
	case !m.ClosingAt.IsZero():
		v.State, v.Tone = i18n.T(ctx, "membership.erased_at", "State", i18n.T(ctx, "membership.state.closing"), "Date", i18n.Date(ctx, m.ClosingAt)), ui.ToneWarn
	default:
		v.State, v.Tone = i18n.T(ctx, "membership.state.inactive"), ui.ToneDanger
	}
	if d.Stage != membership.Settled {
		v.ReviewURL = reviewURL(m.ID)
	}
	for _, i := range rights.Invitations {
		v.Invitations = append(v.Invitations, rightView{
			Name: i.Organisation, URL: "/swork/organisations/" + ids.Encode(i.OrganisationID), Status: i18n.DateTime(ctx, i.At),
		})
	}
	return v
}

// commands are what by may do to the member, in the order of spec 08 §5.4. The
// owner of a Business Wall stays until somebody else owns it.
func commands(ctx context.Context, by membership.Staffer, d *membership.Dossier, rights *membership.Rights) []command {
	m := d.Member
	works := d.Organisation.Name
	if works == "" {
		works = i18n.T(ctx, "membership.no_organisation")
	}
	offer := func(action, icon string, danger bool) command {
		return command{
			Action: action, Icon: icon, Danger: danger, Label: i18n.T(ctx, "membership.action."+action),
			Question: i18n.T(ctx, "membership.confirm."+action, "Name", m.FullName(), "Email", m.Email, "Organisation", works),
		}
	}
	leave := func(action, icon string) command {
		c := offer(action, icon, true)
		if rights.OwnsWall() {
			c.Disabled, c.Why = true, i18n.T(ctx, membership.ErrOwnsWall.Message)
		}
		return c
	}
	var list []command
	switch {
	case membership.CanDeactivate(by, m) == nil:
		list = append(list, leave(actionDeactivate, "user-x"))
	case membership.CanReactivate(m) == nil:
		list = append(list, offer(actionReactivate, "user-check", false))
	}
	if m.AnonymisedAt.IsZero() {
		list = append(list, removal(ctx, offer(actionRemove, "building-2", true), d, rights))
	}
	if membership.CanChangeAdmin(by, m) == nil {
		if slices.Contains(d.Roles, member.RoleAdmin) {
			list = append(list, offer(actionRevokeAdmin, "shield-alert", true))
		} else {
			list = append(list, offer(actionGrantAdmin, "shield-check", false))
		}
	}
	switch {
	case membership.CanClose(by, m) == nil:
		list = append(list, leave(actionClose, "lock"))
	case membership.CanAnonymise(m) == nil:
		list = append(list, offer(actionAnonymise, "trash-2", true))
	}
	return list
}

// removal closes the exclusion of who has no employer, or owns its Business
// Wall: the service refuses both (spec 02 §6.3). Whoever owns a wall in service
// reads the reason that closes the other commands too.
func removal(ctx context.Context, c command, d *membership.Dossier, rights *membership.Rights) command {
	switch {
	case d.Organisation.ID == 0:
		c.Why = i18n.T(ctx, "membership.no_organisation_why")
	case rights.OwnsEmployersWall() && rights.OwnsWall():
		c.Why = i18n.T(ctx, membership.ErrOwnsWall.Message)
	case rights.OwnsEmployersWall():
		c.Why = i18n.T(ctx, organisation.ErrOwner.Message)
	}
	c.Disabled = c.Why != ""
	return c
}

func rightViews(ctx context.Context, list []membership.WallRight) []rightView {
	views := make([]rightView, len(list))
	for i, w := range list {
		views[i] = rightView{Name: i18n.T(ctx, "membership.wall", "Name", w.Wall, "Type", wallType(ctx, w.Type)), Status: w.Status, Tone: ui.ToneNeutral}
		if key := "membership.right_status." + w.Status; i18n.Has(key) {
			views[i].Status = i18n.T(ctx, key)
		}
		if w.Status == "accepted" || w.Status == "active" {
			views[i].Tone = ui.ToneOK
		}
		if w.Role != "" {
			views[i].Role = mandate.RoleName(ctx, w.Type, w.Role)
		}
	}
	return views
}
