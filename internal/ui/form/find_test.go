// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui/form"
)

// picks is a form of lists that are fetched.
func picks() form.Form {
	return form.Form{ID: "picks", Action: "/picks", Groups: []form.Group{{Fields: []form.Field{
		{Name: "name", Label: "Nom"},
		{Name: "sector", Kind: form.TwoLevel, Label: "Secteurs", Required: true, Source: "/reference/vocabularies/secteurs", Families: []form.Family{
			{Label: "ÉNERGIE", Options: []form.Option{{Value: "ÉNERGIE / Éolien", Label: "Éolien"}, {Value: "ÉNERGIE / Solaire", Label: "Solaire"}}},
			{Label: "SANTÉ", Options: []form.Option{{Value: "SANTÉ / Hôpital", Label: "Hôpital"}}},
		}},
		{Name: "media", Kind: form.Combo, Label: "Médias", Multiple: true, Source: form.OrganisationsURL("@org_names_media")},
		{Name: "employer", Kind: form.Combo, Label: "Employeur", Source: form.OrganisationsURL("@org_names_other")},
		{Name: "place", Kind: form.Place, Label: "Lieu", Source: form.TownsURL,
			Families: form.Options(form.Option{Value: "FRA", Label: "France"}, form.Option{Value: "BEL", Label: "Belgique"}),
			Chosen:   []form.Option{{Value: "FRA / 99999 Ancienne", Label: "99999 Ancienne"}}},
	}}}}
}

// fill posts a form and says what came of it.
func fill(t *testing.T, f form.Form, posted url.Values) (form.Values, map[string]string) {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/picks", strings.NewReader(posted.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	v, err := f.Decode(r)
	if err != nil {
		t.Fatal(err)
	}
	problems := map[string]string{}
	var fields errs.Fields
	if errors.As(f.Validate(french(), v), &fields) {
		for _, p := range fields {
			problems[p.Field] = p.Message
		}
	}
	return v, problems
}

func french() context.Context { return i18n.WithLang(context.Background(), i18n.French) }

