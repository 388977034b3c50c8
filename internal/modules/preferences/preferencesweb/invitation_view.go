// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/mandate"
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
	Stays               bool // the owner of its Business Wall
}

// roleLine is a role; URL is where it is answered, or "".
type roleLine struct{ Wall, Role, URL string }

// partnerLine is a partnership; URL is where the reader answers it, or "", and
// Owner who answers it.
type partnerLine struct{ ID, Client, Date, URL, Owner string }

func newInvitationsView(ctx context.Context, by int64, list *preferences.Invitations) invitationsView {
	v := invitationsView{
		Unproven:     list.Unproven,
		RolesOffered: roleLines(ctx, list.RolesOffered, by), RolesHeld: roleLines(ctx, list.RolesHeld, 0),
		Partnerships: partnerLines(ctx, list.Partnerships, by), Ended: partnerLines(ctx, list.Ended, 0),
	}
	if o := list.Employer; o != nil {
		v.Employer = &organisationLine{ids.Encode(o.ID), labelOf(ctx, *o), i18n.T(ctx, "preferences.invitations.leave_question", "Name", o.Name), o.Owned}
	}
	for _, o := range list.Inviting {
		v.Inviting = append(v.Inviting, organisationLine{ids.Encode(o.ID), labelOf(ctx, o), i18n.T(ctx, "preferences.invitations.join_question", "Name", o.Name), false})
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

// roleLines are roles as they are shown, to be answered by the invitee, 0 for
// none.
func roleLines(ctx context.Context, roles []preferences.WallRole, invitee int64) []roleLine {
	var lines []roleLine
	for _, r := range roles {
		l := roleLine{Wall: labelOf(ctx, preferences.Organisation{Name: r.Wall, WallType: r.WallType}), Role: mandate.RoleName(ctx, r.WallType, r.Role)}
		if invitee != 0 {
			l.URL = mandate.RoleInvitationPath(r.WallID, r.Role, invitee)
		}
		lines = append(lines, l)
	}
	return lines
}

// partnerLines are partnerships as they are shown; only the owner of the agency
// answers one.
func partnerLines(ctx context.Context, partners []preferences.Partner, reader int64) []partnerLine {
	var lines []partnerLine
	for _, p := range partners {
		l := partnerLine{ID: ids.Encode(p.ID), Client: p.Client, Date: shortDate(ctx, p.At), Owner: p.Owner}
		if reader == p.OwnerID {
			l.URL = mandate.PartnershipInvitationPath(p.AgencyID, p.ID)
		}
		lines = append(lines, l)
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
