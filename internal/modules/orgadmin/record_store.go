// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

const rowColumns = "o.id, o.name, coalesce(o.wall_id, 0) AS wall_id, o.wall_name, o.wall_type, o.active, o.karma, o.created_at, o.modified_at, " +
	"(SELECT count(*) FROM members m WHERE m.organisation_id = o.id AND m.active AND m.deleted_at IS NULL) AS members"

func rowByID(ctx context.Context, db bun.IDB, id int64) (*Row, error) {
	r := new(Row)
	err := db.NewSelect().TableExpr("organisations AS o").ColumnExpr(rowColumns).Where("o.id = ?", id).Where("o.deleted_at IS NULL").Scan(ctx, r)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("read organisation %d: %w", id, err)
	}
	return r, nil
}

func wallsOf(ctx context.Context, db bun.IDB, id int64) ([]Wall, error) {
	var found []Wall
	err := db.NewSelect().TableExpr("business_walls AS bw").
		ColumnExpr("bw.id, bw.name, bw.type, bw.status, bw.owner_id, bw.payer_email, bw.activated_at, bw.blocked_at, bw.cancelled_at, bw.past_due_since, bw.suspends_at, bw.created_at").
		ColumnExpr("bw.siren, bw.vat_number, bw.approval, bw.verification, bw.verification_comment").
		ColumnExpr("trim(m.first_name || ' ' || m.last_name) AS owner_name, m.email AS owner_email").
		Join("JOIN members AS m ON m.id = bw.owner_id").
		Where("bw.organisation_id = ?", id).Order("bw.id DESC").Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the walls of organisation %d: %w", id, err)
	}
	var paid []Subscription
	err = db.NewSelect().TableExpr("subscriptions AS s").
		ColumnExpr("s.wall_id, s.status, s.reference, s.quantity, s.cycle, s.net_cents, s.currency, s.customer_id, coalesce(s.provider_id, '') AS provider_id, s.started_at, s.period_end").
		Where("s.wall_id IN (SELECT w.id FROM business_walls w WHERE w.organisation_id = ?)", id).Scan(ctx, &paid)
	if err != nil {
		return nil, fmt.Errorf("read the subscriptions of organisation %d: %w", id, err)
	}
	for i := range found {
		for j := range paid {
			if paid[j].WallID == found[i].ID {
				found[i].Subscription = &paid[j]
			}
		}
	}
	return found, nil
}

func addressesOf(ctx context.Context, db bun.IDB, id int64) ([]string, error) {
	found := []string{}
	err := db.NewSelect().TableExpr("members AS m").ColumnExpr("m.email").Where("m.organisation_id = ?", id).
		Where("m.active").Where("m.deleted_at IS NULL").Order("m.email").Limit(MostAddresses).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the members of organisation %d: %w", id, err)
	}
	return found, nil
}

func invitedTo(ctx context.Context, db bun.IDB, id int64) ([]string, error) {
	found := []string{}
	err := db.NewSelect().TableExpr("organisation_invitations AS oi").ColumnExpr("oi.email").
		Where("oi.organisation_id = ?", id).Order("oi.email").Limit(MostAddresses).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the invitations of organisation %d: %w", id, err)
	}
	return found, nil
}

// mostTwins bounds the look-alikes that are shown.
const mostTwins = 10

// twinsOf finds the organisations that have the name, or whose wall has it.
func twinsOf(ctx context.Context, db bun.IDB, of *Row) ([]Row, error) {
	var found []Row
	err := db.NewSelect().TableExpr("organisations AS o").ColumnExpr(rowColumns).
		Where("o.deleted_at IS NULL").Where("o.id <> ?", of.ID).
		Where("(lower(o.name) = lower(?0) OR lower(o.wall_name) = lower(?0))", of.Name).
		OrderExpr("o.wall_type = '', o.id").Limit(mostTwins).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("look for organisations like %d: %w", of.ID, err)
	}
	return found, nil
}

// historyRows is how many lines of the past a page shows.
const historyRows = 50

func historyOf(ctx context.Context, db bun.IDB, id int64) ([]HistoryRow, error) {
	var found []HistoryRow
	err := db.NewSelect().TableExpr("audit_entries AS ae").
		ColumnExpr("ae.id, ae.at, ae.object_kind AS kind, ae.action, coalesce(trim(m.first_name || ' ' || m.last_name), '') AS actor").
		Join("LEFT JOIN members AS m ON m.id = ae.actor_id").
		Where("(ae.object_kind = ? AND ae.object_id = ? OR ae.object_kind = ? AND ae.object_id IN (SELECT w.id FROM business_walls w WHERE w.organisation_id = ?))",
			auditKind, id, wallKind, id).
		Order("ae.id DESC").Limit(historyRows).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the history of organisation %d: %w", id, err)
	}
	return found, nil
}

func shownBy(ctx context.Context, db bun.IDB, id int64) (logo string, posts int, err error) {
	err = db.NewRaw(`
SELECT coalesce((SELECT bw.logo FROM business_walls bw JOIN organisations o ON o.wall_id = bw.id WHERE o.id = ?0), ''),
       (SELECT count(*) FROM posts p WHERE p.publisher_id = ?0 AND p.deleted_at IS NULL)`, id).Scan(ctx, &logo, &posts)
	if err != nil {
		return "", 0, fmt.Errorf("read what organisation %d shows: %w", id, err)
	}
	return logo, posts, nil
}
