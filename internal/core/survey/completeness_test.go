// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// Everything answered is 100 %; what match-making lacks comes first (spec 02
// §19.7).
func TestCompleteness(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	for _, source := range s.Profiles {
		p, _ := s.Of(source.ID)
		if c := p.Completeness(filled(p)); c.Percent() != 100 || len(c.Missing) != 0 {
			t.Errorf("%s filled in: %+v", p.ID, c)
		}
		c := p.Completeness(survey.Answers{})
		if c.Percent() != 0 || len(c.Missing) != c.Asked || c.Missing[0].Group != "matchmaking" {
			t.Errorf("%s without answers: %d of %d", p.ID, c.Answered, c.Asked)
		}
		for _, q := range c.Missing {
			if q.VisibleAtLevel == nil || q.Widget == survey.WidgetCheckbox {
				t.Errorf("%s is asked to complete %s", p.ID, q.Name)
			}
		}
	}
}

// The title beside a name is in every list and in the index: at the minimal
// level it does not tell the functions, which show from level 1 (spec 02 §11.1).
func TestJobTitle_keepsTheLevel(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	p, _ := s.Of("P002")
	a := survey.Answers{"fonctions_journalisme": {"Rédactrice en chef"}, "metier_principal_detail": {"PRESSE / Journaliste"}}
	for level, want := range []string{"Journaliste", "Rédactrice en chef", "Rédactrice en chef"} {
		if got := s.JobTitle(p, a, int64(level)); got != want {
			t.Errorf("level %d: %q, want %q", level, got, want)
		}
	}
	if got := s.JobTitle(p, survey.Answers{"fonctions_journalisme": {"x"}}, 0); got != p.Label {
		t.Errorf("without occupation: %q", got)
	}
}

// The minimal level hides contacts from everybody but the member and the
// staff, whatever is allowed (spec 05 §9).
func TestDisclose_minimalLevelMasksContacts(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	p, _ := s.Of("P002")
	a := filled(p)
	open := map[string]bool{"email_PRESSE": true, "mobile_FOLLOWEE": true}
	for _, tt := range []struct {
		level  int64
		reader survey.Reader
		masked bool
	}{
		{0, survey.Reader{ContactType: "PRESSE", Followed: true}, true},
		{1, survey.Reader{ContactType: "PRESSE", Followed: true}, false},
		{0, survey.Reader{Self: true}, false},
		{0, survey.Reader{Admin: true}, false},
	} {
		stored := &member.Profile{SurveyProfile: "P002", DisplayLevel: tt.level, ContactVisibility: open}
		for _, g := range s.Disclose(stored, a, tt.reader) {
			for _, f := range g.Fields {
				if (f.Field.Name == "email" || f.Field.Name == "tel_mobile") && f.Masked != tt.masked {
					t.Errorf("level %d, %+v: %s masked = %v", tt.level, tt.reader, f.Field.Name, f.Masked)
				}
			}
		}
	}
}
