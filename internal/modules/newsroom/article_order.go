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
	"aipress24.com/aipress24/internal/core/paging"
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

// Position is a row of a sorted list, from which the list goes on.
type Position = paging.Position

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

// column is what rows are sorted by, before their ids. The outlets are those of
// the author, by name.
func (o ArticleOrder) column(outlets []Outlet) *paging.Column[ArticleRow] {
	switch o.Column {
	case ByTitle:
		return paging.Text("a.title_key", func(r *ArticleRow) string { return r.TitleKey })
	case ByStatus:
		return paging.Text("a.status", func(r *ArticleRow) string { return string(r.Status) })
	case ByDate:
		return paging.Instant(bun.SafeQuery("a.listed_at"), func(r *ArticleRow) time.Time { return r.ListedAt })
	case ByOutlet:
		return outletColumn(outlets)
	case ByCreation:
	}
	return nil
}

// outletColumn sorts by the name of the outlet.
func outletColumn(outlets []Outlet) *paging.Column[ArticleRow] {
	return &paging.Column[ArticleRow]{
		By:  rankOf(outlets),
		Key: func(r *ArticleRow) string { return strconv.FormatInt(r.OutletID, 36) },
		Value: func(key string) (any, error) {
			i := slices.IndexFunc(outlets, func(o Outlet) bool { return strconv.FormatInt(o.ID, 36) == key })
			if i < 0 {
				return nil, errs.ErrNotFound
			}
			return i, nil
		},
	}
}

// rankOf numbers the outlets by name: an author writes for a few, and a name
// that changes moves its articles at once.
func rankOf(outlets []Outlet) schema.QueryWithArgs {
	if len(outlets) == 0 {
		return bun.SafeQuery("a.outlet_id")
	}
	var b strings.Builder
	args := make([]any, 0, 2*len(outlets))
	b.WriteString("CASE a.outlet_id")
	for i, o := range outlets {
		b.WriteString(" WHEN ? THEN ?")
		args = append(args, o.ID, i)
	}
	b.WriteString(" END")
	return bun.SafeQuery(b.String(), args...)
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
