// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/paging"
)

// EventFilter selects among one organiser's events.
type EventFilter struct {
	OwnerID int64
	Query   string         // part of the title, whatever the case
	Status  content.Status // "" for all
	Type    string         // "" for all
	Order   EventOrder
	After   Position // go on after this row; zero from the first
	Limit   int64    // rows of a page
}

// matching applies everything of f but the paging.
func (f EventFilter) matching(q *bun.SelectQuery) *bun.SelectQuery {
	q = q.Where("e.owner_id = ?", f.OwnerID)
	q = paging.Containing(q, "e.title", f.Query)
	if f.Status != "" {
		q = q.Where("e.status = ?", f.Status)
	}
	if f.Type != "" {
		q = q.Where("e.type = ?", f.Type)
	}
	return q
}

// EventRow is an event as a list shows it.
type EventRow struct {
	Event `bun:",extend"`

	Publisher string `bun:",scanonly"`
	Cover     string `bun:",scanonly"` // media name of the first picture
	Approved  int64  `bun:",scanonly"` // seats taken
	Waiting   int64  `bun:",scanonly"` // requests to decide about
	PostID    int64  `bun:",scanonly"` // what members see, or 0
}

// rows selects what a line shows and is sorted by.
func rows(q *bun.SelectQuery) *bun.SelectQuery {
	return q.Column("e.id", "e.owner_id", "e.publisher_id", "e.title", "e.title_key", "e.status", "e.type", "e.sector", "e.admission",
		"e.capacity", "e.starts_at", "e.ends_at", "e.town", "e.url", "e.published_at", "e.modified_at").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name, '') AS publisher").
		ColumnExpr("coalesce(ei.media_name, '') AS cover").
		ColumnExpr("coalesce(p.participant_count, 0) AS approved").
		ColumnExpr("(SELECT count(*) FROM participations pa WHERE pa.post_id = p.id AND pa.status = 'requested') AS waiting").
		ColumnExpr("coalesce(p.id, 0) AS post_id").
		Join("LEFT JOIN organisations AS o ON o.id = e.publisher_id").
		Join("LEFT JOIN event_images AS ei ON ei.event_id = e.id AND ei.position = 0").
		Join("LEFT JOIN event_posts AS p ON p.source_id = e.id")
}

// EventPage is one page of an organiser's list.
type EventPage struct {
	paging.Page[EventRow]

	Types []string // types of all the organiser's events
}

func (f EventFilter) pager() paging.Pager[EventRow] {
	return paging.Pager[EventRow]{
		ID: "e.id", IDOf: func(r *EventRow) int64 { return r.ID }, Column: f.Order.column(), Ascending: f.Order.Ascending,
		After: f.After, Limit: f.Limit, Rows: rows, Matching: f.matching,
	}
}

// Events returns one page of the organiser's own events.
func (s *Room) Events(ctx context.Context, by access.Actor, f EventFilter) (EventPage, error) {
	f.OwnerID = by.UserID
	var page EventPage
	err := s.db.Reader().NewSelect().Model((*Event)(nil)).ColumnExpr("DISTINCT e.type").
		Where("e.owner_id = ?", f.OwnerID).Where("e.type <> ''").Order("e.type").Scan(ctx, &page.Types)
	if err == nil {
		page.Page, err = f.pager().Page(ctx, s.db.Reader())
	}
	if err != nil {
		return EventPage{}, fmt.Errorf("list events of %d: %w", by.UserID, err)
	}
	return page, nil
}

// EachEvent calls each with all the organiser's events that match, in order,
// whatever their number; the page asked for does not matter. It stops at the
// first error.
func (s *Room) EachEvent(ctx context.Context, by access.Actor, f EventFilter, each func(*EventRow) error) error {
	f.OwnerID = by.UserID
	return f.pager().Each(ctx, s.db.Reader(), each)
}

// EventFigures are the numbers above an organiser's list.
type EventFigures struct {
	Total        int // events that are not deleted
	Drafts       int
	Coming       int // public, not over
	Participants int // seats taken of those to come
	Requests     int // to decide about
}

// Figures returns the numbers of the organiser's own events, in one query.
func (s *Room) Figures(ctx context.Context, by access.Actor) (EventFigures, error) {
	var f EventFigures
	now := s.now().UTC()
	err := s.db.Reader().NewSelect().Model((*Event)(nil)).
		ColumnExpr("count(*)").
		ColumnExpr("count(CASE WHEN e.status = ? THEN 1 END)", content.Draft).
		ColumnExpr("count(CASE WHEN e.status = ? AND e.ends_at > ? THEN 1 END)", content.Public, now).
		ColumnExpr("coalesce(sum(CASE WHEN e.status = ? AND e.ends_at > ? THEN p.participant_count END), 0)", content.Public, now).
		ColumnExpr("(SELECT count(*) FROM participations pa JOIN event_posts q ON q.id = pa.post_id WHERE q.owner_id = ? AND q.status = ? AND q.ends_at > ? AND pa.status = 'requested')",
			by.UserID, content.Public, now).
		Join("LEFT JOIN event_posts AS p ON p.source_id = e.id").
		Where("e.owner_id = ?", by.UserID).
		Scan(ctx, &f.Total, &f.Drafts, &f.Coming, &f.Participants, &f.Requests)
	if err != nil {
		return f, fmt.Errorf("figures of the events of %d: %w", by.UserID, err)
	}
	return f, nil
}

// EventSheet is an event with all that its organiser's pages show of it.
type EventSheet struct {
	Event     *Event
	Images    []gallery.Image
	Publisher string // name of the organisation it is announced for, or ""
	Author    string // who wrote it
	PostID    int64  // what members see, while they do, or 0
	HasPost   bool   // it was public once: it has participations
}

// Sheet returns an event that by may edit, with its pictures and the names
// around it.
func (s *Room) Sheet(ctx context.Context, by access.Actor, id int64) (*EventSheet, error) {
	e, list, err := s.Event(ctx, by, id)
	if err != nil {
		return nil, err
	}
	sheet := &EventSheet{Event: e, Images: list}
	var postID int64
	var status content.Status
	err = s.db.Reader().NewSelect().TableExpr("events AS e").
		ColumnExpr("coalesce(nullif(o.wall_name, ''), o.name, ''), m.first_name || ' ' || m.last_name, coalesce(p.id, 0), coalesce(p.status, '')").
		Join("JOIN members AS m ON m.id = e.owner_id").
		Join("LEFT JOIN organisations AS o ON o.id = e.publisher_id").
		Join("LEFT JOIN event_posts AS p ON p.source_id = e.id").
		Where("e.id = ?", id).
		Scan(ctx, &sheet.Publisher, &sheet.Author, &postID, &status)
	if err != nil {
		return nil, fmt.Errorf("read the names of event %d: %w", id, err)
	}
	sheet.HasPost = postID != 0
	if status == content.Public {
		sheet.PostID = postID
	}
	return sheet, nil
}

// Row returns one of the organiser's events as the list shows it. It is asked
// just after a change, when a replica may not know of it yet.
func (s *Room) Row(ctx context.Context, id int64) (EventRow, error) {
	var found []EventRow
	err := rows(s.db.Writer().NewSelect().Model(&found)).Where("e.id = ?", id).Scan(ctx)
	if err != nil || len(found) == 0 {
		return EventRow{}, fmt.Errorf("read row of event %d: %w", id, err)
	}
	return found[0], nil
}

// HasEnded reports whether the event is over.
func (e *Event) HasEnded(now time.Time) bool { return !e.EndsAt.IsZero() && !e.EndsAt.After(now) }
