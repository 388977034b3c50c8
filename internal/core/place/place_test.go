// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package place_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/place"
)

func TestParse(t *testing.T) {
	tests := []struct {
		stored string
		want   place.Town
	}{
		{"FRA / 75011 Paris", place.Town{Country: "FRA", Postcode: "75011", Name: "Paris", Department: "75"}},
		{"FRA / 72000 Le Mans", place.Town{Country: "FRA", Postcode: "72000", Name: "Le Mans", Department: "72"}},
		{"FRA / 20000 Ajaccio", place.Town{Country: "FRA", Postcode: "20000", Name: "Ajaccio", Department: "2A"}},
		{"FRA / 20200 Bastia", place.Town{Country: "FRA", Postcode: "20200", Name: "Bastia", Department: "2B"}},
		{"FRA / 20620 Biguglia", place.Town{Country: "FRA", Postcode: "20620", Name: "Biguglia", Department: "2B"}},
		{"FRA / 97400 Saint-Denis", place.Town{Country: "FRA", Postcode: "97400", Name: "Saint-Denis", Department: "974"}},
		{"FRA / 69001 Lyon\"}", place.Town{Country: "FRA", Postcode: "69001", Name: "Lyon", Department: "69"}},
		{"BEL / 1000 Bruxelles", place.Town{Country: "BEL", Postcode: "1000", Name: "Bruxelles"}},
		{"", place.Town{}},
		{"FRA 75011 Paris", place.Town{}},
		{"FRA /", place.Town{}},
	}
	for _, tt := range tests {
		if got := place.Parse(tt.stored); got != tt.want {
			t.Errorf("Parse(%q) = %+v, want %+v", tt.stored, got, tt.want)
		}
	}
}
