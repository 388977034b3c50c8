// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/paging"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// PageSize is how many events a page of the agenda holds (spec 03 §5.5).
const PageSize = 30

// Filter is what the agenda may be narrowed by.
type Filter string

// The filters, in the order of the page.
const (
	OfType       Filter = "type"
	OfSector     Filter = "sector"
	OfCountry    Filter = "country"
	OfDepartment Filter = "department"
	OfCity       Filter = "city"
	Tagged       Filter = "tag" // no menu offers it: one comes from a tag
)

// Filters lists those that menus offer: each has a column of its name.
func Filters() []Filter { return []Filter{OfType, OfSector, OfCountry, OfDepartment, OfCity} }

// Sort is the order of the agenda.
type Sort string

// The orders.
const (
	BySchedule Sort = ""       // what begins first
	ByViews    Sort = "views"  // popularité (vues)
	ByLikes    Sort = "likes"  // popularité (likes)
	ByShares   Sort = "shares" // popularité (partages)
)

// Query is a page of the agenda.
type Query struct {
	Search  string
	From    time.Time // what overlaps [From, To); without From, from today on
	To      time.Time // zero: without end
	Filters map[Filter][]string
	Sort    Sort
	After   Position // go on after this card; zero from the first
}

// Agenda is the portal of events: what members read.
type Agenda struct {
	db    *database.DB
	now   func() time.Time
	rare  int // events are asked for one by one up to so many
	cache agendaCache
}

// NewAgenda returns the portal over the database.
func NewAgenda(db *database.DB, now func() time.Time) *Agenda {
	return &Agenda{db: db, now: now, rare: rare}
}

// Card is what lists show of one event.
type Card struct {
	ID               int64
	Title            string
	Summary          string // plain text, at most summaryLength characters
	Type             string
	Sector           string
	StartsAt         time.Time
	EndsAt           time.Time
	Address          string
	Town             string
	URL              string
	Language         string
	Tags             []tag.Tag `bun:"type:jsonb"`
	Admission        Admission
	Capacity         int64
	ParticipantCount int64
	ViewCount        int64
	LikeCount        int64
	CommentCount     int64
	ShareCount       int64
	Author           member.Byline `bun:"embed:by_"`
	PublisherID      int64
	Publisher        string
	Liked            bool
	Standing         Standing // of the reader, or ""
}

// ByPressOffice reports whether the event is announced for an organisation
// other than its author's employer (spec 03 §5.5).
func (c *Card) ByPressOffice() bool {
	return c.PublisherID != 0 && c.PublisherID != c.Author.OrganisationID
}

// summaryLength is how much of a summary a card shows.
const summaryLength = 200

// Page is one page of the agenda.
type Page struct {
	Cards []Card
	Next  Position // where the next page goes on; zero at the end
}

// Today is the midnight that began the day of t in Paris.
func Today(t time.Time) time.Time {
	local := t.In(i18n.Paris())
	return time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, i18n.Paris()).UTC()
}

// Page returns a page of the agenda as by sees it, in one query and that of the
// agenda's version.
func (a *Agenda) Page(ctx context.Context, by access.Actor, q Query) (Page, error) {
	known, narrow, err := a.few(ctx, q)
	if err != nil || narrow && len(known) == 0 {
		return Page{}, err
	}
	ids, err := a.selection(q, known)
	if err != nil {
		return Page{}, err
	}
	var found []Card
	err = a.db.Reader().NewRaw(cardColumns+" FROM (?2) f "+cardJoins+" ORDER BY ?3", by.UserID, summaryLength, ids, bun.Safe(q.Sort.order("p"))).Scan(ctx, &found)
	if err != nil {
		return Page{}, fmt.Errorf("read the agenda: %w", err)
	}
	if len(found) <= PageSize {
		return Page{Cards: found}, nil
	}
	found = found[:PageSize]
	return Page{Cards: found, Next: q.Sort.position(&found[PageSize-1])}, nil
}

// few returns the ids of what a query narrows the coming events to, if those are
// few; a span of the calendar is narrow enough by itself.
func (a *Agenda) few(ctx context.Context, q Query) ([]int64, bool, error) {
	if !q.From.IsZero() || q.Search == "" && len(q.Filters) == 0 {
		return nil, false, nil
	}
	known, tagged, err := a.coming(ctx, q.Filters)
	if err != nil {
		return nil, false, err
	}
	ids, narrow := known.few(q, tagged, a.rare)
	return ids, narrow, nil
}

