// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo_test

import (
	"image"
	"testing"

	"aipress24.com/aipress24/data/demo"
)

func TestEverythingHasItsPicture(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo.Small)
	for _, a := range w.Articles {
		if got := demo.RenderScene(a.Scene, a.SceneSeed, 160).Bounds(); got != image.Rect(0, 0, 160, 90) {
			t.Errorf("%s: %v", a.Title, got)
		}
	}
	for _, o := range w.Organisations {
		logo, err := demo.RenderLogo(o)
		if err != nil {
			t.Fatal(err)
		}
		if logo.Bounds() != image.Rect(0, 0, 400, 400) || demo.RenderCover(o).Bounds() != image.Rect(0, 0, 1600, 400) {
			t.Errorf("%s has a picture of the wrong size", o.Name)
		}
	}
	for _, m := range w.Members[:20] {
		if demo.RenderPortrait(m.PictureSeed, m.Gender).Bounds() != image.Rect(0, 0, 400, 400) {
			t.Errorf("%s has a portrait of the wrong size", m.Key)
		}
	}
}

// BenchmarkDemoPictures draws the pictures of the small demo's first 60 texts.
func BenchmarkDemoPictures(b *testing.B) {
	w := newWorld(b, demo.Small)
	for b.Loop() {
		for _, a := range w.Articles[:60] {
			demo.RenderScene(a.Scene, a.SceneSeed, 800)
		}
	}
}
