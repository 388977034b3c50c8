// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"slices"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/testkit/xsscorpus"
)

// Addresses in a plain text become links, the marks behind them do not (spec 03
// §4.11).
func TestLinked(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text  string
		links []string
	}{
		{"rien", nil},
		{"voir https://exemple.invalid/a?b=1&c=2.", []string{"https://exemple.invalid/a?b=1&c=2"}},
		{"(http://exemple.invalid/x_(y)) puis https://b.invalid !", []string{"http://exemple.invalid/x_(y)", "https://b.invalid"}},
		{"« https://exemple.invalid/ »", []string{"https://exemple.invalid/"}},
		{"javascript:alert(1) data:text/html,x //exemple.invalid xhttps://exemple.invalid", nil},
		{"https://aipress24.com@exemple.invalid/ https:// http://", nil},
		{"https://exemple.invalid/<script>", []string{"https://exemple.invalid/"}},
	}
	for _, tt := range tests {
		if got := checkLinked(t, tt.text); !slices.Equal(got, tt.links) {
			t.Errorf("Linked(%q) = %q, want %q", tt.text, got, tt.links)
		}
	}
}

// checkLinked returns the links of a text, after checking that nothing of it is
// lost and that no link leads to a script.
func checkLinked(t failer, text string) []string {
	t.Helper()
	var whole strings.Builder
	var links []string
	for _, p := range Linked(text) {
		whole.WriteString(p.Text)
		if p.URL == "" {
			continue
		}
		if !strings.HasPrefix(p.URL, "http://") && !strings.HasPrefix(p.URL, "https://") || strings.ContainsAny(p.URL, "<>\" \t\r\n\x00") {
			t.Errorf("Linked(%q) leads to %q", text, p.URL)
		}
		links = append(links, p.URL)
	}
	if whole.String() != text {
		t.Errorf("Linked(%q) = %q together", text, whole.String())
	}
	return links
}

func FuzzLinked(f *testing.F) {
	vectors, err := xsscorpus.Load()
	if err != nil {
		f.Fatal(err)
	}
	for _, v := range vectors {
		f.Add(v.Input)
	}
	f.Add("voir https://exemple.invalid/(a).")
	f.Fuzz(func(t *testing.T, text string) { checkLinked(t, text) })
}
