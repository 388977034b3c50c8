// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/member"
)

func rolesOf(ctx context.Context, db bun.IDB, id int64) ([]string, error) {
	var roles []string
	err := db.NewSelect().Model((*member.Role)(nil)).Column("mr.role").Where("mr.member_id = ?", id).Order("mr.role").Scan(ctx, &roles)
	if err != nil {
		return nil, fmt.Errorf("read the roles of %d: %w", id, err)
	}
	return roles, nil
}

func employerOf(ctx context.Context, db bun.IDB, id int64) (Employer, error) {
	var e Employer
	if id == 0 {
		return e, nil
	}
	err := db.NewRaw("SELECT id, name, wall_name, wall_type FROM organisations WHERE id = ? AND deleted_at IS NULL", id).
		Scan(ctx, &e.ID, &e.Name, &e.WallName, &e.WallType)
	if errors.Is(err, sql.ErrNoRows) {
		return Employer{}, nil
	}
	if err != nil {
		return e, fmt.Errorf("read organisation %d: %w", id, err)
	}
	return e, nil
}

// mostShown bounds the lists of one page.
const mostShown = 50

func notesOf(ctx context.Context, db bun.IDB, id int64) ([]Note, error) {
	var notes []Note
	err := db.NewSelect().Model(&notes).
		ColumnExpr("rn.*").ColumnExpr("coalesce(trim(a.first_name || ' ' || a.last_name), '') AS author").
		Join("LEFT JOIN members AS a ON a.id = rn.author_id").
		Where("rn.member_id = ?", id).Order("rn.id DESC").Limit(mostShown).Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read the notes on %d: %w", id, err)
	}
	return notes, nil
}

func reviewerOf(ctx context.Context, db bun.IDB, id int64) (*Person, error) {
	p := new(Person)
	err := db.NewRaw(`
SELECT m.id, trim(m.first_name || ' ' || m.last_name), m.email, m.language
FROM review_assignments ra JOIN members m ON m.id = ra.reviewer_id WHERE ra.member_id = ?`, id).
		Scan(ctx, &p.ID, &p.Name, &p.Email, &p.Language)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // nobody is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read who looks after %d: %w", id, err)
	}
	return p, nil
}

// signedIn is what the module account writes when somebody signs in.
const signedIn = "signed_in"

// HistoryRow is a line of the audit trail about a member.
type HistoryRow struct {
	At     time.Time
	Action string
	Actor  string // name; "" for the command line or somebody gone
	Role   string // given or taken, or ""
}

// historyOf returns the last things done to a member, and the last look of each
// administrator. Signing in is left out: who comes every day would push the
// decisions out (spec 02 §19.12); when it was last is among the facts.
func historyOf(ctx context.Context, db bun.IDB, id int64) (done, views []HistoryRow, err error) {
	err = db.NewSelect().TableExpr("audit_entries AS ae").
		ColumnExpr("ae.at, ae.action, coalesce(trim(m.first_name || ' ' || m.last_name), '') AS actor").
		ColumnExpr("coalesce(ae.details ->> 'role', '') AS role").
		Join("LEFT JOIN members AS m ON m.id = ae.actor_id").
		Where("ae.object_kind = 'member'").Where("ae.object_id = ?", id).
		Where("ae.action NOT IN (?)", bun.List([]string{ActionViewed, signedIn})).
		OrderExpr("ae.id DESC").Limit(mostShown).Scan(ctx, &done)
	if err == nil {
		err = db.NewSelect().TableExpr("audit_entries AS ae").
			ColumnExpr("max(ae.id) AS last_id, max(ae.at) AS at, coalesce(max(trim(m.first_name || ' ' || m.last_name)), '') AS actor").
			Join("LEFT JOIN members AS m ON m.id = ae.actor_id").
			Where("ae.object_kind = 'member'").Where("ae.object_id = ?", id).Where("ae.action = ?", ActionViewed).
			GroupExpr("ae.actor_id").OrderExpr("last_id DESC").Limit(5).Scan(ctx, &views)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read the history of %d: %w", id, err)
	}
	return done, views, nil
}

// Likeness says what two people have in common.
type Likeness string

// The likenesses (spec 02 §19.3).
const (
	SameName  Likeness = "name"
	SamePhone Likeness = "phone"
	SameCard  Likeness = "card"
	SameEmail Likeness = "email" // one's recovery address is the other's address
)

// LookAlike is somebody who may be the same person.
type LookAlike struct {
	ID           int64
	Name         string
	Email        string
	Organisation string
	Active       bool
	Refused      bool // an applicant who was refused; there is no page of it
	Likeness     []Likeness
}

