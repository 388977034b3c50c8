// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/terms"
)

// ErrOtherTerms refuses the acceptance of an edition that is not the one in
// force: another was published while the member read.
var ErrOtherTerms = errs.New(errs.Conflict, "account.terms.other")

// ActionTermsAccepted is what the audit trail says of who accepts an edition.
const ActionTermsAccepted = "terms.accepted"

// TermsOffer is what a member reads before accepting the terms of use in force
// (spec 02 §19.11).
type TermsOffer struct {
	Edition    string // in force
	Owed       bool   // not yet accepted
	AcceptedAt time.Time
	Changes    []string // since the edition that was accepted; none is known of the first one
}

// IsFirst reports whether the member has never accepted any edition, as those
// whom an operator has registered.
func (o TermsOffer) IsFirst() bool { return o.AcceptedAt.IsZero() }

// Terms returns the terms in force as they stand for a member, with what has
// changed since the last acceptance, in a language.
func (s *Security) Terms(ctx context.Context, by Self, lang string) (*TermsOffer, error) {
	db := s.DB.Writer() // a replica may not know the edition that has just been published
	m, err := s.memberOf(ctx, db, by.ID)
	if err != nil {
		return nil, err
	}
	offer := &TermsOffer{AcceptedAt: m.TermsAcceptedAt}
	if offer.Edition, err = terms.Current(ctx, db); err != nil {
		return nil, err
	}
	offer.Owed = m.TermsVersion != offer.Edition
	if offer.IsFirst() {
		return offer, nil
	}
	editions, err := terms.Since(ctx, db, m.TermsVersion, m.TermsAcceptedAt, lang)
	if err != nil {
		return nil, err
	}
	for _, e := range editions {
		offer.Changes = append(offer.Changes, e.Lines()...)
	}
	return offer, nil
}

// AcceptTerms keeps that a member accepts an edition of the terms: the one that
// was on the page, which must still be the one in force. Accepting twice changes
// nothing.
func (s *Security) AcceptTerms(ctx context.Context, by Self, edition string) error {
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		current, err := terms.Current(ctx, tx)
		if err != nil {
			return err
		}
		if edition != current {
			return ErrOtherTerms
		}
		now := s.Now().UTC()
		result, err := tx.NewRaw(`UPDATE members SET terms_version = ?, terms_accepted_at = ?, modified_at = ?
WHERE id = ? AND active = TRUE AND deleted_at IS NULL AND terms_version <> ?`, edition, now, now, by.ID, edition).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := result.RowsAffected(); err != nil || n == 0 {
			return err // accepted already, or nobody's account any more
		}
		return audit.Trail{IDs: s.IDs, Now: s.Now}.Note(ctx, tx, audit.Entry{
			ActorID: by.ID, Action: ActionTermsAccepted, ObjectKind: "member", ObjectID: by.ID, IP: by.IP,
			Details: map[string]string{"edition": edition},
		})
	})
	if err != nil {
		return fmt.Errorf("accept the terms %q: %w", edition, err)
	}
	return nil
}
