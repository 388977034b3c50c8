// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/paging"
)

// AccreditationFilter selects among who takes part in an event.
type AccreditationFilter struct {
	Status Standing // "" for all
	Query  string   // part of a name
	After  Position // go on after this row; zero from the first
}

// AccreditationRow is one participation as its organiser sees it.
type AccreditationRow struct {
	Participation `bun:",extend"`

	Name         string `bun:",scanonly"`
	Photo        string `bun:",scanonly"`
	JobTitle     string `bun:",scanonly"`
	Organisation string `bun:",scanonly"`
}

// AccreditationPage is one page of who takes part in an event, the oldest
// request first.
type AccreditationPage struct {
	Post   *Post
	Rows   []AccreditationRow
	Counts map[Standing]int
	Next   Position
}

// accreditationRows is how many rows a page holds.
const accreditationRows = 50

// Accreditations returns a page of who takes part in an event, for who
// organises it; it is not found for anybody else's eyes.
func (s *Seats) Accreditations(ctx context.Context, by access.Actor, eventID int64, f AccreditationFilter) (AccreditationPage, error) {
	page := AccreditationPage{Counts: map[Standing]int{}}
	var err error
	if page.Post, err = s.organised(ctx, by, eventID); err != nil {
		return page, err
	}
	if page.Rows, page.Next, err = f.pager(page.Post.ID).Read(ctx, s.db.Reader()); err != nil {
		return page, fmt.Errorf("list who takes part in %d: %w", page.Post.ID, err)
	}
	var counts []struct {
		Status Standing
		N      int
	}
	err = s.db.Reader().NewSelect().Model((*Participation)(nil)).ColumnExpr("pa.status, count(*) AS n").
		Where("pa.post_id = ?", page.Post.ID).Group("pa.status").Scan(ctx, &counts)
	if err != nil {
		return page, fmt.Errorf("count who takes part in %d: %w", eventID, err)
	}
	for _, c := range counts {
		page.Counts[c.Status] = c.N
	}
	return page, nil
}

// organised reads what members see of an event that by organises.
func (s *Seats) organised(ctx context.Context, by access.Actor, eventID int64) (*Post, error) {
	post, err := postBySource(ctx, s.db.Reader(), eventID)
	switch {
	case err != nil:
		return nil, err
	case post == nil:
		return nil, errs.ErrNotFound
	case !post.IsOrganisedBy(by):
		return nil, errMayNotDecide
	}
	return post, nil
}

// pager reads those who take part in a post, the oldest request first.
func (f AccreditationFilter) pager(postID int64) paging.Pager[AccreditationRow] {
	return paging.Pager[AccreditationRow]{
		ID: "pa.id", IDOf: func(r *AccreditationRow) int64 { return r.ID }, Ascending: true, After: f.After, Limit: accreditationRows,
		Column: paging.Instant(bun.SafeQuery("pa.requested_at"), func(r *AccreditationRow) time.Time { return r.RequestedAt }),
		Rows:   accreditations,
		Matching: func(q *bun.SelectQuery) *bun.SelectQuery {
			q = q.Where("pa.post_id = ?", postID)
			if f.Status != "" {
				q = q.Where("pa.status = ?", f.Status)
			}
			return paging.Containing(q, "m.first_name || ' ' || m.last_name", f.Query)
		},
	}
}

// accreditations selects what a line shows and is sorted by.
func accreditations(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Column("pa.id", "pa.member_id", "pa.status", "pa.motive", "pa.message", "pa.badge_code", "pa.requested_at", "pa.attended_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS name, CASE WHEN pr.display_level = 0 THEN '' ELSE m.photo END AS photo").
		ColumnExpr("coalesce(nullif(pr.job_title, ''), pr.label, '') AS job_title, coalesce(nullif(o.wall_name, ''), o.name, '') AS organisation").
		Join("JOIN members AS m ON m.id = pa.member_id").
		Join("LEFT JOIN profiles AS pr ON pr.member_id = m.id").
		Join("LEFT JOIN organisations AS o ON o.id = m.organisation_id")
}

// EachAccreditation calls each with all who take part in an event, the oldest
// request first, for who organises it. It stops at the first error.
func (s *Seats) EachAccreditation(ctx context.Context, by access.Actor, eventID int64, f AccreditationFilter, each func(*AccreditationRow) error) error {
	post, err := s.organised(ctx, by, eventID)
	if err != nil {
		return err
	}
	return f.pager(post.ID).Each(ctx, s.db.Reader(), each)
}

// Badge is what a participant shows at the door.
type Badge struct {
	Post         *Post
	Code         string
	Name         string
	Photo        string
	JobTitle     string
	Organisation string
	Publisher    string
	AttendedAt   time.Time
}

// Badge returns the badge of by for an event of the agenda; without a seat it
// is not found.
func (s *Seats) Badge(ctx context.Context, by access.Actor, postID int64) (*Badge, error) {
	post, err := postByID(ctx, s.db.Reader(), postID)
	if err != nil {
		return nil, err
	}
	x, err := participationOf(ctx, s.db.Reader(), postID, by.UserID)
	if err != nil {
		return nil, err
	}
	if x == nil || !x.Status.HasSeat() || !post.IsVisible(s.now()) {
		return nil, errs.ErrNotFound
	}
	b := &Badge{
		Post: post, Code: x.BadgeCode, AttendedAt: x.AttendedAt,
		Name: by.Name, Photo: by.Photo, JobTitle: by.JobTitle, Organisation: by.Organisation,
	}
	var names []string
	err = s.db.Reader().NewSelect().TableExpr("organisations AS o").ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name)").
		Where("o.id = ?", post.PublisherID).Scan(ctx, &names)
	if err != nil {
		return nil, fmt.Errorf("read who announces %d: %w", postID, err)
	}
	if len(names) > 0 {
		b.Publisher = names[0]
	}
	return b, nil
}

// Arrivals are the last people who came, the latest first.
func (s *Seats) Arrivals(ctx context.Context, by access.Actor, eventID int64) (post *Post, last []AccreditationRow, came int64, err error) {
	const shown = 10
	if post, err = s.organised(ctx, by, eventID); err != nil {
		return nil, nil, 0, err
	}
	q := s.db.Reader().NewSelect().Model(&last).Column("pa.id", "pa.attended_at").
		ColumnExpr("m.first_name || ' ' || m.last_name AS name, coalesce(nullif(o.wall_name, ''), o.name, '') AS organisation").
		Join("JOIN members AS m ON m.id = pa.member_id").
		Join("LEFT JOIN organisations AS o ON o.id = m.organisation_id").
		Where("pa.post_id = ?", post.ID).Where("pa.status = ?", Attended).Order("pa.attended_at DESC", "pa.id DESC").Limit(shown)
	if err := q.Scan(ctx); err != nil {
		return nil, nil, 0, fmt.Errorf("read who came to %d: %w", eventID, err)
	}
	came, err = s.db.Reader().NewSelect().Model((*Participation)(nil)).Where("pa.post_id = ?", post.ID).Where("pa.status IN (?)", bun.List([]Standing{Attended})).Count(ctx)
	if err != nil {
		return nil, nil, 0, fmt.Errorf("count who came to %d: %w", eventID, err)
	}
	return post, last, came, nil
}
