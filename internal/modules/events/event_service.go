// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

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

// Needs is what the module is built from.
type Needs struct {
	DB           *database.DB
	IDs          *ids.Generator
	Outbox       *outbox.Outbox
	Media        *media.Library
	Vocabularies *vocabulary.Store
	Now          func() time.Time
}

// Room is the Event'room: what an organiser can do with events.
type Room struct {
	*gallery.Editor // of their pictures

	db           *database.DB
	ids          *ids.Generator
	outbox       *outbox.Outbox
	media        *media.Library
	vocabularies *vocabulary.Store
	now          func() time.Time
	versions     *revision.Keeper
	seats        *Seats
}

// NewRoom returns the Event'room over its engines and the seats of its events.
func NewRoom(n Needs, seats *Seats) *Room {
	s := &Room{
		db: n.DB, ids: n.IDs, outbox: n.Outbox, media: n.Media, vocabularies: n.Vocabularies, now: n.Now,
		versions: &revision.Keeper{DB: n.DB, IDs: n.IDs, Now: n.Now}, seats: seats,
	}
	s.Editor = s.pictures()
	return s
}

// Event returns an event that by may edit, with its pictures.
func (s *Room) Event(ctx context.Context, by access.Actor, id int64) (*Event, []gallery.Image, error) {
	e, err := eventByID(ctx, s.db.Reader(), id)
	if err == nil {
		err = e.CanEdit(by)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("read event %d: %w", id, err)
	}
	list, err := Images.Of(ctx, s.db.Reader(), id)
	return e, list, err
}

// Publishers lists the organisations that by may announce events for (spec 04
// §2.3).
func (s *Room) Publishers(ctx context.Context, by access.Actor) ([]mandate.Represented, error) {
	return mandate.PublishableFor(ctx, s.db.Reader(), by.UserID, mandate.Events, s.now())
}

// Create saves a new draft.
func (s *Room) Create(ctx context.Context, by access.Actor, in EventInput) (*Event, error) {
	now := s.now().UTC()
	e := &Event{
		ID: s.ids.Next(), OwnerID: by.UserID, Status: content.Draft, Language: "fr", Admission: Open,
		Version: 1, CreatedAt: now, ModifiedAt: now,
	}
	if err := s.fill(ctx, by, e, in); err != nil {
		return nil, err
	}
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := insertEvent(ctx, tx, e); err != nil {
			return err
		}
		if err := revision.Note(ctx, tx, s.versions, Written(e.ID), by.UserID, in.Words, nil, e); err != nil {
			return err
		}
		return s.linkMedia(ctx, tx, by, e)
	})
	if err != nil {
		return nil, fmt.Errorf("create event: %w", err)
	}
	return e, nil
}

// Update saves an organiser's changes and refreshes what members see of a
// public event.
func (s *Room) Update(ctx context.Context, by access.Actor, id int64, in EventInput) (*Event, error) {
	return s.change(ctx, by, id, "update", func(ctx context.Context, tx bun.Tx, e *Event) error {
		if err := s.revise(ctx, tx, by, e, in); err != nil {
			return err
		}
		if e.Status != content.Public {
			return nil
		}
		return s.mayPublish(ctx, tx, by, e) // it may be for another organisation now
	}, updated)
}

// revise puts the organiser's input in an event that nobody saved meanwhile.
func (s *Room) revise(ctx context.Context, tx bun.Tx, by access.Actor, e *Event, in EventInput) error {
	if err := e.CanEdit(by); err != nil {
		return err
	}
	if in.Version != 0 && in.Version != e.Version {
		return errChanged
	}
	before := *e
	if err := s.fill(ctx, by, e, in); err != nil {
		return err
	}
	return revision.Note(ctx, tx, s.versions, Written(e.ID), by.UserID, in.Words, &before, e)
}

// updated tells of a change that members see.
func updated(e *Event, done change) outbox.Event {
	if done.postID == 0 || e.Status != content.Public {
		return nil
	}
	return event.EventUpdated{EventID: e.ID, PostID: done.postID}
}

// Publish makes a draft visible in the agenda (spec 04 §5.5).
func (s *Room) Publish(ctx context.Context, by access.Actor, id int64) (*Event, error) {
	return s.publication(ctx, by, id, "publish", func(context.Context, bun.Tx, *Event) error { return nil })
}

// UpdateAndPublish saves what the organiser typed and publishes it, or does
// neither: the button « Publier » of the form means the text in the form.
func (s *Room) UpdateAndPublish(ctx context.Context, by access.Actor, id int64, in EventInput) (*Event, error) {
	return s.publication(ctx, by, id, "save and publish", func(ctx context.Context, tx bun.Tx, e *Event) error {
		return s.revise(ctx, tx, by, e, in)
	})
}

// publication prepares an event, checks the states and the mandate, and makes
// it public.
func (s *Room) publication(ctx context.Context, by access.Actor, id int64, verb string, prepare func(context.Context, bun.Tx, *Event) error) (*Event, error) {
	first := false
	return s.change(ctx, by, id, verb, func(ctx context.Context, tx bun.Tx, e *Event) error {
		if err := prepare(ctx, tx, e); err != nil {
			return err
		}
		if err := e.CanPublish(by); err != nil {
			return err
		}
		if err := s.mayPublish(ctx, tx, by, e); err != nil {
			return err
		}
		first = e.PublishedAt.IsZero()
		e.publish(s.now().UTC())
		return nil
	}, func(e *Event, done change) outbox.Event {
		return event.EventPublished{EventID: e.ID, PostID: done.postID, AuthorID: by.UserID, First: first}
	})
}

