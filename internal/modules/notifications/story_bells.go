// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// subscribeStories rings what happens to pitches and assignments (spec 04 §8).
func (b *Bells) subscribeStories(r *outbox.Registry) {
	const name = "notifications"
	outbox.On(r, name, b.pitchSubmitted)
	outbox.On(r, name, func(ctx context.Context, e event.PitchAccepted, m outbox.Meta) error {
		return b.ringPitch(ctx, m.EventID, e.PitchID, "notifications.pitch_accepted", assignmentURL(e.AssignmentID))
	})
	outbox.On(r, name, func(ctx context.Context, e event.PitchDeclined, m outbox.Meta) error {
		return b.ringPitch(ctx, m.EventID, e.PitchID, "notifications.pitch_declined", pitchURL(e.PitchID))
	})
	outbox.On(r, name, b.pitchCountered)
	outbox.On(r, name, b.offerAnswered)
	outbox.On(r, name, b.assignmentConfirmed)
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentAnswered, m outbox.Meta) error {
		message := "notifications.assignment_declined"
		if e.Agreed {
			message = "notifications.assignment_agreed"
		}
		return b.ringAssignment(ctx, m.EventID, e.AssignmentID, message, (*assignmentWords).toCommissioner)
	})
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentDelivered, m outbox.Meta) error {
		return b.ringAssignment(ctx, m.EventID, e.AssignmentID, "notifications.assignment_delivered", (*assignmentWords).toCommissioner)
	})
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentCancelled, m outbox.Meta) error {
		return b.ringAssignment(ctx, m.EventID, e.AssignmentID, "notifications.assignment_cancelled", (*assignmentWords).toJournalist)
	})
	outbox.On(r, name, func(ctx context.Context, e event.AssignmentChanged, m outbox.Meta) error {
		return b.ringAssignment(ctx, m.EventID, e.AssignmentID, "notifications.assignment_changed", func(w *assignmentWords) (int64, string) {
			if e.MemberID == w.OwnerID {
				return w.toCommissioner()
			}
			return w.toJournalist()
		})
	})
}

func pitchURL(id int64) string      { return "/wip/sujets/" + ids.Encode(id) }
func assignmentURL(id int64) string { return "/wip/commandes/" + ids.Encode(id) }

// pitchWords is what bells say of a pitch.
type pitchWords struct {
	OwnerID, OutletID, EmployerID, EditorID, PitchID int64
	Title, Status, Author, Editor                    string
}

// pitch reads a pitch, perhaps by a counter-offer about it; one that is gone is
// nil. The editor is who made the offer, or who has answered.
func (b *Bells) pitch(ctx context.Context, pitchID, offerID int64) (*pitchWords, error) {
	w := new(pitchWords)
	err := b.db.Reader().NewRaw(`
SELECT p.id AS pitch_id, p.owner_id, p.outlet_id, coalesce(m.organisation_id, 0) AS employer_id, coalesce(e.id, 0) AS editor_id, p.title, p.status,
  trim(m.first_name || ' ' || m.last_name) AS author, coalesce(trim(e.first_name || ' ' || e.last_name), '') AS editor
FROM pitches p JOIN members m ON m.id = p.owner_id LEFT JOIN pitch_offers po ON po.id = ?1 AND po.pitch_id = p.id
LEFT JOIN members e ON e.id = coalesce(po.editor_id, p.answered_by)
WHERE p.id = coalesce(nullif(?0, 0), (SELECT x.pitch_id FROM pitch_offers x WHERE x.id = ?1)) AND p.deleted_at IS NULL`, pitchID, offerID).Scan(ctx, w)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // deleted meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("read the words of a bell about pitch %d: %w", pitchID, err)
	}
	return w, nil
}

// pitchSubmitted tells the editors-in-chief of the media, unless the author
// works there (spec 04 §5.2). A pitch taken back meanwhile rings nothing.
func (b *Bells) pitchSubmitted(ctx context.Context, e event.PitchSubmitted, m outbox.Meta) error {
	w, err := b.pitch(ctx, e.PitchID, 0)
	if err != nil || w == nil || w.Status != "public" || w.EmployerID == w.OutletID {
		return err
	}
	editors, err := access.EditorsInChief(ctx, b.db.Reader(), w.OutletID)
	if err != nil {
		return err
	}
	return b.post(ctx, m.EventID, editors, "notifications.pitch_submitted", map[string]string{"Name": w.Author, "Title": w.Title}, pitchURL(e.PitchID))
}

