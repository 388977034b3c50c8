// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
)

// view is one member opening one post.
type view struct {
	postID, memberID int64
	at               time.Time
}

const (
	viewBacklog = 4096
	viewPause   = time.Second
)

// Viewed notes that by opened the post. It costs the reader nothing: views are
// counted together a moment later, and the author's own do not count. When the
// backlog is full the view is lost: a counter is never worth a slow page.
func (d *Desk) Viewed(by access.Actor, post *content.Post) {
	if by.UserID == post.OwnerID {
		return
	}
	select {
	case d.views <- view{post.ID, by.UserID, d.now().UTC()}:
	default:
	}
}

// CountViews writes the noted views every second until ctx ends, then the
// last ones. The errors it meets go to report, and it goes on.
func (d *Desk) CountViews(ctx context.Context, report func(error)) {
	ticker := time.NewTicker(viewPause)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			d.countLastViews(ctx, report)
			return
		case <-ticker.C:
			if err := d.FlushViews(ctx); err != nil {
				report(err)
			}
		}
	}
}

// countLastViews writes what was noted before the process was asked to stop.
func (d *Desk) countLastViews(ctx context.Context, report func(error)) {
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), viewPause)
	defer cancel()
	if err := d.FlushViews(last); err != nil {
		report(err)
	}
}

// FlushViews writes the views noted so far in one transaction. A member counts
// once per post, whatever the number of readings (spec 01 §8.6).
func (d *Desk) FlushViews(ctx context.Context) error {
	batch := d.notedViews()
	if len(batch) == 0 {
		return nil
	}
	err := d.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, v := range batch { // as many as members read within a second
			res, err := tx.NewRaw("INSERT INTO post_views (post_id, member_id, first_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
				v.postID, v.memberID, v.at).Exec(ctx)
			if err != nil {
				return err
			}
			if n, err := res.RowsAffected(); err != nil || n == 0 {
				if err != nil {
					return err
				}
				continue
			}
			_, err = tx.NewRaw("UPDATE posts SET view_count = view_count + 1 WHERE id = ?", v.postID).Exec(ctx)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("count %d views: %w", len(batch), err)
	}
	return nil
}

// notedViews empties the backlog, each pair of member and post once.
func (d *Desk) notedViews() []view {
	type pair struct{ post, member int64 }
	seen := map[pair]bool{}
	var batch []view
	for {
		select {
		case v := <-d.views:
			key := pair{v.postID, v.memberID}
			if !seen[key] {
				seen[key] = true
				batch = append(batch, v)
			}
		default:
			return batch
		}
	}
}
