// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/terms"
)

// change makes a member's changes, or proposes them when one of them is
// critical or the profile is another (spec 02 §6.2).
func (s *Service) change(ctx context.Context, tx bun.Tx, d *Draft, profile *survey.Profile) (Outcome, error) {
	m, p, err := memberByID(ctx, tx, d.MemberID)
	if err != nil {
		return Open, err
	}
	before := s.survey.AnswersOf(m, p)
	after := asked(profile, d.Answers, before)
	changes := s.survey.Changes(before, after)
	critical := p.SurveyProfile != profile.ID
	for _, c := range changes {
		critical = critical || c.Critical
	}
	outcome := Applied
	if critical {
		outcome = Proposed
	}
	mine, err := claim(ctx, tx, d, outcome, s.Now())
	if err != nil || !mine {
		return outcome, err
	}
	if critical {
		return outcome, s.propose(ctx, tx, d, m, p, profile, after, changes)
	}
	return outcome, s.apply(ctx, tx, d, m, p, profile, before, after, changes)
}

// asked keeps the answers to the questions of a profile; those that a member
// does not edit here stay what they are.
func asked(profile *survey.Profile, given, before survey.Answers) survey.Answers {
	after := survey.Answers{}
	for _, q := range profile.Questions() {
		source := given
		if !q.EditableAfterRegistration {
			source = before
		}
		after.Set(q.Name, source[q.Name]...)
		if q.Detail != nil {
			after.Set(q.Detail.Name, source[q.Detail.Name]...)
		}
	}
	return after
}

// apply makes minor changes at once.
func (s *Service) apply(ctx context.Context, tx bun.Tx, d *Draft, m *member.Member, p *member.Profile, profile *survey.Profile,
	before, after survey.Answers, changes []survey.Change,
) error {
	now := s.Now().UTC()
	old := media.Personal{Photo: m.Photo, PressCard: m.PressCard}
	s.survey.Keep(m, p, profile, after)
	if m.TermsAcceptedAt.IsZero() {
		edition, err := terms.Current(ctx, tx)
		if err != nil {
			return err
		}
		m.TermsAcceptedAt, m.TermsVersion = now, edition
	}
	left, err := s.employ(ctx, tx, m, profile.Employer(before), profile.Employer(after))
	if err != nil {
		return err
	}
	waits, err := s.rebase(ctx, tx, m.ID, changes)
	if err != nil {
		return err
	}
	if !waits {
		m.ValidationStatus = member.StatusMinorChanges
	}
	m.ValidatedAt, m.ModifiedAt, p.ModifiedAt = now, now, now
	if err := saveMember(ctx, tx, m, p); err != nil {
		return err
	}
	if err := s.Media.Adopt(ctx, tx, media.OfRegistration, d.ID, m.ID, old, media.Personal{Photo: m.Photo, PressCard: m.PressCard}); err != nil {
		return err
	}
	if left != 0 {
		if err := s.Staff.CollectEmpty(ctx, tx, left); err != nil {
			return err
		}
	}
	return s.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
}

// saveMember writes what the questionnaire asks, and nothing else: addresses,
// password, counters and preferences change elsewhere (spec 02 §6.2).
func saveMember(ctx context.Context, tx bun.Tx, m *member.Member, p *member.Profile) error {
	_, err := tx.NewUpdate().Model(m).Column("gender", "first_name", "last_name", "photo", "photo_credit", "press_card", "mobile",
		"organisation_id", "validation_status", "validated_at", "terms_accepted_at", "terms_version", "modified_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("save member %d: %w", m.ID, err)
	}
	_, err = tx.NewUpdate().Model(p).Column("survey_profile", "code", "label", "community", "contact_type", "job_title", "presentation",
		"personal", "professional", "matchmaking", "hobbies", "wall_interest", "modified_at").WherePK().Exec(ctx)
	if err != nil {
		return fmt.Errorf("save the profile of %d: %w", m.ID, err)
	}
	return nil
}

