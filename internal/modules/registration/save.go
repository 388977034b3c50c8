// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// Sent is what a page sends of a questionnaire.
type Sent struct {
	Profile  string
	Answers  survey.Answers    // of every question of the profile; others are ignored
	Password string            // as typed; "" keeps the one given before
	Pictures map[string][]byte // new pictures, by field
	Removed  []string          // pictures to take away
	Partial  bool              // kept on the way: nothing is checked
}

// maxAnswers bounds what a draft keeps, in bytes: a hundred times what a person
// answers.
const maxAnswers = 256 << 10

var errTooMuch = errs.New(errs.TooLarge, "registration.error.too_much")

// Save keeps what was sent, right or wrong, and tells what is wrong with it
// unless it is partial. A good password is kept by its hash alone, a good
// picture at once, so that no correction has to repeat them. The token is that
// of the visitor's cookie.
func (s *Service) Save(ctx context.Context, h Holder, sent Sent) (token string, err error) {
	profile, ok := s.survey.Of(sent.Profile)
	if !ok {
		return "", ErrProfile
	}
	var problems errs.Fields
	hash, err := passwordHash(ctx, h, sent)
	if problems, err = note(problems, "password", err); err != nil {
		return "", err
	}
	var draft *Draft
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if draft, token, err = s.openDraft(ctx, tx, h); err != nil {
			return err
		}
		return s.keep(ctx, tx, draft, profile, sent, hash)
	})
	if err != nil {
		return token, err
	}
	found, err := s.keepPictures(ctx, draft, sent.Pictures)
	if err != nil {
		return token, err
	}
	if sent.Partial {
		return token, nil
	}
	return token, s.checkDraft(ctx, h, draft, profile, append(problems, found...))
}

// note adds the refusal of a field to problems and passes failures on.
func note(problems errs.Fields, field string, err error) (errs.Fields, error) {
	var refused *errs.Error
	if err == nil || !errors.As(err, &refused) || refused.Kind != errs.Invalid {
		return problems, err
	}
	said := *refused
	said.Field = field
	return append(problems, &said), nil
}

func passwordHash(ctx context.Context, h Holder, sent Sent) (string, error) {
	if sent.Password == "" || sent.Partial || h.IsMember() {
		return "", nil
	}
	if err := Judge(sent.Password, sent.Answers.Text).Err; err != nil {
		return "", err
	}
	return member.HashPassword(ctx, sent.Password)
}

// KnownBy are the answers that a guesser knows: a password made of them is weak.
var KnownBy = []string{"email", "first_name", "last_name"}

// Judge tells how strong a password is next to the answers of whoever chooses
// it (spec 02 §9.3, U1).
func Judge(password string, answer func(name string) string) member.Strength {
	known := make([]string, len(KnownBy))
	for i, name := range KnownBy {
		known[i] = answer(name)
	}
	return member.JudgePassword(password, known...)
}

// keep writes the texts into the draft. Answers that the chosen profile is not
// asked stay in the draft: one may choose again.
func (s *Service) keep(ctx context.Context, tx bun.Tx, d *Draft, profile *survey.Profile, sent Sent, hash string) error {
	if d.Answers == nil {
		d.Answers = survey.Answers{}
	}
	size := 0
	for _, q := range Questions(profile, d.MemberID != 0) {
		if q.Widget == survey.WidgetPassword || IsPicture(q.Name) {
			continue
		}
		d.Answers.Set(q.Name, sent.Answers[q.Name]...)
		if q.Detail != nil {
			d.Answers.Set(q.Detail.Name, sent.Answers[q.Detail.Name]...)
		}
	}
	for _, field := range sent.Removed {
		if IsPicture(field) {
			delete(d.Answers, field)
		}
	}
	for name, values := range d.Answers {
		size += len(name) + len(strings.Join(values, "\",\""))
	}
	if size > maxAnswers {
		return errTooMuch
	}
	if hash != "" {
		d.PasswordHash = hash
	}
	d.SurveyProfile, d.Complete = profile.ID, false
	return updateDraft(ctx, tx, d, "answers", "password_hash", "survey_profile", "complete")
}

