// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"fmt"
	"strconv"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Accounts is what the staff does to members (spec 08 §5.4).
type Accounts struct {
	Needs

	Closer Closer
}

// Closer closes the accounts of others and has them anonymised (spec 02 §13).
type Closer interface {
	// CloseOf closes an account, which its owner may take back for 30 days.
	CloseOf(ctx context.Context, by int64, ip string, memberID int64) error
	// Hasten has a closed account anonymised now.
	Hasten(ctx context.Context, by int64, ip string, memberID int64) error
}

// NewAccounts returns the service.
func NewAccounts(n Needs) *Accounts { return &Accounts{Needs: n} }

var (
	errOneself     = errs.New(errs.Forbidden, "membership.error.oneself")
	errNotInactive = errs.New(errs.Conflict, "membership.error.not_deactivated")
	errNotActive   = errs.New(errs.Conflict, "membership.error.not_active")
	errClosed      = errs.New(errs.Conflict, "membership.error.closed")
	errNotClosed   = errs.New(errs.Conflict, "membership.error.not_closed")

	// ErrOwnsWall refuses to leave a Business Wall in service without an owner who
	// can sign in (spec 07 §14.24).
	ErrOwnsWall = errs.New(errs.Conflict, "membership.error.owns_wall")
)

// CanDeactivate reports why by may not deactivate m, or nil. Nobody locks
// himself or herself out.
func CanDeactivate(by Staffer, m *member.Member) error {
	switch {
	case m.ID == by.UserID:
		return errOneself
	case !m.Active:
		return errNotActive
	}
	return nil
}

// CanReactivate reports why m may not be reactivated, or nil: only an account
// that was deactivated, neither waiting nor closed.
func CanReactivate(m *member.Member) error {
	switch {
	case !m.AnonymisedAt.IsZero() || !m.ClosingAt.IsZero():
		return errClosed
	case m.Active || m.ValidationStatus != member.StatusDeactivated:
		return errNotInactive
	}
	return nil
}

// CanClose reports why by may not close the account of m, or nil: an account
// that is open, or deactivated, and not one's own, which is closed elsewhere.
func CanClose(by Staffer, m *member.Member) error {
	switch {
	case m.ID == by.UserID:
		return errOneself
	case !m.ClosingAt.IsZero() || !m.AnonymisedAt.IsZero() || !m.DeletedAt.IsZero():
		return errClosed
	case !m.Active && m.ValidationStatus != member.StatusDeactivated:
		return errNotActive
	}
	return nil
}

// CanAnonymise reports why m may not be anonymised now, or nil: only an account
// that is closed, so that nobody loses everything by one slip of the hand.
func CanAnonymise(m *member.Member) error {
	if m.ClosingAt.IsZero() || !m.AnonymisedAt.IsZero() {
		return errNotClosed
	}
	return nil
}

// Close closes the account of a member, who is told and may take it back for 30
// days.
func (a *Accounts) Close(ctx context.Context, by Staffer, id int64) (bool, error) {
	if err := by.check(); err != nil {
		return false, err
	}
	if err := mustTransfer(ctx, a.DB.Reader(), id); err != nil {
		return false, err // in words for the staff
	}
	err := a.Closer.CloseOf(ctx, by.UserID, by.IP, id)
	return err == nil, err
}

// Anonymise has a closed account anonymised without waiting.
func (a *Accounts) Anonymise(ctx context.Context, by Staffer, id int64) (bool, error) {
	if err := by.check(); err != nil {
		return false, err
	}
	err := a.Closer.Hasten(ctx, by.UserID, by.IP, id)
	return err == nil, err
}

// CanChangeAdmin reports why by may not change the rights of m, or nil: never
// one's own (spec 08 §5.4).
func CanChangeAdmin(by Staffer, m *member.Member) error {
	switch {
	case m.ID == by.UserID:
		return errOneself
	case !m.Active:
		return errNotActive
	}
	return nil
}

// mustTransfer returns ErrOwnsWall for the owner of a Business Wall in service.
func mustTransfer(ctx context.Context, db bun.IDB, memberID int64) error {
	owns, err := organisation.OwnsWall(ctx, db, memberID)
	if err == nil && owns {
		err = ErrOwnsWall
	}
	return err
}

