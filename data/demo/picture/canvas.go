// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"
)

// canvas is an opaque picture under construction, addressed in sheet units.
type canvas struct {
	img    *image.RGBA
	scale  float64 // pixels for one sheet unit
	raster vector.Rasterizer
	mask   []uint8
}

// newCanvas makes a sheet of w × h units rendered pixelWidth pixels wide.
func newCanvas(w, h float64, pixelWidth int) *canvas {
	pixelWidth = max(pixelWidth, 16)
	scale := float64(pixelWidth) / w
	height := max(int(math.Round(h*scale)), 1)
	return &canvas{img: image.NewRGBA(image.Rect(0, 0, pixelWidth, height)), scale: scale}
}

// fill paints the inside of a path.
func (c *canvas) fill(p *path, with paint) {
	bounds := p.bounds(c.scale).Intersect(c.img.Rect)
	if bounds.Empty() {
		return
	}
	w, h := bounds.Dx(), bounds.Dy()
	c.raster.Reset(w, h)
	p.trace(&c.raster, c.scale, float64(bounds.Min.X), float64(bounds.Min.Y))
	if cap(c.mask) < w*h {
		c.mask = make([]uint8, w*h)
	}
	mask := &image.Alpha{Pix: c.mask[:w*h], Stride: w, Rect: image.Rect(0, 0, w, h)}
	c.raster.DrawOp = draw.Src
	c.raster.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	c.compose(bounds, mask.Pix, with)
}

// compose lays a paint on the picture through a mask covering bounds.
func (c *canvas) compose(bounds image.Rectangle, mask []uint8, with paint) {
	w := bounds.Dx()
	flat := with.isFlat()
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		row := mask[(y-bounds.Min.Y)*w:][:w]
		pix := c.img.Pix[c.img.PixOffset(bounds.Min.X, y):][:w*4]
		sheetY := (float64(y) + 0.5) / c.scale
		ink := with.at(float64(bounds.Min.X)/c.scale, sheetY)
		for x, cover := range row {
			if cover == 0 {
				continue
			}
			if !flat {
				ink = with.at((float64(bounds.Min.X+x)+0.5)/c.scale, sheetY)
			}
			blend(pix[x*4:x*4+4:x*4+4], ink, uint32(cover))
		}
	}
}

// blend lays one ink over one opaque pixel; cover is 0 to 255.
func blend(pix []uint8, ink color.NRGBA, cover uint32) {
	a := cover * uint32(ink.A)
	if a == 255*255 {
		pix[0], pix[1], pix[2], pix[3] = ink.R, ink.G, ink.B, 255
		return
	}
	const whole = 255 * 255
	rest := whole - a
	pix[0] = uint8((uint32(ink.R)*a + uint32(pix[0])*rest + whole/2) / whole) //nolint:gosec // a weighted mean of bytes is a byte
	pix[1] = uint8((uint32(ink.G)*a + uint32(pix[1])*rest + whole/2) / whole) //nolint:gosec // same
	pix[2] = uint8((uint32(ink.B)*a + uint32(pix[2])*rest + whole/2) / whole) //nolint:gosec // same
	pix[3] = 255
}

// background paints the whole sheet.
func (c *canvas) background(with paint) {
	flat := with.isFlat()
	width := c.img.Rect.Dx()
	for y := range c.img.Rect.Dy() {
		pix := c.img.Pix[y*c.img.Stride:][:width*4]
		sheetY := (float64(y) + 0.5) / c.scale
		ink := with.at(0, sheetY)
		for x := range width {
			if !flat {
				ink = with.at((float64(x)+0.5)/c.scale, sheetY)
			}
			pix[x*4], pix[x*4+1], pix[x*4+2], pix[x*4+3] = ink.R, ink.G, ink.B, 255
		}
	}
}

func (c *canvas) rect(x, y, w, h float64, with paint)     { c.fill(rectangle(x, y, w, h), with) }
func (c *canvas) round(x, y, w, h, r float64, with paint) { c.fill(rounded(x, y, w, h, r), with) }
func (c *canvas) circle(x, y, r float64, with paint)      { c.fill(ellipse(x, y, r, r), with) }
func (c *canvas) oval(x, y, rx, ry float64, with paint)   { c.fill(ellipse(x, y, rx, ry), with) }
func (c *canvas) poly(with paint, xy ...float64)          { c.fill(polygon(xy...), with) }

// line draws a stroke of the given width through the points.
func (c *canvas) line(width float64, with paint, xy ...float64) { c.fill(stroke(width, xy...), with) }
