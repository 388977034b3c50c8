// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closing

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Why an account is not closed; each says what to do first.
var (
	ErrOwnsWall     = errs.New(errs.Conflict, "closing.error.wall")
	ErrSubscribed   = errs.New(errs.Conflict, "closing.error.subscription")
	ErrLastAdmin    = errs.New(errs.Conflict, "closing.error.last_admin")
	ErrOneself      = errs.New(errs.Forbidden, "closing.error.oneself")
	ErrClosed       = errs.New(errs.Conflict, "closing.error.closed")
	ErrNotClosed    = errs.New(errs.Conflict, "closing.error.not_closed")
	errNothingSaved = errs.New(errs.NotFound, "closing.error.unknown")
)

// obstacles are questions whose answer yes keeps an account from being closed,
// besides the Business Wall that it owns: a subscription has somebody to charge.
var obstacles = []struct {
	query   string // ?0 member
	refusal error
}{
	{`SELECT count(*) FROM subscriptions su JOIN business_walls bw ON bw.id = su.wall_id
WHERE su.status IN ('active', 'past_due') AND (bw.payer_id = ?0 OR bw.owner_id = ?0)`, ErrSubscribed},
	{`SELECT count(*) FROM member_roles r WHERE r.member_id = ?0 AND r.role = 'ADMIN' AND NOT EXISTS (
  SELECT 1 FROM member_roles o JOIN members m ON m.id = o.member_id
  WHERE o.role = 'ADMIN' AND o.member_id <> ?0 AND m.active AND m.deleted_at IS NULL)`, ErrLastAdmin},
}

// obstaclesOf lists what keeps the account of a member from being closed.
func obstaclesOf(ctx context.Context, db bun.IDB, memberID int64) ([]error, error) {
	var found []error
	if owns, err := organisation.OwnsWall(ctx, db, memberID); err != nil {
		return nil, err
	} else if owns {
		found = append(found, ErrOwnsWall)
	}
	for _, o := range obstacles {
		var n int64
		if err := db.NewRaw(o.query, memberID).Scan(ctx, &n); err != nil {
			return nil, fmt.Errorf("look for what keeps %d: %w", memberID, err)
		}
		if n > 0 {
			found = append(found, o.refusal)
		}
	}
	return found, nil
}

// Obstacles lists why the account of a member cannot be closed now: some of
// ErrOwnsWall, ErrSubscribed and ErrLastAdmin.
func (s *Service) Obstacles(ctx context.Context, memberID int64) ([]error, error) {
	return obstaclesOf(ctx, s.DB.Reader(), memberID)
}

// Close closes the account of by, who gives the password again (spec 02 §13).
// The account is deactivated at once, its sessions and links end; a mail brings
// a link to take that back for 30 days.
func (s *Service) Close(ctx context.Context, by By, password string) error {
	open, err := obstaclesOf(ctx, s.DB.Reader(), by.ID)
	if err != nil {
		return err
	}
	if len(open) > 0 {
		return open[0] // rather than ask for a password in vain
	}
	if err := s.Prove(ctx, by.ID, by.IP, password); err != nil {
		return err
	}
	return s.close(ctx, by, by.ID, event.AccountClosed{})
}

// CloseOf closes the account of another member, active or deactivated, as an
// administrator or the operator. The member is told, and may come back within
// 30 days unless the account was deactivated before.
func (s *Service) CloseOf(ctx context.Context, by By, memberID int64) error {
	if by.ID == memberID {
		return ErrOneself
	}
	return s.close(ctx, by, memberID, event.AccountClosed{Staff: true})
}

func (s *Service) close(ctx context.Context, by By, memberID int64, e event.AccountClosed) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		// Of two administrators who leave at the same time, one must stay.
		if err := s.DB.Lock(ctx, tx, "member:close"); err != nil {
			return err
		}
		m, err := s.locked(ctx, tx, memberID)
		if err != nil {
			return err
		}
		if err := canClose(m); err != nil {
			return err
		}
		open, err := obstaclesOf(ctx, tx, memberID)
		if err != nil {
			return err
		}
		if len(open) > 0 {
			return open[0]
		}
		if err := s.shut(ctx, tx, m); err != nil {
			return err
		}
		if err := s.note(ctx, tx, by, actionClosed, memberID); err != nil {
			return err
		}
		if err := content.Redraw(ctx, tx); err != nil {
			return err
		}
		e.MemberID = memberID
		return s.Outbox.Record(ctx, tx, e, event.MemberChanged{MemberID: memberID})
	})
	if err != nil {
		return fmt.Errorf("close account %d: %w", memberID, err)
	}
	return nil
}

// canClose reports why an account may not be closed, whoever asks, or nil. One
// that waits for approval is refused, not closed.
func canClose(m *member.Member) error {
	switch {
	case !m.ClosingAt.IsZero() || !m.AnonymisedAt.IsZero() || !m.DeletedAt.IsZero():
		return ErrClosed
	case !m.Active && m.ValidationStatus != member.StatusDeactivated:
		return errs.ErrNotFound
	}
	return nil
}

