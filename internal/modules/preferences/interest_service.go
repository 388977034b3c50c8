// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/survey"
)

// MaxInterests is the longest text of interests, in characters (spec 02 §12).
const MaxInterests = 1500

// hobbiesField is the survey's field that the interests are.
const hobbiesField = "hobbies"

var errInterestsTooLong = &errs.Error{Kind: errs.Invalid, Message: "preferences.interests.too_long", Field: hobbiesField}

// Interests returns the interests (centres d'intérêts) of by: the survey's
// hobbies.
func (s *Service) Interests(ctx context.Context, by access.Actor) (string, error) {
	questions, err := survey.Load()
	if err != nil {
		return "", err
	}
	own, err := accountOf(ctx, s.db.Reader(), by)
	if err != nil {
		return "", err
	}
	return questions.AnswersOf(own.member, own.profile).Text(hobbiesField), nil
}

// SetInterests replaces the interests of by. A proposal that waits for approval
// gets them too, for it replaces all answers when it is applied.
func (s *Service) SetInterests(ctx context.Context, by access.Actor, text string) error {
	text = strings.TrimSpace(text)
	if utf8.RuneCountInString(text) > MaxInterests {
		return errInterestsTooLong
	}
	return s.change(ctx, by, func(ctx context.Context, tx bun.Tx, own account) error {
		if own.profile.Hobbies == nil {
			own.profile.Hobbies = map[string]any{}
		}
		own.profile.Hobbies[hobbiesField] = text
		if err := s.saveProfile(ctx, tx, own.profile, "hobbies"); err != nil {
			return err
		}
		return propose(ctx, tx, by.UserID, hobbiesField, text)
	})
}

// propose sets an answer in the waiting proposal of a member, if there is one.
func propose(ctx context.Context, tx bun.Tx, memberID int64, field, value string) error {
	waiting := &survey.Proposal{MemberID: memberID}
	err := tx.NewSelect().Model(waiting).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read the proposal of %d: %w", memberID, err)
	}
	waiting.Answers.Set(field, value)
	if _, err := tx.NewUpdate().Model(waiting).Column("answers").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save the proposal of %d: %w", memberID, err)
	}
	return nil
}