// ringPitch tells the author what has become of a pitch.
func (b *Bells) ringPitch(ctx context.Context, eventID, pitchID int64, message, url string) error {
	w, err := b.pitch(ctx, pitchID, 0)
	if err != nil || w == nil || w.OwnerID == w.EditorID {
		return err
	}
	return b.post(ctx, eventID, []int64{w.OwnerID}, message, map[string]string{"Name": w.Editor, "Title": w.Title}, url)
}

func (b *Bells) pitchCountered(ctx context.Context, e event.PitchCountered, m outbox.Meta) error {
	w, err := b.pitch(ctx, 0, e.OfferID)
	if err != nil || w == nil || w.OwnerID == w.EditorID {
		return err
	}
	return b.post(ctx, m.EventID, []int64{w.OwnerID}, "notifications.pitch_countered", map[string]string{"Name": w.Editor, "Title": w.Title}, pitchURL(w.PitchID))
}

// offerAnswered tells the editor who had proposed other terms.
func (b *Bells) offerAnswered(ctx context.Context, e event.PitchOfferAnswered, m outbox.Meta) error {
	w, err := b.pitch(ctx, 0, e.OfferID)
	if err != nil || w == nil || w.OwnerID == w.EditorID {
		return err
	}
	message, url := "notifications.pitch_offer_declined", pitchURL(w.PitchID)
	if e.Accepted {
		message, url = "notifications.pitch_offer_accepted", assignmentURL(e.AssignmentID)
	}
	return b.post(ctx, m.EventID, []int64{w.EditorID}, message, map[string]string{"Name": w.Author, "Title": w.Title}, url)
}

// assignmentWords is what bells say of an assignment.
type assignmentWords struct {
	OwnerID, CommissionerID         int64
	Agreed                          bool
	Title, Journalist, Commissioner string
}

// toCommissioner is a bell of who ordered, about the journalist.
func (w *assignmentWords) toCommissioner() (receiver int64, about string) {
	return w.CommissionerID, w.Journalist
}

// toJournalist is a bell of who writes, about who ordered.
func (w *assignmentWords) toJournalist() (receiver int64, about string) {
	return w.OwnerID, w.Commissioner
}

// ringAssignment rings the bell of one party about the other. What one orders
// from oneself rings nothing.
func (b *Bells) ringAssignment(
	ctx context.Context, eventID, id int64, message string, party func(*assignmentWords) (receiver int64, about string),
) error {
	w, err := b.assignment(ctx, id)
	if err != nil || w == nil || w.OwnerID == w.CommissionerID {
		return err
	}
	receiver, about := party(w)
	return b.post(ctx, eventID, []int64{receiver}, message, map[string]string{"Name": about, "Title": w.Title}, assignmentURL(id))
}

func (b *Bells) assignment(ctx context.Context, id int64) (*assignmentWords, error) {
	w := new(assignmentWords)
	err := b.db.Reader().NewRaw(`
SELECT a.owner_id, a.commissioner_id, a.agreed_at IS NOT NULL AS agreed, a.title,
  trim(m.first_name || ' ' || m.last_name) AS journalist, trim(c.first_name || ' ' || c.last_name) AS commissioner
FROM assignments a JOIN members m ON m.id = a.owner_id JOIN members c ON c.id = a.commissioner_id
WHERE a.id = ? AND a.deleted_at IS NULL`, id).Scan(ctx, w)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // deleted meanwhile
	}
	if err != nil {
		return nil, fmt.Errorf("read the words of a bell about assignment %d: %w", id, err)
	}
	return w, nil
}

// assignmentConfirmed tells the journalist that the assignment is theirs, or is
// proposed to them.
func (b *Bells) assignmentConfirmed(ctx context.Context, e event.AssignmentConfirmed, m outbox.Meta) error {
	w, err := b.assignment(ctx, e.AssignmentID)
	if err != nil || w == nil {
		return err
	}
	message := "notifications.assignment_proposed"
	if w.Agreed {
		message = "notifications.assignment_confirmed"
	}
	return b.ringAssignment(ctx, m.EventID, e.AssignmentID, message, (*assignmentWords).toJournalist)
}
