// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/paging"
)

// State is where a release stands, as lists filter it: a draft that waits for
// its minute is told from the others.
type State string

// The states of a release.
const (
	AnyState  State = ""
	Draft     State = "draft"
	Scheduled State = "scheduled"
	Public    State = "public"
	Expired   State = "expired"
)

// Filter selects among the releases that a member takes care of.
type Filter struct {
	Query       string // part of the title, whatever the case
	State       State
	PublisherID int64 // éditeur; 0 for all
	Order       Order
	After       Position // go on after this row; zero from the first
	Limit       int64    // rows of a page

	carer carer
}

// carer is who takes care of releases: CanEdit in SQL.
type carer struct {
	memberID      int64
	organisations []int64 // whose releases by others are looked after too
}

func carerOf(by access.Actor) carer { return carer{by.UserID, by.ReleaseOrganisations()} }

// sees restricts a query to the releases that CanEdit allows.
func (c carer) sees(q *bun.SelectQuery) *bun.SelectQuery {
	if len(c.organisations) == 0 {
		return q.Where("r.owner_id = ?", c.memberID)
	}
	return q.Where("(r.owner_id = ? OR r.publisher_id IN (?))", c.memberID, bun.List(c.organisations))
}

// matching applies everything of f but the paging.
func (f Filter) matching(q *bun.SelectQuery) *bun.SelectQuery {
	q = f.carer.sees(q)
	q = paging.Containing(q, "r.title", f.Query)
	switch f.State {
	case Draft:
		q = q.Where("r.status = ?", content.Draft).Where("r.scheduled_at IS NULL")
	case Scheduled:
		q = q.Where("r.scheduled_at IS NOT NULL")
	case Public, Expired:
		q = q.Where("r.status = ?", content.Status(f.State))
	case AnyState:
	}
	if f.PublisherID != 0 {
		q = q.Where("r.publisher_id = ?", f.PublisherID)
	}
	return q
}

// Row is a release as a list shows it.
type Row struct {
	Release `bun:",extend"`

	Author    string `bun:",scanonly"`
	Publisher string `bun:",scanonly"` // éditeur, or ""
	Cover     string `bun:",scanonly"` // media name of the first picture
	ViewCount int64  `bun:",scanonly"` // distinct readers of the mirror
	PostID    int64  `bun:",scanonly"` // the mirror, or 0
}

// releaseRow returns one release as the list shows it.
func releaseRow(ctx context.Context, db bun.IDB, c carer, id int64) (Row, error) {
	var row Row
	err := c.sees(rows(db.NewSelect().Model(&row))).Where("r.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return row, errs.ErrNotFound
	}
	return row, err
}

// rows selects what a line shows and is sorted by.
func rows(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Column("r.id", "r.owner_id", "r.publisher_id", "r.title", "r.title_key", "r.body", "r.status", "r.genre", "r.section", "r.topic",
		"r.sector", "r.embargoed_until", "r.scheduled_at", "r.published_at", "r.release_at", "r.expires_at", "r.created_at", "r.modified_at", "r.listed_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS author").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name, '') AS publisher").
		ColumnExpr("coalesce(ri.media_name, '') AS cover").
		ColumnExpr("coalesce(p.view_count, 0) AS view_count").
		ColumnExpr("coalesce(p.id, 0) AS post_id").
		Join("JOIN members AS m ON m.id = r.owner_id").
		Join("LEFT JOIN organisations AS o ON o.id = r.publisher_id").
		Join("LEFT JOIN press_release_images AS ri ON ri.release_id = r.id AND ri.position = 0").
		Join("LEFT JOIN posts AS p ON p.kind = ? AND p.source_id = r.id", content.PressRelease)
}

// publishersOf returns the organisations that the releases of a list are
// published for, by name.
func publishersOf(ctx context.Context, db bun.IDB, c carer) ([]mandate.Represented, error) {
	var found []mandate.Represented
	err := db.NewSelect().TableExpr("organisations AS o").
		ColumnExpr("o.id, coalesce(nullif(o.wall_name, ''), o.name) AS name").
		Where("o.id IN (?)", c.sees(db.NewSelect().Model((*Release)(nil)).Column("r.publisher_id"))).
		Scan(ctx, &found)
	slices.SortFunc(found, func(a, b mandate.Represented) int {
		return cmp.Or(cmp.Compare(content.SortKey(a.Name), content.SortKey(b.Name)), cmp.Compare(a.ID, b.ID))
	})
	return found, err
}

func figuresOf(ctx context.Context, db bun.IDB, c carer) (Figures, error) {
	var f Figures
	err := c.sees(db.NewSelect().Model((*Release)(nil))).
		ColumnExpr("count(*)").
		ColumnExpr("count(CASE WHEN r.status = ? AND r.scheduled_at IS NULL THEN 1 END)", content.Draft).
		ColumnExpr("count(r.scheduled_at)").
		ColumnExpr("count(CASE WHEN r.status = ? THEN 1 END)", content.Public).
		ColumnExpr("coalesce(sum(p.view_count), 0)").
		Join("LEFT JOIN posts AS p ON p.kind = ? AND p.source_id = r.id", content.PressRelease).
		Scan(ctx, &f.Total, &f.Drafts, &f.Scheduled, &f.Public, &f.Readers)
	return f, err
}
