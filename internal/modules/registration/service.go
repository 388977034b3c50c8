// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Needs is what the service stands on.
type Needs struct {
	DB      *database.DB
	IDs     *ids.Generator
	Outbox  *outbox.Outbox
	Media   *media.Library
	Staff   *organisation.Staff
	Lists   Lists
	Mail    *mailer.Mailer
	SiteURL string
	Now     func() time.Time

	// Deliverable reports whether a domain receives mail; nil asks nobody.
	Deliverable func(ctx context.Context, domain string) bool
}

// Service is what an applicant, or a member who edits a profile, can do.
type Service struct {
	Needs

	survey   *survey.Survey
	attempts attempt.Counter
}

// New returns the service. It fails only when the questionnaire is damaged.
func New(n Needs) (*Service, error) {
	questions, err := survey.Load()
	if err != nil {
		return nil, err
	}
	return &Service{
		Needs: n, survey: questions, attempts: attempt.Counter{DB: n.DB, IDs: n.IDs, Now: n.Now},
	}, nil
}

// Survey is the questionnaire. It is shared: do not change it.
func (s *Service) Survey() *survey.Survey { return s.survey }

// ErrNothing says that nothing is being filled in: the profile comes first.
var ErrNothing = errs.New(errs.NotFound, "registration.error.nothing")

// ErrProfile refuses a profile that the survey does not have.
var ErrProfile = &errs.Error{Kind: errs.Invalid, Message: "registration.error.profile", Field: "profile"}

// Filling is what a holder has filled in so far.
type Filling struct {
	Draft       *Draft // nil before the first save
	Profile     string // chosen profile, or the member's own; "" at first
	Answers     survey.Answers
	HasPassword bool
	Editing     bool

	WaitingSince time.Time // when the member asked for the changes that wait; zero: none do
}

// Filling returns what the holder has filled in: the open draft, else what a
// member's profile holds (spec 02 §7), else nothing.
func (s *Service) Filling(ctx context.Context, h Holder) (*Filling, error) {
	f := &Filling{Answers: survey.Answers{}, Editing: h.IsMember()}
	d, err := draftOf(ctx, s.DB.Reader(), h, s.Now())
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return nil, err
	}
	if d.IsOpen() {
		f.Draft, f.Profile, f.Answers, f.HasPassword = d, d.SurveyProfile, d.Answers.Clone(), d.PasswordHash != ""
	}
	if !f.Editing {
		return f, nil
	}
	m, p, err := memberByID(ctx, s.DB.Reader(), h.Member.UserID)
	if err != nil {
		return nil, err
	}
	if f.Draft == nil {
		f.Profile, f.Answers = p.SurveyProfile, s.survey.AnswersOf(m, p)
	}
	f.WaitingSince, err = survey.WaitingSince(ctx, s.DB.Reader(), m.ID)
	return f, err
}

// Outcome is what became of the holder's last submission, or Open.
func (s *Service) Outcome(ctx context.Context, h Holder) (Outcome, error) {
	d, err := draftOf(ctx, s.DB.Writer(), h, s.Now())
	if errors.Is(err, errs.ErrNotFound) {
		return Open, nil
	}
	if err != nil {
		return Open, err
	}
	return d.Outcome, nil
}

// Choose keeps the choice of a profile. It returns the token of the visitor's
// cookie, which is new when nothing was being filled in.
func (s *Service) Choose(ctx context.Context, h Holder, profile string) (token string, err error) {
	if _, ok := s.survey.Of(profile); !ok {
		return "", ErrProfile
	}
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var d *Draft
		if d, token, err = s.openDraft(ctx, tx, h); err != nil {
			return err
		}
		d.SurveyProfile, d.Complete = profile, false
		return updateDraft(ctx, tx, d, "survey_profile", "complete")
	})
	return token, err
}

