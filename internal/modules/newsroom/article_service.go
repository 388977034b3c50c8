// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Wire is the part of the news portal that the newsroom needs.
type Wire interface {
	// Mirror creates or refreshes the public face of a source and returns its
	// id: 0 when there is none and the source is not public.
	Mirror(ctx context.Context, tx bun.Tx, post content.Post) (int64, error)
}

// ArticleService is what a journalist can do with articles.
type ArticleService struct {
	*gallery.Editor // of their pictures

	db           *database.DB
	ids          *ids.Generator
	outbox       *outbox.Outbox
	wire         Wire
	media        *media.Library
	vocabularies *vocabulary.Store
	versions     *revision.Keeper
	now          func() time.Time
}

// Needs is what the newsroom is built from.
type Needs struct {
	DB           *database.DB
	IDs          *ids.Generator
	Outbox       *outbox.Outbox
	Wire         Wire
	Media        *media.Library
	Vocabularies *vocabulary.Store
	Now          func() time.Time
}

// NewArticleService returns the service over its engines.
func NewArticleService(n Needs) *ArticleService {
	s := &ArticleService{
		db: n.DB, ids: n.IDs, outbox: n.Outbox, wire: n.Wire,
		media: n.Media, vocabularies: n.Vocabularies, now: n.Now,
		versions: &revision.Keeper{DB: n.DB, IDs: n.IDs, Now: n.Now},
	}
	s.Editor = s.pictures()
	return s
}

// Article returns one of the author's articles with its pictures.
func (s *ArticleService) Article(ctx context.Context, by access.Actor, id int64) (*Article, []gallery.Image, error) {
	article, err := articleByID(ctx, s.db.Reader(), id)
	if err != nil {
		return nil, nil, fmt.Errorf("read article %d: %w", id, err)
	}
	if err := article.CanEdit(by); err != nil {
		return nil, nil, fmt.Errorf("read article %d: %w", id, err)
	}
	list, err := Images.Of(ctx, s.db.Reader(), id)
	return article, list, err
}

// Create saves a new draft. Whoever writes it commissions it, until a
// commission says otherwise (spec 04 §3.1).
func (s *ArticleService) Create(ctx context.Context, by access.Actor, in ArticleInput) (*Article, error) {
	now := s.now()
	article := &Article{
		ID: s.ids.Next(), OwnerID: by.UserID, CommissionerID: by.UserID,
		PublisherID: by.OrganisationID, Status: content.Draft, Language: "fr",
		Version: 1, CreatedAt: now, ModifiedAt: now,
	}
	if err := s.fill(ctx, by, article, in); err != nil {
		return nil, err
	}
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := insertArticle(ctx, tx, article); err != nil {
			return err
		}
		if err := revision.Note(ctx, tx, s.versions, Written(article.ID), by.UserID, in.Words, nil, article); err != nil {
			return err
		}
		_, err := s.linkMedia(ctx, tx, article)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("create article: %w", err)
	}
	return article, nil
}

// Update saves an author's changes and refreshes the mirror when there is one.
func (s *ArticleService) Update(ctx context.Context, by access.Actor, id int64, in ArticleInput) (*Article, error) {
	return s.change(ctx, id, "update", func(ctx context.Context, tx bun.Tx, article *Article) error {
		return s.revise(ctx, tx, by, article, in)
	}, func(article *Article, postID int64) outbox.Event {
		if postID == 0 {
			return nil
		}
		return event.ArticleUpdated{ArticleID: article.ID, PostID: postID}
	})
}

// revise puts the author's input in an article that nobody saved meanwhile.
func (s *ArticleService) revise(ctx context.Context, tx bun.Tx, by access.Actor, article *Article, in ArticleInput) error {
	if err := article.CanEdit(by); err != nil {
		return err
	}
	if in.Version != 0 && in.Version != article.Version {
		return errChanged
	}
	before := *article
	if err := s.fill(ctx, by, article, in); err != nil {
		return err
	}
	return revision.Note(ctx, tx, s.versions, Written(article.ID), by.UserID, in.Words, &before, article)
}

// Publish makes a draft visible on the wire. It is the author's decision
// alone. Search and notifications follow from ArticlePublished.
func (s *ArticleService) Publish(ctx context.Context, by access.Actor, id int64) (*Article, error) {
	first := false
	return s.change(ctx, id, "publish", func(ctx context.Context, tx bun.Tx, article *Article) error {
		first = article.PublishedAt.IsZero()
		return s.publish(ctx, tx, by, article)
	}, func(article *Article, postID int64) outbox.Event {
		return event.ArticlePublished{ArticleID: article.ID, PostID: postID, First: first}
	})
}

