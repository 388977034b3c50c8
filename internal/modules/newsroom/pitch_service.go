// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// PitchService is what authors and editors-in-chief can do with pitches.
type PitchService struct{ stories }

// NewPitchService returns the service over its engines.
func NewPitchService(n Needs) *PitchService { return &PitchService{stories{n}} }

// Input is what the form of p holds.
func (p *Pitch) Input() StoryInput {
	return StoryInput{
		Title: p.Title, Brief: p.Brief, Genre: p.Genre, Section: p.Section, Topic: p.Topic, Sector: p.Sector,
		OutletID: p.OutletID, Country: p.Country, Town: p.Town, ValidUntil: p.ValidUntil, IssueAt: p.IssueAt, Version: p.Version,
	}
}

// fill checks the input and puts it in the pitch. A pitch that waits for an
// answer stays complete, and at the media it was sent to.
func (s *PitchService) fill(ctx context.Context, by access.Actor, p *Pitch, in StoryInput) error {
	sent := p.Status != content.Draft
	if sent {
		in.OutletID = p.OutletID
	}
	problems, err := in.check(ctx, &s.stories, by, p.Input())
	if err != nil {
		return err
	}
	if err := problems.OrNil(); err != nil {
		return err
	}
	p.Title, p.Brief, p.Genre, p.Section, p.Topic, p.Sector = in.Title, in.Brief, in.Genre, in.Section, in.Topic, in.Sector
	p.OutletID, p.Country, p.Town, p.ValidUntil, p.IssueAt = in.OutletID, in.Country, in.Town, in.ValidUntil, in.IssueAt
	if sent {
		return p.isComplete()
	}
	return nil
}

// Create saves a new draft.
func (s *PitchService) Create(ctx context.Context, by access.Actor, in StoryInput) (*Pitch, error) {
	now := s.Now()
	p := &Pitch{
		ID: s.IDs.Next(), OwnerID: by.UserID, PublisherID: publisherOf(by), Status: content.Draft, Language: "fr",
		Version: 1, CreatedAt: now, ModifiedAt: now,
	}
	if err := s.fill(ctx, by, p, in); err != nil {
		return nil, err
	}
	if _, err := s.DB.Writer().NewInsert().Model(p).Exec(ctx); err != nil {
		return nil, fmt.Errorf("create pitch: %w", err)
	}
	return p, nil
}

// Update saves changes of the author, or of the editor who has received it.
func (s *PitchService) Update(ctx context.Context, by access.Actor, id int64, in StoryInput) (*Pitch, error) {
	return s.change(ctx, id, "update", func(ctx context.Context, _ bun.Tx, p *Pitch) error { return s.revise(ctx, by, p, in) })
}

func (s *PitchService) revise(ctx context.Context, by access.Actor, p *Pitch, in StoryInput) error {
	if err := p.CanEdit(by); err != nil {
		return err
	}
	if in.Version != 0 && in.Version != p.Version {
		return errPitchChanged
	}
	return s.fill(ctx, by, p, in)
}

// Submit sends a draft to its media (publier), whose editors-in-chief are told
// by the event (spec 04 §5.2).
func (s *PitchService) Submit(ctx context.Context, by access.Actor, id int64) (*Pitch, error) {
	return s.change(ctx, id, "submit", func(ctx context.Context, tx bun.Tx, p *Pitch) error { return s.submit(ctx, tx, by, p) })
}

// UpdateAndSubmit saves what the author typed and sends it, or does neither.
func (s *PitchService) UpdateAndSubmit(ctx context.Context, by access.Actor, id int64, in StoryInput) (*Pitch, error) {
	return s.change(ctx, id, "save and submit", func(ctx context.Context, tx bun.Tx, p *Pitch) error {
		if err := s.revise(ctx, by, p, in); err != nil {
			return err
		}
		return s.submit(ctx, tx, by, p)
	})
}

func (s *PitchService) submit(ctx context.Context, tx bun.Tx, by access.Actor, p *Pitch) error {
	if err := p.CanSubmit(by); err != nil {
		return err
	}
	if p.PublisherID != 0 {
		if err := mandate.MayPublishFor(ctx, tx, by.UserID, p.PublisherID, mandate.PressReleases, s.Now()); err != nil {
			return err
		}
	}
	p.Status, p.SubmittedAt = content.Public, s.Now()
	return s.Outbox.Record(ctx, tx, event.PitchSubmitted{PitchID: p.ID})
}

