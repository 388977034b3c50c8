// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"testing"
)

// photograph writes a picture that a journalist might have taken: a harbour at
// dusk, more or less.
func photograph(t *testing.T) string {
	t.Helper()
	const width, height = 1500, 1000
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			tone := color.RGBA{R: uint8(250 - y*150/height), G: uint8(160 - y*100/height), B: uint8(90 + y*60/height), A: 255}
			if y > height*2/3 {
				tone = color.RGBA{R: 20, G: uint8(60 + x*40/width), B: 90, A: 255}
			}
			if dx, dy := x-1000, y-450; dx*dx+dy*dy < 120*120 {
				tone = color.RGBA{R: 255, G: 235, B: 190, A: 255}
			}
			picture.SetRGBA(x, y, tone)
		}
	}
	path := filepath.Join(t.TempDir(), "port.png")
	file, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(file, picture); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}
