// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// followersBatch is how many followers one transaction tells.
const followersBatch = 500

// Subscribe says which events ring which bells.
func (b *Bells) Subscribe(r *outbox.Registry) {
	outbox.On(r, "notifications", b.articlePublished)
	outbox.On(r, "notifications", b.registrationSubmitted)
	outbox.On(r, "notifications", b.registrationAnswered)
	outbox.On(r, "notifications", b.proposalSubmitted)
	b.subscribeWalls(r)
	b.subscribeStories(r)
	b.subscribeReleases(r)
	b.subscribeEvents(r)
	b.subscribeComments(r)
}

// longestWait is how often the bells of a scheduled article look at its date
// again, which its author may have moved.
const longestWait = time.Hour

// articlePublished tells the author's followers of a first publication.
func (b *Bells) articlePublished(ctx context.Context, e event.ArticlePublished, m outbox.Meta) error {
	if !e.First {
		return nil
	}
	return b.postPublished(ctx, e.PostID, m.EventID, "notifications.article_published")
}

// postPublished tells the author's followers of a post: when it shows, if that
// is later. It may run twice: a follower has one bell for the event. A post
// withdrawn in the meantime rings nothing.
func (b *Bells) postPublished(ctx context.Context, postID, eventID int64, message string) error {
	post, err := b.postOf(ctx, postID)
	if err != nil || post == nil {
		return err
	}
	if wait := post.PublishedAt.Sub(b.now()); post.Status == content.Public && wait > 0 {
		return river.JobSnooze(min(wait, longestWait))
	}
	if !post.IsVisible(b.now()) {
		return nil
	}
	author, err := b.nameOf(ctx, post.OwnerID)
	if err != nil {
		return err
	}
	words := map[string]string{"Author": author, "Title": post.Title}
	url := "/wire/" + ids.Encode(post.ID)
	for after := int64(0); ; {
		followers, err := followersOf(ctx, b.db.Reader(), post.OwnerID, after)
		if err != nil {
			return err
		}
		if len(followers) == 0 {
			return nil
		}
		if err := b.post(ctx, eventID, followers, message, words, url); err != nil {
			return err
		}
		if len(followers) < followersBatch {
			return nil
		}
		after = followers[len(followers)-1]
	}
}

// postOf reads what bells say of a post; one that is gone is nil.
func (b *Bells) postOf(ctx context.Context, id int64) (*content.Post, error) {
	post := new(content.Post)
	err := b.db.Reader().NewSelect().Model(post).
		Column("p.id", "p.owner_id", "p.publisher_id", "p.title", "p.status", "p.published_at", "p.expires_at", "p.deleted_at").
		Where("p.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // deleted meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("read post %d: %w", id, err)
	}
	return post, nil
}

func (b *Bells) nameOf(ctx context.Context, memberID int64) (string, error) {
	var name string
	const query = `SELECT first_name || ' ' || last_name FROM members WHERE id = $1`
	if err := b.db.Prepared(query).One(ctx, []any{memberID}, &name); err != nil {
		return "", fmt.Errorf("read the name of %d: %w", memberID, err)
	}
	return name, nil
}

// followersOf returns the next followers of a member whose account is open.
func followersOf(ctx context.Context, db bun.IDB, memberID, after int64) ([]int64, error) {
	var found []int64
	err := db.NewSelect().TableExpr("follows AS f").Column("f.follower_id").
		Join("JOIN members AS m ON m.id = f.follower_id AND m.active AND m.deleted_at IS NULL").
		Where("f.kind = 'member'").Where("f.target_id = ?", memberID).
		Where("f.follower_id > ?", after).Where("f.follower_id <> ?", memberID).
		Order("f.follower_id").Limit(followersBatch).
		Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read followers of %d: %w", memberID, err)
	}
	return found, nil
}
