// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroom

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Publish makes a draft visible on the wire now; one whose chosen date is still
// to come waits for it. An embargo blocks (spec 04 §5.4). The right to publish
// for the organisation is asked in the transaction that publishes.
func (s *Service) Publish(ctx context.Context, by access.Actor, id int64) (*Release, error) {
	return s.publishWith(ctx, by, id, "publish", func(context.Context, bun.Tx, *Release) error { return nil })
}

// UpdateAndPublish saves what was typed and publishes it, or does neither: the
// button « Publier » of the form means the text in the form.
func (s *Service) UpdateAndPublish(ctx context.Context, by access.Actor, id int64, in Input) (*Release, error) {
	return s.publishWith(ctx, by, id, "save and publish", func(ctx context.Context, tx bun.Tx, release *Release) error {
		return s.revise(ctx, tx, by, release, in)
	})
}

func (s *Service) publishWith(
	ctx context.Context, by access.Actor, id int64, verb string, prepare func(context.Context, bun.Tx, *Release) error,
) (*Release, error) {
	first := false
	return s.change(ctx, by, id, verb, func(ctx context.Context, tx bun.Tx, release *Release) error {
		if err := prepare(ctx, tx, release); err != nil {
			return err
		}
		if err := release.CanPublish(by, s.now()); err != nil {
			return err
		}
		if err := s.mayPublish(ctx, tx, by.UserID, release); err != nil {
			return err
		}
		if release.ReleaseAt.After(s.now()) {
			release.ScheduledAt, release.ScheduledBy = release.Due(), by.UserID
			return nil
		}
		first = release.PublishedAt.IsZero()
		release.publish(s.now())
		return nil
	}, func(release *Release, postID int64) []outbox.Event {
		if release.Status != content.Public {
			return updated(release, postID)
		}
		return appeared(release, postID, publication{by: by.UserID, employer: by.OrganisationID, first: first})
	})
}

// publication is how a release has appeared.
type publication struct {
	by       int64 // who published, or had scheduled it
	employer int64 // of whom, or 0
	first    bool
	itself   bool // at its minute, nobody being there
}

// appeared tells of a publication: readers, and the client when whoever
// published it works for another organisation (spec 04 §9.12).
func appeared(release *Release, postID int64, p publication) []outbox.Event {
	events := []outbox.Event{
		event.PressReleasePublished{ReleaseID: release.ID, PostID: postID, First: p.first, Scheduled: p.itself},
	}
	if release.PublisherID != p.employer {
		events = append(events, event.PublishedForClient{AuthorID: p.by, OrganisationID: release.PublisherID, PostID: postID})
	}
	return events
}

// mayPublish asks whether the member may publish the release for its publisher.
// A release without one is its author's employer's (spec 04 §5.4).
func (s *Service) mayPublish(ctx context.Context, tx bun.Tx, memberID int64, release *Release) error {
	if release.PublisherID == 0 {
		employer, err := employerOf(ctx, tx, release.OwnerID)
		if err != nil {
			return err
		}
		release.PublisherID = employer
	}
	return mandate.MayPublishFor(ctx, tx, memberID, release.PublisherID, mandate.PressReleases, s.now())
}

// Schedule lets a draft appear by itself when its embargo ends, or at the date
// chosen for it.
func (s *Service) Schedule(ctx context.Context, by access.Actor, id int64) (*Release, error) {
	return s.change(ctx, by, id, "schedule", func(ctx context.Context, tx bun.Tx, release *Release) error {
		return s.schedule(ctx, tx, by, release)
	}, updated)
}

// UpdateAndSchedule saves what was typed and schedules it, or does neither.
func (s *Service) UpdateAndSchedule(ctx context.Context, by access.Actor, id int64, in Input) (*Release, error) {
	return s.change(ctx, by, id, "save and schedule", func(ctx context.Context, tx bun.Tx, release *Release) error {
		if err := s.revise(ctx, tx, by, release, in); err != nil {
			return err
		}
		return s.schedule(ctx, tx, by, release)
	}, updated)
}

