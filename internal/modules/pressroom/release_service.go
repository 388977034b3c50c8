// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

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
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Wire is the part of the news portal that the Com'room needs.
type Wire interface {
	// Mirror creates or refreshes the public face of a source and returns its
	// id: 0 when there is none and the source is not public.
	Mirror(ctx context.Context, tx bun.Tx, post content.Post) (int64, error)
}

// Service is what members can do with press releases.
type Service struct {
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

// Needs is what the Com'room is built from.
type Needs struct {
	DB           *database.DB
	IDs          *ids.Generator
	Outbox       *outbox.Outbox
	Wire         Wire
	Media        *media.Library
	Vocabularies *vocabulary.Store
	Now          func() time.Time
}

// NewService returns the service over its engines.
func NewService(n Needs) *Service {
	s := &Service{
		db: n.DB, ids: n.IDs, outbox: n.Outbox, wire: n.Wire,
		media: n.Media, vocabularies: n.Vocabularies, now: n.Now,
		versions: &revision.Keeper{DB: n.DB, IDs: n.IDs, Now: n.Now},
	}
	s.Editor = s.pictures()
	return s
}

// Publishers lists the organisations the actor may publish press releases for,
// by name (spec 04 §2.3, §12.9).
func (s *Service) Publishers(ctx context.Context, by access.Actor) ([]mandate.Represented, error) {
	return mandate.PublishableFor(ctx, s.db.Reader(), by.UserID, mandate.PressReleases, s.now())
}

// Release returns a press release that the actor takes care of, with its
// pictures.
func (s *Service) Release(ctx context.Context, by access.Actor, id int64) (*Release, []gallery.Image, error) {
	release, err := releaseByID(ctx, s.db.Reader(), id)
	if err == nil {
		err = release.CanEdit(by)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read press release %d: %w", id, err)
	}
	list, err := Images.Of(ctx, s.db.Reader(), id)
	return release, list, err
}

// Create saves a new draft.
func (s *Service) Create(ctx context.Context, by access.Actor, in Input) (*Release, error) {
	now := s.now()
	release := &Release{
		ID: s.ids.Next(), OwnerID: by.UserID, Status: content.Draft, Language: "fr",
		Version: 1, CreatedAt: now, ModifiedAt: now,
	}
	if err := s.fill(ctx, by, release, in); err != nil {
		return nil, err
	}
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := insertRelease(ctx, tx, release); err != nil {
			return err
		}
		if err := revision.Note(ctx, tx, s.versions, Written(release.ID), by.UserID, in.Words, nil, release); err != nil {
			return err
		}
		_, err := s.linkMedia(ctx, tx, by, release)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("create press release: %w", err)
	}
	return release, nil
}

// Update saves what was typed and refreshes the mirror when there is one.
func (s *Service) Update(ctx context.Context, by access.Actor, id int64, in Input) (*Release, error) {
	return s.change(ctx, by, id, "update", func(ctx context.Context, tx bun.Tx, release *Release) error {
		return s.revise(ctx, tx, by, release, in)
	}, updated)
}

// updated tells of a change that readers may see.
func updated(release *Release, postID int64) []outbox.Event {
	if postID == 0 {
		return nil
	}
	return []outbox.Event{event.PressReleaseUpdated{ReleaseID: release.ID, PostID: postID}}
}

// revise puts the input in a release that nobody saved meanwhile. A scheduled
// one follows its dates.
func (s *Service) revise(ctx context.Context, tx bun.Tx, by access.Actor, release *Release, in Input) error {
	if err := release.CanEdit(by); err != nil {
		return err
	}
	if in.Version != 0 && in.Version != release.Version {
		return errChanged
	}
	before := *release
	if err := s.fill(ctx, by, release, in); err != nil {
		return err
	}
	if release.IsScheduled() {
		release.ScheduledAt = release.Due()
		if !release.Due().After(s.now()) {
			release.ScheduledAt, release.ScheduledBy = time.Time{}, 0
		}
	}
	return revision.Note(ctx, tx, s.versions, Written(release.ID), by.UserID, in.Words, &before, release)
}

