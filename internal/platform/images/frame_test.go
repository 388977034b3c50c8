// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"errors"
	"testing"
)

// A portrait is 1:1 and at most 400 × 400, a press card keeps its ratio within
// 1200 × 1200 (spec 02 §4.3).
func TestFillAndFit(t *testing.T) {
	t.Parallel()
	p := NewProcessor()
	tests := []struct {
		name         string
		w, h         int
		frame        func(data []byte) (Rendition, error)
		wantW, wantH int
	}{
		{"wide portrait", 1000, 500, func(d []byte) (Rendition, error) { return p.Fill(t.Context(), d, 400, 400) }, 400, 400},
		{"tall portrait", 500, 1000, func(d []byte) (Rendition, error) { return p.Fill(t.Context(), d, 400, 400) }, 400, 400},
		{"small portrait", 60, 30, func(d []byte) (Rendition, error) { return p.Fill(t.Context(), d, 400, 400) }, 30, 30},
		{"banner", 2000, 2000, func(d []byte) (Rendition, error) { return p.Fill(t.Context(), d, 1200, 300) }, 1200, 300},
		{"wide card", 2400, 1200, func(d []byte) (Rendition, error) { return p.Fit(t.Context(), d, 1200, 1200) }, 1200, 600},
		{"tall card", 600, 2400, func(d []byte) (Rendition, error) { return p.Fit(t.Context(), d, 1200, 1200) }, 300, 1200},
		{"small card", 90, 50, func(d []byte) (Rendition, error) { return p.Fit(t.Context(), d, 1200, 1200) }, 90, 50},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r, err := tt.frame(asPNG(t, photo(tt.w, tt.h)))
			if err != nil {
				t.Fatal(err)
			}
			checkRendition(t, r, "jpg")
			if r.Width != tt.wantW || r.Height != tt.wantH {
				t.Errorf("%d × %d, want %d × %d", r.Width, r.Height, tt.wantW, tt.wantH)
			}
		})
	}
	if _, err := p.Fill(t.Context(), []byte("<svg/>"), 400, 400); !errors.Is(err, ErrNotAnImage) {
		t.Errorf("an SVG: %v", err)
	}
}
