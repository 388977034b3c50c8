// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"
)

// reactions are the tables of what members make of a portal's publications.
type reactions struct {
	posts, likes, shares bun.Ident
}

var reactionsOn = map[Portal]reactions{
	News:   {posts: "posts", likes: "likes", shares: "post_shares"},
	Events: {posts: "event_posts", likes: "event_likes", shares: "event_shares"},
}

// ToggleLike adds or takes back a member's like, and returns its new state and
// the new count, which is counted again from the likes themselves (spec 03 §4.11).
// The caller has found that the member may, and holds a lock on the likes of the
// publication: a count made while others like would miss theirs.
func ToggleLike(ctx context.Context, tx bun.Tx, on Ref, memberID int64, now time.Time) (liked bool, count int64, err error) {
	t := reactionsOn[on.Portal]
	removed, err := changed(ctx, tx, "DELETE FROM ? WHERE member_id = ? AND post_id = ?", t.likes, memberID, on.ID)
	if err == nil && !removed {
		liked, err = changed(ctx, tx, addOnce, t.likes, memberID, on.ID, now.UTC())
	}
	if err != nil {
		return false, 0, err
	}
	err = tx.NewRaw("UPDATE ?0 SET like_count = (SELECT count(*) FROM ?1 WHERE post_id = ?2) WHERE id = ?2 RETURNING like_count", t.posts, t.likes, on.ID).Scan(ctx, &count)
	if err != nil {
		return false, 0, fmt.Errorf("count likes: %w", err)
	}
	return liked, count, nil
}

// Share counts that a member, who has been found to be allowed to, passes a
// publication on, and returns how many members have (spec 03 §12.5). A member
// counts once, however often and by whatever way; a share is never taken back, so
// that adding one needs no lock.
func Share(ctx context.Context, tx bun.Tx, on Ref, memberID int64, now time.Time) (count int64, err error) {
	t := reactionsOn[on.Portal]
	added, err := changed(ctx, tx, addOnce, t.shares, memberID, on.ID, now.UTC())
	if err != nil {
		return 0, err
	}
	query := "SELECT share_count FROM ? WHERE id = ?"
	if added {
		query = "UPDATE ? SET share_count = share_count + 1 WHERE id = ? RETURNING share_count"
	}
	if err := tx.NewRaw(query, t.posts, on.ID).Scan(ctx, &count); err != nil {
		return 0, fmt.Errorf("count shares: %w", err)
	}
	return count, nil
}

// addOnce keeps what a member makes of a publication, once.
const addOnce = "INSERT INTO ? (member_id, post_id, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"

// changed runs a statement and reports whether it changed a row.
func changed(ctx context.Context, tx bun.Tx, query string, args ...any) (bool, error) {
	res, err := tx.NewRaw(query, args...).Exec(ctx)
	if err != nil {
		return false, fmt.Errorf("change a reaction: %w", err)
	}
	n, err := res.RowsAffected()
	return n > 0, err
}
