// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
)

// Card is what the wall, and every other list of posts, shows of one post.
type Card struct {
	ID           int64
	Kind         content.Kind
	Title        string
	Summary      string // plain text, at most SummaryLength characters
	Section      string
	Sector       string
	PublishedAt  time.Time
	Image        string // media name, or ""
	ImageAlt     string
	ViewCount    int64 // distinct readers
	LikeCount    int64
	CommentCount int64
	ShareCount   int64 // distinct members who passed it on
	Author       member.Byline
	Publisher    string // organisation it appears under
	PublisherID  int64
	Outlet       string // média it was written for
	OutletID     int64
}

// ByPressOffice reports whether the post appears under an organisation other
// than its author's employer: its byline says for whom (spec 03 §5.1).
func (c Card) ByPressOffice() bool {
	return c.PublisherID != 0 && c.PublisherID != c.Author.OrganisationID
}

// SummaryLength is how much of a summary a card shows (spec 03 §5.1).
const SummaryLength = 200

// cardQuery reads cards with everything they show, in one query whatever
// their number.
var cardQuery = `
SELECT p.id, p.kind, p.title, substr(p.summary, 1, 400), p.section, p.sector, p.published_at,
       p.image, p.image_alt, p.view_count, p.like_count, p.comment_count, p.share_count,
       ` + member.BylineColumns + `,
       coalesce(p.publisher_id, 0), coalesce(nullif(po.wall_name, ''), po.name, ''),
       coalesce(p.outlet_id, 0), coalesce(nullif(oo.wall_name, ''), oo.name, '')
FROM posts p
JOIN members m ON m.id = p.owner_id
LEFT JOIN profiles pr ON pr.member_id = m.id
LEFT JOIN organisations mo ON mo.id = m.organisation_id
LEFT JOIN organisations po ON po.id = p.publisher_id
LEFT JOIN organisations oo ON oo.id = p.outlet_id
WHERE ` + content.VisibleSQL("$1")

// The orders and selections of cards; each is one prepared statement. Their
// limits are in the text: PostgreSQL plans a limit it does not know for a tenth
// of the table, and joins all of it.
var (
	newestCards = map[content.Kind]string{
		content.Article:      newestOf(content.Article),
		content.PressRelease: newestOf(content.PressRelease),
	}

	olderCards = map[content.Kind]string{
		content.Article:      olderOf(content.Article),
		content.PressRelease: olderOf(content.PressRelease),
	}

	// cardsByID takes as many ids as a page has; absent ones are 0.
	cardsByID = cardQuery + ` AND p.id IN (` + placeholders(2, PageSize+1) + `)`

	cardsOfAuthor = cardQuery + ` AND p.owner_id = $2
ORDER BY p.published_at DESC, p.id DESC` + limit(published)

	trendingCards = cardQuery + ` AND p.kind = 'article' AND p.published_at > $2
ORDER BY p.view_count + 3 * p.like_count + 3 * p.comment_count DESC, p.id DESC` + limit(trendingSize)
)

func newestOf(kind content.Kind) string {
	return cardQuery + ` AND p.kind = '` + string(kind) + `'
ORDER BY p.published_at DESC, p.id DESC` + limit(PageSize+1)
}

func olderOf(kind content.Kind) string {
	return cardQuery + ` AND p.kind = '` + string(kind) + `' AND (p.published_at, p.id) < ($2, $3)
ORDER BY p.published_at DESC, p.id DESC` + limit(PageSize+1)
}

// placeholders are n of them, from $first on.
func placeholders(first, n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(first+i)
	}
	return strings.Join(list, ", ")
}

func limit(n int) string { return " LIMIT " + strconv.Itoa(n) }

// cards runs one of the selections above.
func cards(ctx context.Context, db *database.DB, query string, args ...any) ([]Card, error) {
	var found []Card
	err := db.Prepared(query).Each(ctx, func(row database.Row) error {
		var c Card
		into := append([]any{&c.ID, &c.Kind, &c.Title, &c.Summary, &c.Section, &c.Sector, &c.PublishedAt,
			&c.Image, &c.ImageAlt, &c.ViewCount, &c.LikeCount, &c.CommentCount, &c.ShareCount}, c.Author.Fields()...)
		if err := row.Scan(append(into, &c.PublisherID, &c.Publisher, &c.OutletID, &c.Outlet)...); err != nil {
			return err
		}
		c.Summary = shorten(c.Summary)
		found = append(found, c)
		return nil
	}, args...)
	if err != nil {
		return nil, fmt.Errorf("read cards: %w", err)
	}
	return found, nil
}

// shorten cuts a summary of more than 200 characters to 197 and an ellipsis.
func shorten(summary string) string {
	runes := []rune(summary)
	if len(runes) <= SummaryLength {
		return summary
	}
	return string(runes[:SummaryLength-3]) + "…"
}

// likesBetween reads a member's likes among an interval of posts. A page spans
// few ids, as ids follow creation, so that the interval is hardly wider than
// the page and one prepared statement serves pages of any length.
const likesBetween = `SELECT post_id FROM likes WHERE member_id = $1 AND post_id BETWEEN $2 AND $3`

// likedAmong returns which of the cards the member likes.
func likedAmong(ctx context.Context, db *database.DB, memberID int64, page []Card) (map[int64]bool, error) {
	if len(page) == 0 {
		return nil, nil
	}
	low, high := span(page)
	var liked map[int64]bool
	err := db.Prepared(likesBetween).Each(ctx, func(row database.Row) error {
		var id int64
		if err := row.Scan(&id); err != nil {
			return err
		}
		if liked == nil {
			liked = make(map[int64]bool, len(page))
		}
		liked[id] = true
		return nil
	}, memberID, low, high)
	if err != nil {
		return nil, fmt.Errorf("read likes of %d: %w", memberID, err)
	}
	return liked, nil
}

// span returns the smallest and the largest id among the cards; 0 without any.
func span(page []Card) (low, high int64) {
	for i, c := range page {
		if i == 0 {
			low, high = c.ID, c.ID
		}
		low, high = min(low, c.ID), max(high, c.ID)
	}
	return low, high
}
