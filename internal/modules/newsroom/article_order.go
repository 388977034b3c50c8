// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/schema"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
)

// ArticleColumn is a column that the list may be sorted by.
type ArticleColumn string

// The columns that sort. Without one, the list is in the order of writing, the
// newest first (spec 04 §7.1).
const (
	ByCreation ArticleColumn = ""
	ByTitle    ArticleColumn = "title"
	ByOutlet   ArticleColumn = "outlet" // by its name
	ByStatus   ArticleColumn = "status"
	ByDate     ArticleColumn = "date" // of publication, or of the last change of a draft
)

// ArticleOrder is the order of a list; articles that are equal by the column
// follow the order of writing.
type ArticleOrder struct {
	Column    ArticleColumn
	Ascending bool
}

// Position is a row of a sorted list, from which the list goes on. The zero
// Position is before the first row.
type Position struct {
	Key string // what the row is sorted by, as text; "" in the order of writing
	ID  int64
}

// BeforeAppendModel writes what lists sort by, whoever saves the article.
func (a *Article) BeforeAppendModel(_ context.Context, query bun.Query) error {
	switch query.(type) {
	case *bun.InsertQuery, *bun.UpdateQuery:
		a.TitleKey, a.ListedAt = content.SortKey(a.Title), a.listed()
	}
	return nil
}

// listed is the date a list shows: of the appearance, or of the last change.
func (a *Article) listed() time.Time {
	if a.Status == content.Public {
		return a.ShownAt()
	}
	return a.ModifiedAt
}

// sorting is an order as a query needs it.
type sorting struct {
	ArticleOrder

	outlets []Outlet // of the author, by name
}

// expression is what the rows are compared by, before their ids.
func (s sorting) expression() schema.QueryWithArgs {
	switch s.Column {
	case ByTitle:
		return bun.SafeQuery("a.title_key")
	case ByStatus:
		return bun.SafeQuery("a.status")
	case ByDate:
		return bun.SafeQuery("a.listed_at")
	case ByOutlet:
		return s.rank()
	case ByCreation:
	}
	return bun.SafeQuery("a.id")
}

// rank numbers the outlets by name: an author writes for a few, and a name that
// changes moves its articles at once.
func (s sorting) rank() schema.QueryWithArgs {
	if len(s.outlets) == 0 {
		return bun.SafeQuery("a.outlet_id")
	}
	var b strings.Builder
	args := make([]any, 0, 2*len(s.outlets))
	b.WriteString("CASE a.outlet_id")
	for i, o := range s.outlets {
		b.WriteString(" WHEN ? THEN ?")
		args = append(args, o.ID, i)
	}
	b.WriteString(" END")
	return bun.SafeQuery(b.String(), args...)
}

// order sorts the query, or sorts it the other way round.
func (s sorting) order(q *bun.SelectQuery, reversed bool) *bun.SelectQuery {
	direction := bun.Safe("DESC")
	if s.Ascending != reversed {
		direction = bun.Safe("ASC")
	}
	if s.Column != ByCreation {
		q = q.OrderExpr("? ?", s.expression(), direction)
	}
	return q.OrderExpr("a.id ?", direction) // ids sort by creation time
}

// after is the condition of the rows that follow a position. A position that
// no list gave is not found.
func (s sorting) after(p Position) (schema.QueryWithArgs, error) {
	sign := bun.Safe("<")
	if s.Ascending {
		sign = bun.Safe(">")
	}
	if s.Column == ByCreation {
		return bun.SafeQuery("a.id ? ?", sign, p.ID), nil
	}
	value, err := s.value(p.Key)
	return bun.SafeQuery("(?, a.id) ? (?, ?)", s.expression(), sign, value, p.ID), err
}

// value reads the key of a position.
func (s sorting) value(key string) (any, error) {
	switch s.Column {
	case ByOutlet:
		i := slices.IndexFunc(s.outlets, func(o Outlet) bool { return strconv.FormatInt(o.ID, 36) == key })
		if i < 0 {
			return nil, errs.ErrNotFound
		}
		return i, nil
	case ByDate:
		micro, err := strconv.ParseInt(key, 36, 64)
		if at := time.UnixMicro(micro).UTC(); err == nil && at.Year() > 0 && at.Year() < 10_000 { // what databases hold
			return at, nil
		}
		return nil, errs.ErrNotFound
	case ByCreation, ByTitle, ByStatus:
	}
	return key, nil
}

// position is where an article stands.
func (s sorting) position(a *Article) Position {
	p := Position{ID: a.ID}
	switch s.Column {
	case ByTitle:
		p.Key = a.TitleKey
	case ByOutlet:
		p.Key = strconv.FormatInt(a.OutletID, 36)
	case ByStatus:
		p.Key = string(a.Status)
	case ByDate:
		p.Key = strconv.FormatInt(a.ListedAt.UnixMicro(), 36)
	case ByCreation:
	}
	return p
}

// authorOutlets returns the outlets that an author's articles are written for,
// by name.
func authorOutlets(ctx context.Context, db bun.IDB, ownerID int64) ([]Outlet, error) {
	var found []Outlet
	err := db.NewSelect().TableExpr("organisations AS o").
		ColumnExpr("o.id, coalesce(nullif(o.wall_name, ''), o.name) AS name").
		Where("o.id IN (?)", db.NewSelect().Model((*Article)(nil)).Column("a.outlet_id").Where("a.owner_id = ?", ownerID)).
		Scan(ctx, &found)
	slices.SortFunc(found, func(a, b Outlet) int {
		return cmp.Or(cmp.Compare(content.SortKey(a.Name), content.SortKey(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return found, err
}
