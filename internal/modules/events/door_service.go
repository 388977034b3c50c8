// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
)

// Arrival is what the door says of a badge.
type Arrival struct {
	ParticipationID int64
	Name            string
	Organisation    string
	AttendedAt      time.Time
	Again           bool // the badge had been shown before
}

var errUnknownBadge = &errs.Error{Kind: errs.Invalid, Message: "events.error.unknown_badge", Field: "code"}

// CheckIn notes that who has the badge has come. Shown again, a badge changes
// nothing: the first time counts (spec 03 §13 E1).
func (s *Seats) CheckIn(ctx context.Context, by access.Actor, eventID int64, code string) (Arrival, error) {
	var a Arrival
	err := s.organising(ctx, by, eventID, func(ctx context.Context, tx bun.Tx, post *Post) error {
		x, err := withBadge(ctx, tx, post.ID, code)
		if err != nil {
			return err
		}
		a.Again = x.Status == Attended
		if !a.Again {
			x.Status, x.AttendedAt, x.ModifiedAt = Attended, s.now().UTC(), s.now().UTC()
			_, err := tx.NewUpdate().Model(x).Column("status", "attended_at", "modified_at").WherePK().Exec(ctx)
			if err != nil {
				return err
			}
		}
		a.ParticipationID, a.AttendedAt = x.ID, x.AttendedAt
		return tx.NewRaw(`SELECT trim(m.first_name || ' ' || m.last_name), coalesce(nullif(o.wall_name, ''), o.name, '')
FROM members m LEFT JOIN organisations o ON o.id = m.organisation_id WHERE m.id = ?`, x.MemberID).Scan(ctx, &a.Name, &a.Organisation)
	})
	if err != nil {
		return Arrival{}, fmt.Errorf("check in to event %d: %w", eventID, err)
	}
	return a, nil
}

// UndoCheckIn takes an arrival noted by mistake back.
func (s *Seats) UndoCheckIn(ctx context.Context, by access.Actor, eventID, participationID int64) error {
	err := s.organising(ctx, by, eventID, func(ctx context.Context, tx bun.Tx, post *Post) error {
		_, err := tx.NewUpdate().Model((*Participation)(nil)).
			Set("status = ?", Approved).Set("attended_at = NULL").Set("modified_at = ?", s.now().UTC()).
			Where("id = ?", participationID).Where("post_id = ?", post.ID).Where("status = ?", Attended).Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("undo a check-in to event %d: %w", eventID, err)
	}
	return nil
}

// withBadge finds who has a badge of the event, as it was typed.
func withBadge(ctx context.Context, db bun.IDB, postID int64, typed string) (*Participation, error) {
	var found []Participation
	err := db.NewSelect().Model(&found).Where("pa.post_id = ?", postID).Where("pa.badge_code = ?", cleanCode(typed)).Scan(ctx)
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, errUnknownBadge
	}
	return &found[0], nil
}
