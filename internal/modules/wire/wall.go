// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/database"
)

// PageSize is how many cards a page of the wall holds (spec 03 §4.3).
const PageSize = 30

const (
	trendingSize = 5
	trendingSpan = 7 * 24 * time.Hour

	// countersAge bounds how old the counters on a reused front page may be.
	// What is on the page is never old: see frontPage.
	countersAge = 2 * time.Second

	// trendingAge is how old the ranking of the week may be: it weighs every
	// article of seven days.
	trendingAge = time.Minute
)

// Wall is the news feed every member reads.
type Wall struct {
	db  *database.DB
	now func() time.Time

	fronts   map[content.Kind]*front
	editions atomic.Uint64 // front pages read so far
	facets   facetCache
}

// front is the first page of one kind of post.
type front struct {
	kind  content.Kind
	held  atomic.Pointer[frontPage]
	build sync.Mutex // one reader builds, the others wait for the result
}

// NewWall returns the wall over the database.
func NewWall(db *database.DB, now func() time.Time) *Wall {
	return &Wall{db: db, now: now, fronts: map[content.Kind]*front{
		content.Article: {kind: content.Article}, content.PressRelease: {kind: content.PressRelease},
	}}
}

// Page is one page of the wall.
type Page struct {
	Cards    []Card
	Liked    map[int64]bool // by the reader
	Next     Cursor         // where the next page goes on; zero at the end
	Trending []Card         // on the front page only

	// Nobody says that the reader follows no source that the tab could show.
	Nobody bool

	// Edition numbers the front pages: two with the same number show the same,
	// Liked apart. It is 0 for other pages.
	Edition uint64
}

// frontPage is the first page with the reasons why it is still true: the
// version of the wall when it was read, and the next instant at which time
// alone changes it (a scheduled post appears, another expires).
type frontPage struct {
	version int64
	readAt  time.Time
	until   time.Time
	page    Page

	rankedAt time.Time // when the trending articles were ranked
}

func (f *frontPage) isTrue(version int64, now time.Time) bool {
	return f.holds(version, now) && now.Sub(f.readAt) < countersAge
}

// holds reports whether the same posts are on the wall, counters apart.
func (f *frontPage) holds(version int64, now time.Time) bool {
	return f != nil && f.version == version && now.Before(f.until)
}

// Page returns the page of all articles after the cursor, as the actor sees it.
func (w *Wall) Page(ctx context.Context, by access.Actor, after Cursor) (Page, error) {
	return w.plain(ctx, by, content.Article, after)
}

// plain returns a page of all posts of a kind, newest first.
func (w *Wall) plain(ctx context.Context, by access.Actor, kind content.Kind, after Cursor) (Page, error) {
	now := w.now().UTC()
	if after.ID == 0 {
		return w.frontFor(ctx, by, w.fronts[kind], now)
	}
	found, err := cards(ctx, w.db, olderCards[kind], now, after.PublishedAt.UTC(), after.ID)
	if err != nil {
		return Page{}, err
	}
	page := paged(found)
	page.Liked, err = likedAmong(ctx, w.db, by.UserID, page.Cards)
	return page, err
}

// frontFor returns the front page held, if it is still true, with the actor's
// likes, else a new one.
func (w *Wall) frontFor(ctx context.Context, by access.Actor, f *front, now time.Time) (Page, error) {
	held := f.held.Load()
	version, liked, err := w.look(ctx, by.UserID, held)
	if err != nil {
		return Page{}, err
	}
	if held.isTrue(version, now) {
		page := held.page
		page.Liked = liked
		return page, nil
	}
	renewed, err := w.renew(ctx, f, version, now)
	if err != nil {
		return Page{}, err
	}
	page := renewed.page
	page.Liked, err = likedAmong(ctx, w.db, by.UserID, page.Cards)
	return page, err
}

