// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/database"
)

// tabQuery finds the posts of a page of a tab.
type tabQuery struct {
	Selection

	tab     Tab
	after   Cursor
	now     time.Time
	sources *sources // of a tab of followed sources
	tags    tags     // asked for
	few     bool     // so are the posts that meet all filters
	engine  database.Engine
}

// fewMatches is up to how many posts that meet all filters are gathered and
// sorted by popularity; more are met soon enough on the way.
const fewMatches = 300

// weighMatches finds out, where SQLite must be told, whether the posts asked for
// are few. Those that were shared always are.
func (q *tabQuery) weighMatches(ctx context.Context, db bun.IDB) error {
	if q.engine != database.SQLite || q.Sort == ByDate || q.Sort == ByShares || len(q.Values) == 0 || q.tags.few {
		return nil
	}
	var n int
	some := q.matching(db.NewSelect().TableExpr("posts AS p").ColumnExpr("1")).Limit(fewMatches)
	err := db.NewSelect().TableExpr("(?) AS counted", some).ColumnExpr("count(*)").Scan(ctx, &n)
	q.few = n < fewMatches
	return err
}

// table is where the posts are. SQLite, which counts no values, is told which
// order to walk.
func (q tabQuery) table() string {
	gathers := q.few || q.sources != nil && q.sources.few
	switch counter := q.Sort.counter(); {
	case q.engine != database.SQLite || gathers:
	case counter != "":
		return "posts AS p INDEXED BY posts_" + counter + "_idx"
	case len(q.Values) == 0 && q.sources != nil:
		return "posts AS p INDEXED BY posts_date_idx"
	}
	return "posts AS p"
}

// ids returns the ids of a page in order, and one more when there is a next
// page. Each order and each facet has an index (migrations wall_filters and
// cover_wall_filters).
func (q tabQuery) ids(ctx context.Context, db bun.IDB) ([]int64, error) {
	if q.Sort == ByShares {
		return q.idsByShares(ctx, db)
	}
	return q.some(ctx, db, "", PageSize+1)
}

// idsByShares reads the posts that were shared, which are few and have an index
// of their own, then the others, newest first as always: an index of them all
// would be written again with every view (migration create_post_shares).
func (q tabQuery) idsByShares(ctx context.Context, db bun.IDB) ([]int64, error) {
	var shared []int64
	if q.after.ID == 0 || q.after.Count > 0 {
		var err error
		shared, err = q.some(ctx, db, "p.share_count > 0", PageSize+1)
		if err != nil || len(shared) > PageSize {
			return shared, err
		}
		q.after = Cursor{} // the others from their beginning
	}
	q.Sort = ByDate
	others, err := q.some(ctx, db, "p.share_count = 0", PageSize+1-int64(len(shared)))
	return append(shared, others...), err
}

// some returns the ids of at most so many posts in order, of those that meet one
// more condition, if any.
func (q tabQuery) some(ctx context.Context, db bun.IDB, condition string, most int64) ([]int64, error) {
	if q.walksTag() {
		return q.someTagged(ctx, db, condition, most)
	}
	var found []int64
	s := q.matching(q.from(db.NewSelect()).Column("p.id"))
	if condition != "" {
		s = s.Where(condition)
	}
	s = q.goingOn(s)
	if counter := q.Sort.counter(); counter != "" {
		s = s.OrderExpr("p.? DESC", bun.Ident(counter))
	}
	err := s.Order("p.published_at DESC", "p.id DESC").Limit(most).Scan(ctx, &found)
	return found, err
}

// matching keeps the posts that a reader sees and asks for.
func (q *tabQuery) matching(s *bun.SelectQuery) *bun.SelectQuery {
	s = s.Where("p.kind = ?", q.tab.Kind()).Apply(content.VisibleAt(q.now))
	for _, facet := range Facets() {
		if facet == Tagged {
			s = q.restrict(s)
			continue
		}
		switch values := q.Values[facet]; len(values) {
		case 0:
		case 1: // an equality keeps the order of the index
			s = s.Where("p.? = ?", bun.Ident(facet.column()), values[0])
		default:
			s = s.Where("p.? IN (?)", bun.Ident(facet.column()), bun.List(values))
		}
	}
	if q.sources != nil {
		s = q.sources.restrict(s)
	}
	return s
}

// goingOn goes on after the cursor: posts that arrive meanwhile come before it,
// and neither repeat nor hide any (spec 03 §4.3).
func (q tabQuery) goingOn(s *bun.SelectQuery) *bun.SelectQuery {
	if q.after.ID == 0 {
		return s
	}
	at := q.after.PublishedAt.UTC()
	if counter := q.Sort.counter(); counter != "" {
		return s.Where("(p.?, p.published_at, p.id) < (?, ?, ?)", bun.Ident(counter), q.after.Count, at, q.after.ID)
	}
	return s.Where("(p.published_at, p.id) < (?, ?)", at, q.after.ID)
}

