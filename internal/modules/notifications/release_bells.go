// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// subscribeReleases rings what happens to press releases.
func (b *Bells) subscribeReleases(r *outbox.Registry) {
	outbox.On(r, "notifications", b.pressReleasePublished)
	outbox.On(r, "notifications", b.pressReleaseHeld)
	outbox.On(r, "notifications", b.publishedForClient)
}

// pressReleasePublished tells the author's followers of a first publication,
// and the author of one that happened by itself.
func (b *Bells) pressReleasePublished(ctx context.Context, e event.PressReleasePublished, m outbox.Meta) error {
	if e.Scheduled {
		if err := b.ringRelease(ctx, m.EventID, e.ReleaseID, 0, "notifications.press_release_appeared"); err != nil {
			return err
		}
	}
	if !e.First {
		return nil
	}
	return b.postPublished(ctx, e.PostID, m.EventID, "notifications.press_release_published")
}

// pressReleaseHeld tells the author, and who had scheduled it, of a press
// release that could not appear.
func (b *Bells) pressReleaseHeld(ctx context.Context, e event.PressReleaseHeld, m outbox.Meta) error {
	return b.ringRelease(ctx, m.EventID, e.ReleaseID, e.MemberID, "notifications.press_release_held")
}

// ringRelease tells the author of a press release, and another member (0 for
// none), what has become of it.
func (b *Bells) ringRelease(ctx context.Context, eventID, releaseID, memberID int64, message string) error {
	var release struct {
		OwnerID int64
		Title   string
	}
	err := b.db.Reader().NewRaw("SELECT owner_id, title FROM press_releases WHERE id = ? AND deleted_at IS NULL", releaseID).Scan(ctx, &release)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read press release %d: %w", releaseID, err)
	}
	receivers := []int64{release.OwnerID}
	if memberID != 0 && memberID != release.OwnerID {
		receivers = append(receivers, memberID)
	}
	return b.post(ctx, eventID, receivers, message, map[string]string{"Title": release.Title}, "/wip/communiques/"+ids.Encode(releaseID))
}

// publishedForClient tells the owner of the client's Business Wall of what was
// published in its name (spec 04 §8, §12.26); the mail goes apart.
func (b *Bells) publishedForClient(ctx context.Context, e event.PublishedForClient, m outbox.Meta) error {
	post, err := b.postOf(ctx, e.PostID)
	if err != nil || post == nil {
		return err
	}
	var client struct {
		OwnerID int64
		Name    string
	}
	err = b.db.Reader().NewRaw(`SELECT bw.owner_id, coalesce(nullif(o.wall_name, ''), o.name) AS name
FROM organisations o JOIN business_walls bw ON bw.id = o.wall_id AND bw.status = 'active'
JOIN members m ON m.id = bw.owner_id AND m.active AND m.deleted_at IS NULL
WHERE o.id = ? AND bw.owner_id <> ?`, e.OrganisationID, e.AuthorID).Scan(ctx, &client)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the client %d: %w", e.OrganisationID, err)
	}
	author, err := b.nameOf(ctx, e.AuthorID)
	if err != nil {
		return err
	}
	words := map[string]string{"Author": author, "Title": post.Title, "Publisher": client.Name}
	return b.post(ctx, m.EventID, []int64{client.OwnerID}, "notifications.published_for_client", words, "/wire/"+ids.Encode(post.ID))
}
