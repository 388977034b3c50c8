// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package access

import (
	"context"
	"fmt"
	"slices"

	"github.com/uptrace/bun"
)

// editors are the profiles that lead the newsroom of their organisation
// (spec 04 §4.3).
var editors = []string{"PM_DIR", "PM_DIR_INST", "PM_DIR_SYND"}

// IsEditorInChief reports whether the actor is an editor-in-chief (rédacteur en
// chef) of an organisation: employed there, and an editor by profile or an
// accepted internal manager or owner of its Business Wall in force. External
// managers, pending roles and ordinary journalists are not (spec 04 §4.3).
func (a Actor) IsEditorInChief(organisationID int64) bool {
	if organisationID == 0 || a.OrganisationID != organisationID {
		return false
	}
	return slices.Contains(editors, a.ProfileCode) || slices.ContainsFunc(a.Grants, func(g WallGrant) bool {
		return g.OrganisationID == organisationID && g.InForce && (g.Role == WallOwner || g.Role == InternalManager)
	})
}

// EditorsInChief lists the active accounts that IsEditorInChief is true of: it
// is the rule's SQL twin, for those who must be told.
func EditorsInChief(ctx context.Context, db bun.IDB, organisationID int64) ([]int64, error) {
	var found []int64
	err := db.NewRaw(`
SELECT m.id FROM members m LEFT JOIN profiles pr ON pr.member_id = m.id
WHERE m.organisation_id = ?0 AND m.active AND m.deleted_at IS NULL AND (pr.code IN (?1)
  OR EXISTS (SELECT 1 FROM wall_roles wr JOIN business_walls bw ON bw.id = wr.wall_id AND bw.status = 'active' AND bw.organisation_id = ?0
    WHERE wr.member_id = m.id AND wr.status = 'accepted' AND wr.role IN (?2)))
ORDER BY m.id`, organisationID, bun.List(editors), bun.List([]WallRole{WallOwner, InternalManager})).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list the editors of %d: %w", organisationID, err)
	}
	return found, nil
}

// communicators are the communities that have the Com'room of their own right.
var communicators = []Community{Academic, Expert, PressRelations, Transformer}

// CanPitch reports whether the actor may propose stories (sujets) to a media: a
// journalist who produces, or whoever has the Com'room, who needs the mission
// of press releases when acting for another organisation (spec 04 §2.3, §10).
func (a Actor) CanPitch() bool {
	switch {
	case a.ProducesJournalism():
		return true
	case a.IsActingPROfficer():
		return a.HasMission("press_release")
	}
	return slices.Contains(communicators, a.Community)
}

// CanCommission reports whether the actor may order stories (commandes): a
// journalist who produces, or an editor-in-chief for the own media
// (spec 04 §2.4, §5.3).
func (a Actor) CanCommission() bool {
	return a.ProducesJournalism() || a.IsEditorInChief(a.OrganisationID)
}

// The guards of the chain from a pitch to an article.
var (
	// Pitches is for who may propose a story, and for editors-in-chief, whatever
	// their profile, who receive them (spec 04 §2.4).
	Pitches = Guard{"pitches", only(func(a Actor) bool { return a.CanPitch() || a.IsEditorInChief(a.OrganisationID) })}

	// Proposing is for who may propose a story.
	Proposing = Guard{"proposing", only(Actor.CanPitch)}

	// Commissioning is for who may order a story.
	Commissioning = Guard{"commissioning", only(Actor.CanCommission)}

	// Dashboard is the first page of Work for those who publish most: journalists
	// and academics (spec 04 §2.2).
	Dashboard = Guard{"dashboard", only(func(a Actor) bool { return a.Community == PressMedia || a.Community == Academic })}
)