// shut deactivates an account for 30 days. One that was deactivated already
// keeps the word for it: coming back is not its owner's to decide.
func (s *Service) shut(ctx context.Context, tx bun.Tx, m *member.Member) error {
	now, status := s.Now().UTC(), member.StatusClosing
	if !m.Active {
		status = m.ValidationStatus
	}
	for _, change := range []struct {
		query string
		args  []any
	}{
		{"UPDATE members SET active = ?, validation_status = ?, closing_at = ?, modified_at = ? WHERE id = ?", []any{false, status, now.Add(Delay), now, m.ID}},
		{"DELETE FROM sessions WHERE member_id = ?", []any{m.ID}},
		{"DELETE FROM account_tokens WHERE member_id = ?", []any{m.ID}},
		{"DELETE FROM personal_feeds WHERE member_id = ?", []any{m.ID}},
	} {
		if _, err := tx.NewRaw(change.query, change.args...).Exec(ctx); err != nil {
			return fmt.Errorf("shut: %w", err)
		}
	}
	return nil
}

// Reopening is what the link of the mail offers.
type Reopening struct {
	Until time.Time // the account is anonymised then
}

// CanReopen returns what a link offers, or an error of kind NotFound when it is
// no good any more.
func (s *Service) CanReopen(ctx context.Context, token string) (*Reopening, error) {
	m, err := s.memberOfLink(ctx, s.DB.Reader(), token)
	if err != nil {
		return nil, err
	}
	return &Reopening{Until: m.ClosingAt}, nil
}

// Reopen takes the closing of an account back: it is as it was before, save
// that one has to sign in again. Links of the kind are used up.
func (s *Service) Reopen(ctx context.Context, token, ip string) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		m, err := s.memberOfLink(ctx, tx, token)
		if err != nil {
			return err
		}
		if m, err = s.locked(ctx, tx, m.ID); err != nil {
			return err
		}
		if !canReopen(m, s.Now()) {
			return errNothingSaved
		}
		_, err = tx.NewRaw("UPDATE members SET active = ?, validation_status = ?, closing_at = NULL, modified_at = ? WHERE id = ?",
			true, member.StatusValidated, s.Now().UTC(), m.ID).Exec(ctx)
		if err != nil {
			return fmt.Errorf("reopen account %d: %w", m.ID, err)
		}
		for _, query := range []string{"DELETE FROM account_tokens WHERE member_id = ?", "DELETE FROM inactivity_notices WHERE member_id = ?"} {
			if _, err := tx.NewRaw(query, m.ID).Exec(ctx); err != nil {
				return fmt.Errorf("use up the links of %d: %w", m.ID, err)
			}
		}
		if err := s.note(ctx, tx, By{m.ID, ip}, actionReopened, m.ID); err != nil {
			return err
		}
		if err := content.Redraw(ctx, tx); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.AccountReopened{MemberID: m.ID}, event.MemberChanged{MemberID: m.ID})
	})
}

// canReopen reports whether an account may be taken back by its owner.
func canReopen(m *member.Member, now time.Time) bool {
	return m.ValidationStatus == member.StatusClosing && m.ClosingAt.After(now)
}

// Hasten has a closed account anonymised without waiting for the end of the 30
// days, as an administrator may. One that is open must be closed first: nobody
// loses everything by one slip of the hand.
func (s *Service) Hasten(ctx context.Context, by By, memberID int64) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		m, err := s.locked(ctx, tx, memberID)
		if err != nil {
			return err
		}
		if m.ClosingAt.IsZero() || !m.AnonymisedAt.IsZero() {
			return ErrNotClosed
		}
		if _, err := tx.NewRaw("UPDATE members SET closing_at = ? WHERE id = ?", s.Now().UTC(), memberID).Exec(ctx); err != nil {
			return err
		}
		if err := s.note(ctx, tx, by, actionHastened, memberID); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.AnonymisationAsked{MemberID: memberID})
	})
	if err != nil {
		return fmt.Errorf("have %d anonymised: %w", memberID, err)
	}
	return nil
}

// Subscribe says what the service does of itself: mails, copies, and the
// anonymisation that cannot wait for the night.
func (s *Service) Subscribe(r *outbox.Registry) {
	outbox.On(r, "closing", s.accountClosed)
	outbox.On(r, "closing", s.accountReopened)
	outbox.On(r, "closing", s.inactivityNoticed)
	outbox.On(r, "closing", s.archiveAsked, outbox.Timeout(archiveTime))
	outbox.On(r, "closing", s.archiveFinished)
	outbox.On(r, "closing", func(ctx context.Context, e event.AnonymisationAsked, _ outbox.Meta) error {
		return s.Anonymise(ctx, e.MemberID)
	}, outbox.Timeout(archiveTime))
}
