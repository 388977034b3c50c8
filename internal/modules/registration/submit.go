// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"errors"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/terms"
	"aipress24.com/aipress24/internal/platform/database"
)

// ErrTerms refuses to submit without acceptance of the terms of use.
var ErrTerms = &errs.Error{Kind: errs.Invalid, Message: "registration.error.terms", Field: termsField}

// The questions whose answer binds the person, and gives a second way to reach
// the account's owner.
const (
	termsField    = "validation_gcu"
	recoveryField = "email_secours"
)

// Submit makes an account of the holder's draft, or changes the member's own
// (spec 02 §5–§7). The errors of fields are for the questionnaire: what was
// right when it was filled in may be taken since. Submitting again tells the
// same outcome and does nothing.
func (s *Service) Submit(ctx context.Context, h Holder) (Outcome, error) {
	outcome := Open
	err := s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		// Before anything is read: the second of two clicks sees what the first did.
		if err := s.DB.Lock(ctx, tx, member.AddressLock); err != nil {
			return err
		}
		d, err := draftOf(ctx, tx, h, s.Now())
		if errors.Is(err, errs.ErrNotFound) {
			return ErrNothing
		}
		if err != nil {
			return err
		}
		if !d.IsOpen() {
			outcome = d.Outcome
			return nil
		}
		profile, ok := s.survey.Of(d.SurveyProfile)
		if !ok {
			return ErrNothing
		}
		if !d.Answers.Bool(termsField) {
			return ErrTerms
		}
		if outcome, err = s.submit(ctx, tx, d, profile); err != nil {
			return err
		}
		return s.Media.Release(ctx, tx, media.OfRegistration, d.ID)
	})
	if database.IsUniqueViolation(err) {
		err = errs.Fields{{Kind: errs.Invalid, Message: wordTaken, Field: "email"}}
	}
	if err != nil {
		return Open, fmt.Errorf("submit a questionnaire: %w", err)
	}
	return outcome, nil
}

func (s *Service) submit(ctx context.Context, tx bun.Tx, d *Draft, profile *survey.Profile) (Outcome, error) {
	problems, err := s.check(ctx, tx, d, profile, func() error { return nil }) // counted when it was filled in
	if err == nil {
		err = problems.OrNil()
	}
	if err != nil {
		return Open, err
	}
	if d.MemberID != 0 {
		return s.change(ctx, tx, d, profile)
	}
	outcome := Registered
	if d.isConfirmed() {
		outcome = Confirmed
	}
	mine, err := claim(ctx, tx, d, outcome, s.Now())
	if err != nil || !mine {
		return outcome, err
	}
	return outcome, s.register(ctx, tx, d, profile)
}

// register makes the account: closed, in its community, waiting for the
// editorial team (spec 02 §5).
func (s *Service) register(ctx context.Context, tx bun.Tx, d *Draft, profile *survey.Profile) error {
	edition, err := terms.Current(ctx, tx)
	if err != nil {
		return err
	}
	now := s.Now().UTC()
	m := &member.Member{
		ID: s.IDs.Next(), Email: member.NormaliseEmail(d.Answers.Text("email")),
		RecoveryEmail: member.NormaliseEmail(d.Answers.Text(recoveryField)), PasswordHash: d.PasswordHash,
		ValidationStatus: member.StatusNew, Gender: "?", Language: d.Language, Status: "Débutant",
		SubmittedAt: now, TermsAcceptedAt: now, TermsVersion: edition, CreatedAt: now, ModifiedAt: now,
	}
	if d.isConfirmed() {
		m.EmailVerifiedAt = d.EmailVerifiedAt
	}
	p := &member.Profile{MemberID: m.ID, DisplayLevel: 1, ModifiedAt: now}
	s.survey.Keep(m, p, profile, d.Answers)
	role := &member.Role{MemberID: m.ID, Role: string(access.CommunityOf(profile.Community))}
	for _, model := range []any{m, p, role} {
		if _, err := tx.NewInsert().Model(model).Exec(ctx); err != nil {
			return fmt.Errorf("insert the account: %w", err)
		}
	}
	if err := s.followInvitation(ctx, tx, d, m.Email); err != nil {
		return err
	}
	pictures := media.Personal{Photo: m.Photo, PressCard: m.PressCard}
	if err := s.Media.Adopt(ctx, tx, media.OfRegistration, d.ID, m.ID, media.Personal{}, pictures); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.RegistrationSubmitted{MemberID: m.ID})
}