// Deactivate closes an account until it is reactivated: its sessions end at
// once, others do not see it any more (spec 02 §6.1). An account deactivated
// already stays as it is; the owner of a Business Wall has it transferred first:
// ErrOwnsWall.
func (a *Accounts) Deactivate(ctx context.Context, by Staffer, id int64) (bool, error) {
	return a.change(ctx, by, id, "deactivate", func(ctx context.Context, tx bun.Tx, f *file) (bool, error) {
		m := f.member
		if !m.Active && m.ValidationStatus == member.StatusDeactivated {
			return false, nil
		}
		if err := CanDeactivate(by, m); err != nil {
			return false, err
		}
		if err := mustTransfer(ctx, tx, m.ID); err != nil {
			return false, err
		}
		m.Active, m.ValidationStatus = false, member.StatusDeactivated
		if err := endSessions(ctx, tx, m.ID); err != nil {
			return false, err
		}
		return true, a.switched(ctx, tx, by, m, letterDeactivated, ActionDeactivated)
	})
}

// Reactivate opens a deactivated account again; it never was in the queue of
// registrations meanwhile (spec 02 §18 U8).
func (a *Accounts) Reactivate(ctx context.Context, by Staffer, id int64) (bool, error) {
	return a.change(ctx, by, id, "reactivate", func(ctx context.Context, tx bun.Tx, f *file) (bool, error) {
		m := f.member
		if m.Active {
			return false, nil
		}
		if err := CanReactivate(m); err != nil {
			return false, err
		}
		m.Active, m.ValidationStatus = true, member.StatusValidated
		return true, a.switched(ctx, tx, by, m, letterReactivated, ActionReactivated)
	})
}

// switched saves an account that was switched on or off and tells its owner; the
// portals, which show what it has published, are drawn again.
func (a *Accounts) switched(ctx context.Context, tx bun.Tx, by Staffer, m *member.Member, kind, action string) error {
	m.ValidatedAt, m.ModifiedAt = a.Now().UTC(), a.Now().UTC()
	if err := saveDecision(ctx, tx, m); err != nil {
		return err
	}
	if err := a.write(ctx, tx, &letter{MemberID: m.ID, Kind: kind, Address: m.Email}); err != nil {
		return err
	}
	if err := a.audit(ctx, tx, by, action, m.ID, nil); err != nil {
		return err
	}
	if err := content.Redraw(ctx, tx); err != nil {
		return err
	}
	return a.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
}

// RemoveFromOrganisation takes a member out of the employer, and collects it if
// nobody is left. The owner of its Business Wall stays (spec 08 §5.6).
func (a *Accounts) RemoveFromOrganisation(ctx context.Context, by Staffer, id int64) (bool, error) {
	return a.change(ctx, by, id, "remove from the organisation", func(ctx context.Context, tx bun.Tx, f *file) (bool, error) {
		former := f.member.OrganisationID
		if former == 0 {
			return false, nil
		}
		if err := a.Staff.Assign(ctx, tx, f.member, f.profile, 0); err != nil {
			return false, err
		}
		if err := a.Staff.CollectEmpty(ctx, tx, former); err != nil {
			return false, err
		}
		return true, a.audit(ctx, tx, by, ActionRemoved, id, map[string]string{"organisation": strconv.FormatInt(former, 10)})
	})
}

// SetAdmin gives or takes the rights of an administrator. What is so already
// stays; on oneself it is refused without a word (spec 08 §5.4).
func (a *Accounts) SetAdmin(ctx context.Context, by Staffer, id int64, held bool) (bool, error) {
	return a.change(ctx, by, id, "change the rights", func(ctx context.Context, tx bun.Tx, f *file) (bool, error) {
		if f.member.ID == by.UserID {
			return false, nil
		}
		if err := CanChangeAdmin(by, f.member); err != nil {
			return false, err
		}
		set, action := takeRole, ActionRoleTaken
		if held {
			set, action = giveRole, ActionRoleGiven
		}
		changed, err := set(ctx, tx, id, member.RoleAdmin)
		if err != nil || !changed {
			return false, err
		}
		return true, a.audit(ctx, tx, by, action, id, map[string]string{"role": member.RoleAdmin})
	})
}

// change makes one change in one transaction.
func (a *Accounts) change(
	ctx context.Context, by Staffer, id int64, verb string, apply func(context.Context, bun.Tx, *file) (bool, error),
) (bool, error) {
	if err := by.check(); err != nil {
		return false, err
	}
	changed := false
	err := a.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		f, err := a.lockedFile(ctx, tx, id)
		if err != nil {
			return err
		}
		changed, err = apply(ctx, tx, f)
		return err
	})
	if err != nil {
		return false, fmt.Errorf("%s of member %d: %w", verb, id, err)
	}
	return changed, nil
}
