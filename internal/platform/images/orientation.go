// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"image"

	"golang.org/x/image/draw"
)

// upright turns a picture the way its camera says it was held. The numbers are
// those of EXIF: 2 to 4 are mirrored or upside down, 5 to 8 lie on a side.
func upright(source image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return source
	}
	b := source.Bounds()
	w, h := b.Dx(), b.Dy()
	from := image.NewNRGBA(image.Rect(0, 0, w, h))
	draw.Draw(from, from.Bounds(), source, b.Min, draw.Src)
	to := image.NewNRGBA(image.Rect(0, 0, w, h))
	if orientation >= 5 {
		to = image.NewNRGBA(image.Rect(0, 0, h, w))
	}
	for y := range h {
		for x := range w {
			tx, ty := turned(orientation, x, y, w, h)
			i, j := from.PixOffset(x, y), to.PixOffset(tx, ty)
			copy(to.Pix[j:j+4], from.Pix[i:i+4])
		}
	}
	return to
}

// turned returns where the pixel x, y of a w × h picture goes.
func turned(orientation, x, y, w, h int) (tx, ty int) {
	switch orientation {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	}
	return y, w - 1 - x // 8
}
