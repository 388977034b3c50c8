// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// Picture is a PNG of a size, as somebody would send it.
func Picture(t testing.TB, width, height int) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	for x := range width {
		for y := range height {
			picture.Set(x, y, color.RGBA{R: uint8(x), G: uint8(y), B: 120, A: 255})
		}
	}
	var data bytes.Buffer
	if err := png.Encode(&data, picture); err != nil {
		t.Fatalf("draw a picture: %v", err)
	}
	return data.Bytes()
}