// employ lets m work for the organisation of a newly declared name, and returns
// the one that was left, or 0. Only a change of name does it, and it takes
// nobody out of an official organisation, nor the owner of a Business Wall out
// of any (spec 02 U7).
func (s *Service) employ(ctx context.Context, tx bun.Tx, m *member.Member, before, after string) (left int64, err error) {
	if before == after {
		return 0, nil
	}
	stays, err := s.Staff.MustStay(ctx, tx, m)
	if err != nil || stays {
		return 0, err
	}
	left = m.OrganisationID
	m.OrganisationID, err = s.Staff.Employer(ctx, tx, m.ProvenEmail(), after)
	if left == m.OrganisationID {
		left = 0
	}
	return left, err
}

// rebase puts minor changes into the member's open proposal, so that its
// approval does not undo them. It reports whether there is one.
func (s *Service) rebase(ctx context.Context, tx bun.Tx, memberID int64, changes []survey.Change) (bool, error) {
	proposal := &survey.Proposal{MemberID: memberID}
	err := tx.NewSelect().Model(proposal).WherePK().Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read the proposal of %d: %w", memberID, err)
	}
	for _, c := range changes {
		proposal.Answers.Set(c.Field.Name, c.New...)
		if c.Field.Detail != nil {
			proposal.Answers.Set(c.Field.Detail.Name, c.NewSub...)
		}
	}
	if _, err := tx.NewUpdate().Model(proposal).Column("answers").WherePK().Exec(ctx); err != nil {
		return true, fmt.Errorf("save the proposal of %d: %w", memberID, err)
	}
	return true, nil
}

// propose keeps changes for the editorial team in place of what was proposed
// before; the member stays as he or she is (spec 02 §6.1–6.2).
func (s *Service) propose(ctx context.Context, tx bun.Tx, d *Draft, m *member.Member, p *member.Profile, profile *survey.Profile,
	after survey.Answers, changes []survey.Change,
) error {
	now := s.Now().UTC()
	proposal := &survey.Proposal{MemberID: m.ID, SurveyProfile: profile.ID, Answers: after, Changed: []string{}, SubmittedAt: now}
	for _, c := range changes {
		proposal.Changed = append(proposal.Changed, c.Field.Name)
	}
	_, err := tx.NewInsert().Model(proposal).On("CONFLICT (member_id) DO UPDATE").
		Set("survey_profile = EXCLUDED.survey_profile").Set("answers = EXCLUDED.answers").
		Set("changed = EXCLUDED.changed").Set("submitted_at = EXCLUDED.submitted_at").Exec(ctx)
	if err != nil {
		return fmt.Errorf("propose changes of %d: %w", m.ID, err)
	}
	if err := s.Media.Release(ctx, tx, media.OfProposal, m.ID); err != nil {
		return err
	}
	pictures := []string{after.Text(portraitField), after.Text(pressCardField)}
	if err := s.Media.Share(ctx, tx, media.OfRegistration, d.ID, media.OfProposal, m.ID, pictures...); err != nil {
		return err
	}
	m.ValidationStatus, m.ModifiedAt = statusOf(changes, p.SurveyProfile != profile.ID), now
	if _, err := tx.NewUpdate().Model(m).Column("validation_status", "modified_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("note the proposal of %d: %w", m.ID, err)
	}
	return s.Outbox.Record(ctx, tx, event.ProposalSubmitted{MemberID: m.ID})
}

// statusOf names the changed critical fields, Business Walls by their
// administrators' labels (spec 02 §6.1).
func statusOf(changes []survey.Change, otherProfile bool) string {
	var names []string
	if otherProfile {
		names = append(names, "Profil")
	}
	for _, c := range changes {
		switch {
		case !c.Critical:
		case c.Field.AdminLabel != "":
			names = append(names, c.Field.AdminLabel)
		default:
			names = append(names, c.Field.Label)
		}
	}
	return member.StatusProposed + " " + strings.Join(names, ", ")
}
