// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
)

// NoteKind says who a note is for.
type NoteKind string

// The kinds of notes.
const (
	NoteInternal NoteKind = "note"     // for the staff alone
	NoteQuestion NoteKind = "question" // asked by mail
	NoteAnswer   NoteKind = "answer"   // of the applicant
)

// Note is one entry of what the staff and an applicant wrote about a review
// (spec 02 §19.3).
type Note struct {
	bun.BaseModel `bun:"table:review_notes,alias:rn"`

	ID        int64 `bun:",pk"`
	MemberID  int64
	AuthorID  int64 `bun:",nullzero"` // 0: the applicant
	Kind      NoteKind
	Body      string
	CreatedAt time.Time

	Author string `bun:",scanonly"`
}

// assignment says who looks after a review.
type assignment struct {
	bun.BaseModel `bun:"table:review_assignments,alias:ra"`

	MemberID   int64 `bun:",pk"`
	ReviewerID int64
	AssignedAt time.Time
}

// errNotReviewed refuses what only makes sense while a decision waits.
var errNotReviewed = errs.New(errs.Conflict, "membership.error.not_reviewed")

// AddNote keeps an internal note; the member never sees it.
func (d *Desk) AddNote(ctx context.Context, by Staffer, id int64, text string) error {
	return d.annotate(ctx, by, id, text, NoteInternal, ActionNoted, func(context.Context, bun.Tx, *file, string) error { return nil })
}

// Ask sends a question to the applicant or member, who answers by a link in
// the mail. The review goes on meanwhile (spec 02 §19.3).
func (d *Desk) Ask(ctx context.Context, by Staffer, id int64, text string) error {
	return d.annotate(ctx, by, id, text, NoteQuestion, ActionQuestioned, func(ctx context.Context, tx bun.Tx, f *file, text string) error {
		if f.stage() == Settled {
			return errNotReviewed
		}
		return d.write(ctx, tx, &letter{
			MemberID: id, Kind: letterQuestion, Address: f.member.Email, Payload: letterPayload{Question: text},
		})
	})
}

func (d *Desk) annotate(
	ctx context.Context, by Staffer, id int64, text string, kind NoteKind, action string,
	also func(context.Context, bun.Tx, *file, string) error,
) error {
	if err := by.check(); err != nil {
		return err
	}
	text, err := clean(text, true)
	if err != nil {
		return err
	}
	err = d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		f, err := d.lockedFile(ctx, tx, id)
		if err != nil {
			return err
		}
		if err := also(ctx, tx, f, text); err != nil {
			return err
		}
		if err := d.insertNote(ctx, tx, &Note{MemberID: id, AuthorID: by.UserID, Kind: kind, Body: text}); err != nil {
			return err
		}
		return d.audit(ctx, tx, by, action, id, nil)
	})
	if err != nil {
		return fmt.Errorf("write about member %d: %w", id, err)
	}
	return nil
}

func (n *Needs) insertNote(ctx context.Context, tx bun.Tx, note *Note) error {
	note.ID, note.CreatedAt = n.IDs.Next(), n.Now().UTC()
	if _, err := tx.NewInsert().Model(note).Exec(ctx); err != nil {
		return fmt.Errorf("insert note: %w", err)
	}
	return nil
}

// Assign makes an administrator look after a review, or nobody when reviewer
// is 0 (spec 02 §19.3).
func (d *Desk) Assign(ctx context.Context, by Staffer, id, reviewer int64) error {
	if err := by.check(); err != nil {
		return err
	}
	err := d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		f, err := d.lockedFile(ctx, tx, id)
		if err != nil {
			return err
		}
		if f.stage() == Settled {
			return errNotReviewed
		}
		if reviewer == 0 {
			if err := unassign(ctx, tx, id); err != nil {
				return err
			}
			return d.audit(ctx, tx, by, ActionUnassigned, id, nil)
		}
		known, err := tx.NewSelect().Model((*member.Role)(nil)).
			Where("mr.member_id = ?", reviewer).Where("mr.role = ?", member.RoleAdmin).Exists(ctx)
		if err != nil {
			return fmt.Errorf("look up reviewer %d: %w", reviewer, err)
		}
		if !known {
			return errs.ErrNotFound
		}
		a := &assignment{MemberID: id, ReviewerID: reviewer, AssignedAt: d.Now().UTC()}
		_, err = tx.NewInsert().Model(a).On("CONFLICT (member_id) DO UPDATE").
			Set("reviewer_id = EXCLUDED.reviewer_id").Set("assigned_at = EXCLUDED.assigned_at").Exec(ctx)
		if err != nil {
			return fmt.Errorf("assign to %d: %w", reviewer, err)
		}
		return d.audit(ctx, tx, by, ActionAssigned, id, map[string]string{"reviewer": fmt.Sprint(reviewer)})
	})
	if err != nil {
		return fmt.Errorf("assign member %d: %w", id, err)
	}
	return nil
}

