// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package profile_test

import (
	"context"
	"testing"

	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/ui/profile"
)

// Every field, group, contact type, channel and level has words in the
// catalogues, and the French ones are the survey's (spec 02 §4).
func TestWords_areTheSurveys(t *testing.T) {
	t.Parallel()
	s, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	ctx := i18n.WithLang(context.Background(), i18n.French)
	same := func(key, want string) {
		t.Helper()
		if got := i18n.T(ctx, key); got != i18n.Nbsp(want) {
			t.Errorf("%s = %q, want %q", key, got, want)
		}
	}
	for _, g := range s.Groups {
		same("survey.group."+g.Key, g.Label)
	}
	for i := range s.Fields {
		f := &s.Fields[i]
		same("survey.field."+f.Name, f.Label)
		if f.Detail != nil {
			same("survey.field."+f.Detail.Name, f.Detail.Label)
		}
	}
	for _, c := range s.ContactTypes {
		same("survey.contact_type."+c.Code, c.Label)
	}
	for _, c := range s.ContactChannels {
		same("survey.channel."+c.Code, c.Label)
	}
	for _, l := range s.VisibilityLevels {
		same("survey.level."+i18n.Number(ctx, int64(l.Level)), l.Label)
	}
}

// Codes become labels in the reader's language, lists are joined, masked values
// stay stars, French words are marked in an English page.
func TestSections_words(t *testing.T) {
	t.Parallel()
	db := dbtest.Open(t, database.SQLite)
	words, err := vocabulary.NewStore(db)
	if err != nil {
		t.Fatal(err)
	}
	gen := ids.NewGenerator(1, nil)
	for name, entries := range map[string][]vocabulary.Entry{
		"langue": {{Value: "Français", Label: "Français", LabelEN: "French"}, {Value: "Breton", Label: "Breton"}},
		"pays":   {{Value: "FRA", Label: "France", LabelEN: "France"}},
	} {
		if err := words.Replace(t.Context(), gen, name, entries); err != nil {
			t.Fatal(err)
		}
	}
	s, err := survey.Load()
	if err != nil {
		t.Fatal(err)
	}
	shown := func(name string, values, sub []string, masked bool) survey.Shown {
		f, _ := s.FieldNamed(name)
		return survey.Shown{Field: f, Values: values, Sub: sub, Masked: masked}
	}
	groups := []survey.ShownGroup{{Key: "personal", Fields: []survey.Shown{
		shown("first_name", []string{"Ada"}, nil, false),
		shown("langues", []string{"Français", "Breton"}, nil, false),
		shown("email", []string{survey.Masked}, nil, true),
		shown("pays_zip_ville", []string{"FRA"}, []string{"FRA / 75001 Paris"}, false),
		shown("macaron_repas", []string{survey.Yes}, nil, false),
		shown("tel_standard", []string{"+33(0)1 23 45 67 89"}, nil, false),
	}}, {Key: "hobbies", Fields: []survey.Shown{shown("hobbies", []string{"Voile"}, nil, false)}}}
	got := profile.Sections(i18n.WithLang(t.Context(), i18n.English), words, groups, "first_name", "hobbies")
	if len(got) != 1 || len(got[0].Rows) != 6 {
		t.Fatalf("sections = %+v", got)
	}
	for i, want := range []profile.Row{
		{Name: "langues", Text: "French, Breton", Lang: "fr"}, {Name: "email", Text: "*****", Masked: true}, {Name: "pays_zip_ville", Text: "France"},
		{Name: "pays_zip_ville_detail", Text: "75001 Paris", Lang: "fr"}, {Name: "macaron_repas", Text: "Yes"}, {Name: "tel_standard", Text: "+33(0)1 23 45 67 89", URL: "tel:+33123456789"},
	} {
		want.Label = got[0].Rows[i].Label
		if got[0].Rows[i] != want {
			t.Errorf("row %d = %+v, want %+v", i, got[0].Rows[i], want)
		}
	}
}
