// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package data_test

import (
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/data"
)

// The totals of spec 01 §1 and of the reference file's own header.
const (
	vocabularyTotal = 53
	entryTotal      = 13744
)

func ontologies(t *testing.T) *data.Ontology {
	t.Helper()
	o, err := data.Ontologies()
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func survey(t *testing.T) *data.RegistrationSurvey {
	t.Helper()
	s, err := data.Survey()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOntologiesHaveEveryVocabulary(t *testing.T) {
	t.Parallel()
	o := ontologies(t)
	entries := 0
	for _, v := range o.Vocabularies {
		entries += len(v.Entries)
		if len(v.Entries) != v.Count {
			t.Errorf("%s: %d entries, header says %d", v.Name, len(v.Entries), v.Count)
		}
		if found, ok := o.Vocabulary(v.Name); !ok || found.Name != v.Name {
			t.Errorf("%s cannot be found by name", v.Name)
		}
	}
	if len(o.Vocabularies) != vocabularyTotal || o.VocabularyCount != vocabularyTotal {
		t.Errorf("%d vocabularies (header %d), want %d", len(o.Vocabularies), o.VocabularyCount, vocabularyTotal)
	}
	if entries != entryTotal || o.EntryCount != entryTotal {
		t.Errorf("%d entries (header %d), want %d", entries, o.EntryCount, entryTotal)
	}
}

func TestVocabularyEntriesAreWellFormed(t *testing.T) {
	t.Parallel()
	for _, v := range ontologies(t).Vocabularies {
		seen := map[string]bool{}
		inCategories := 0
		for _, c := range v.Categories {
			inCategories += len(v.InCategory(c.Value))
		}
		if v.Kind == data.KindDual && inCategories != len(v.Entries) {
			t.Errorf("%s: %d entries in categories, want %d", v.Name, inCategories, len(v.Entries))
		}
		for _, e := range v.Entries {
			if seen[e.Value] {
				t.Errorf("%s: %q twice", v.Name, e.Value)
			}
			seen[e.Value] = true
			if e.Value == "" || e.Label == "" || e.Value != strings.TrimSpace(e.Value) {
				t.Errorf("%s: malformed entry %+v", v.Name, e)
			}
			if v.Kind == data.KindDual && !strings.HasPrefix(e.Value, e.Category+" / ") {
				t.Errorf("%s: %q is not in its category %q", v.Name, e.Value, e.Category)
			}
			if !v.Has(e.Value) {
				t.Errorf("%s: %q cannot be found", v.Name, e.Value)
			}
		}
	}
}

// The lists that members meet on walls, filters and forms have their English,
// terms and categories alike (spec 01 §9): all but the long professional lists,
// and the departments, whose names are the same.
func TestShortVocabulariesHaveEnglish(t *testing.T) {
	t.Parallel()
	const short = 180 // terms; the shortest of the long lists has 192
	for _, v := range ontologies(t).Vocabularies {
		if v.Status != "active" || len(v.Entries) > short || v.Name == "departements" || v.Kind == data.KindDirectory {
			continue
		}
		for _, c := range v.Categories {
			if c.LabelEN == "" {
				t.Errorf("%s: the category %q has no English", v.Name, c.Value)
			}
		}
		for _, e := range v.Entries {
			if e.LabelEN == "" {
				t.Errorf("%s: %q has no English", v.Name, e.Value)
			}
		}
	}
}

func TestUnknownVocabularyIsEmpty(t *testing.T) {
	t.Parallel()
	v, ok := ontologies(t).Vocabulary("no-such-list")
	if ok || len(v.Entries) != 0 || v.Has("x") {
		t.Errorf("got %+v, %v", v, ok)
	}
}

func TestSurveyTotals(t *testing.T) {
	t.Parallel()
	s := survey(t)
	got := []int{len(s.Profiles), len(s.Fields), len(s.Communities), len(s.Groups), len(s.ContactTypes)}
	if want := []int{33, 69, 5, 6, 8}; !slices.Equal(got, want) {
		t.Errorf("profiles, fields, communities, groups, contact types = %v, want %v", got, want)
	}
	minimal := 0
	for _, f := range s.Fields {
		if f.VisibleAtLevel != nil && *f.VisibleAtLevel == 0 {
			minimal++
		}
	}
	if minimal != 13 {
		t.Errorf("%d fields visible at level 0, want 13", minimal)
	}
}

// TestSurveySidesAgree checks that a field's requirement by profile and a
// profile's list of fields tell the same story.
func TestSurveySidesAgree(t *testing.T) {
	t.Parallel()
	s := survey(t)
	for _, p := range s.Profiles {
		asked := map[string]data.Requirement{}
		for _, g := range p.Groups {
			for _, f := range g.Fields {
				asked[f.Name] = f.Requirement
			}
		}
		for _, f := range s.Fields {
			if asked[f.Name] != f.Requirement[p.ID] {
				t.Errorf("%s %s: profile says %q, field says %q", p.Code, f.Name, asked[f.Name], f.Requirement[p.ID])
			}
		}
		if len(p.BWTriggers) > 1 {
			t.Errorf("%s has triggers %v", p.Code, p.BWTriggers)
		}
		if f, ok := s.Field(p.OrganisationField); !ok || !f.OrganisationName {
			t.Errorf("%s: %s does not name an organisation", p.Code, p.OrganisationField)
		}
	}
}

func TestSurveyVocabulariesExist(t *testing.T) {
	t.Parallel()
	o := ontologies(t)
	for _, f := range survey(t).Fields {
		if f.Vocabulary == "" || strings.HasPrefix(f.Vocabulary, "@") {
			continue
		}
		if _, ok := o.Vocabulary(f.Vocabulary); !ok {
			t.Errorf("%s refers to the unknown vocabulary %q", f.Name, f.Vocabulary)
		}
	}
}

// The file holds the 35,493 commune and postcode pairs of the source (spec 01
// §10), in order, and no pair twice.
func TestTowns(t *testing.T) {
	t.Parallel()
	towns, err := data.Towns()
	if err != nil || len(towns) != 35_493 {
		t.Fatalf("%d towns, %v", len(towns), err)
	}
	seen := map[data.Town]bool{}
	for i, town := range towns {
		if len(town.Postcode) != 5 || strings.Trim(town.Postcode, "0123456789") != "" || town.Name != strings.TrimSpace(town.Name) || town.Name == "" {
			t.Errorf("malformed town %+v", town)
		}
		if seen[town] || i > 0 && towns[i-1].Postcode > town.Postcode {
			t.Errorf("%+v is out of order or twice", town)
		}
		seen[town] = true
	}
	for _, town := range []data.Town{{"75001", "Paris"}, {"75116", "Paris"}, {"20000", "Ajaccio"}, {"97400", "Saint-Denis"}, {"98800", "Nouméa"}, {"97500", "Saint-Pierre"}, {"97600", "Mamoudzou"}} {
		if !seen[town] {
			t.Errorf("%+v is missing", town)
		}
	}
}
