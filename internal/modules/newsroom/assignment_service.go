// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// AssignmentService is what journalists and commissioners can do with
// assignments.
type AssignmentService struct{ stories }

// NewAssignmentService returns the service over its engines.
func NewAssignmentService(n Needs) *AssignmentService { return &AssignmentService{stories{n}} }

// AssignmentInput is what may be typed in the form of an assignment.
type AssignmentInput struct {
	StoryInput

	AssigneeID   int64 // journalist, of a new one only; 0 is the member
	CopyDeadline time.Time
	PayAt        time.Time
	Fee          int64 // cents
}

// Input is what the form of a holds, but for its own dates and its fee.
func (a *Assignment) Input() StoryInput {
	return StoryInput{
		Title: a.Title, Brief: a.Brief, Genre: a.Genre, Section: a.Section, Topic: a.Topic, Sector: a.Sector,
		OutletID: a.OutletID, Country: a.Country, Town: a.Town, ValidUntil: a.ValidUntil, IssueAt: a.IssueAt, Version: a.Version,
	}
}

// fill checks the input and puts it in the assignment. The media does not
// change once there are two parties.
func (s *AssignmentService) fill(ctx context.Context, by access.Actor, a *Assignment, in AssignmentInput) error {
	if a.OutletID != 0 && a.OwnerID != a.CommissionerID {
		in.OutletID = a.OutletID
	}
	problems, err := in.check(ctx, &s.stories, by, a.Input(), date{"copy_deadline", in.CopyDeadline}, date{"pay_at", in.PayAt})
	if err != nil {
		return err
	}
	if in.Fee < 0 || in.Fee > MaxFee {
		problems = append(problems, &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.money", Field: "fee"})
	}
	if !in.IssueAt.IsZero() && in.CopyDeadline.After(in.IssueAt) {
		problems = append(problems, errOfferOrder)
	}
	if err := problems.OrNil(); err != nil {
		return err
	}
	a.Title, a.Brief, a.Genre, a.Section, a.Topic, a.Sector = in.Title, in.Brief, in.Genre, in.Section, in.Topic, in.Sector
	a.OutletID, a.Country, a.Town, a.Fee = in.OutletID, in.Country, in.Town, in.Fee
	a.ValidUntil, a.CopyDeadline, a.IssueAt, a.PayAt = in.ValidUntil, in.CopyDeadline, in.IssueAt, in.PayAt
	if a.Status != content.Draft {
		return a.isComplete()
	}
	return nil
}

// Create saves a new draft: of the member's own, or of an editor-in-chief for
// a journalist of the media (spec 04 §5.3).
func (s *AssignmentService) Create(ctx context.Context, by access.Actor, in AssignmentInput) (*Assignment, error) {
	if !by.CanCommission() {
		return nil, errs.ErrForbidden
	}
	now := s.Now()
	a := &Assignment{
		ID: s.IDs.Next(), OwnerID: by.UserID, CommissionerID: by.UserID, PublisherID: by.OrganisationID, Status: content.Draft,
		Language: "fr", Version: 1, CreatedAt: now, ModifiedAt: now,
	}
	if in.AssigneeID != 0 && in.AssigneeID != by.UserID {
		if err := s.assign(ctx, by, a, &in); err != nil {
			return nil, err
		}
	}
	if err := s.fill(ctx, by, a, in); err != nil {
		return nil, err
	}
	if _, err := s.DB.Writer().NewInsert().Model(a).Exec(ctx); err != nil {
		return nil, fmt.Errorf("create assignment: %w", err)
	}
	return a, nil
}

// assign gives a to a journalist, for the media that by leads.
func (s *AssignmentService) assign(ctx context.Context, by access.Actor, a *Assignment, in *AssignmentInput) error {
	offered, err := s.Contributors(ctx, by)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(offered, func(p Person) bool { return p.ID == in.AssigneeID }) {
		return &errs.Error{Kind: errs.Invalid, Message: "ui.form.error.choice", Field: "assignee"}
	}
	if in.OutletID != by.OrganisationID {
		return &errs.Error{Kind: errs.Invalid, Message: "story.assignment.other_outlet", Field: "outlet"}
	}
	a.OwnerID = in.AssigneeID
	return nil
}

// mostContributors bounds the choice of a journalist.
const mostContributors = 500

// Contributors lists who an editor-in-chief may order stories from: journalists
// of the media, and those who have proposed or written stories for it, by name.
// For anybody else there is none.
func (s *AssignmentService) Contributors(ctx context.Context, by access.Actor) ([]Person, error) {
	outletID := editedBy(by)
	if outletID == 0 {
		return nil, nil
	}
	var found []Person
	err := s.DB.Reader().NewRaw(`
SELECT m.id, trim(m.first_name || ' ' || m.last_name) AS name, m.photo, coalesce(nullif(pr.job_title, ''), pr.label, '') AS job_title,
  coalesce(pr.community, '') AS community, coalesce(o.id, 0) AS organisation_id, coalesce(nullif(o.wall_name, ''), o.name, '') AS organisation
FROM members m JOIN profiles pr ON pr.member_id = m.id AND pr.community = 'PRESS_MEDIA'
LEFT JOIN organisations o ON o.id = m.organisation_id AND o.deleted_at IS NULL
WHERE m.active AND m.deleted_at IS NULL AND m.id <> ?1 AND (m.organisation_id = ?0
  OR m.id IN (SELECT p.owner_id FROM pitches p WHERE p.outlet_id = ?0 AND p.submitted_at IS NOT NULL AND p.deleted_at IS NULL)
  OR m.id IN (SELECT w.owner_id FROM posts w WHERE w.outlet_id = ?0 AND w.kind = 'article' AND w.deleted_at IS NULL))
ORDER BY m.last_name, m.first_name, m.id LIMIT ?2`, outletID, by.UserID, mostContributors).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("list the contributors of %d: %w", outletID, err)
	}
	return found, nil
}

