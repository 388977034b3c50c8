// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
)

// The kinds of letters.
const (
	letterApproved        = "approved"
	letterRejected        = "rejected"
	letterChangesApproved = "changes_approved"
	letterChangesRefused  = "changes_refused"
	letterQuestion        = "question"
	letterDeactivated     = "deactivated"
	letterReactivated     = "reactivated"
)

// letter waits to be sent, to the address of the moment of the decision. It is
// deleted once sent.
type letter struct {
	bun.BaseModel `bun:"table:review_letters,alias:rl"`

	ID        int64 `bun:",pk"`
	MemberID  int64
	Kind      string
	Address   string
	Payload   letterPayload `bun:"type:jsonb"`
	CreatedAt time.Time
}

// letterPayload is what a letter says besides its kind.
type letterPayload struct {
	Fields   []string `json:"fields,omitempty"`   // names of the changed fields
	Reason   Reason   `json:"reason,omitzero"`    // of a refusal
	Question string   `json:"question,omitempty"` // of the editorial team
}

// write keeps a letter and records that it waits.
func (n *Needs) write(ctx context.Context, tx bun.Tx, l *letter) error {
	l.ID, l.CreatedAt = n.IDs.Next(), n.Now().UTC()
	if _, err := tx.NewInsert().Model(l).Exec(ctx); err != nil {
		return fmt.Errorf("keep letter %s: %w", l.Kind, err)
	}
	return n.Outbox.Record(ctx, tx, event.ReviewLetterWritten{LetterID: l.ID})
}

// letterByID returns a letter, or nil when it has been sent.
func letterByID(ctx context.Context, db bun.IDB, id int64) (*letter, error) {
	l := new(letter)
	err := db.NewSelect().Model(l).Where("rl.id = ?", id).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil //nolint:nilnil // absent is an ordinary answer
	}
	if err != nil {
		return nil, fmt.Errorf("read letter %d: %w", id, err)
	}
	return l, nil
}

func dropLetter(ctx context.Context, db bun.IDB, id int64) error {
	if _, err := db.NewDelete().Model((*letter)(nil)).Where("id = ?", id).Exec(ctx); err != nil {
		return fmt.Errorf("delete letter %d: %w", id, err)
	}
	return nil
}

// letterKept is how long a letter that could not be sent waits.
const letterKept = 30 * 24 * time.Hour

// ForgetLetters deletes the letters that could not be sent; it is a daily job.
func (d *Desk) ForgetLetters(ctx context.Context) error {
	_, err := d.DB.Writer().NewDelete().Model((*letter)(nil)).
		Where("created_at < ?", d.Now().UTC().Add(-letterKept)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget letters: %w", err)
	}
	return nil
}
