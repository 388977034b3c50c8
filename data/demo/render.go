// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"image"

	"aipress24.com/aipress24/data/demo/picture"
)

// RenderScene draws a 16:9 illustration, width pixels wide: 800 for a card,
// 1600 for a page.
func RenderScene(kind picture.Kind, seed uint64, width int) image.Image {
	return picture.Scene(kind, seed, width)
}

// RenderPortrait draws a 400 × 400 photograph from a member's PictureSeed and
// Gender.
func RenderPortrait(seed uint64, gender string) image.Image {
	return picture.Portrait(seed, picture.Gender(gender))
}

// RenderLogo draws an organisation's 400 × 400 logo. It fails only if the
// font embedded in the Go image library cannot be read.
func RenderLogo(o Organisation) (image.Image, error) {
	return picture.Logo(o.Initials, o.Colour, o.PictureSeed)
}

// RenderCover draws an organisation's 1600 × 400 banner.
func RenderCover(o Organisation) image.Image { return picture.Cover(o.Colour, o.PictureSeed) }