// look reads, in the one query of most visits, the version of the wall and
// which cards of the front page held the member likes.
func (w *Wall) look(ctx context.Context, memberID int64, held *frontPage) (version int64, liked map[int64]bool, err error) {
	const query = `
SELECT v.version, coalesce(l.post_id, 0)
FROM feed_versions v
LEFT JOIN likes l ON l.member_id = $1 AND l.post_id BETWEEN $2 AND $3
WHERE v.feed = 'wire'`
	var low, high int64
	if held != nil {
		low, high = span(held.page.Cards)
	}
	err = w.db.Prepared(query).Each(ctx, func(row database.Row) error {
		var id int64
		if err := row.Scan(&version, &id); err != nil {
			return err
		}
		if liked == nil {
			liked = map[int64]bool{}
		}
		liked[id] = true
		return nil
	}, memberID, low, high)
	if err != nil {
		return 0, nil, fmt.Errorf("read the version of the wall: %w", err)
	}
	return version, liked, nil
}

// renew reads the front page again, unless another reader just has.
func (w *Wall) renew(ctx context.Context, f *front, version int64, now time.Time) (*frontPage, error) {
	f.build.Lock()
	defer f.build.Unlock()
	if held := f.held.Load(); held.isTrue(version, now) {
		return held, nil
	}
	renewed, err := w.readFront(ctx, f, version, now)
	if err != nil {
		return nil, err
	}
	f.held.Store(renewed)
	return renewed, nil
}

func (w *Wall) readFront(ctx context.Context, f *front, version int64, now time.Time) (*frontPage, error) {
	found, err := cards(ctx, w.db, newestCards[f.kind], now)
	if err != nil {
		return nil, err
	}
	page, rankedAt := paged(found), now
	if held := f.held.Load(); held.holds(version, now) && now.Sub(held.rankedAt) < trendingAge {
		page.Trending, rankedAt = held.page.Trending, held.rankedAt
	} else if page.Trending, err = cards(ctx, w.db, trendingCards, now, now.Add(-trendingSpan)); err != nil {
		return nil, err
	}
	until, err := w.nextChange(ctx, f.kind, now)
	if err != nil {
		return nil, err
	}
	page.Edition = w.editions.Add(1)
	return &frontPage{version: version, readAt: now, until: until, page: page, rankedAt: rankedAt}, nil
}

// paged cuts the extra card that tells whether there is a next page.
func paged(found []Card) Page {
	if len(found) <= PageSize {
		return Page{Cards: found}
	}
	last := found[PageSize-1]
	return Page{Cards: found[:PageSize], Next: Cursor{PublishedAt: last.PublishedAt, ID: last.ID}}
}

// nextChange returns when time alone changes the wall: the first scheduled
// publication or expiry to come.
func (w *Wall) nextChange(ctx context.Context, kind content.Kind, now time.Time) (time.Time, error) {
	until := now.Add(time.Hour)
	const query = `
SELECT * FROM (
  SELECT p.published_at AS at FROM posts p
  WHERE p.kind = $2 AND p.status = 'public' AND p.deleted_at IS NULL AND p.published_at > $1
  ORDER BY p.published_at LIMIT 1) appears
UNION ALL
SELECT * FROM (
  SELECT p.expires_at AS at FROM posts p WHERE p.expires_at > $1 ORDER BY p.expires_at LIMIT 1) expires`
	err := w.db.Prepared(query).Each(ctx, func(row database.Row) error {
		var at time.Time
		if err := row.Scan(&at); err != nil {
			return err
		}
		if at.Before(until) {
			until = at
		}
		return nil
	}, now, string(kind))
	if err != nil {
		return time.Time{}, fmt.Errorf("read the next change of the wall: %w", err)
	}
	return until, nil
}

// published is how many posts the page of a person shows.
const published = 6

// OfAuthor returns the latest posts of a member, with the actor's likes.
func (w *Wall) OfAuthor(ctx context.Context, by access.Actor, memberID int64) (Page, error) {
	return w.latest(ctx, by, cardsOfAuthor, memberID)
}

func (w *Wall) latest(ctx context.Context, by access.Actor, query string, id int64) (Page, error) {
	found, err := cards(ctx, w.db, query, w.now().UTC(), id)
	if err != nil {
		return Page{}, err
	}
	page := Page{Cards: found}
	page.Liked, err = likedAmong(ctx, w.db, by.UserID, found)
	return page, err
}