// What a card reads: ?0 is the reader, ?1 the length of a summary.
const (
	cardColumns = `SELECT p.id, p.title, substr(p.summary, 1, ?1) AS summary, p.type, p.sector, p.starts_at, p.ends_at, p.address, p.town, p.url, p.language, p.tags,
       p.admission, p.capacity, p.participant_count, p.view_count, p.like_count, p.comment_count, p.share_count,
       ` + member.BylineColumns + `,
       coalesce(p.publisher_id, 0) AS publisher_id, coalesce(nullif(po.wall_name, ''), po.name, '') AS publisher,
       EXISTS (SELECT 1 FROM event_likes l WHERE l.member_id = ?0 AND l.post_id = p.id) AS liked,
       coalesce((SELECT pa.status FROM participations pa WHERE pa.post_id = p.id AND pa.member_id = ?0), '') AS standing`

	cardJoins = `JOIN event_posts p ON p.id = f.id
JOIN members m ON m.id = p.owner_id
LEFT JOIN profiles pr ON pr.member_id = m.id
LEFT JOIN organisations mo ON mo.id = m.organisation_id
LEFT JOIN organisations po ON po.id = p.publisher_id`
)

// order sorts by the columns of an alias.
func (s Sort) order(alias string) string {
	switch s {
	case ByViews:
		return alias + ".view_count DESC, " + alias + ".id DESC"
	case ByLikes:
		return alias + ".like_count DESC, " + alias + ".id DESC"
	case ByShares:
		return alias + ".share_count DESC, " + alias + ".id DESC"
	case BySchedule:
	}
	return alias + ".starts_at, " + alias + ".id"
}

// position is where a card stands.
func (s Sort) position(c *Card) Position {
	switch s {
	case ByViews:
		return Position{Key: strconv.FormatInt(c.ViewCount, 36), ID: c.ID}
	case ByLikes:
		return Position{Key: strconv.FormatInt(c.LikeCount, 36), ID: c.ID}
	case ByShares:
		return Position{Key: strconv.FormatInt(c.ShareCount, 36), ID: c.ID}
	case BySchedule:
	}
	return Position{Key: paging.InstantKey(c.StartsAt), ID: c.ID}
}

// following keeps what comes after a position; one that no page gave is not
// found.
func (s Sort) following(q *bun.SelectQuery, start string, p Position) (*bun.SelectQuery, error) {
	if p == (Position{}) {
		return q, nil
	}
	if s == BySchedule {
		at, err := paging.ParseInstant(p.Key)
		return q.Where("(?, p.id) > (?, ?)", bun.Safe(start), at, p.ID), err
	}
	count, err := strconv.ParseInt(p.Key, 36, 64)
	if err != nil {
		return nil, errs.ErrNotFound
	}
	column := map[Sort]bun.Ident{ByViews: "view_count", ByLikes: "like_count", ByShares: "share_count"}[s]
	return q.Where("(p.?, p.id) < (?, ?)", column, count, p.ID), nil
}

// selection is the query of the ids of a page and one more. In the order of
// the schedule it has two branches, each with an index of its own: what begins
// near the span asked for, and what lasts long enough to begin well before it.
// Where the few events that pass are known, they are taken by their ids.
func (a *Agenda) selection(q Query, known []int64) (*bun.SelectQuery, error) {
	if q.From.IsZero() {
		q.From = Today(a.now())
	}
	if len(known) > 0 {
		q.Filters, q.Search = nil, ""
		return a.branch(q, starts, func(s *bun.SelectQuery) *bun.SelectQuery { return s.Where("p.id IN (?)", bun.List(known)) })
	}
	if q.Sort != BySchedule {
		return a.branch(q, starts, func(s *bun.SelectQuery) *bun.SelectQuery { return s })
	}
	short, err := a.branch(q, starts, func(s *bun.SelectQuery) *bun.SelectQuery {
		return s.Where("NOT p.lasting").Where("p.starts_at >= ?", q.From.Add(-lastingSpan).UTC())
	})
	if err != nil {
		return nil, err
	}
	long, err := a.branch(q, startsUnindexed, func(s *bun.SelectQuery) *bun.SelectQuery { return s.Where("p.lasting") })
	if err != nil {
		return nil, err
	}
	return a.db.Reader().NewSelect().
		TableExpr("(SELECT * FROM (?) short UNION ALL SELECT * FROM (?) long) p", short, long).
		ColumnExpr("p.id").OrderExpr(q.Sort.order("p")).Limit(PageSize + 1), nil
}

