// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"bytes"
	"encoding/base64"
	"testing"

	"aipress24.com/aipress24/internal/core/place"
)

func TestStoredTown(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, country, typed, want string }{
		{"nothing", "FRA", "", ""},
		{"typed", "FRA", "76600 Le Havre", "FRA / 76600 Le Havre"},
		{"chosen", "FRA", "FRA / 76600 Le Havre", "FRA / 76600 Le Havre"},
		{"chosen before the country changed", "BEL", "FRA / 76600 Le Havre", "BEL / 76600 Le Havre"},
		{"a slash of the town's own", "FRA", "76600 Le Havre / Sanvic", "FRA / 76600 Le Havre / Sanvic"},
	}
	for _, tt := range tests {
		got := storedTown(tt.country, tt.typed)
		if got != tt.want {
			t.Errorf("%s: storedTown = %q, want %q", tt.name, got, tt.want)
		}
		// The form shows what was typed, and saves the same again.
		if again := storedTown(tt.country, place.Parse(got).Label()); again != got {
			t.Errorf("%s: saved again it becomes %q", tt.name, again)
		}
	}
}

// FuzzCroppedPicture: what is accepted is what was encoded, and never nothing.
func FuzzCroppedPicture(f *testing.F) {
	for _, seed := range []string{
		"", "data:image/png;base64,", "data:image/png;base64,AAAA", "data:text/html;base64,AAAA", "data:image/png,AAAA",
		"data:image/jpeg;base64,%%%", "data:image/png;base64,AA\r\nAA", ",",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, posted string) {
		data, ok := croppedPicture(posted)
		if ok && len(data) == 0 {
			t.Fatal("accepted nothing")
		}
		if !ok {
			return
		}
		again, ok := croppedPicture("data:image/png;base64," + base64.StdEncoding.EncodeToString(data))
		if !ok || !bytes.Equal(again, data) {
			t.Fatalf("%q is not kept", posted)
		}
	})
}
