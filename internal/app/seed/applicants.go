// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/terms"
)

// insertApplicants adds those who wait for the editorial team, so that its desk
// has something to decide. Nobody knows their passwords.
func (l *loader) insertApplicants(ctx context.Context, tx bun.Tx) error {
	questions, err := survey.Load()
	if err != nil {
		return err
	}
	for _, a := range l.world.Applicants {
		if err := l.insertApplicant(ctx, tx, questions, a); err != nil {
			return err
		}
	}
	for _, c := range l.world.ProposedChanges {
		if err := l.insertProposal(ctx, tx, questions, c); err != nil {
			return err
		}
	}
	return nil
}

func (l *loader) insertApplicant(ctx context.Context, tx bun.Tx, questions *survey.Survey, a demo.Applicant) error {
	profile, known := questions.Of(a.ProfileID)
	if !known {
		return fmt.Errorf("no profile %s in the survey", a.ProfileID)
	}
	m := &member.Member{
		ID: l.app.IDs.Next(), Email: a.Email, ValidationStatus: member.StatusNew, Gender: "?", Language: "fr", Status: "Débutant",
		SubmittedAt: a.SubmittedAt, TermsAcceptedAt: a.SubmittedAt, TermsVersion: terms.Bundled, CreatedAt: a.SubmittedAt, ModifiedAt: a.SubmittedAt,
	}
	if a.IsVerified {
		m.EmailVerifiedAt = a.SubmittedAt.Add(4 * time.Minute)
	}
	answers := survey.Answers(a.Answers).Clone()
	answers.Set("first_name", a.FirstName)
	answers.Set("last_name", a.LastName)
	answers.Set("civilite", a.Gender)
	answers.Set("tel_mobile", a.Mobile)
	answers.Set("photo", l.photos[a.Email])
	answers.Set("photo_carte_presse", l.cards[a.Email])
	complete(answers, profile, uint64(len(a.Email))) // any number of theirs
	p := &member.Profile{MemberID: m.ID, DisplayLevel: 1, ModifiedAt: a.SubmittedAt}
	questions.Keep(m, p, profile, answers)
	role := &member.Role{MemberID: m.ID, Role: string(access.CommunityOf(profile.Community))}
	rows := []any{m, p, role, &media.Link{MediaName: m.Photo, Kind: media.OfMember, ObjectID: m.ID}}
	if m.PressCard != "" {
		rows = append(rows, &media.Link{MediaName: m.PressCard, Kind: media.OfPressCard, ObjectID: m.ID})
	}
	for _, row := range rows {
		if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
			return fmt.Errorf("insert applicant %s: %w", a.Email, err)
		}
	}
	return nil
}

func (l *loader) insertProposal(ctx context.Context, tx bun.Tx, questions *survey.Survey, c demo.ProposedChange) error {
	m, p := &member.Member{ID: l.members[c.Member]}, &member.Profile{MemberID: l.members[c.Member]}
	if err := tx.NewSelect().Model(m).WherePK().Scan(ctx); err != nil {
		return fmt.Errorf("read member %s: %w", c.Member, err)
	}
	if err := tx.NewSelect().Model(p).WherePK().Scan(ctx); err != nil {
		return fmt.Errorf("read the profile of %s: %w", c.Member, err)
	}
	before := questions.AnswersOf(m, p)
	after := before.Clone()
	for name, values := range c.Answers {
		after.Set(name, values...)
	}
	proposal := &survey.Proposal{MemberID: m.ID, SurveyProfile: p.SurveyProfile, Answers: after, SubmittedAt: c.SubmittedAt, Changed: []string{}}
	for _, change := range questions.Changes(before, after) {
		proposal.Changed = append(proposal.Changed, change.Field.Name)
	}
	m.ValidationStatus = member.StatusProposed + " Nom"
	if _, err := tx.NewUpdate().Model(m).Column("validation_status").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("note the proposal of %s: %w", c.Member, err)
	}
	if _, err := tx.NewInsert().Model(proposal).Exec(ctx); err != nil {
		return fmt.Errorf("insert the proposal of %s: %w", c.Member, err)
	}
	return nil
}