// The beginning of an event, as the branches sort by it. The few that last long
// are found by their own index and then sorted: SQLite would rather walk all
// events by their beginnings to find thirty of them.
const (
	starts          = "p.starts_at"
	startsUnindexed = "coalesce(p.starts_at, p.starts_at)"
)

// branch selects what overlaps the span and passes the filters, in the order of
// the beginnings when that is the one asked for.
func (a *Agenda) branch(q Query, start string, narrow func(*bun.SelectQuery) *bun.SelectQuery) (*bun.SelectQuery, error) {
	s := a.db.Reader().NewSelect().TableExpr("event_posts AS p").ColumnExpr("p.id, p.starts_at").
		Apply(content.VisibleAt(a.now())).Where("p.ends_at >= ?", q.From.UTC())
	if !q.To.IsZero() {
		s = s.Where("? < ?", bun.Safe(start), q.To.UTC())
	}
	for _, f := range Filters() {
		if values := q.Filters[f]; len(values) > 0 {
			column := bun.SafeQuery("p.?", bun.Ident(string(f)))
			if start == startsUnindexed {
				column = bun.SafeQuery("coalesce(p.?0, p.?0)", bun.Ident(string(f)))
			}
			s = s.Where("? IN (?)", column, bun.List(values))
		}
	}
	s = havingTags(searching(s, q.Search), q.Filters[Tagged])
	s, err := q.Sort.following(narrow(s), start, q.After)
	if err != nil {
		return nil, err
	}
	if q.Sort == BySchedule {
		return s.OrderExpr(start + ", p.id").Limit(PageSize + 1), nil
	}
	return s.OrderExpr(q.Sort.order("p")).Limit(PageSize + 1), nil
}

// searching keeps the titles that contain a text, whatever its case and
// accents, and the postcodes that contain its first digits (spec 03 §5.5).
func searching(s *bun.SelectQuery, text string) *bun.SelectQuery {
	key := content.SortKey(text)
	if key == "" {
		return s
	}
	title := paging.Pattern(key)
	if digits := firstDigits(text); digits != "" {
		return s.Where("(p.title_key LIKE ? ESCAPE '!' OR p.postcode LIKE ?)", title, "%"+digits+"%")
	}
	return s.Where("p.title_key LIKE ? ESCAPE '!'", title)
}

// firstDigits is the first group of digits in a text.
func firstDigits(text string) string {
	from := strings.IndexFunc(text, isDigit)
	if from < 0 {
		return ""
	}
	text = text[from:]
	if end := strings.IndexFunc(text, func(r rune) bool { return !isDigit(r) }); end >= 0 {
		text = text[:end]
	}
	return text
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// Appointment is an event that a member takes part in.
type Appointment struct {
	ID       int64
	Title    string
	StartsAt time.Time
	EndsAt   time.Time
	Address  string
	Town     string
	Standing Standing
}

// mostAppointments bounds an agenda of one's own.
const mostAppointments = 200

// Mine returns the events of the agenda that by takes part in, or has asked to,
// the nearest to now first, of two equally near the one to come (spec 03 §5.5).
func (a *Agenda) Mine(ctx context.Context, by access.Actor) ([]Appointment, error) {
	var found []Appointment
	err := a.db.Reader().NewSelect().TableExpr("participations AS pa").
		ColumnExpr("p.id, p.title, p.starts_at, p.ends_at, p.address, p.town, pa.status AS standing").
		Join("JOIN event_posts AS p ON p.id = pa.post_id").
		Where("pa.member_id = ?", by.UserID).
		Where("pa.status IN (?)", bun.List([]Standing{Approved, Attended, Requested, Waitlisted})).
		Apply(content.VisibleAt(a.now())).
		Order("p.starts_at DESC", "p.id DESC").Limit(mostAppointments).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read the agenda of %d: %w", by.UserID, err)
	}
	nearestFirst(found, a.now())
	return found, nil
}