// shapes are what becomes of the pictures.
var shapes = map[string]media.Shape{portraitField: media.PortraitShape, pressCardField: media.DocumentShape}

// keepPictures stores new pictures and names them in the draft.
func (s *Service) keepPictures(ctx context.Context, d *Draft, pictures map[string][]byte) (errs.Fields, error) {
	var problems errs.Fields
	kept := false
	for _, field := range []string{portraitField, pressCardField} {
		bytes, sent := pictures[field]
		if !sent {
			continue
		}
		file, err := s.Media.StoreFor(ctx, media.OfRegistration, d.ID, shapes[field], bytes)
		if err != nil {
			if problems, err = note(problems, field, err); err != nil {
				return nil, err
			}
			continue
		}
		d.Answers.Set(field, file.Name)
		kept = true
	}
	if !kept {
		return problems, nil
	}
	return problems, updateDraft(ctx, s.DB.Writer(), d, "answers")
}

// checkDraft tells what is wrong and notes whether the draft may be submitted.
func (s *Service) checkDraft(ctx context.Context, h Holder, d *Draft, profile *survey.Profile, problems errs.Fields) error {
	found, err := s.check(ctx, s.DB.Reader(), d, profile, func() error { return s.ask(ctx, h.Network) })
	if err != nil {
		return err
	}
	for _, problem := range found {
		if !slices.ContainsFunc(problems, func(e *errs.Error) bool { return e.Field == problem.Field }) {
			problems = append(problems, problem)
		}
	}
	if len(problems) > 0 {
		return problems
	}
	d.Complete = true
	return updateDraft(ctx, s.DB.Writer(), d, "complete")
}

// check asks all rules, those on addresses included: each address once ask
// agrees.
func (s *Service) check(ctx context.Context, db bun.IDB, d *Draft, profile *survey.Profile, ask func() error) (errs.Fields, error) {
	sheet := Sheet{Profile: profile, Answers: d.Answers, HasPassword: d.PasswordHash != "", Editing: d.MemberID != 0}
	var problems errs.Fields
	if err := sheet.Check(ctx, s.Lists); err != nil && !errors.As(err, &problems) {
		return nil, fmt.Errorf("check draft %d: %w", d.ID, err)
	}
	if sheet.Editing {
		return problems, nil
	}
	for _, field := range []string{"email", recoveryField} {
		address := member.NormaliseEmail(d.Answers.Text(field))
		wrong := slices.ContainsFunc(problems, func(e *errs.Error) bool { return e.Field == field })
		if address == "" || wrong {
			continue
		}
		problem, err := s.checkAddress(ctx, db, address, ask)
		if err != nil {
			return nil, err
		}
		if problem != nil {
			problem.Field = field
			problems = append(problems, problem)
		}
	}
	return problems, nil
}

// checkAddress refuses an address that is somebody's or receives no mail.
func (s *Service) checkAddress(ctx context.Context, db bun.IDB, address string, ask func() error) (*errs.Error, error) {
	if err := ask(); errors.Is(err, errWait) {
		return &errs.Error{Kind: errs.TooMany, Message: wordWait}, nil
	} else if err != nil {
		return nil, err
	}
	taken, err := addressTaken(ctx, db, address, 0)
	switch {
	case err != nil:
		return nil, err
	case taken:
		return refuse(wordTaken), nil
	}
	return when(!s.delivers(ctx, address), wordEmail), nil
}

// delivers reports whether mail can reach an address, as far as we ask.
func (s *Service) delivers(ctx context.Context, address string) bool {
	return s.Deliverable == nil || s.Deliverable(ctx, address[strings.LastIndexByte(address, '@')+1:])
}