// Update saves changes of either party; the other one of a confirmed assignment
// is told.
func (s *AssignmentService) Update(ctx context.Context, by access.Actor, id int64, in AssignmentInput) (*Assignment, error) {
	return s.change(ctx, id, "update", func(ctx context.Context, _ bun.Tx, a *Assignment) (outbox.Event, error) {
		if err := a.CanEdit(by); err != nil {
			return nil, err
		}
		if in.Version != 0 && in.Version != a.Version {
			return nil, errAssignmentChanged
		}
		if err := s.fill(ctx, by, a, in); err != nil {
			return nil, err
		}
		if a.Status == content.Pending && a.OwnerID != a.CommissionerID {
			return event.AssignmentChanged{AssignmentID: id, MemberID: by.UserID}, nil
		}
		return nil, nil //nolint:nilnil // nobody else to tell
	})
}

// Confirm makes an assignment binding (valider), and proposes it to a
// journalist who has not agreed yet (spec 04 §5.3).
func (s *AssignmentService) Confirm(ctx context.Context, by access.Actor, id int64) (*Assignment, error) {
	return s.change(ctx, id, "confirm", func(_ context.Context, _ bun.Tx, a *Assignment) (outbox.Event, error) {
		if err := a.CanConfirm(by); err != nil {
			return nil, err
		}
		a.confirm(s.Now())
		return event.AssignmentConfirmed{AssignmentID: id}, nil
	})
}

// Agree is the journalist's yes.
func (s *AssignmentService) Agree(ctx context.Context, by access.Actor, id int64) (*Assignment, error) {
	return s.change(ctx, id, "agree to", func(_ context.Context, _ bun.Tx, a *Assignment) (outbox.Event, error) {
		if err := a.CanAgree(by); err != nil {
			return nil, err
		}
		a.AgreedAt = s.Now()
		return event.AssignmentAnswered{AssignmentID: id, Agreed: true}, nil
	})
}

// Decline is the journalist's no, perhaps with a reason.
func (s *AssignmentService) Decline(ctx context.Context, by access.Actor, id int64, reason string) (*Assignment, error) {
	return s.drop(ctx, by, id, reason, "decline", (*Assignment).CanAgree, event.AssignmentAnswered{AssignmentID: id})
}

// Cancel is the commissioner's (annuler), perhaps with a reason. An article that
// was begun stays its author's, without the assignment.
func (s *AssignmentService) Cancel(ctx context.Context, by access.Actor, id int64, reason string) (*Assignment, error) {
	return s.drop(ctx, by, id, reason, "cancel", (*Assignment).CanCancel, event.AssignmentCancelled{AssignmentID: id})
}

func (s *AssignmentService) drop(
	ctx context.Context, by access.Actor, id int64, reason, verb string,
	may func(*Assignment, access.Actor) error, happened outbox.Event,
) (*Assignment, error) {
	reason = richtext.PlainLines(reason)
	if err := limits(limit{"reason", reason, MaxReason}); err != nil {
		return nil, err
	}
	return s.change(ctx, id, verb, func(ctx context.Context, tx bun.Tx, a *Assignment) (outbox.Event, error) {
		if err := may(a, by); err != nil {
			return nil, err
		}
		a.drop(by, reason, s.Now())
		return happened, detachArticle(ctx, tx, id)
	})
}

// Delete hides an assignment of the journalist's; an article that was begun
// stays (spec 04 §5.6).
func (s *AssignmentService) Delete(ctx context.Context, by access.Actor, id int64) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		a, err := lockedAssignment(ctx, s.DB, tx, id)
		if err != nil {
			return err
		}
		if err := a.CanDelete(by); err != nil {
			return err
		}
		if err := detachArticle(ctx, tx, id); err != nil {
			return err
		}
		a.ModifiedAt, a.DeletedAt = s.Now(), s.Now()
		_, err = tx.NewUpdate().Model(a).Column("modified_at", "deleted_at").WherePK().Exec(ctx)
		return err
	})
	if err != nil {
		return fmt.Errorf("delete assignment %d: %w", id, err)
	}
	return nil
}

// change loads an assignment, applies the change, saves it and records what
// happened, in one transaction. The verb is for the logs.
func (s *AssignmentService) change(
	ctx context.Context, id int64, verb string, apply func(context.Context, bun.Tx, *Assignment) (outbox.Event, error),
) (*Assignment, error) {
	var a *Assignment
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if a, err = lockedAssignment(ctx, s.DB, tx, id); err != nil {
			return err
		}
		happened, err := apply(ctx, tx, a)
		if err != nil {
			return err
		}
		a.ModifiedAt = s.Now()
		if err := updateAssignment(ctx, tx, a); err != nil {
			return err
		}
		if happened == nil {
			return nil
		}
		return s.Outbox.Record(ctx, tx, happened)
	})
	if err != nil {
		return nil, fmt.Errorf("%s assignment %s: %w", verb, strconv.FormatInt(id, 10), err)
	}
	return a, nil
}
