// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
)

// Work is a content of a member that the dashboard lists, of whatever kind.
type Work struct {
	Kind      string // article, pitch, assignment, press_release, event
	ID        int64
	Title     string
	Outlet    string // média, or the organisation it is published for
	Status    content.Status
	Outcome   Outcome // of a pitch
	Agreed    bool    // of an assignment, by its journalist
	CreatedAt time.Time
}

// WorkFigures are the numbers of the dashboard that the newsroom knows (spec 04
// §7.3); deleted things are not among them.
type WorkFigures struct {
	Articles          int // whatever their state: what the list shows
	PublishedArticles int
	DraftArticles     int // articles en cours
	Pitches           PitchFigures
	Assignments       AssignmentFigures
}

// RecentWorks is how many of the latest contents the dashboard lists.
const RecentWorks = 10

// Overview is what a member's dashboard shows of the newsroom.
type Overview struct {
	db          bun.IDB
	pitches     *PitchService
	assignments *AssignmentService
}

// NewOverview returns the overview over both services.
func NewOverview(pitches *PitchService, assignments *AssignmentService) *Overview {
	return &Overview{db: pitches.DB.Reader(), pitches: pitches, assignments: assignments}
}

// Figures counts what by has in the newsroom.
func (o *Overview) Figures(ctx context.Context, by access.Actor) (WorkFigures, error) {
	var f WorkFigures
	var err error
	if f.Pitches, err = o.pitches.Figures(ctx, by); err != nil {
		return WorkFigures{}, err
	}
	if f.Assignments, err = o.assignments.Figures(ctx, by); err != nil {
		return WorkFigures{}, err
	}
	err = o.db.NewSelect().Model((*Article)(nil)).ColumnExpr("count(*)").
		ColumnExpr("count(CASE WHEN a.status = ? THEN 1 END)", content.Public).
		ColumnExpr("count(CASE WHEN a.status = ? THEN 1 END)", content.Draft).
		Where("a.owner_id = ?", by.UserID).Scan(ctx, &f.Articles, &f.PublishedArticles, &f.DraftArticles)
	if err != nil {
		return WorkFigures{}, fmt.Errorf("count the articles of %d: %w", by.UserID, err)
	}
	return f, nil
}

// Recent returns the latest contents of by in the newsroom, the newest first.
func (o *Overview) Recent(ctx context.Context, by access.Actor) ([]Work, error) {
	var all []Work
	for _, part := range []struct{ kind, table, outcome, agreed string }{
		{"article", "articles", "''", "TRUE"}, {"pitch", "pitches", "w.outcome", "TRUE"}, {"assignment", "assignments", "''", "w.agreed_at IS NOT NULL"},
	} {
		var found []Work
		err := o.db.NewSelect().TableExpr("? AS w", bun.Ident(part.table)).
			ColumnExpr("? AS kind", part.kind).ColumnExpr("w.id, w.title, w.status, w.created_at").
			ColumnExpr("? AS outcome", bun.Safe(part.outcome)).ColumnExpr("? AS agreed", bun.Safe(part.agreed)).
			ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name) AS outlet").
			Join("JOIN organisations AS o ON o.id = w.outlet_id").
			Where("w.owner_id = ?", by.UserID).Where("w.deleted_at IS NULL").
			Order("w.id DESC").Limit(RecentWorks).Scan(ctx, &found)
		if err != nil {
			return nil, fmt.Errorf("list the recent %s of %d: %w", part.table, by.UserID, err)
		}
		all = append(all, found...)
	}
	return Latest(all), nil
}

// Latest keeps the newest of the contents of several rooms, in order.
func Latest(all []Work) []Work {
	slices.SortFunc(all, func(a, b Work) int { return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.ID, a.ID)) })
	return all[:min(len(all), RecentWorks)]
}
