// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
)

// Counter proposes other terms to the author, in place of earlier ones that
// were not answered (spec 04 §13.8).
func (s *PitchService) Counter(ctx context.Context, by access.Actor, id int64, in OfferInput) (*PitchOffer, error) {
	var offer *PitchOffer
	_, err := s.change(ctx, id, "counter", func(ctx context.Context, tx bun.Tx, p *Pitch) error {
		if err := p.CanAnswer(by); err != nil {
			return err
		}
		if err := in.check(p); err != nil {
			return err
		}
		if err := closeOffers(ctx, tx, id, s.Now()); err != nil {
			return err
		}
		offer = &PitchOffer{
			ID: s.IDs.Next(), PitchID: id, EditorID: by.UserID, CopyDeadline: in.CopyDeadline, IssueAt: in.IssueAt,
			Fee: in.Fee, Message: in.Message, Status: OfferOpen, CreatedAt: s.Now(),
		}
		if _, err := tx.NewInsert().Model(offer).Exec(ctx); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.PitchCountered{OfferID: offer.ID})
	})
	return offer, err
}

// AcceptOffer is the author's agreement to other terms: the pitch becomes an
// assignment of the editor who proposed them, who must still lead the media.
func (s *PitchService) AcceptOffer(ctx context.Context, by access.Actor, id int64) (*Assignment, error) {
	var assignment *Assignment
	_, err := s.change(ctx, id, "accept the offer about", func(ctx context.Context, tx bun.Tx, p *Pitch) error {
		offer, err := s.answerable(ctx, tx, by, p)
		if err != nil {
			return err
		}
		editors, err := access.EditorsInChief(ctx, tx, p.OutletID)
		if err != nil {
			return err
		}
		if !slices.Contains(editors, offer.EditorID) {
			return errOfferOutdated
		}
		offer.close(OfferAccepted, s.Now())
		if err := updateOffer(ctx, tx, offer); err != nil {
			return err
		}
		p.answer(offer.EditorID, Accepted, "", s.Now())
		assignment = p.assignment(s.IDs.Next(), offer.EditorID, s.Now())
		offer.apply(assignment)
		if _, err := tx.NewInsert().Model(assignment).Exec(ctx); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.PitchOfferAnswered{OfferID: offer.ID, AssignmentID: assignment.ID, Accepted: true})
	})
	return assignment, err
}

// DeclineOffer is the author's refusal of other terms: the pitch waits for an
// answer as it is.
func (s *PitchService) DeclineOffer(ctx context.Context, by access.Actor, id int64) (*Pitch, error) {
	return s.change(ctx, id, "decline the offer about", func(ctx context.Context, tx bun.Tx, p *Pitch) error {
		offer, err := s.answerable(ctx, tx, by, p)
		if err != nil {
			return err
		}
		offer.close(OfferDeclined, s.Now())
		if err := updateOffer(ctx, tx, offer); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.PitchOfferAnswered{OfferID: offer.ID})
	})
}

// answerable returns the open offer about p that by may answer.
func (s *PitchService) answerable(ctx context.Context, tx bun.Tx, by access.Actor, p *Pitch) (*PitchOffer, error) {
	offer, err := openOffer(ctx, tx, p.ID)
	if err != nil {
		return nil, err
	}
	if err := p.CanAnswerOffer(by, offer); err != nil {
		return nil, err
	}
	return offer, nil
}

// PitchSheet is a pitch with all that its pages show of it.
type PitchSheet struct {
	Pitch      *Pitch
	Outlet     string      // name of the média
	Publisher  string      // name of the organisation it is proposed for, or ""
	Author     Person      // who proposes it
	Offer      *PitchOffer // the open counter-offer, or nil
	Editor     string      // name of who made it
	Assignment int64       // what became of it, or 0
	Steps      []Step      // what has happened so far, from the beginning
}

// Sheet returns a pitch that by may see.
func (s *PitchService) Sheet(ctx context.Context, by access.Actor, id int64) (*PitchSheet, error) {
	sheet, err := s.sheet(ctx, by, id)
	if err != nil {
		return nil, fmt.Errorf("read pitch %d: %w", id, err)
	}
	return sheet, nil
}

func (s *PitchService) sheet(ctx context.Context, by access.Actor, id int64) (*PitchSheet, error) {
	db := s.DB.Reader()
	p, err := pitchByID(ctx, db, id)
	if err != nil {
		return nil, err
	}
	if err := p.CanSee(by); err != nil {
		return nil, err
	}
	sheet := &PitchSheet{Pitch: p}
	if sheet.Outlet, sheet.Publisher, err = organisationNames(ctx, db, p.OutletID, p.PublisherID); err != nil {
		return nil, err
	}
	if sheet.Author, err = personByID(ctx, db, p.OwnerID); err != nil {
		return nil, err
	}
	if sheet.Offer, err = openOffer(ctx, db, id); err != nil {
		return nil, err
	}
	chain := Chain{PitchID: id}
	if sheet.Steps, err = steps(ctx, db, by, &chain); err != nil {
		return nil, err
	}
	sheet.Assignment = chain.AssignmentID
	if sheet.Offer != nil {
		editor, err := personByID(ctx, db, sheet.Offer.EditorID)
		if err != nil && !errors.Is(err, errs.ErrNotFound) {
			return nil, err
		}
		sheet.Editor = editor.Name
	}
	return sheet, nil
}
