// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey_test

import (
	"slices"
	"testing"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

func loaded(t *testing.T) *survey.Survey {
	t.Helper()
	s, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// filled answers every question of a profile.
func filled(p *survey.Profile) survey.Answers {
	a := survey.Answers{}
	for _, q := range p.Questions() {
		switch {
		case q.Widget == survey.WidgetCheckbox:
			a.Set(q.Name, survey.Yes)
		case q.Widget == survey.WidgetPlace:
			a.Set(q.Name, "FRA")
			a.Set(q.Detail.Name, "FRA / 75001 Paris")
		case q.Detail != nil:
			a.Set(q.Name, "A", "B")
			a.Set(q.Detail.Name, "A / un", "B / deux")
		case q.Multiple:
			a.Set(q.Name, q.Name+" 1", q.Name+" 2")
		default:
			a.Set(q.Name, q.Name+" 1")
		}
	}
	return a
}

// What each profile is asked, counted as spec 02 §4.2 does.
func TestProfiles_questionsPerProfile(t *testing.T) {
	t.Parallel()
	want := map[string][2]int{
		"P001": {43, 18}, "P002": {42, 18}, "P003": {40, 16}, "P007": {39, 16}, "P009": {40, 20}, "P012": {42, 19},
		"P013": {41, 19}, "P014": {41, 15}, "P019": {40, 15}, "P021": {42, 16}, "P025": {41, 16}, "P029": {41, 18}, "P031": {39, 15},
	}
	s := loaded(t)
	for id, counts := range want {
		p, ok := s.Of(id)
		if !ok {
			t.Fatalf("no profile %s", id)
		}
		required := 0
		for _, q := range p.Questions() {
			if q.IsRequired() {
				required++
			}
		}
		if len(p.Questions()) != counts[0] || required != counts[1] {
			t.Errorf("%s: %d shown, %d required, want %v", id, len(p.Questions()), required, counts)
		}
	}
}

// Stored answers are the given ones, for every profile (spec 02 §3.2).
func TestKeep_givesBackEveryAnswer(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	for _, source := range s.Profiles {
		p, _ := s.Of(source.ID)
		given := filled(p)
		m, kept := &member.Member{}, &member.Profile{}
		s.Keep(m, kept, p, given)
		got := s.AnswersOf(m, kept)
		for _, q := range p.Questions() {
			if slices.Contains([]string{"email", "email_secours", "password", "validation_gcu"}, q.Name) {
				continue // change elsewhere
			}
			if !slices.Equal(got[q.Name], given[q.Name]) {
				t.Errorf("%s %s = %q, want %q", p.ID, q.Name, got[q.Name], given[q.Name])
			}
		}
		if changes := s.Changes(got, s.AnswersOf(m, kept)); len(changes) != 0 {
			t.Errorf("%s: changes of itself: %v", p.ID, changes)
		}
	}
}

// A save replaces all: what another profile asked is gone (spec 02 §3.2).
func TestKeep_dropsWhatTheProfileIsNotAsked(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	journalist, _ := s.Of("P002")
	student, _ := s.Of("P032")
	m, kept := &member.Member{}, &member.Profile{ContactVisibility: map[string]bool{"email_PRESSE": true}}
	s.Keep(m, kept, journalist, filled(journalist))
	s.Keep(m, kept, student, survey.Answers{"unknown": {"x"}, "fonctions_journalisme": {"Rédacteur"}})
	if got := s.AnswersOf(m, kept); len(got["fonctions_journalisme"]) != 0 || len(got["unknown"]) != 0 {
		t.Errorf("kept %v", got)
	}
	if !kept.ContactVisibility["email_PRESSE"] {
		t.Error("permissions were touched")
	}
}

// Names, title, main occupation, triggers and, with us, the press card need
// approval; a telephone does not (spec 02 §6.2).
func TestChanges_critical(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	p, _ := s.Of("P002")
	before := filled(p)
	for name, want := range map[string]bool{
		"first_name": true, "last_name": true, "civilite": true, "metier_principal": true, "metier_principal_detail": true,
		"no_carte_presse": true, "photo_carte_presse": true, "tel_mobile": false, "presentation": false, "nom_media": false, "photo": false,
	} {
		after := before.Clone()
		after.Set(name, "autre")
		changes := s.Changes(before, after)
		if len(changes) != 1 || changes[0].Critical != want {
			t.Errorf("%s: %+v", name, changes)
		}
	}
}

// Every type of reader × channel × permission (spec 02 §11.2–4).
func TestMayContact_matrix(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	for _, channel := range s.ContactChannels {
		for _, owner := range s.ContactTypes {
			permissions := map[string]bool{survey.Permission(channel.Code, owner.Code): true}
			for _, reader := range s.ContactTypes {
				got := survey.Reader{ContactType: reader.Code}.MayContact(permissions, channel.Code)
				if got != (reader.Code == owner.Code) {
					t.Errorf("%s allowed to %s: %s = %v", channel.Code, owner.Code, reader.Code, got)
				}
			}
		}
		if (survey.Reader{}).MayContact(map[string]bool{channel.Code + "_": true}, channel.Code) {
			t.Errorf("%s: a reader without profile may see it", channel.Code)
		}
		open := map[string]bool{survey.Permission(channel.Code, survey.FollowedType): true}
		if got := (survey.Reader{ContactType: "PRESSE", Followed: true}).MayContact(open, channel.Code); got != (channel.Code != "email_relation_presse") {
			t.Errorf("%s to a followed member = %v", channel.Code, got)
		}
	}
}

// Levels, masks and the private town (spec 02 §11.1–2).
func TestDisclose_byLevel(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	p, _ := s.Of("P002")
	a := filled(p)
	for level := range int64(3) {
		stored := &member.Profile{SurveyProfile: "P002", DisplayLevel: level}
		for _, g := range s.Disclose(stored, a, survey.Reader{ContactType: "PRESSE"}) {
			for _, f := range g.Fields {
				if f.Field.VisibleAtLevel == nil || int64(*f.Field.VisibleAtLevel) > level {
					t.Errorf("level %d shows %s", level, f.Field.Name)
				}
				if f.Masked != (f.Field.ContactMaskChannel != "") {
					t.Errorf("%s masked = %v", f.Field.Name, f.Masked)
				}
				if f.Field.Widget == survey.WidgetPlace && len(f.Sub) > 0 {
					t.Error("the town is shown")
				}
			}
		}
	}
	all := 0
	for _, g := range s.Disclose(&member.Profile{SurveyProfile: "P002"}, a, survey.Reader{Admin: true}) {
		all += len(g.Fields)
	}
	if want := len(p.Questions()) - 1; all != want { // but the password
		t.Errorf("an administrator sees %d fields, want %d", all, want)
	}
}

// The order of the values of a list says nothing: pickers do not keep it. To name
// the same main occupations otherwise asks for no approval (spec 02 §6.2).
func TestChanges_orderIsNone(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	before := survey.Answers{"langues": {"Français", "Breton"}, "metier_principal": {"A", "B"}, "metier_principal_detail": {"A / 1", "B / 2"}}
	after := survey.Answers{"langues": {"Breton", "Français"}, "metier_principal": {"B", "A"}, "metier_principal_detail": {"B / 2", "A / 1"}}
	if changes := s.Changes(before, after); len(changes) != 0 {
		t.Errorf("changes = %v", changes)
	}
	after.Set("langues", "Breton")
	if changes := s.Changes(before, after); len(changes) != 1 {
		t.Errorf("with a language less, changes = %v", changes)
	}
	if before["langues"][0] != "Français" {
		t.Error("comparing sorts the answers themselves")
	}
}