// answerToken is the kind of link by which an applicant answers, and answerLife
// how long it opens.
const (
	answerToken = "review_answer"
	answerLife  = 30 * 24 * time.Hour
)

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// newAnswerLink keeps the hash of a link by which a member answers.
func (n *Needs) newAnswerLink(ctx context.Context, token string, memberID, noteLetter int64) error {
	now := n.Now().UTC()
	_, err := n.DB.Writer().NewRaw(
		"INSERT INTO account_tokens (hash, kind, member_id, payload, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
		hashToken(token), answerToken, memberID, map[string]string{"letter": fmt.Sprint(noteLetter)}, now, now.Add(answerLife)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("keep the link of letter %d: %w", noteLetter, err)
	}
	return nil
}

// Inquiry is what the editorial team wants to know, as the applicant reads it.
type Inquiry struct {
	MemberID int64
	Name     string
	Question string // the latest
	Language string
	Answers  int // given so far
}

// ErrLinkEnded says that a link does not open any more, or never did.
var ErrLinkEnded = errs.New(errs.NotFound, "membership.error.link")

// Inquiry returns the question behind a mailed link.
func (d *Desk) Inquiry(ctx context.Context, token string) (*Inquiry, error) {
	q, err := inquiryOf(ctx, d.DB.Reader(), token, d.Now().UTC())
	if err != nil {
		return nil, fmt.Errorf("open an answer link: %w", err)
	}
	return q, nil
}

func inquiryOf(ctx context.Context, db bun.IDB, token string, now time.Time) (*Inquiry, error) {
	q := new(Inquiry)
	err := db.NewRaw(`
SELECT m.id, m.first_name, m.language,
       coalesce((SELECT body FROM review_notes q WHERE q.member_id = m.id AND q.kind = 'question' ORDER BY q.id DESC LIMIT 1), ''),
       (SELECT count(*) FROM review_notes a WHERE a.member_id = m.id AND a.kind = 'answer')
FROM account_tokens t JOIN members m ON m.id = t.member_id
WHERE t.hash = ? AND t.kind = ? AND t.expires_at > ? AND m.deleted_at IS NULL`, hashToken(token), answerToken, now).
		Scan(ctx, &q.MemberID, &q.Name, &q.Language, &q.Question, &q.Answers)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrLinkEnded
	}
	if err != nil {
		return nil, err
	}
	return q, nil
}

// maxAnswers bounds what may be written through links that a mailbox keeps.
const maxAnswers = 20

var errManyAnswers = errs.New(errs.TooMany, "membership.error.many_answers")

// Answer keeps what an applicant answers; whoever looks after the review is
// told. The person is known by the link alone.
func (d *Desk) Answer(ctx context.Context, token, text string) error {
	text, err := clean(text, true)
	if err != nil {
		return err
	}
	err = d.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		q, err := inquiryOf(ctx, tx, token, d.Now().UTC())
		if err != nil {
			return err
		}
		if q.Answers >= maxAnswers {
			return errManyAnswers
		}
		if err := d.insertNote(ctx, tx, &Note{MemberID: q.MemberID, Kind: NoteAnswer, Body: text}); err != nil {
			return err
		}
		return d.Outbox.Record(ctx, tx, event.RegistrationAnswered{MemberID: q.MemberID})
	})
	if err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	return nil
}

// Reviewers lists the active administrators, by name.
func (d *Desk) Reviewers(ctx context.Context, by Staffer) ([]Person, error) {
	if err := by.check(); err != nil {
		return nil, err
	}
	return administrators(ctx, d.DB.Reader())
}

// Person is somebody by name.
type Person struct {
	ID       int64
	Name     string
	Email    string
	Language string
}

func administrators(ctx context.Context, db bun.IDB) ([]Person, error) {
	var found []Person
	err := db.NewRaw(`
SELECT m.id, m.first_name || ' ' || m.last_name AS name, m.email, m.language
FROM member_roles r JOIN members m ON m.id = r.member_id
WHERE r.role = ? AND m.active AND m.deleted_at IS NULL ORDER BY m.last_name, m.first_name, m.id`, member.RoleAdmin).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list administrators: %w", err)
	}
	return found, nil
}