// lookAlikes returns the other people with the same name, telephone or press
// card, or one of the same addresses, 20 at most: those who were refused too, as
// long as it is kept who they are.
func lookAlikes(ctx context.Context, db bun.IDB, m *member.Member) ([]LookAlike, error) {
	const query = `
WITH me AS (SELECT name_key, phone_key, card_key FROM member_lookup WHERE member_id = ?0),
alike AS (
  SELECT l.member_id AS id, 'name' AS likeness FROM me JOIN member_lookup l ON l.name_key = me.name_key AND l.name_key <> ''
  UNION SELECT l.member_id, 'phone' FROM me JOIN member_lookup l ON l.phone_key = me.phone_key AND l.phone_key <> '' WHERE length(me.phone_key) >= 6
  UNION SELECT l.member_id, 'card' FROM me JOIN member_lookup l ON l.card_key = me.card_key AND l.card_key <> ''
  UNION SELECT e.id, 'email' FROM members e WHERE e.email = ?1 AND ?1 <> ''
  UNION SELECT r.id, 'email' FROM members r WHERE r.recovery_email = ?2 AND r.recovery_email <> ''
  UNION SELECT r.id, 'email' FROM members r WHERE r.recovery_email = ?1 AND r.recovery_email <> ''
  UNION SELECT f.id, 'email' FROM members f WHERE f.former_email IN (?1, ?2) AND f.former_email <> '')
SELECT m.id, trim(m.first_name || ' ' || m.last_name), CASE WHEN m.deleted_at IS NULL THEN m.email ELSE m.former_email END,
       coalesce(nullif(o.wall_name, ''), o.name, ''), m.active, m.deleted_at IS NOT NULL, a.likeness
FROM alike a JOIN members m ON m.id = a.id AND (m.deleted_at IS NULL OR m.validation_status = ?3 AND m.anonymised_at IS NULL)
LEFT JOIN organisations o ON o.id = m.organisation_id AND o.deleted_at IS NULL
WHERE m.id <> ?0 ORDER BY m.id, a.likeness LIMIT 40`
	rows, err := db.QueryContext(ctx, query, m.ID, m.RecoveryEmail, m.Email, member.StatusRejected)
	if err != nil {
		return nil, fmt.Errorf("look for people like %d: %w", m.ID, err)
	}
	defer rows.Close() //nolint:errcheck // read to its end
	var found []LookAlike
	for rows.Next() {
		var one LookAlike
		var likeness Likeness
		if err := rows.Scan(&one.ID, &one.Name, &one.Email, &one.Organisation, &one.Active, &one.Refused, &likeness); err != nil {
			return nil, fmt.Errorf("look for people like %d: %w", m.ID, err)
		}
		if last := len(found) - 1; last >= 0 && found[last].ID == one.ID {
			found[last].Likeness = append(found[last].Likeness, likeness)
			continue
		}
		one.Likeness = []Likeness{likeness}
		found = append(found, one)
	}
	return found, rows.Err()
}

// rightsOf reads what a member may do for organisations, newest first.
func rightsOf(ctx context.Context, db bun.IDB, m *member.Member) (*Rights, error) {
	const query = `
SELECT kind, wall, type, role, status, employers FROM (
  SELECT 'owner' AS kind, bw.name AS wall, bw.type AS type, '' AS role, bw.status AS status, bw.id AS id,
    CASE WHEN bw.organisation_id = ?1 THEN 1 ELSE 0 END AS employers
  FROM business_walls bw WHERE bw.owner_id = ?0
  UNION ALL
  SELECT 'role', bw.name, bw.type, wr.role, wr.status, wr.id, 0
  FROM wall_roles wr JOIN business_walls bw ON bw.id = wr.wall_id WHERE wr.member_id = ?0
  UNION ALL
  SELECT 'partnership', c.name, c.type, '', pa.status, pa.id, 0
  FROM partnerships pa JOIN business_walls a ON a.id = pa.agency_id JOIN business_walls c ON c.id = pa.client_id
  WHERE a.organisation_id = ?1) AS held
ORDER BY id DESC LIMIT 150`
	rows, err := db.QueryContext(ctx, query, m.ID, m.OrganisationID)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // read to its end
	r := &Rights{}
	for rows.Next() {
		var kind string
		var w WallRight
		var employers int
		if err := rows.Scan(&kind, &w.Wall, &w.Type, &w.Role, &w.Status, &employers); err != nil {
			return nil, err
		}
		w.Employers = employers == 1
		r.add(kind, w)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	err = db.NewRaw(`
SELECT o.id AS organisation_id, coalesce(nullif(o.wall_name, ''), o.name) AS organisation, oi.created_at AS at
FROM organisation_invitations oi JOIN organisations o ON o.id = oi.organisation_id AND o.deleted_at IS NULL
WHERE oi.email = ? ORDER BY oi.id DESC LIMIT 50`, member.NormaliseEmail(m.Email)).Scan(ctx, &r.Invitations)
	return r, err
}
