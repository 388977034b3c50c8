// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package place_test

import (
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/place"
)

// Every one of the 35,493 places is known, is found by what people type of it,
// and is read back as it was stored (spec 01 §10, 02 §4.3).
func TestTowns_AllAreFound(t *testing.T) {
	t.Parallel()
	all := place.All(place.France)
	if len(all) != 35_493 {
		t.Fatalf("%d towns", len(all))
	}
	byCode := map[string][]place.Choice{}
	for i, c := range all {
		code := place.Parse(c.Value).Postcode
		byCode[code] = append(byCode[code], c)
		if !place.Known(place.France, c.Value) {
			t.Errorf("%s is not known", c.Value)
		}
		if got := place.Parse(c.Value); got.Label() != c.Label || got.Department == "" {
			t.Errorf("%s is read as %+v", c.Value, got)
		}
		if got, ok := place.Resolve(place.France, strings.ToUpper(c.Label)); !ok || got != c.Value {
			t.Errorf("%s resolves to %q, %v", strings.ToUpper(c.Label), got, ok)
		}
		if name := strings.ToUpper(place.Parse(c.Value).Name); i%20 == 0 && !slices.Contains(place.Towns(place.France, name, place.MaxTowns), c) {
			t.Errorf("%s is not found by %s", c.Label, name)
		}
	}
	for code, want := range byCode {
		if got := place.Towns(place.France, code, place.MaxTowns); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", code, got, want)
		}
	}
}

// Up to 1,000 suggestions, by postcode and then by name, by town or postcode
// (spec 02 §4.3).
func TestTowns(t *testing.T) {
	t.Parallel()
	tests := []struct{ country, query, first string }{
		{"FRA", "paris", "75001 Paris"},
		{"FRA", "PÂRIS 11", "75011 Paris"},
		{"FRA", "75116", "75116 Paris"},
		{"FRA", "st etienne du rouv", "76800 Saint-Étienne-du-Rouvray"},
		{"FRA", "ste-maxime", "83120 Sainte-Maxime"},
		{"FRA", "oeuilly", "02160 Œuilly"},
		{"FRA", "hay les roses", "94240 L'Haÿ-les-Roses"},
		{"FRA", "noumea", "98800 Nouméa"},
		{"FRA", "97400", "97400 Saint-Denis"},
		{"REU", "saint-denis", "97400 Saint-Denis"},
		{"BLM", "barth", "97133 Saint-Barthélemy"},
	}
	for _, tt := range tests {
		labels := []string{}
		for _, c := range place.Towns(tt.country, tt.query, place.MaxTowns) {
			labels = append(labels, c.Label)
			if c.Value != tt.country+" / "+c.Label {
				t.Errorf("%s stores %q", c.Label, c.Value)
			}
		}
		if !slices.Contains(labels, tt.first) || !slices.IsSortedFunc(labels, func(a, b string) int { return strings.Compare(a[:5], b[:5]) }) {
			t.Errorf("Towns(%q, %q) = %q, want %q in it, sorted", tt.country, tt.query, labels, tt.first)
		}
	}
	if n := len(place.Towns("FRA", "s", 5000)); n != place.MaxTowns {
		t.Errorf("%d suggestions for s, want %d", n, place.MaxTowns)
	}
	for _, country := range []string{"BEL", "XXX", "", "fra"} {
		if got := place.Towns(country, "a", 10); got == nil || len(got) > 0 || len(place.All(country)) > 0 {
			t.Errorf("Towns(%q) = %v, want an empty list", country, got)
		}
	}
	if got := place.Towns("FRA", "paris", -1); len(got) != 0 {
		t.Errorf("%d towns below zero", len(got))
	}
}

func TestKnown(t *testing.T) {
	t.Parallel()
	tests := []struct {
		country, stored string
		want            bool
	}{
		{"FRA", "FRA / 75001 Paris", true},
		{"FRA", "FRA / 75001 paris", false},
		{"FRA", "FRA / 75021 Paris", false},
		{"FRA", "FRA / Paris", false},
		{"FRA", "BEL / 1000 Bruxelles", false},
		{"FRA", "", false},
		{"BEL", "BEL / 1000 Bruxelles", true},
		{"BEL", "BEL / Bruxelles", true},
		{"BEL", "BEL / ", false},
		{"BEL", "BEL / –", false},
		{"BEL", "BEL / Bru\u0000xelles", false},
		{"BEL", "BEL / Bru\u202exelles", false},
		{"BEL", "BEL / " + strings.Repeat("é", place.MaxTown), true},
		{"BEL", "BEL / " + strings.Repeat("é", place.MaxTown+1), false},
		{"BEL", "BEL / \xff", false},
		{"REU", "REU / 97400 Saint-Denis", true},
		{"", " / x", false},
	}
	for _, tt := range tests {
		if got := place.Known(tt.country, tt.stored); got != tt.want {
			t.Errorf("Known(%q, %q) = %v", tt.country, tt.stored, got)
		}
	}
}

func TestResolve(t *testing.T) {
	t.Parallel()
	tests := []struct{ country, typed, want string }{
		{"FRA", "FRA / 75011 Paris", "FRA / 75011 Paris"},
		{"FRA", "75011  paris", "FRA / 75011 Paris"},
		{"FRA", "paris 75011", "FRA / 75011 Paris"},
		{"FRA", "75011", "FRA / 75011 Paris"},
		{"FRA", "le mont saint michel", "FRA / 50170 Le Mont-Saint-Michel"},
		{"FRA", "paris", ""}, // twenty-one postcodes
		{"FRA", "01200", ""}, // nine towns
		{"FRA", "Nulle", ""}, // none
		{"FRA", "", ""},      // nothing
		{"BEL", "FRA / 1000 Bruxelles", "BEL / 1000 Bruxelles"},
		{"BEL", " 1000   Bruxelles ", "BEL / 1000 Bruxelles"},
		{"BEL", "", ""},
		{"", "Paris", ""},
	}
	for _, tt := range tests {
		got, ok := place.Resolve(tt.country, tt.typed)
		if got != tt.want || ok != (tt.want != "") {
			t.Errorf("Resolve(%q, %q) = %q, %v, want %q", tt.country, tt.typed, got, ok, tt.want)
		}
	}
}

// The slowest queries: one letter, words that many towns share, nothing found.
func BenchmarkTowns(b *testing.B) {
	place.Towns(place.France, "x", 1)
	for _, query := range []string{"s", "paris", "saint martin", "saint xyz", "75", "la sur les", "zzzz"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				place.Towns(place.France, query, place.MaxTowns)
			}
		})
	}
}