func drawn(t *testing.T, f form.Form, v form.Values) *goquery.Document {
	t.Helper()
	var b strings.Builder
	if err := form.View(f, v, f.Validate(french(), v)).Render(french(), &b); err != nil {
		t.Fatal(err)
	}
	// Without JavaScript the browser reads what noscript holds.
	page := strings.NewReplacer("<noscript>", "<div>", "</noscript>", "</div>").Replace(b.String())
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// A list with a source travels with its chosen values only, and their labels.
func TestSource_OnlyChosenValuesTravel(t *testing.T) {
	t.Parallel()
	v, _ := fill(t, picks(), url.Values{"sector_detail": {"SANTÉ / Hôpital"}})
	doc := drawn(t, picks(), v)
	options := doc.Find(`select[name=sector_detail] option`)
	if options.Length() != 1 || options.Text() != "Hôpital" {
		t.Errorf("%d options: %s", options.Length(), options.Text())
	}
	if src, _ := doc.Find("vocab-picker").Attr("src"); src != "/reference/vocabularies/secteurs" {
		t.Errorf("src = %q", src)
	}
	if n := doc.Find(`select[name=place] option`).Length(); n != 3 {
		t.Errorf("%d countries", n)
	}
}

// Without JavaScript the form is the search: what was typed stays, the answers
// are there to tick, and nothing is accepted meanwhile.
func TestFind_WithoutJavaScript(t *testing.T) {
	t.Parallel()
	posted := url.Values{"name": {"Ada"}, "sector_detail": {"SANTÉ / Hôpital"}, "sector_find": {"eol"}, "_find": {"sector"}}
	v, problems := fill(t, picks(), posted)
	if v.Finding() != "sector" || len(problems) != 1 || problems["sector"] != "ui.form.find.found" {
		t.Fatalf("finding %q: %v", v.Finding(), problems)
	}
	doc := drawn(t, picks(), v)
	answers := doc.Find(`input[type=checkbox][name=sector_detail]`)
	if answers.Length() != 1 || answers.AttrOr("value", "") != "ÉNERGIE / Éolien" {
		t.Errorf("%d answers", answers.Length())
	}
	if doc.Find(`input[name=name]`).AttrOr("value", "") != "Ada" || doc.Find(`option[value="SANTÉ / Hôpital"][selected]`).Length() != 1 {
		t.Error("what was typed is lost")
	}
	if doc.Find(".form-errors").Length() != 0 {
		t.Error("a search is told as an error")
	}
	if first := doc.Find("button[type=submit]").First(); first.AttrOr("name", "") != "" {
		t.Error("Enter in a line of text would search instead of saving")
	}

	posted.Set("sector_find", "zzz")
	if _, problems = fill(t, picks(), posted); problems["sector"] != "ui.form.find.nothing" {
		t.Errorf("nothing found: %v", problems)
	}
	posted.Set("_find", "name")
	if v, _ = fill(t, picks(), posted); v.Finding() != "" {
		t.Error("a field without a list is searched")
	}
}

// Values outside the list, or under another category, are refused even if the
// page held no list (spec 02 §4.3).
func TestSource_ValuesAreChecked(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"SANTÉ / Éolien", "X / Y"} {
		if _, problems := fill(t, picks(), url.Values{"sector_detail": {value}}); problems["sector"] != "ui.form.error.choice" {
			t.Errorf("%s: %v", value, problems)
		}
	}
	v, problems := fill(t, picks(), url.Values{"sector_detail": {"ÉNERGIE / Éolien"}, "media": {"Strada", "La Gazette\nLe Phare"}, "employer": {"Girofle"}})
	if len(problems) != 0 || !slices.Equal(v.List("media"), []string{"Strada", "La Gazette", "Le Phare"}) || v.Text("employer") != "Girofle" {
		t.Errorf("%v, %q, %q", problems, v.List("media"), v.Text("employer"))
	}
}

// Towns of France are of the list, elsewhere free (spec 02 §4.3).
func TestPlace_Towns(t *testing.T) {
	t.Parallel()
	tests := []struct{ country, typed, stored, problem string }{
		{"FRA", "75011 PARIS", "FRA / 75011 Paris", ""},
		{"FRA", "BEL / 75011 Paris", "FRA / 75011 Paris", ""},
		{"FRA", "paris", "paris", "ui.form.error.town_meant"},
		{"FRA", "Ville-Inconnue", "Ville-Inconnue", "ui.form.error.town"},
		{"FRA", "99999 Ancienne", "FRA / 99999 Ancienne", ""},
		{"BEL", "99999 Ancienne", "BEL / 99999 Ancienne", ""},
		{"BEL", "1000 Bruxelles", "BEL / 1000 Bruxelles", ""},
		{"BEL", strings.Repeat("x", 101), strings.Repeat("x", 101), "ui.form.error.town_length"},
		{"", "Paris", "Paris", "ui.form.error.town_country"},
		{"ZZZ", "Paris", "ZZZ / Paris", "ui.form.error.choice"},
		{"FRA", "", "", ""},
	}
	for _, tt := range tests {
		v, problems := fill(t, picks(), url.Values{"sector_detail": {"ÉNERGIE / Éolien"}, "place": {tt.country}, "place_detail": {tt.typed}})
		if got := v.Text("place_detail"); got != tt.stored || problems["place"] != tt.problem {
			t.Errorf("%s %s: %q, %v, want %q, %q", tt.country, tt.typed, got, problems, tt.stored, tt.problem)
		}
		if label := drawn(t, picks(), v).Find(`input[name=place_detail]`).AttrOr("value", ""); strings.Contains(label, " / ") {
			t.Errorf("%s is shown as %q", tt.typed, label)
		}
	}
}
