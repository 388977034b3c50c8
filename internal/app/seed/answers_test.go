// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed_test

import (
	"testing"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/app/seed"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/registration"
)

// What the members and applicants of the demonstration have answered is what the
// questionnaire of their profile takes: all that it requires, nothing that it does
// not ask (spec 02 §4).
func TestLoad_answersAreValid(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{AllVocabularies: true, Idle: true}, func(t *testing.T, a *apptest.App) {
		if err := seed.Load(t.Context(), a.App, demo.Small, a.Clock.Now(), func(string, int, int) {}); err != nil {
			t.Fatal(err)
		}
		questions, err := survey.Load()
		if err != nil {
			t.Fatal(err)
		}
		var people []int64
		if err := a.DB.Reader().NewRaw("SELECT id FROM members WHERE deleted_at IS NULL AND email LIKE ?", "%@"+demo.EmailDomain).Scan(t.Context(), &people); err != nil {
			t.Fatal(err)
		}
		if len(people) < 100 {
			t.Fatalf("%d people", len(people))
		}
		for _, id := range people {
			m, p, err := member.Read(t.Context(), a.DB.Reader(), id)
			if err != nil {
				t.Fatal(err)
			}
			profile, known := questions.Of(p.SurveyProfile)
			if !known {
				t.Errorf("%s has no profile %q", m.Email, p.SurveyProfile)
				continue
			}
			answers := questions.AnswersOf(m, p)
			sheet := registration.Sheet{Profile: profile, Answers: answers, HasPassword: true}
			if err := sheet.Check(t.Context(), a.Vocabularies); err != nil {
				t.Errorf("%s, %s: %v", m.Email, profile.ID, err)
			}
			asked := survey.Answers{}
			for _, q := range profile.Questions() {
				asked.Set(q.Name, answers[q.Name]...)
				if q.Detail != nil {
					asked.Set(q.Detail.Name, answers[q.Detail.Name]...)
				}
			}
			for name := range answers {
				if len(asked[name]) == 0 {
					t.Errorf("%s, %s: %s is not asked", m.Email, profile.ID, name)
				}
			}
		}
	})
}
