// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

var brandFont = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gobold.TTF) })

// Logo draws a 400 × 400 tile with initials on a brand colour (0xRRGGBB). The
// seed chooses the device behind them. It fails only if the font that comes
// with the Go image library cannot be read.
func Logo(initials string, colour uint32, seed uint64) (*image.RGBA, error) {
	r := random(seed, "logo "+initials)
	ink := rgb(colour)
	c := newCanvas(400, 400, 400)
	c.background(down(lighter(ink, 0.08), darker(ink, 0.14), 0, 400))
	device := veil(white, 0.13)
	switch r.IntN(6) {
	case 0:
		c.circle(330, 70, 170, device)
	case 1:
		c.poly(device, 0, 400, 400, 0, 400, 400)
	case 2:
		for i := range 3 {
			c.line(16, device, arc(0, 400, 160+float64(i)*80, 160+float64(i)*80, 270, 360)...)
		}
	case 3:
		c.rect(0, 306, 400, 94, veil(black, 0.18))
	case 4:
		c.round(36, 36, 328, 328, 70, device)
	default:
		c.poly(device, 0, 0, 150, 0, 0, 150)
		c.poly(device, 400, 400, 250, 400, 400, 250)
	}
	return c.img, write(c.img, initials)
}

// write sets white capitals in the middle of a tile.
func write(on *image.RGBA, text string) error {
	parsed, err := brandFont()
	if err != nil {
		return fmt.Errorf("read the logo font: %w", err)
	}
	size := 170.0
	if len([]rune(text)) > 2 {
		size = 122
	}
	drawn, err := opentype.NewFace(parsed, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		return fmt.Errorf("size the logo font: %w", err)
	}
	pen := font.Drawer{Dst: on, Src: image.White, Face: drawn}
	width := pen.MeasureString(text)
	middle := fixed.I(on.Rect.Dx())
	rise := fixed.Int26_6(size * 0.72 * 64)
	pen.Dot = fixed.Point26_6{X: (middle - width) / 2, Y: (fixed.I(on.Rect.Dy()) + rise) / 2}
	pen.DrawString(text)
	return drawn.Close()
}

// Cover draws a 1600 × 400 banner in a brand colour (0xRRGGBB).
func Cover(colour uint32, seed uint64) *image.RGBA {
	r := random(seed, "cover")
	ink := rgb(colour)
	c := newCanvas(1600, 400, 1600)
	c.background(down(lighter(ink, 0.1), darker(ink, 0.3), 0, 400))
	switch r.IntN(5) {
	case 0:
		coverWaves(c, r, ink)
	case 1:
		coverSkyline(c, r, ink)
	case 2:
		coverColumns(c, r, ink)
	case 3:
		coverNetwork(c, r, ink)
	default:
		coverTiles(c, r, ink)
	}
	return c.img
}

func coverWaves(c *canvas, r *rand.Rand, ink color.NRGBA) {
	for i := range 6 {
		y := 120 + float64(i)*52
		a, b := between(r, -70, 70), between(r, -70, 70)
		wave := new(path).move(-10, y).curve(350, y+a, 620, y-a, 860, y).curve(1100, y+b, 1380, y-b, 1610, y).to(1610, 410).to(-10, 410).close()
		c.fill(wave, veil(mix(white, ink, float64(i)/6), 0.16))
	}
	x := between(r, 900, 1400)
	c.circle(x, 110, 58, veil(white, 0.5))
	c.circle(x, 110, 110, veil(white, 0.1))
}

func coverSkyline(c *canvas, r *rand.Rand, ink color.NRGBA) {
	c.circle(between(r, 300, 1300), 190, 96, veil(white, 0.35))
	for layer := range 3 {
		for x := -10.0; x < 1600; {
			w, h := between(r, 44, 110), between(r, 60, 190)-float64(layer)*22
			c.rect(x, 400-h-40+float64(layer)*30, w, 400, flat(mix(ink, black, 0.1+0.22*float64(layer))))
			if layer == 2 {
				for wy := 400 - h + 36; wy < 390; wy += 22 {
					for wx := x + 9; wx < x+w-12; wx += 18 {
						if chance(r, 0.5) {
							c.rect(wx, wy, 8, 11, veil(rgb(0xFFE0A0), 0.55))
						}
					}
				}
			}
			x += w + 4
		}
	}
}

// coverColumns sets lines of print, as on a page.
func coverColumns(c *canvas, r *rand.Rand, ink color.NRGBA) {
	for col := range 8 {
		x := 40 + float64(col)*196
		if chance(r, 0.3) {
			c.round(x, 40, 168, 120, 4, veil(mix(white, ink, 0.2), 0.3))
		} else {
			c.round(x, 40, 150, 20, 3, veil(white, 0.55))
			c.round(x, 70, 110, 20, 3, veil(white, 0.55))
		}
		for y := 180.0; y < 400; y += 19 {
			c.rect(x, y, between(r, 120, 168), 7, veil(white, 0.2))
		}
	}
}

func coverNetwork(c *canvas, r *rand.Rand, ink color.NRGBA) {
	type node struct{ x, y float64 }
	nodes := make([]node, 42)
	for i := range nodes {
		nodes[i] = node{between(r, -20, 1620), between(r, 10, 390)}
	}
	for i, a := range nodes {
		for _, b := range nodes[i+1:] {
			if math.Hypot(a.x-b.x, a.y-b.y) < 210 {
				c.line(2, veil(white, 0.25), a.x, a.y, b.x, b.y)
			}
		}
	}
	for _, n := range nodes {
		c.circle(n.x, n.y, between(r, 5, 14), flat(mix(white, ink, between(r, 0.1, 0.5))))
	}
}

func coverTiles(c *canvas, r *rand.Rand, ink color.NRGBA) {
	for row := range 4 {
		for col := range 16 {
			x, y := float64(col)*100, float64(row)*100
			tint := veil(mix(white, ink, between(r, 0, 0.6)), between(r, 0.06, 0.32))
			switch r.IntN(4) {
			case 0:
				c.poly(tint, x, y, x+100, y, x, y+100)
			case 1:
				c.poly(tint, x+100, y, x+100, y+100, x, y+100)
			case 2:
				c.fill(polygon(append(arc(x, y, 100, 100, 0, 90), x, y)...), tint)
			default:
				c.circle(x+50, y+50, 34, tint)
			}
		}
	}
}
