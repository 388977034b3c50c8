// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package typeahead_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/typeahead"
)

func TestIndex_Find(t *testing.T) {
	t.Parallel()
	x := typeahead.New([]string{"Les Échos", "L’Œil du Nord", "Saint-Denis 93200", "Denis", "Monde (Le)", "Le Monde", "Strasbourg"})
	tests := []struct {
		query string
		limit int
		want  []int
	}{
		{"echos", 9, []int{0}},
		{"ÉCH", 9, []int{0}},
		{"oeil nord", 9, []int{1}},
		{"st", 9, []int{6, 2}}, // begins with it, then the abbreviation
		{"st den", 9, []int{2}},
		{"saint-den", 9, []int{2}},
		{"932", 9, []int{2}},
		{"93200 saint", 9, []int{2}},
		{"den", 9, []int{3, 2}},
		{"den", 1, []int{3}},
		{"monde le", 9, []int{4, 5}},
		{"onde", 9, nil},
		{"", 9, nil},
		{" – ", 9, nil},
		{"a\nb", 9, nil},
		{"le", 0, nil},
	}
	for _, tt := range tests {
		if got := x.Find(tt.query, tt.limit); !slices.Equal(got, tt.want) {
			t.Errorf("Find(%q, %d) = %v, want %v", tt.query, tt.limit, got, tt.want)
		}
	}
	if got := typeahead.New(nil).Find("x", 3); got != nil {
		t.Errorf("an empty index finds %v", got)
	}
}

// Find gives what a look at every line would give.
func TestIndex_FindAgreesWithEveryLine(t *testing.T) {
	t.Parallel()
	word := rapid.StringMatching(`[abéœ-]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "words"), " ")
		}), 0, 12).Draw(t, "lines")
		query := strings.Join(rapid.SliceOfN(word, 1, 2).Draw(t, "query"), " ")
		var want []int
		for i, line := range lines {
			if matches(line, query) {
				want = append(want, i)
			}
		}
		got := typeahead.New(lines).Find(query, len(lines)+1)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Fatalf("Find(%q) in %q = %v, want %v", query, lines, got, want)
		}
	})
}

func matches(line, query string) bool {
	words := strings.Fields(typeahead.Fold(line))
	asked := strings.Fields(typeahead.Fold(query))
	for _, q := range asked {
		if !slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, q) }) {
			return false
		}
	}
	return len(asked) > 0
}