// openDraft returns the holder's open draft, made when there is none: a
// member's begins with what the profile holds. Its life begins anew.
func (s *Service) openDraft(ctx context.Context, tx bun.Tx, h Holder) (*Draft, string, error) {
	now := s.Now().UTC()
	d, err := draftOf(ctx, tx, h, now)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return nil, "", err
	}
	if d.IsOpen() {
		d.ModifiedAt, d.ExpiresAt = now, now.Add(DraftLife)
		return d, h.Token, nil
	}
	token := newToken()
	d = &Draft{
		ID: s.IDs.Next(), TokenHash: hashOf(token), MemberID: h.Member.UserID, Answers: survey.Answers{},
		Language: h.Language, CreatedAt: now, ModifiedAt: now, ExpiresAt: now.Add(DraftLife),
	}
	if h.IsMember() {
		m, p, err := memberByID(ctx, tx, h.Member.UserID)
		if err != nil {
			return nil, "", err
		}
		d.SurveyProfile, d.Answers = p.SurveyProfile, s.survey.AnswersOf(m, p)
	}
	return d, token, insertDraft(ctx, tx, d)
}

// Abandon deletes the holder's draft with its files (spec 02 §5, U10).
func (s *Service) Abandon(ctx context.Context, h Holder) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		d, err := draftOf(ctx, tx, h, s.Now())
		if errors.Is(err, errs.ErrNotFound) || err == nil && !d.IsOpen() {
			return nil
		}
		if err != nil {
			return err
		}
		return s.forget(ctx, tx, d.ID)
	})
}

func (s *Service) forget(ctx context.Context, tx bun.Tx, drafts ...int64) error {
	if _, err := tx.NewDelete().Model((*Draft)(nil)).Where("id IN (?)", bun.List(drafts)).Exec(ctx); err != nil {
		return fmt.Errorf("delete drafts: %w", err)
	}
	return s.Media.Release(ctx, tx, media.OfRegistration, drafts...)
}

// Picture opens the picture that the holder has answered to a question: one of
// the draft, else one that the member shows already.
func (s *Service) Picture(ctx context.Context, h Holder, field string) (*media.Opened, error) {
	f, err := s.Filling(ctx, h)
	if err != nil {
		return nil, err
	}
	name := f.Answers.Text(field)
	if name == "" || !IsPicture(field) {
		return nil, errs.ErrNotFound
	}
	if f.Draft != nil {
		opened, err := s.Media.OpenOf(ctx, media.OfRegistration, f.Draft.ID, name)
		if err == nil || !errors.Is(err, errs.ErrNotFound) || !f.Editing {
			return opened, err
		}
	}
	return s.Media.Open(ctx, h.Member, name, 0)
}

// The questions whose answer is a picture.
const (
	portraitField  = "photo"
	pressCardField = "photo_carte_presse"
)

// IsPicture reports whether the answer to a question is a picture.
func IsPicture(field string) bool { return field == portraitField || field == pressCardField }

// questions is how often a network may ask whether an address is somebody's, by
// the probe and by the questionnaire together (spec 02 U12).
var questions = attempt.Limit{Name: "registration-address", Most: 20, Window: time.Minute}

// WaitError refuses to look an address up for a network that asks too much.
type WaitError struct {
	Wait time.Duration // until the next question is answered
}

// Error is for the logs.
func (e *WaitError) Error() string { return fmt.Sprintf("%s: for %s", errWait.Message, e.Wait) }

// Unwrap makes it an error of kind TooMany.
func (e *WaitError) Unwrap() error { return errWait }

var errWait = errs.New(errs.TooMany, wordWait)

// ask counts a question of a network, or refuses it with a WaitError.
func (s *Service) ask(ctx context.Context, network string) error {
	wait, err := s.attempts.Spend(ctx, questions, network)
	if err == nil && wait > 0 {
		err = &WaitError{Wait: wait}
	}
	return err
}

// IsFree reports whether somebody new may register with an address: well
// formed, deliverable, nobody's (spec 02 §5). It is what the page asks while
// one types; a network that asks too much gets a WaitError.
func (s *Service) IsFree(ctx context.Context, h Holder, address string) (bool, error) {
	if err := s.ask(ctx, h.Network); err != nil {
		return false, err
	}
	address = member.NormaliseEmail(address)
	if !IsAddress(address) || !s.delivers(ctx, address) {
		return false, nil
	}
	taken, err := addressTaken(ctx, s.DB.Reader(), address, 0)
	return !taken, err
}
