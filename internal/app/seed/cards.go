// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"image"
	"image/color"

	"golang.org/x/image/draw"

	"aipress24.com/aipress24/data/demo"
)

// The size of a scanned press card, in pixels.
const (
	cardWidth  = 640
	cardHeight = 400
)

// drawCard draws the scan of an invented press card: a portrait, a coloured band
// and lines where a real one has words.
func drawCard(seed uint64, gender string) image.Image {
	card := image.NewRGBA(image.Rect(0, 0, cardWidth, cardHeight))
	fill := func(r image.Rectangle, c color.Color) {
		draw.Draw(card, r, image.NewUniform(c), image.Point{}, draw.Src)
	}
	fill(card.Bounds(), color.RGBA{0xF4, 0xF1, 0xEA, 0xFF})
	fill(image.Rect(0, 0, cardWidth, 72), color.RGBA{0x1F, 0x3A, 0x5F, 0xFF})
	fill(image.Rect(0, 72, cardWidth, 84), color.RGBA{0xC2, 0x3B, 0x3B, 0xFF})
	portrait := demo.RenderPortrait(seed, gender)
	draw.BiLinear.Scale(card, image.Rect(32, 120, 232, 320), portrait, portrait.Bounds(), draw.Over, nil)
	for i, width := range []int{320, 260, 180, 220, 140} {
		fill(image.Rect(272, 128+i*44, 272+width, 144+i*44), color.RGBA{0xB9, 0xB4, 0xA8, 0xFF})
	}
	return card
}