// Unpublish takes an article off the wire and makes it a draft again; its
// mirror keeps likes, comments and purchases for a later publication.
func (s *ArticleService) Unpublish(ctx context.Context, by access.Actor, id int64) (*Article, error) {
	return s.change(ctx, id, "unpublish", func(ctx context.Context, tx bun.Tx, article *Article) error {
		if err := article.CanUnpublish(by); err != nil {
			return err
		}
		article.Status = content.Draft
		return s.takeBack(ctx, tx, article)
	}, func(article *Article, postID int64) outbox.Event {
		return event.ArticleUnpublished{ArticleID: article.ID, PostID: postID}
	})
}

// Delete hides an article and takes its mirror off the wire (spec 04 §12.12).
func (s *ArticleService) Delete(ctx context.Context, by access.Actor, id int64) error {
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		article, err := s.lockedArticle(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := article.CanDelete(by); err != nil {
			return err
		}
		article.Status = content.Draft
		article.ModifiedAt, article.DeletedAt = s.now(), s.now()
		if err := s.takeBack(ctx, tx, article); err != nil {
			return err
		}
		if err := markDeleted(ctx, tx, article); err != nil {
			return err
		}
		postID, err := s.mirror(ctx, tx, article)
		if err != nil || postID == 0 {
			return err
		}
		return s.outbox.Record(ctx, tx, event.ArticleUnpublished{ArticleID: id, PostID: postID})
	})
	if err != nil {
		return fmt.Errorf("delete article %d: %w", id, err)
	}
	return nil
}

// change loads an article, applies the change, saves it with its mirror and
// records what happened, all in one transaction. The verb is for the logs.
func (s *ArticleService) change(
	ctx context.Context, id int64, verb string,
	apply func(context.Context, bun.Tx, *Article) error,
	happened func(*Article, int64) outbox.Event,
) (*Article, error) {
	var article *Article
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if article, err = s.lockedArticle(ctx, tx, id); err != nil {
			return err
		}
		if err := apply(ctx, tx, article); err != nil {
			return err
		}
		article.ModifiedAt = s.now()
		if err := updateArticle(ctx, tx, article); err != nil {
			return err
		}
		postID, err := s.show(ctx, tx, article)
		if err != nil {
			return err
		}
		if e := happened(article, postID); e != nil {
			return s.outbox.Record(ctx, tx, e)
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s article %d: %w", verb, id, err)
	}
	return article, nil
}

// lockedArticle reads an article that nobody else changes until the
// transaction ends: its pictures are numbered without holes.
func (s *ArticleService) lockedArticle(ctx context.Context, tx bun.Tx, id int64) (*Article, error) {
	if err := s.db.Lock(ctx, tx, "article:"+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	return articleByID(ctx, tx, id)
}

// mirror writes the public face of an article with its pictures.
func (s *ArticleService) mirror(ctx context.Context, tx bun.Tx, article *Article) (int64, error) {
	list, err := Images.Of(ctx, tx, article.ID)
	if err != nil {
		return 0, err
	}
	return s.wire.Mirror(ctx, tx, article.post(list))
}

// show is mirror for an article whose text or pictures may have changed.
func (s *ArticleService) show(ctx context.Context, tx bun.Tx, article *Article) (int64, error) {
	list, err := s.linkMedia(ctx, tx, article)
	if err != nil {
		return 0, err
	}
	return s.wire.Mirror(ctx, tx, article.post(list))
}

// linkMedia says which files the article shows, so that they are seen by
// whoever may see it and by nobody else. It returns the pictures beside the
// text.
func (s *ArticleService) linkMedia(ctx context.Context, tx bun.Tx, article *Article) ([]gallery.Image, error) {
	return Images.Link(ctx, tx, s.media, article.OwnerID, article.ID, article.Body)
}

// Outlets returns the choices of the media picker.
func (s *ArticleService) Outlets(ctx context.Context, by access.Actor) ([]Outlet, error) {
	const most = 2000 // every media of the platform for years to come
	found, err := outlets(ctx, s.db.Reader(), by.OrganisationID, most)
	if err != nil {
		return nil, fmt.Errorf("list outlets: %w", err)
	}
	return found, nil
}
