// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Mirrors writes the public faces of sources.
type Mirrors struct {
	db  *database.DB
	ids *ids.Generator
	now func() time.Time
}

// NewMirrors returns the writer of posts.
func NewMirrors(db *database.DB, gen *ids.Generator, now func() time.Time) *Mirrors {
	return &Mirrors{db: db, ids: gen, now: now}
}

// Mirror creates or refreshes the post of a source in the transaction of the
// source's change, and returns its id; a source that was never public has no
// post, and 0 is returned (spec 03 §4.1). The post of a deleted source is
// nobody's to read, its author included (spec 04 §4.5). Likes, comments and counters of a
// post stay through withdrawal and publication.
func (m *Mirrors) Mirror(ctx context.Context, tx bun.Tx, post content.Post) (int64, error) {
	held, err := postBySource(ctx, tx, post.Kind, post.SourceID)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		if post.Status != content.Public {
			return 0, nil
		}
		post.ID = m.ids.Next()
	case err != nil:
		return 0, fmt.Errorf("read mirror of %s %d: %w", post.Kind, post.SourceID, err)
	default:
		post.ID, post.RightsSnapshot = held.ID, held.RightsSnapshot
	}
	m.complete(&post)
	if post.Status == content.Public && post.RightsSnapshot == nil {
		if post.RightsSnapshot, err = rightsPolicy(ctx, tx, &post); err != nil {
			return 0, fmt.Errorf("freeze the rights of %s %d: %w", post.Kind, post.SourceID, err)
		}
	}
	if err := tag.Spell(ctx, tx, post.Tags, m.now()); err != nil {
		return 0, fmt.Errorf("mirror %s %d: %w", post.Kind, post.SourceID, err)
	}
	if err := savePost(ctx, tx, &post, held == nil); err != nil {
		return 0, fmt.Errorf("mirror %s %d: %w", post.Kind, post.SourceID, err)
	}
	if err := saveTags(ctx, tx, &post, held == nil); err != nil {
		return 0, fmt.Errorf("tag %s %d: %w", post.Kind, post.SourceID, err)
	}
	return post.ID, bumpWall(ctx, tx)
}

// complete derives what the source does not say.
func (m *Mirrors) complete(post *content.Post) {
	now := m.now()
	post.LastUpdatedAt, post.ModifiedAt = now, now
	post.Image, post.ImageAlt = "", ""
	if len(post.Gallery) > 0 {
		post.Image, post.ImageAlt = post.Gallery[0].Name, post.Gallery[0].Alternative()
	}
}

// postBySource finds the mirror of a source, withdrawn or not.
func postBySource(ctx context.Context, db bun.IDB, kind content.Kind, sourceID int64) (*content.Post, error) {
	post := new(content.Post)
	err := db.NewSelect().Model(post).Column("id", "rights_snapshot").
		Where("p.kind = ?", kind).Where("p.source_id = ?", sourceID).
		Scan(ctx)
	if err != nil {
		return nil, err
	}
	return post, nil
}

// savePost inserts a new post, or rewrites all of a held one but its counters
// and its day of creation.
func savePost(ctx context.Context, db bun.IDB, post *content.Post, isNew bool) error {
	if isNew {
		_, err := db.NewInsert().Model(post).Exec(ctx)
		return err
	}
	_, err := db.NewUpdate().Model(post).
		ExcludeColumn("id", "view_count", "like_count", "comment_count", "share_count", "created_at").
		WherePK().Exec(ctx)
	return err
}

// saveTags says which tags a post has, in place of those it had.
func saveTags(ctx context.Context, db bun.IDB, post *content.Post, isNew bool) error {
	if !isNew {
		_, err := db.NewDelete().Model((*content.PostTag)(nil)).Where("post_id = ?", post.ID).Exec(ctx)
		if err != nil {
			return err
		}
	}
	rows := post.PostTags()
	if len(rows) == 0 {
		return nil
	}
	_, err := db.NewInsert().Model(&rows).Exec(ctx)
	return err
}

// noPolicy freezes the default: every subscriber may buy (spec 01 §5).
const noPolicy = `{"option":"all_subscribed"}`

// rightsPolicy returns what the emitter says of the sale of rights, to be frozen
// with the first publication (spec 01 §8.4, 07 §13). The emitter is the
// publisher, else the media it was written for, else the author's employer: the
// first that has an active Business Wall of a rights holder.
func rightsPolicy(ctx context.Context, db bun.IDB, post *content.Post) (json.RawMessage, error) {
	var policy sql.NullString // a []byte would be taken for a list of rows
	err := db.NewRaw(`SELECT bw.rights_policy FROM business_walls bw
WHERE bw.status = 'active' AND bw.type IN (?0)
AND (bw.organisation_id IN (?1, ?2) OR bw.organisation_id = (SELECT m.organisation_id FROM members m WHERE m.id = ?3))
ORDER BY CASE bw.organisation_id WHEN ?1 THEN 0 WHEN ?2 THEN 1 ELSE 2 END LIMIT 1`,
		bun.List(organisation.RightsHolders()), post.PublisherID, post.OutletID, post.OwnerID).Scan(ctx, &policy)
	if errors.Is(err, sql.ErrNoRows) || (err == nil && policy.String == "") {
		return json.RawMessage(noPolicy), nil
	}
	return json.RawMessage(policy.String), err
}

// bumpWall tells every node that what the wall shows has changed, when the
// transaction commits.
func bumpWall(ctx context.Context, db bun.IDB) error {
	_, err := db.NewUpdate().TableExpr("feed_versions").
		Set("version = version + 1").Where("feed = 'wire'").Exec(ctx)
	if err != nil {
		return fmt.Errorf("mark the wall as changed: %w", err)
	}
	return nil
}
