// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
)

// invitationsView is the five sections of the page.
type invitationsView struct {
	Employer     *organisationLine
	Unproven     string // the address to confirm, or ""
	Inviting     []organisationLine
	RolesOffered []roleLine
	RolesHeld    []roleLine
	Partnerships []partnerLine
	Ended        []partnerLine
}

// organisationLine is an organisation and what to ask before a move.
type organisationLine struct {
	ID, Label, Question string
}

type roleLine struct{ Wall, Role string }

type partnerLine struct{ ID, Client, Date string }

func newInvitationsView(ctx context.Context, list *preferences.Invitations) invitationsView {
	v := invitationsView{
		Unproven:     list.Unproven,
		RolesOffered: roleLines(ctx, list.RolesOffered), RolesHeld: roleLines(ctx, list.RolesHeld),
		Partnerships: partnerLines(ctx, list.Partnerships), Ended: partnerLines(ctx, list.Ended),
	}
	if o := list.Employer; o != nil {
		v.Employer = &organisationLine{ids.Encode(o.ID), labelOf(ctx, *o), i18n.T(ctx, "preferences.invitations.leave_question", "Name", o.Name)}
	}
	for _, o := range list.Inviting {
		v.Inviting = append(v.Inviting, organisationLine{ids.Encode(o.ID), labelOf(ctx, o), i18n.T(ctx, "preferences.invitations.join_question", "Name", o.Name)})
	}
	return v
}

// labelOf is the name of an organisation, with the kind of its Business Wall
// when it is official (spec 02 §12).
func labelOf(ctx context.Context, o preferences.Organisation) string {
	if o.WallType == "" {
		return o.Name
	}
	return i18n.T(ctx, "preferences.invitations.official", "Name", o.Name, "Type", i18n.T(ctx, "social.wall_type."+o.WallType))
}

func roleLines(ctx context.Context, roles []preferences.WallRole) []roleLine {
	var lines []roleLine
	for _, r := range roles {
		lines = append(lines, roleLine{
			Wall: labelOf(ctx, preferences.Organisation{Name: r.Wall, WallType: r.WallType}), Role: roleName(ctx, r),
		})
	}
	return lines
}

// roleName is what a role is called: unions have Press Managers (spec 07 §3).
func roleName(ctx context.Context, r preferences.WallRole) string {
	if key := "preferences.wall_role." + r.WallType + "." + r.Role; i18n.Has(key) {
		return i18n.T(ctx, key)
	}
	return i18n.T(ctx, "preferences.wall_role."+r.Role)
}

func partnerLines(ctx context.Context, partners []preferences.Partner) []partnerLine {
	var lines []partnerLine
	for _, p := range partners {
		lines = append(lines, partnerLine{ids.Encode(p.ID), p.Client, shortDate(ctx, p.At)})
	}
	return lines
}

// shortDate is a day as dd/mm/yyyy (spec 02 §12).
func shortDate(ctx context.Context, at time.Time) string {
	return at.In(i18n.ZoneOf(ctx)).Format("02/01/2006")
}

// confirmTone makes the question before joining a plain one, not a warning.
func confirmTone(s ui.Style) templ.Attributes {
	if s == ui.Primary {
		return templ.Attributes{"data-confirm-tone": "primary"}
	}
	return nil
}