// mayPublish asks, in the transaction that publishes, whether by may announce
// events for the publisher now. Who belongs to no organisation announces in
// their own name.
func (s *Room) mayPublish(ctx context.Context, tx bun.Tx, by access.Actor, e *Event) error {
	if e.PublisherID == 0 {
		return nil
	}
	return mandate.MayPublishFor(ctx, tx, by.UserID, e.PublisherID, mandate.Events, s.now())
}

// Unpublish takes an event off the agenda and makes it a draft again; who takes
// part is told that it is cancelled.
func (s *Room) Unpublish(ctx context.Context, by access.Actor, id int64) (*Event, error) {
	return s.change(ctx, by, id, "unpublish", func(_ context.Context, _ bun.Tx, e *Event) error {
		if err := e.CanUnpublish(by); err != nil {
			return err
		}
		e.Status = content.Draft
		return nil
	}, withdrawn)
}

// withdrawn tells that an event has left the agenda.
func withdrawn(e *Event, done change) outbox.Event {
	if !done.hidden {
		return nil
	}
	return event.EventWithdrawn{EventID: e.ID, PostID: done.postID}
}

// Delete hides an event and takes it off the agenda (spec 04 §5.6, §12.12).
func (s *Room) Delete(ctx context.Context, by access.Actor, id int64) error {
	_, err := s.change(ctx, by, id, "delete", func(_ context.Context, _ bun.Tx, e *Event) error {
		if err := e.CanDelete(by); err != nil {
			return err
		}
		e.Status, e.DeletedAt = content.Draft, s.now().UTC()
		return nil
	}, withdrawn)
	return err
}

// Duplicate makes a new draft of the same words and pictures, with the title
// given.
func (s *Room) Duplicate(ctx context.Context, by access.Actor, id int64, title string) (*Event, error) {
	e, _, err := s.Event(ctx, by, id)
	if err != nil {
		return nil, err
	}
	now := s.now().UTC()
	twin := e.duplicate(by, s.ids.Next(), title, now)
	err = s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := insertEvent(ctx, tx, twin); err != nil {
			return err
		}
		return Images.Copy(ctx, tx, s.ids, s.media, id, gallery.Twin{ID: twin.ID, OwnerID: by.UserID, CreatedAt: now})
	})
	if err != nil {
		return nil, fmt.Errorf("duplicate event %d: %w", id, err)
	}
	return twin, nil
}

// change loads an event, applies the change, saves it with what members see,
// gives the seats that it frees and records what happened, all in one
// transaction. The verb is for the logs.
func (s *Room) change(
	ctx context.Context, by access.Actor, id int64, verb string,
	apply func(context.Context, bun.Tx, *Event) error, happened func(*Event, change) outbox.Event,
) (*Event, error) {
	var e *Event
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if e, err = s.lockedEvent(ctx, tx, id); err != nil {
			return err
		}
		if err := apply(ctx, tx, e); err != nil {
			return err
		}
		e.ModifiedAt = s.now().UTC()
		if err := updateEvent(ctx, tx, e); err != nil {
			return err
		}
		if err := s.linkMedia(ctx, tx, by, e); err != nil {
			return err
		}
		return s.show(ctx, tx, e, happened)
	})
	if err != nil {
		return nil, fmt.Errorf("%s event %d: %w", verb, id, err)
	}
	return e, nil
}

// show writes what members see of e and tells what happened.
func (s *Room) show(ctx context.Context, tx bun.Tx, e *Event, happened func(*Event, change) outbox.Event) error {
	done, err := s.mirror(ctx, tx, e)
	if err != nil {
		return err
	}
	if err := s.tellParticipants(ctx, tx, e, done); err != nil {
		return err
	}
	if told := happened(e, done); told != nil {
		return s.outbox.Record(ctx, tx, told)
	}
	return nil
}

// tellParticipants gives the seats that a change frees, and tells those who take
// part what it means for them. Nobody is told of what is over.
func (s *Room) tellParticipants(ctx context.Context, tx bun.Tx, e *Event, done change) error {
	over := e.HasEnded(s.now())
	switch {
	case done.hidden && !over:
		return s.seats.affect(ctx, tx, done.postID, event.ParticipationAffected{CalledOff: true})
	case !done.shownAgain:
		return nil
	}
	if err := s.seats.promote(ctx, tx, done.postID); err != nil || !done.moved || over {
		return err
	}
	return s.seats.affect(ctx, tx, done.postID, event.ParticipationAffected{Moved: true})
}

// lockedEvent reads an event that nobody else changes until the transaction
// ends: its pictures are numbered without holes.
func (s *Room) lockedEvent(ctx context.Context, tx bun.Tx, id int64) (*Event, error) {
	if err := s.db.Lock(ctx, tx, "event:"+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	return eventByID(ctx, tx, id)
}

// linkMedia says which files the event shows, so that they are seen by whoever
// may see it and by nobody else.
func (s *Room) linkMedia(ctx context.Context, tx bun.Tx, by access.Actor, e *Event) error {
	_, err := Images.Link(ctx, tx, s.media, by.UserID, e.ID, e.Body)
	return err
}
