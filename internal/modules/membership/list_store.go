// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// rows returns one row more than a page when there are more; those before a
// place come backwards.
func (n *Needs) rows(ctx context.Context, kind ListKind, q ListQuery) ([]Row, error) {
	var found []Row
	query := n.matching(kind, q, n.DB.Reader().NewSelect()).
		ColumnExpr("m.id, m.first_name, m.last_name, m.photo, m.karma, m.last_login_at").
		ColumnExpr("m.email_verified_at IS NOT NULL AS email_verified").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name, '') AS organisation").
		ColumnExpr("coalesce(nullif(pr.job_title, ''), pr.label, '') AS job_title").
		Join("LEFT JOIN organisations AS o ON o.id = m.organisation_id AND o.deleted_at IS NULL").
		Join("LEFT JOIN profiles AS pr ON pr.member_id = m.id")
	switch kind {
	case Members:
		query = query.ColumnExpr("m.email, m.status, m.submitted_at, '' AS reviewer")
	case Departed:
		query = query.ColumnExpr("coalesce(nullif(m.former_email, ''), m.email) AS email, m.validation_status AS status, m.closing_at AS erased_at").
			ColumnExpr("m.submitted_at, '' AS reviewer")
	case Newcomers, Modified:
		query = query.ColumnExpr("m.email, m.status")
		query = query.ColumnExpr("coalesce(trim(r.first_name || ' ' || r.last_name), '') AS reviewer").
			Join("LEFT JOIN review_assignments AS ra ON ra.member_id = m.id").
			Join("LEFT JOIN members AS r ON r.id = ra.reviewer_id")
		submitted := map[ListKind]string{Newcomers: "m.submitted_at", Modified: "pp.submitted_at"}[kind]
		query = query.ColumnExpr(submitted + " AS submitted_at")
	}
	if kind == Newcomers {
		query = query.ColumnExpr("pr.survey_profile, pr.professional")
	}
	err := inOrder(kind, q, query).Limit(PageRows+1).Scan(ctx, &found)
	return found, err
}

// inOrder sorts a list and goes on where it was left. Members who never signed
// in come last.
func inOrder(kind ListKind, q ListQuery, query *bun.SelectQuery) *bun.SelectQuery {
	column := "m.last_login_at"
	if kind == Newcomers {
		column = "m.submitted_at"
	}
	key := bun.Safe(column)
	switch after, before := q.After, q.Before; {
	case !before.IsZero() && before.At.IsZero():
		query = query.Where("(? IS NOT NULL OR m.id > ?)", key, before.ID)
	case !before.IsZero():
		query = query.Where("(? > ? OR ? = ? AND m.id > ?)", key, before.At, key, before.At, before.ID)
	case !after.IsZero() && after.At.IsZero():
		query = query.Where("? IS NULL AND m.id < ?", key, after.ID)
	case !after.IsZero() && kind == Newcomers: // always dated
		query = query.Where("(? < ? OR ? = ? AND m.id < ?)", key, after.At, key, after.At, after.ID)
	case !after.IsZero():
		query = query.Where("(? < ? OR ? = ? AND m.id < ? OR ? IS NULL)", key, after.At, key, after.At, after.ID, key)
	}
	if !q.Before.IsZero() {
		if kind == Newcomers {
			return query.OrderExpr("?, m.id", key)
		}
		return query.OrderExpr("? ASC NULLS FIRST, m.id", key)
	}
	if kind == Newcomers {
		return query.OrderExpr("? DESC, m.id DESC", key)
	}
	return query.OrderExpr("? DESC NULLS LAST, m.id DESC", key)
}

// count counts at most one more than MostCounted.
func (n *Needs) count(ctx context.Context, kind ListKind, q ListQuery) (int, error) {
	var total int
	some := n.matching(kind, q, n.DB.Reader().NewSelect()).ColumnExpr("1 AS one").Limit(MostCounted + 1)
	err := n.DB.Reader().NewSelect().TableExpr("(?) AS counted", some).ColumnExpr("count(*)").Scan(ctx, &total)
	return total, err
}

// matching selects the people of a list whom a search finds.
func (n *Needs) matching(kind ListKind, q ListQuery, query *bun.SelectQuery) *bun.SelectQuery {
	query = query.TableExpr("members AS m")
	if kind == Departed {
		// Both halves are found by an index; the refused are deleted already.
		query = query.Where("NOT m.active").Where("m.anonymised_at IS NULL").
			Where("(m.closing_at IS NOT NULL OR m.deleted_at IS NULL AND m.validation_status = ?)", member.StatusDeactivated)
	} else {
		query = query.Where("m.deleted_at IS NULL")
	}
	switch kind {
	case Newcomers:
		query = query.Where("NOT m.active").Where("m.validation_status = ?", member.StatusNew)
	case Modified:
		query = query.Join("JOIN profile_proposals AS pp ON pp.member_id = m.id").Where("m.active")
	case Members:
		query = query.Where("m.active")
	case Departed:
	}
	for _, word := range q.words() {
		query = n.holding(word, query)
	}
	return query
}

// shortest is the least number of characters that the engines' indexes find.
const shortest = 3

// holding keeps the members with a part in their names, address or employer.
// Parts of three characters and more are found by an index; shorter ones by
// reading the narrow table of words.
func (n *Needs) holding(part string, query *bun.SelectQuery) *bun.SelectQuery {
	if n.DB.Engine() == database.SQLite && utf8.RuneCountInString(part) >= shortest {
		phrase := `"` + strings.ReplaceAll(part, `"`, `""`) + `"`
		return query.Where("m.id IN (SELECT rowid FROM member_lookup_index WHERE words MATCH ?)", phrase)
	}
	pattern := "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(part) + "%"
	return query.Where("m.id IN (SELECT l.member_id FROM member_lookup AS l WHERE l.words LIKE ? ESCAPE '!')", pattern)
}
