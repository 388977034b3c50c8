// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
)

// auditKind is what entries about walls are about.
const auditKind = "wall"

// What the audit trail says of walls. Message keys are wall.audit.ACTION
// without its "wall." prefix.
const (
	ActionDrafted            = "wall.drafted"
	ActionActivated          = "wall.activated"
	ActionSuspended          = "wall.suspended"
	ActionReactivated        = "wall.reactivated"
	ActionCancelled          = "wall.cancelled"
	ActionConverted          = "wall.converted"
	ActionPaymentFailed      = "wall.payment_failed"
	ActionContentSaved       = "wall.content_saved"
	ActionConfigured         = "wall.configured"
	ActionImageAdded         = "wall.image_added"
	ActionImageDeleted       = "wall.image_deleted"
	ActionImageMoved         = "wall.image_moved"
	ActionMissionsAssigned   = "wall.missions_assigned"
	ActionPolicyChanged      = "wall.policy_changed"
	ActionVerified           = "wall.verified"
	ActionRoleInvited        = "wall.role_invited"
	ActionRoleWithdrawn      = "wall.role_withdrawn"
	ActionRoleAccepted       = "wall.role_accepted"
	ActionRoleRefused        = "wall.role_refused"
	ActionRoleRemoved        = "wall.role_removed"
	ActionRoleAppointed      = "wall.role_appointed"
	ActionRoleRequested      = "wall.role_requested"
	ActionOwnerOffered       = "wall.owner_offered"
	ActionOwnerChanged       = "wall.owner_changed"
	ActionJoinInvited        = "wall.join_invited"
	ActionJoinWithdrawn      = "wall.join_withdrawn"
	ActionMemberRemoved      = "wall.member_removed"
	ActionPartnerInvited     = "wall.partner_invited"
	ActionPartnerAccepted    = "wall.partner_accepted"
	ActionPartnerRefused     = "wall.partner_refused"
	ActionPartnerRevoked     = "wall.partner_revoked"
	ActionPartnerContract    = "wall.partner_contract"
	ActionPartnerDeclaration = "wall.partner_declaration"
)

// trail is where what happens to walls and partnerships is noted.
func (n *Needs) trail() audit.Trail { return audit.Trail{IDs: n.IDs, Now: n.Now} }

// audit notes what was done to a wall, in the same transaction. Details hold
// ids and codes, nothing personal: the trace outlives people.
func (n *Needs) audit(ctx context.Context, tx bun.Tx, by access.Actor, action string, wallID int64, details map[string]string) error {
	return n.trail().Note(ctx, tx, audit.Entry{
		ActorID: by.UserID, Action: action, ObjectKind: auditKind, ObjectID: wallID, Details: details,
	})
}

// HistoryRow is a line of a wall's history.
type HistoryRow struct {
	ID      int64
	At      time.Time
	Action  string            // one of Action…
	Actor   string            // full name; "" for the platform or somebody gone
	Details map[string]string `bun:"type:jsonb"`
	About   string            `bun:"-"` // the member, agency or client it was done to; "" for none
}

// Role is the role that was given or taken, or "".
func (r *HistoryRow) Role() string { return r.Details["role"] }

// historyPage is how many lines a page of history has.
const historyPage = 50

// History returns the last things done to a wall that by may run, before an
// entry (0: the newest).
func (s *Walls) History(ctx context.Context, by access.Actor, wallID, before int64) ([]HistoryRow, error) {
	if _, err := s.managed(ctx, by, wallID); err != nil {
		return nil, err
	}
	return s.history(ctx, wallID, before, historyPage)
}

// mostExported bounds the export of a history.
const mostExported = 10_000

// ExportHistory returns the newest ten thousand things done to a wall that by
// may run, for a spreadsheet.
func (s *Walls) ExportHistory(ctx context.Context, by access.Actor, wallID int64) ([]HistoryRow, error) {
	if _, err := s.managed(ctx, by, wallID); err != nil {
		return nil, err
	}
	return s.history(ctx, wallID, 0, mostExported)
}

// lineage finds a wall and those of other types that it has replaced: their
// years are its own (spec 07 §14.12).
const lineage = `WITH RECURSIVE line(id, former) AS (
  SELECT bw.id, bw.replaces_id FROM business_walls bw WHERE bw.id = ?
  UNION SELECT bw.id, bw.replaces_id FROM business_walls bw JOIN line ON bw.id = line.former
) SELECT line.id FROM line`

func (s *Walls) history(ctx context.Context, wallID, before, limit int64) ([]HistoryRow, error) {
	var found []HistoryRow
	q := s.DB.Reader().NewSelect().TableExpr("audit_entries AS ae").
		ColumnExpr("ae.id, ae.at, ae.action, ae.details, coalesce(trim(m.first_name || ' ' || m.last_name), '') AS actor").
		Join("LEFT JOIN members AS m ON m.id = ae.actor_id").
		Where("ae.object_kind = ?", auditKind).Where("ae.object_id IN ("+lineage+")", wallID).
		Order("ae.id DESC").Limit(limit)
	if before != 0 {
		q = q.Where("ae.id < ?", before)
	}
	if err := q.Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("read the history of wall %d: %w", wallID, err)
	}
	return found, s.nameSubjects(ctx, found)
}

// nameSubjects says whom each line is about, with one query for members and
// one for walls.
func (s *Walls) nameSubjects(ctx context.Context, rows []HistoryRow) error {
	members, err := s.subjects(ctx, rows, "member", "SELECT m.id, trim(m.first_name || ' ' || m.last_name) AS name FROM members m WHERE m.id IN (?)")
	if err != nil {
		return err
	}
	const walls = "SELECT bw.id, " + displayName + " AS name FROM business_walls bw LEFT JOIN organisations o ON o.id = bw.organisation_id WHERE bw.id IN (?)"
	agencies, err := s.subjects(ctx, rows, "agency", walls)
	if err != nil {
		return err
	}
	clients, err := s.subjects(ctx, rows, "client", walls)
	if err != nil {
		return err
	}
	for i := range rows {
		d := rows[i].Details
		rows[i].About = cmp.Or(members[d["member"]], agencies[d["agency"]], clients[d["client"]])
	}
	return nil
}

// subjects names the ids that details have under a key.
func (s *Walls) subjects(ctx context.Context, rows []HistoryRow, key, query string) (map[string]string, error) {
	names := map[string]string{}
	var wanted []int64
	for i := range rows {
		text := rows[i].Details[key]
		if id, err := strconv.ParseInt(text, 10, 64); err == nil && !slices.Contains(wanted, id) {
			wanted = append(wanted, id)
		}
	}
	if len(wanted) == 0 {
		return names, nil
	}
	var found []struct {
		ID   int64
		Name string
	}
	if err := s.DB.Reader().NewRaw(query, bun.List(wanted)).Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("name the subjects of a history: %w", err)
	}
	for _, f := range found {
		names[strconv.FormatInt(f.ID, 10)] = f.Name
	}
	return names, nil
}
