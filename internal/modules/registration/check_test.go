// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration_test

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/registration"
)

// lists offer what begins with the vocabulary's own letters: « A » is a
// category, « A / un » its value, « a code » a code.
type lists struct{}

func (lists) Contains(_ context.Context, _, value string) (bool, error) {
	return !strings.Contains(value, "unknown"), nil
}

func profileOf(t *testing.T, id string) *survey.Profile {
	t.Helper()
	s, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := s.Of(id)
	if !ok {
		t.Fatalf("no profile %s", id)
	}
	return p
}

// full answers every question well.
func full(p *survey.Profile) registration.Sheet {
	a := survey.Answers{}
	for _, q := range p.Questions() {
		switch q.Widget {
		case survey.WidgetPlace:
			a.Set(q.Name, "FRA")
			a.Set(q.Detail.Name, "FRA / 75001 Paris")
		case survey.WidgetTwoLevel:
			a.Set(q.Name, "A", "B")
			a.Set(q.Detail.Name, "A / un", "B / deux")
		case survey.WidgetUniqueEmail, survey.WidgetEmail:
			a.Set(q.Name, q.Name+"@candidat.example")
		case survey.WidgetPhone:
			a.Set(q.Name, "+33(0)7 77 77 77 77")
		case survey.WidgetURL:
			a.Set(q.Name, "https://candidat.example")
		case survey.WidgetCheckbox, survey.WidgetTerms:
			a.Set(q.Name, survey.Yes)
		case survey.WidgetPassword:
		default:
			a.Set(q.Name, "une réponse")
		}
	}
	return registration.Sheet{Profile: p, Answers: a, HasPassword: true}
}

// wrong lists the fields that a check refuses.
func wrong(t *testing.T, s registration.Sheet) []string {
	t.Helper()
	err := s.Check(t.Context(), lists{})
	var fields errs.Fields
	if err != nil && !errors.As(err, &fields) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range fields {
		names = append(names, e.Field)
	}
	return names
}

// Of every profile, each required question left out is refused and is the only
// one to be; each optional one may be left out (spec 02 §4.2).
func TestCheck_eachMissingAnswer(t *testing.T) {
	t.Parallel()
	questions, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, source := range questions.Profiles {
		p, _ := questions.Of(source.ID)
		if got := wrong(t, full(p)); len(got) != 0 {
			t.Errorf("%s: all answers: %v", p.ID, got)
		}
		for _, q := range p.Questions() {
			s := full(p)
			delete(s.Answers, q.Name)
			if q.Detail != nil {
				delete(s.Answers, q.Detail.Name)
			}
			s.HasPassword = q.Widget != survey.WidgetPassword
			var want []string
			if q.IsRequired() {
				want = []string{q.Name}
			}
			if got := wrong(t, s); !slices.Equal(got, want) {
				t.Errorf("%s without %s: %v, want %v", p.ID, q.Name, got, want)
			}
		}
	}
}

// What each widget refuses (spec 02 §4.3).
func TestCheck_wrongAnswers(t *testing.T) {
	t.Parallel()
	p := profileOf(t, "P012")
	long := strings.Repeat("x", 81)
	tests := []struct {
		name, field string
		change      func(a survey.Answers)
	}{
		{"first name of 65 letters", "first_name", func(a survey.Answers) { a.Set("first_name", strings.Repeat("é", 65)) }},
		{"line of 81", "pseudo", func(a survey.Answers) { a.Set("pseudo", long) }},
		{"presentation of 301", "presentation", func(a survey.Answers) { a.Set("presentation", strings.Repeat("é", 301)) }},
		{"unknown value", "langues", func(a survey.Answers) { a.Set("langues", "Français", "unknown") }},
		{"two titles", "civilite", func(a survey.Answers) { a.Set("civilite", "M", "F") }},
		{"value outside the chosen categories", "metier_principal", func(a survey.Answers) { a.Set("metier_principal_detail", "A / un", "C / trois") }},
		{"category without value", "metier_principal", func(a survey.Answers) { a.Set("metier_principal_detail", "A / un") }},
		{"value without category", "metier", func(a survey.Answers) { delete(a, "metier") }},
		{"unknown value of a category", "metier", func(a survey.Answers) { a.Set("metier_detail", "A / unknown", "B / deux") }},
		{"unknown country", "pays_zip_ville", func(a survey.Answers) { a.Set("pays_zip_ville", "unknown") }},
		{"town of another country", "pays_zip_ville", func(a survey.Answers) { a.Set("pays_zip_ville_detail", "BEL / 1000 Bruxelles") }},
		{"no such town", "pays_zip_ville", func(a survey.Answers) { a.Set("pays_zip_ville_detail", "FRA / 75001 Atlantis") }},
		{"telephone of 8 digits", "tel_mobile", func(a survey.Answers) { a.Set("tel_mobile", "01 02 03 04") }},
		{"telephone with letters", "tel_standard", func(a survey.Answers) { a.Set("tel_standard", "01 02 03 04 05 poste 6") }},
		{"telephone of 21 signs", "ligne_directe", func(a survey.Answers) { a.Set("ligne_directe", "01 02 03 04 05 06 07 8") }},
		{"address without domain", "email", func(a survey.Answers) { a.Set("email", "moi@maison") }},
		{"address with a name", "email_relation_presse", func(a survey.Answers) { a.Set("email_relation_presse", "Moi <moi@candidat.example>") }},
		{"both addresses alike", "email_secours", func(a survey.Answers) { a.Set("email_secours", "EMAIL@candidat.example") }},
		{"script for a site", "url_site_web", func(a survey.Answers) { a.Set("url_site_web", "javascript:alert(1)") }},
		{"terms refused", "validation_gcu", func(a survey.Answers) { a.Set("validation_gcu", "false") }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := full(p)
			tt.change(s.Answers)
			if got := wrong(t, s); !slices.Equal(got, []string{tt.field}) {
				t.Errorf("refused %v, want %s alone", got, tt.field)
			}
		})
	}
}

// A member who edits is asked neither addresses nor password (spec 02 §7).
func TestCheck_editing(t *testing.T) {
	t.Parallel()
	s := full(profileOf(t, "P002"))
	s.HasPassword, s.Editing = false, true
	delete(s.Answers, "email")
	if got := wrong(t, s); len(got) != 0 {
		t.Errorf("refused %v", got)
	}
}

// A refusal of too many values says how many there may be.
func TestCheck_tooManySaysTheLimit(t *testing.T) {
	t.Parallel()
	for field, want := range map[string]int{"nom_media": 200, "civilite": 1} {
		s := full(profileOf(t, "P002"))
		values := make([]string, 500)
		for i := range values {
			values[i] = "Titre " + strconv.Itoa(i)
		}
		s.Answers.Set(field, values...)
		var problems errs.Fields
		err := s.Check(t.Context(), lists{})
		if !errors.As(err, &problems) || len(problems) != 1 || !slices.Equal(problems[0].Args, []any{"Max", want}) {
			t.Errorf("500 values of %s: %v", field, err)
		}
	}
}