// sources are what a reader follows of a tab: authors, or organisations with
// the people who work there.
type sources struct {
	members       []int64
	organisations []int64
	few           bool // their posts are few enough to be sorted
}

func (s sources) none() bool { return len(s.members)+len(s.organisations) == 0 }

// fewPosts is up to how many posts of followed sources are gathered and sorted;
// beyond, the wall is walked, of which they are a large enough share.
const fewPosts = 500

// followed reads the sources of a tab that a member follows (spec 03 §4.3): an
// organisation counts by its Business Wall in force, an agency being one of the
// press, or a media that says it is.
func followed(ctx context.Context, db bun.IDB, memberID int64, tab Tab) (sources, error) {
	var found sources
	if tab == TabJournalists {
		err := db.NewRaw("SELECT target_id FROM follows WHERE follower_id = ? AND kind = 'member' ORDER BY target_id", memberID).Scan(ctx, &found.members)
		if err != nil || found.none() {
			return found, err
		}
		return found, found.weigh(ctx, db)
	}
	const agency = `(bw.type = 'news_agency' OR replace(CAST(bw.company_types AS TEXT), 'Agence de presse', '') <> CAST(bw.company_types AS TEXT))`
	condition := agency
	if tab == TabMedia {
		condition = "NOT " + agency
	}
	err := db.NewRaw(`SELECT o.id FROM follows f JOIN organisations o ON o.id = f.target_id AND o.deleted_at IS NULL
JOIN business_walls bw ON bw.id = o.wall_id AND bw.status = 'active' AND bw.type IN ('media', 'news_agency')
WHERE f.follower_id = ? AND f.kind = 'organisation' AND `+condition+` ORDER BY o.id`, memberID).Scan(ctx, &found.organisations)
	if err != nil || found.none() {
		return found, err
	}
	return found, found.weigh(ctx, db)
}

// weigh finds out whether the posts of the sources are few.
func (s *sources) weigh(ctx context.Context, db bun.IDB) error {
	var n int
	query, args := s.gathered()
	err := db.NewRaw("SELECT count(*) FROM (SELECT g.id FROM ("+query+") g LIMIT ?) counted", append(args, fewPosts)...).Scan(ctx, &n)
	s.few = n < fewPosts
	return err
}

// gathered is a query of the ids of all posts of the sources: those of authors,
// or that appear under an organisation, were written for it, or by somebody who
// works there.
func (s *sources) gathered() (string, []any) {
	if len(s.members) > 0 {
		return "SELECT p.id FROM posts p WHERE p.owner_id IN (?) AND p.deleted_at IS NULL", []any{bun.List(s.members)}
	}
	list := bun.List(s.organisations)
	return `SELECT p.id FROM posts p WHERE p.publisher_id IN (?) AND p.deleted_at IS NULL
UNION ALL SELECT p.id FROM posts p WHERE p.outlet_id IN (?) AND p.deleted_at IS NULL
UNION ALL SELECT p.id FROM posts p WHERE p.owner_id IN (SELECT m.id FROM members m WHERE m.organisation_id IN (?)) AND p.deleted_at IS NULL`,
		[]any{list, list, list}
}

// restrict keeps the posts of the sources. The signs in front of the columns
// keep planners from gathering what is better walked.
func (s *sources) restrict(q *bun.SelectQuery) *bun.SelectQuery {
	if s.few {
		query, args := s.gathered()
		return q.Where("p.id IN ("+query+")", args...)
	}
	if len(s.members) > 0 {
		return q.Where("+p.owner_id IN (?)", bun.List(s.members))
	}
	list := bun.List(s.organisations)
	return q.Where("(+p.publisher_id IN (?) OR +p.outlet_id IN (?) OR +p.owner_id IN (SELECT m.id FROM members m WHERE m.organisation_id IN (?)))", list, list, list)
}

// cardsInOrder reads the cards of posts in the order of the ids. One that has
// been withdrawn in between is left out.
func cardsInOrder(ctx context.Context, db *database.DB, now time.Time, ids []int64) ([]Card, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	args := append(make([]any, 0, PageSize+2), now)
	for _, id := range ids {
		args = append(args, id)
	}
	for len(args) < PageSize+2 {
		args = append(args, int64(0))
	}
	found, err := cards(ctx, db, cardsByID, args...)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]Card, len(found))
	for _, c := range found {
		byID[c.ID] = c
	}
	list := make([]Card, 0, len(ids))
	for _, id := range ids {
		if c, there := byID[id]; there {
			list = append(list, c)
		}
	}
	return list, nil
}