func (s *Service) schedule(ctx context.Context, tx bun.Tx, by access.Actor, release *Release) error {
	if err := release.CanSchedule(by, s.now()); err != nil {
		return err
	}
	if err := s.mayPublish(ctx, tx, by.UserID, release); err != nil {
		return err
	}
	release.ScheduledAt, release.ScheduledBy = release.Due(), by.UserID
	return nil
}

// Unschedule makes a release that waits for its minute an ordinary draft again.
func (s *Service) Unschedule(ctx context.Context, by access.Actor, id int64) (*Release, error) {
	return s.change(ctx, by, id, "unschedule", func(_ context.Context, _ bun.Tx, release *Release) error {
		if err := release.CanEdit(by); err != nil {
			return err
		}
		if !release.IsScheduled() {
			return errNotScheduled
		}
		release.ScheduledAt, release.ScheduledBy = time.Time{}, 0
		return nil
	}, updated)
}

// dueAtOnce is how many scheduled releases one run looks at; the next run, a
// minute later, goes on.
const dueAtOnce = 200

// ReleaseDue publishes the releases whose minute has come, each in a
// transaction of its own, and marks those that are over. It may run twice, and
// on two machines at once: what has been done is not due any more.
func (s *Service) ReleaseDue(ctx context.Context) error {
	now := s.now().UTC()
	due, err := dueReleases(ctx, s.db.Writer(), now)
	if err != nil {
		return fmt.Errorf("list the press releases that are due: %w", err)
	}
	var failures []error
	for _, id := range due {
		if err := s.releaseOne(ctx, id); err != nil {
			failures = append(failures, err) // the others do not wait for it
		}
	}
	over, err := expiredReleases(ctx, s.db.Writer(), now)
	if err != nil {
		return errors.Join(append(failures, fmt.Errorf("list the press releases that are over: %w", err))...)
	}
	for _, id := range over {
		if err := s.expireOne(ctx, id); err != nil {
			failures = append(failures, err)
		}
	}
	return errors.Join(failures...)
}

// releaseOne publishes a scheduled release, in the name of who scheduled it:
// with the rights that member has now. A release that may not appear is a draft
// again, and the member is told.
func (s *Service) releaseOne(ctx context.Context, id int64) error {
	var events func(*Release, int64) []outbox.Event
	_, err := s.change(ctx, access.Actor{}, id, "release", func(ctx context.Context, tx bun.Tx, release *Release) error {
		now := s.now()
		if !release.IsScheduled() || release.ScheduledAt.After(now) {
			return errNotScheduled // done meanwhile, or put off
		}
		by := release.ScheduledBy
		refusal := release.mayAppear(now)
		if refusal == nil {
			refusal = s.mayPublish(ctx, tx, by, release)
		}
		switch {
		case refusal == nil:
		case errs.KindOf(refusal) == errs.Internal:
			return refusal
		default:
			release.ScheduledAt, release.ScheduledBy = time.Time{}, 0
			events = func(release *Release, _ int64) []outbox.Event {
				return []outbox.Event{event.PressReleaseHeld{ReleaseID: release.ID, MemberID: by}}
			}
			return nil
		}
		employer, err := employerOf(ctx, tx, by)
		if err != nil {
			return err
		}
		first := release.PublishedAt.IsZero()
		release.publish(now)
		events = func(release *Release, postID int64) []outbox.Event {
			return appeared(release, postID, publication{by: by, employer: employer, first: first, itself: true})
		}
		return nil
	}, func(release *Release, postID int64) []outbox.Event { return events(release, postID) })
	if errors.Is(err, errNotScheduled) || errors.Is(err, errs.ErrNotFound) {
		return nil
	}
	return err
}

// expireOne marks a release that is over; readers have not seen it since.
func (s *Service) expireOne(ctx context.Context, id int64) error {
	_, err := s.change(ctx, access.Actor{}, id, "expire", func(_ context.Context, _ bun.Tx, release *Release) error {
		if release.Status != content.Public || release.ExpiresAt.IsZero() || release.ExpiresAt.After(s.now()) {
			return errNotPublic // done meanwhile, or put off
		}
		release.Status = content.Expired
		return nil
	}, withdrawn)
	if errors.Is(err, errNotPublic) || errors.Is(err, errs.ErrNotFound) {
		return nil
	}
	return err
}
