// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"
)

// rows returns at most limit rows after a place, or before one, backwards. The
// two parts of the list, organisations with a wall in force and the others, are
// each in the order of an index.
func (n *Needs) rows(ctx context.Context, f Filter, after, before Place, limit int) ([]Row, error) {
	var found []Row
	for _, plain := range parts(after, before) {
		var part []Row
		from := Place{}
		switch {
		case !before.IsZero() && before.Plain == plain:
			from = before
		case before.IsZero() && after.Plain == plain:
			from = after
		}
		q := matching(f, n.DB.Reader().NewSelect()).
			ColumnExpr("o.id, o.name, coalesce(o.wall_id, 0) AS wall_id, o.wall_name, o.wall_type, o.active, o.karma, o.created_at, o.modified_at").
			ColumnExpr("(SELECT count(*) FROM members m WHERE m.organisation_id = o.id AND m.active AND m.deleted_at IS NULL) AS members").
			Where(official(!plain))
		order, sign := "o.name, o.id", ">"
		if !before.IsZero() {
			order, sign = "o.name DESC, o.id DESC", "<"
		}
		if !from.IsZero() {
			q = q.Where("(o.name, o.id) "+sign+" (?, ?)", from.Name, from.ID)
		}
		if err := q.OrderExpr(order).Limit(int64(limit-len(found))).Scan(ctx, &part); err != nil {
			return nil, fmt.Errorf("list organisations: %w", err)
		}
		if found = append(found, part...); len(found) == limit {
			break
		}
	}
	return found, nil
}

// parts says which parts of the list come from a place on, in reading order:
// false is the organisations with a wall in force.
func parts(after, before Place) []bool {
	switch {
	case !before.IsZero() && before.Plain:
		return []bool{true, false}
	case !before.IsZero():
		return []bool{false}
	case after.Plain:
		return []bool{true}
	}
	return []bool{false, true}
}

// official is the condition of a part of the list.
func official(yes bool) string {
	if yes {
		return "o.wall_type <> ''"
	}
	return "o.wall_type = ''"
}

// count counts at most one more than MostCounted.
func (n *Needs) count(ctx context.Context, f Filter) (int, error) {
	var total int
	some := matching(f, n.DB.Reader().NewSelect()).ColumnExpr("1 AS one").Limit(MostCounted + 1)
	err := n.DB.Reader().NewSelect().TableExpr("(?) AS counted", some).ColumnExpr("count(*)").Scan(ctx, &total)
	if err != nil {
		return 0, fmt.Errorf("count organisations: %w", err)
	}
	return total, nil
}

// matching selects the organisations of a list.
func matching(f Filter, q *bun.SelectQuery) *bun.SelectQuery {
	q = q.TableExpr("organisations AS o").Where("o.deleted_at IS NULL")
	switch f.Standing {
	case Official:
		q = q.Where("o.wall_type <> ''").Where("o.active")
	case Suspended:
		q = q.Where("o.wall_type = ''").Where("o.wall_id IS NOT NULL").Where("o.active")
	case Unofficial:
		q = q.Where("o.wall_id IS NULL").Where("o.active")
	case Closed:
		q = q.Where("NOT o.active")
	}
	if f.WallType != "" {
		q = q.Where("o.wall_type = ?", f.WallType)
	}
	for _, word := range f.words() {
		pattern := "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(word) + "%"
		q = q.Where("(lower(o.name) LIKE ? ESCAPE '!' OR lower(o.wall_name) LIKE ? ESCAPE '!')", pattern, pattern)
	}
	return q
}
