// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package revision_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/revision"
)

// told writes a difference as one line: [-removed-]{+added+}.
func told(list []revision.Piece) string {
	var b strings.Builder
	for _, p := range list {
		switch p.Op {
		case revision.Same:
			b.WriteString(p.Text)
		case revision.Added:
			b.WriteString("{+" + p.Text + "+}")
		case revision.Removed:
			b.WriteString("[-" + p.Text + "-]")
		case revision.Skipped:
			b.WriteString("(…)")
		}
	}
	return b.String()
}

func TestDifference(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, before, after, want string }{
		{"equal", "Le port vote.", "Le port vote.", ""},
		{"word", "Le port vote la reprise.", "Le port refuse la reprise.", "Le port [-vote -]{+refuse +}la reprise."},
		{"added at the end", "Le port vote.", "Le port vote. Les grues aussi.", "Le port [-vote.-]{+vote. Les grues aussi.+}"},
		{"from nothing", "", "Titre", "{+Titre+}"},
		{"to nothing", "Titre", "", "[-Titre-]"},
		{"paragraph", "Un.\nDeux.", "Un.\nTrois.", "Un.\n[-Deux.-]{+Trois.+}"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := told(revision.Difference(c.before, c.after)); got != c.want {
				t.Errorf("= %q, want %q", got, c.want)
			}
		})
	}
}

// A long text that changed in one place is not shown whole.
func TestDifference_skips(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("mot ", 200)
	got := revision.Difference(long+"avant "+long, long+"après "+long)
	if first, last := got[0].Op, got[len(got)-1].Op; first != revision.Skipped || last != revision.Skipped {
		t.Errorf("begins with %v, ends with %v: %s", first, last, told(got))
	}
	if n := len(strings.Fields(told(got))); n > 60 {
		t.Errorf("%d words shown", n)
	}
}

// What was removed and kept makes the old text, what was added and kept the new
// one, whatever they are.
func TestDifference_any(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-zé«’]{1,4}[ \n]{1,2}){0,12}`)
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var old, recent strings.Builder
		for _, p := range revision.Difference(before, after) {
			if p.Op != revision.Added {
				old.WriteString(p.Text)
			}
			if p.Op != revision.Removed {
				recent.WriteString(p.Text)
			}
		}
		if before != after && (old.String() != before || recent.String() != after) {
			t.Fatalf("%q → %q gives %q → %q", before, after, old.String(), recent.String())
		}
	})
}
