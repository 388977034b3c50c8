// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferences

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/survey"
)

// The levels of visibility (spec 02 §12).
const (
	LevelMinimal  = 0
	LevelDefault  = 1 // recommended
	LevelDetailed = 2
)

// ClampLevel brings a number to the nearest level.
func ClampLevel(level int64) int64 { return min(max(level, LevelMinimal), LevelDetailed) }

// Preview is one's own profile as another member would see it.
type Preview struct {
	Community    string // of the survey
	Profile      string // P001…P033, or ""
	ProfileLabel string // French label of the profile
	Saved        int64  // the level in force
	Level        int64  // the level shown
	As           string // contact type of the reader, or [survey.FollowedType]
	Groups       []survey.ShownGroup
	WaitingSince time.Time // when changes that wait for approval were asked for; zero: none do
}

// Preview shows the profile of by at a level to a reader of a contact type, or
// to a member whom by follows. An unknown reader is the first contact type; a
// nil level is the one in force (spec 02 §12, §19.8).
func (s *Service) Preview(ctx context.Context, by access.Actor, level *int64, as string) (*Preview, error) {
	questions, err := survey.Load()
	if err != nil {
		return nil, err
	}
	own, err := accountOf(ctx, s.db.Reader(), by)
	if err != nil {
		return nil, err
	}
	p := &Preview{
		Community: own.profile.Community, Profile: own.profile.SurveyProfile, ProfileLabel: own.profile.Label,
		Saved: own.profile.DisplayLevel, Level: own.profile.DisplayLevel, As: readerNamed(questions, as),
	}
	if level != nil {
		p.Level = ClampLevel(*level)
	}
	shown := *own.profile
	shown.DisplayLevel = p.Level
	reader := survey.Reader{ContactType: p.As}
	if p.As == survey.FollowedType {
		reader = survey.Reader{Followed: true}
	}
	p.Groups = questions.Disclose(&shown, questions.AnswersOf(own.member, own.profile), reader)
	p.WaitingSince, err = survey.WaitingSince(ctx, s.db.Reader(), by.UserID)
	return p, err
}

func readerNamed(questions *survey.Survey, as string) string {
	if as == survey.FollowedType {
		return as
	}
	for _, t := range questions.ContactTypes {
		if t.Code == as {
			return as
		}
	}
	return questions.ContactTypes[0].Code
}

// SetLevel makes others see the profile of by at a level, clamped to those
// there are. The title in lists follows, for it may tell what the level keeps
// back.
func (s *Service) SetLevel(ctx context.Context, by access.Actor, level int64) error {
	questions, err := survey.Load()
	if err != nil {
		return err
	}
	return s.change(ctx, by, func(ctx context.Context, tx bun.Tx, own account) error {
		level = ClampLevel(level)
		crosses := (level == LevelMinimal) != (own.profile.DisplayLevel == LevelMinimal)
		own.profile.DisplayLevel = level
		if asked, known := questions.Of(own.profile.SurveyProfile); known && crosses {
			own.profile.JobTitle = questions.JobTitle(asked, questions.AnswersOf(own.member, own.profile), level)
		}
		return s.saveProfile(ctx, tx, own.profile, "display_level", "job_title")
	})
}