// Unpublish takes a release off the wire and makes it a draft again; its
// mirror keeps likes and comments for a later publication.
func (s *Service) Unpublish(ctx context.Context, by access.Actor, id int64) (*Release, error) {
	return s.change(ctx, by, id, "unpublish", func(_ context.Context, _ bun.Tx, release *Release) error {
		if err := release.CanUnpublish(by); err != nil {
			return err
		}
		release.Status = content.Draft
		return nil
	}, withdrawn)
}

// withdrawn tells that a release has left the wire.
func withdrawn(release *Release, postID int64) []outbox.Event {
	if postID == 0 {
		return nil
	}
	return []outbox.Event{event.PressReleaseUnpublished{ReleaseID: release.ID, PostID: postID}}
}

// Delete hides a release and takes its mirror off the wire (spec 04 §12.12).
func (s *Service) Delete(ctx context.Context, by access.Actor, id int64) error {
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		release, err := s.lockedRelease(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := release.CanDelete(by); err != nil {
			return err
		}
		release.Status, release.ScheduledAt, release.ScheduledBy = content.Draft, time.Time{}, 0
		release.ModifiedAt, release.DeletedAt = s.now(), s.now()
		if err := markDeleted(ctx, tx, release); err != nil {
			return err
		}
		postID, err := s.mirror(ctx, tx, release)
		if err != nil {
			return err
		}
		return s.outbox.Record(ctx, tx, withdrawn(release, postID)...)
	})
	if err != nil {
		return fmt.Errorf("delete press release %d: %w", id, err)
	}
	return nil
}

// change loads a release, applies the change, saves it with its mirror and
// records what happened, all in one transaction. The verb is for the logs.
func (s *Service) change(
	ctx context.Context, by access.Actor, id int64, verb string,
	apply func(context.Context, bun.Tx, *Release) error,
	happened func(*Release, int64) []outbox.Event,
) (*Release, error) {
	var release *Release
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if release, err = s.lockedRelease(ctx, tx, id); err != nil {
			return err
		}
		if err := apply(ctx, tx, release); err != nil {
			return err
		}
		release.ModifiedAt = s.now()
		if err := updateRelease(ctx, tx, release); err != nil {
			return err
		}
		postID, err := s.show(ctx, tx, by, release)
		if err != nil {
			return err
		}
		return s.outbox.Record(ctx, tx, happened(release, postID)...)
	})
	if err != nil {
		return nil, fmt.Errorf("%s press release %d: %w", verb, id, err)
	}
	return release, nil
}

// lockedRelease reads a release that nobody else changes until the transaction
// ends.
func (s *Service) lockedRelease(ctx context.Context, tx bun.Tx, id int64) (*Release, error) {
	if err := s.db.Lock(ctx, tx, "press_release:"+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	return releaseByID(ctx, tx, id)
}

// mirror writes the public face of a release with its pictures.
func (s *Service) mirror(ctx context.Context, tx bun.Tx, release *Release) (int64, error) {
	list, err := Images.Of(ctx, tx, release.ID)
	if err != nil {
		return 0, err
	}
	return s.wire.Mirror(ctx, tx, release.post(list))
}

// show is mirror for a release whose text or pictures may have changed.
func (s *Service) show(ctx context.Context, tx bun.Tx, by access.Actor, release *Release) (int64, error) {
	list, err := s.linkMedia(ctx, tx, by, release)
	if err != nil {
		return 0, err
	}
	return s.wire.Mirror(ctx, tx, release.post(list))
}

// linkMedia says which files the release shows, so that they are seen by
// whoever may see it and by nobody else. Files are taken from who saves it. It
// returns the pictures beside the text.
func (s *Service) linkMedia(ctx context.Context, tx bun.Tx, by access.Actor, release *Release) ([]gallery.Image, error) {
	return Images.Link(ctx, tx, s.media, by.UserID, release.ID, release.Body)
}
