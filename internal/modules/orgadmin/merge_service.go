// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadmin

import (
	"context"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
)

// Merge makes one organisation of two: people, invitations, followers and
// publications of an unofficial one go to another, official or not, and it is
// deleted (spec 07 §15.13). Merging it twice changes nothing.
func (d *Desk) Merge(ctx context.Context, by Staffer, id, into int64) (bool, error) {
	if id == into {
		return false, errSame
	}
	return d.change(ctx, by, id, "merge", func(ctx context.Context, tx bun.Tx, _ *Row) (bool, error) {
		if err := d.withoutWall(ctx, tx, id); err != nil {
			return false, err
		}
		if err := d.lock(ctx, tx, into); err != nil {
			return false, err
		}
		target, err := rowByID(ctx, tx, into)
		if err != nil {
			return false, err
		}
		if !target.Active {
			return false, errClosed
		}
		if err := d.rehouse(ctx, tx, id, into); err != nil {
			return false, err
		}
		if err := d.giveAway(ctx, tx, id, into); err != nil {
			return false, err
		}
		if err := d.bury(ctx, tx, id); err != nil {
			return false, err
		}
		if err := d.audit(ctx, tx, by, ActionMerged, id, detail("into", into)); err != nil {
			return false, err
		}
		if err := d.audit(ctx, tx, by, ActionMergedFrom, into, detail("from", id)); err != nil {
			return false, err
		}
		return true, d.Outbox.Record(ctx, tx, event.OrganisationChanged{OrganisationID: into, Enlarged: true})
	})
}

// giveAway gives to ?1 what refers to ?0, at ?2. Publications are read again by
// the search index, which is told that ?1 has more, and by the wall, by its
// version.
func (d *Desk) giveAway(ctx context.Context, tx bun.Tx, id, into int64) error {
	for _, query := range handOver {
		if _, err := tx.NewRaw(query, id, into, d.Now().UTC()).Exec(ctx); err != nil {
			return fmt.Errorf("hand over what organisation %d has: %w", id, err)
		}
	}
	return nil
}

// handOver is every reference to an organisation but that of its people, who
// move one by one, and of Business Walls, which it has none of.
var handOver = []string{
	"UPDATE organisation_invitations SET organisation_id = ?1 WHERE organisation_id = ?0 AND email NOT IN (SELECT k.email FROM organisation_invitations k WHERE k.organisation_id = ?1)",
	"INSERT INTO follows (follower_id, kind, target_id, created_at) SELECT f.follower_id, f.kind, ?1, f.created_at FROM follows f WHERE f.kind = 'organisation' AND f.target_id = ?0 ON CONFLICT DO NOTHING",
	"DELETE FROM follows WHERE kind = 'organisation' AND target_id = ?0",
	"UPDATE articles SET outlet_id = ?1 WHERE outlet_id = ?0",
	"UPDATE articles SET publisher_id = ?1 WHERE publisher_id = ?0",
	"UPDATE posts SET outlet_id = ?1, modified_at = ?2 WHERE outlet_id = ?0",
	"UPDATE posts SET publisher_id = ?1, modified_at = ?2 WHERE publisher_id = ?0",
	"UPDATE press_releases SET publisher_id = ?1 WHERE publisher_id = ?0",
	"UPDATE pitches SET outlet_id = ?1 WHERE outlet_id = ?0",
	"UPDATE pitches SET publisher_id = ?1 WHERE publisher_id = ?0",
	"UPDATE assignments SET outlet_id = ?1 WHERE outlet_id = ?0",
	"UPDATE assignments SET publisher_id = ?1 WHERE publisher_id = ?0",
	"UPDATE events SET publisher_id = ?1 WHERE publisher_id = ?0",
	"UPDATE event_posts SET publisher_id = ?1, modified_at = ?2 WHERE publisher_id = ?0",
	"UPDATE registration_drafts SET organisation_id = ?1 WHERE organisation_id = ?0",
	"UPDATE feed_versions SET version = version + 1 WHERE feed IN ('wire', 'events')",
}

// MergeTargets finds organisations into which another may be merged, by parts of
// the name, at most a page of them. An empty search finds none.
func (d *Desk) MergeTargets(ctx context.Context, by Staffer, id int64, search string) ([]Row, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	f := Filter{Search: search}
	if len(f.words()) == 0 {
		return nil, nil
	}
	found, err := d.rows(ctx, f, Place{}, Place{}, PageRows+1)
	if err != nil {
		return nil, err
	}
	kept := found[:0]
	for _, row := range found {
		if row.ID != id && row.Active {
			kept = append(kept, row)
		}
	}
	return kept[:min(len(kept), PageRows)], nil
}