// Withdraw makes a pitch that was sent a draft again (dépublier); a counter-offer
// about it falls.
func (s *PitchService) Withdraw(ctx context.Context, by access.Actor, id int64) (*Pitch, error) {
	return s.change(ctx, id, "withdraw", func(ctx context.Context, tx bun.Tx, p *Pitch) error {
		if err := p.CanWithdraw(by); err != nil {
			return err
		}
		p.Status = content.Draft
		return closeOffers(ctx, tx, p.ID, s.Now())
	})
}

// Delete hides a pitch; what came of it stays (spec 04 §5.6).
func (s *PitchService) Delete(ctx context.Context, by access.Actor, id int64) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		p, err := s.locked(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := p.CanDelete(by); err != nil {
			return err
		}
		if err := closeOffers(ctx, tx, id, s.Now()); err != nil {
			return err
		}
		p.ModifiedAt, p.DeletedAt = s.Now(), s.Now()
		_, err = tx.NewUpdate().Model(p).Column("modified_at", "deleted_at").WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete pitch %d: %w", id, err)
	}
	return nil
}

// Accept answers a pitch with an assignment, and returns it. An open
// counter-offer falls: the editor takes the pitch as it is (spec 04 §5.2).
func (s *PitchService) Accept(ctx context.Context, by access.Actor, id int64) (*Assignment, error) {
	var assignment *Assignment
	_, err := s.change(ctx, id, "accept", func(ctx context.Context, tx bun.Tx, p *Pitch) error {
		if err := p.CanAnswer(by); err != nil {
			return err
		}
		if err := closeOffers(ctx, tx, id, s.Now()); err != nil {
			return err
		}
		p.answer(by.UserID, Accepted, "", s.Now())
		assignment = p.assignment(s.IDs.Next(), by.UserID, s.Now())
		if _, err := tx.NewInsert().Model(assignment).Exec(ctx); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.PitchAccepted{PitchID: id, AssignmentID: assignment.ID})
	})
	return assignment, err
}

// Decline answers a pitch with a refusal and perhaps its reason.
func (s *PitchService) Decline(ctx context.Context, by access.Actor, id int64, reason string) (*Pitch, error) {
	reason = richtext.PlainLines(reason)
	if err := limits(limit{"reason", reason, MaxReason}); err != nil {
		return nil, err
	}
	return s.change(ctx, id, "decline", func(ctx context.Context, tx bun.Tx, p *Pitch) error {
		if err := p.CanAnswer(by); err != nil {
			return err
		}
		if err := closeOffers(ctx, tx, id, s.Now()); err != nil {
			return err
		}
		p.answer(by.UserID, Declined, reason, s.Now())
		return s.Outbox.Record(ctx, tx, event.PitchDeclined{PitchID: id})
	})
}

// change loads a pitch, applies the change and saves it, in one transaction.
// The verb is for the logs.
func (s *PitchService) change(ctx context.Context, id int64, verb string, apply func(context.Context, bun.Tx, *Pitch) error) (*Pitch, error) {
	var p *Pitch
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if p, err = s.locked(ctx, tx, id); err != nil {
			return err
		}
		if err := apply(ctx, tx, p); err != nil {
			return err
		}
		p.ModifiedAt = s.Now()
		return updatePitch(ctx, tx, p)
	})
	if err != nil {
		return nil, fmt.Errorf("%s pitch %d: %w", verb, id, err)
	}
	return p, nil
}

// locked reads a pitch that nobody else answers until the transaction ends.
func (s *PitchService) locked(ctx context.Context, tx bun.Tx, id int64) (*Pitch, error) {
	if err := s.DB.Lock(ctx, tx, "pitch:"+strconv.FormatInt(id, 10)); err != nil {
		return nil, err
	}
	return pitchByID(ctx, tx, id)
}

// Answerable reports why by may not answer a pitch, or nil.
func (s *PitchService) Answerable(ctx context.Context, by access.Actor, id int64) error {
	p, err := pitchByID(ctx, s.DB.Reader(), id)
	if err == nil {
		err = p.CanAnswer(by)
	}
	if err != nil {
		return fmt.Errorf("ask about pitch %d: %w", id, err)
	}
	return nil
}
