// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/ui/form"
)

func TestParseMoment(t *testing.T) {
	t.Parallel()
	tests := map[string]string{
		"2026-11-21 18:30:00": "2026-11-21T17:30:00Z",
		"2026-11-21T18:30:05": "2026-11-21T17:30:05Z",
		"2026-07-21T18:30":    "2026-07-21T16:30:00Z",
		"2026-07-21":          "2026-07-20T22:00:00Z",
		"2026-10-25 02:30:00": "2026-10-25T00:30:00Z", // occurs twice: the first
		"2026-03-29T02:30":    "2026-03-29T01:30:00Z", // skipped: moved forward
		"":                    "", "hier": "", "2026-13-01": "", "0001-01-01": "", "99999-01-01": "",
	}
	for in, want := range tests {
		at, err := form.ParseMoment(in)
		got := ""
		if err == nil {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("ParseMoment(%q) = %q, want %q", in, got, want)
		}
	}
}

// An amount that was shown is read again as itself.
func TestParseCents_RoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		cents := rapid.Int64Range(-99_999_999_999, 99_999_999_999).Draw(r, "cents")
		var v form.Values
		v.SetCents("price", cents)
		if got := v.Cents("price"); got != cents {
			r.Errorf("%q: %d, want %d", v.Text("price"), got, cents)
		}
	})
	for _, bad := range []string{"", "1,234", "1.2.3", "--1", "0x10", "1e3", "9999999999999"} {
		if cents, err := form.ParseCents(bad); err == nil {
			t.Errorf("ParseCents(%q) = %d", bad, cents)
		}
	}
}
