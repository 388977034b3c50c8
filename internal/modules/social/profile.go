// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// ProfileSheet is what a reader sees of a member's answers.
type ProfileSheet struct {
	Groups       []survey.ShownGroup
	Completeness *survey.Completeness // on one's own page only (spec 02 §19.7)
	Level        int64                // the member's visibility level
}

// The answers, and whether the member follows the reader, $2.
const profileQuery = `
SELECT m.email, m.recovery_email, m.gender, m.first_name, m.last_name, m.photo, m.photo_credit, m.press_card, m.mobile,
       m.terms_accepted_at,
       coalesce(pr.survey_profile, ''), coalesce(pr.display_level, 0), coalesce(pr.presentation, ''),
       coalesce(CAST(pr.personal AS TEXT), '{}'), coalesce(CAST(pr.professional AS TEXT), '{}'),
       coalesce(CAST(pr.matchmaking AS TEXT), '{}'), coalesce(CAST(pr.hobbies AS TEXT), '{}'),
       coalesce(CAST(pr.wall_interest AS TEXT), '{}'), coalesce(CAST(pr.contact_visibility AS TEXT), '{}'),
       EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = m.id AND f.kind = 'member' AND f.target_id = $2)
FROM members m
LEFT JOIN profiles pr ON pr.member_id = m.id
WHERE m.id = $1 AND m.active = TRUE AND m.deleted_at IS NULL`

// Profile returns what by sees of the answers of a member whose account is
// open: the fields of the member's level, with contacts masked as the member
// says (spec 02 §11). A member without profile shows nothing.
func (d *Directory) Profile(ctx context.Context, by access.Actor, id int64) (*ProfileSheet, error) {
	questions, err := survey.Load()
	if err != nil {
		return nil, err
	}
	m, p, followed, err := d.answersOf(ctx, by, id)
	if err != nil {
		return nil, err
	}
	answers := questions.AnswersOf(m, p)
	reader := survey.Reader{ContactType: by.ContactType, Self: by.UserID == id, Admin: by.Admin, Followed: followed}
	sheet := &ProfileSheet{Groups: questions.Disclose(p, answers, reader), Level: p.DisplayLevel}
	if asked, known := questions.Of(p.SurveyProfile); known && reader.Self {
		c := asked.Completeness(answers)
		sheet.Completeness = &c
	}
	return sheet, nil
}

// answersOf reads an account with its profile, and whether it follows by.
func (d *Directory) answersOf(ctx context.Context, by access.Actor, id int64) (*member.Member, *member.Profile, bool, error) {
	m, p := &member.Member{ID: id}, &member.Profile{MemberID: id}
	var followed bool
	var accepted sql.NullTime
	var personal, professional, matchmaking, hobbies, walls, contacts string
	err := d.db.Prepared(profileQuery).One(ctx, []any{id, by.UserID},
		&m.Email, &m.RecoveryEmail, &m.Gender, &m.FirstName, &m.LastName, &m.Photo, &m.PhotoCredit, &m.PressCard, &m.Mobile,
		&accepted, &p.SurveyProfile, &p.DisplayLevel, &p.Presentation,
		&personal, &professional, &matchmaking, &hobbies, &walls, &contacts, &followed)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, false, errs.ErrNotFound
	}
	if err != nil {
		return nil, nil, false, fmt.Errorf("read the answers of %d: %w", id, err)
	}
	m.TermsAcceptedAt = accepted.Time
	for text, to := range map[*string]any{
		&personal: &p.Personal, &professional: &p.Professional, &matchmaking: &p.Matchmaking,
		&hobbies: &p.Hobbies, &walls: &p.WallInterest, &contacts: &p.ContactVisibility,
	} {
		if err := json.Unmarshal([]byte(*text), to); err != nil {
			return nil, nil, false, fmt.Errorf("read the answers of %d: %w", id, err)
		}
	}
	return m, p, followed, nil
}
