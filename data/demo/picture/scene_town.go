// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image/color"
	"math"
	"math/rand/v2"
)

func sine(x float64) float64 { return math.Sin(x) }

// drawMetro shows a city with an overhead metro in front.
func drawMetro(c *canvas, r *rand.Rand) {
	d := anyOf(r, dusk, golden, morning, night, dawn)
	d.sky(c, r, 640, between(r, 300, 1300), between(r, 220, 380), 110)
	d.clouds(c, r, 3, 60, 240)
	skyline(c, r, d, 470, 210, 0.25, 0)
	skyline(c, r, d, 560, 190, 0.55, 0.10)
	skyline(c, r, d, 640, 170, 0.85, 0.3)
	deck := 640.0
	c.rect(0, deck+70, 1600, 200, down(mix(d.ink, d.haze, 0.25), d.ink, deck, 900))
	for x := 90.0; x < 1600; x += 330 {
		c.poly(flat(mix(d.ink, d.haze, 0.4)), x-22, deck+50, x+22, deck+50, x+14, 900, x-14, 900)
		c.fill(new(path).move(x-90, deck+50).curve(x-40, deck+60, x-20, deck+80, x-20, deck+120).
			to(x+20, deck+120).curve(x+20, deck+80, x+40, deck+60, x+90, deck+50).close(), flat(mix(d.ink, d.haze, 0.4)))
	}
	c.rect(0, deck+22, 1600, 34, flat(mix(d.ink, d.haze, 0.55)))
	c.rect(0, deck+16, 1600, 8, flat(mix(d.ink, white, 0.55)))
	livery := anyOf(r, rgb(0xC8102E), rgb(0x00798C), rgb(0xE08E2B), rgb(0x3C6E47))
	left := between(r, 120, 420)
	for car := range 3 {
		drawCarriage(c, left+float64(car)*348, deck+16, livery, d)
	}
	for range 24 {
		c.round(between(r, 0, 1600), between(r, 800, 890), between(r, 30, 100), 4, 2, veil(d.sun, 0.25))
	}
}

// drawCarriage draws one metro car standing on the rail at y.
func drawCarriage(c *canvas, x, y float64, livery color.NRGBA, d daylight) {
	c.round(x, y-112, 336, 104, 16, hex(0xF2F4F5))
	c.rect(x, y-44, 336, 16, flat(livery))
	pane := rgb(0x2B4458)
	if d.isNight {
		pane = rgb(0xFFD98A)
	}
	for w := range 6 {
		at := x + 18 + float64(w)*52
		if w == 1 || w == 4 {
			c.round(at, y-98, 40, 86, 4, flat(mix(livery, white, 0.1)))
			c.round(at+6, y-92, 28, 44, 3, flat(pane))
			continue
		}
		c.round(at, y-96, 42, 44, 5, flat(pane))
		c.poly(veil(white, 0.2), at+8, y-96, at+22, y-96, at+10, y-52, at, y-52)
	}
	for _, wheel := range []float64{50, 96, 240, 286} {
		c.circle(x+wheel, y-6, 12, hex(0x27303A))
	}
}

// skyline draws a row of buildings standing on ground; near is 0 for the
// farthest and 1 for the nearest row, lit is the share of bright windows.
func skyline(c *canvas, r *rand.Rand, d daylight, ground, height, near, lit float64) {
	ink := mix(d.haze, d.ink, near)
	for x := -20.0; x < 1600; {
		w, h := between(r, 70, 150), height*between(r, 0.45, 1.5)
		top := ground - h
		c.rect(x, top, w, 900-top, flat(mix(ink, d.skyLow, between(r, 0, 0.14))))
		switch r.IntN(5) {
		case 0:
			c.poly(flat(ink), x, top, x+w/2, top-w*0.35, x+w, top)
		case 1:
			c.rect(x+w/2-3, top-60, 6, 60, flat(ink))
		case 2:
			c.rect(x+w*0.25, top-24, w*0.5, 24, flat(ink))
		}
		if lit > 0 {
			for wy := top + 22; wy < ground+40; wy += 30 {
				for wx := x + 14; wx < x+w-18; wx += 24 {
					pane := veil(d.skyLow, 0.16)
					if chance(r, lit) {
						pane = veil(rgb(0xFFD58A), 0.85)
					}
					c.rect(wx, wy, 11, 16, pane)
				}
			}
		}
		x += w + between(r, -6, 10)
	}
}

// drawHousing shows a building site: timber frames and a tower crane.
func drawHousing(c *canvas, r *rand.Rand) {
	d := anyOf(r, morning, noon, golden, dawn)
	d.sky(c, r, 700, between(r, 200, 700), between(r, 160, 300), 95)
	d.clouds(c, r, 4, 60, 300)
	skyline(c, r, d, 690, 130, 0.22, 0)
	c.rect(0, 760, 1600, 140, down(rgb(0xB99B78), rgb(0x8A7156), 760, 900))
	facade := anyOf(r, rgb(0xE7D3B5), rgb(0xDFE4DC), rgb(0xE2B48F))
	drawBlock(c, r, 120, 330, 430, 4, facade, true)
	drawBlock(c, r, 640, 460, 380, 3, rgb(0xC98F57), false)
	yellow := hex(0xE3A72F)
	mast := between(r, 1160, 1240)
	c.rect(mast-16, 130, 8, 640, yellow)
	c.rect(mast+16, 130, 8, 640, yellow)
	for y := 140.0; y < 750; y += 48 {
		c.line(5, yellow, mast-12, y, mast+20, y+48)
		c.line(5, yellow, mast+20, y, mast-12, y+48)
	}
	c.rect(420, 118, 1080, 12, yellow)
	c.line(5, yellow, 430, 120, mast+4, 52, 1490, 120)
	for x := 440.0; x < 1480; x += 44 {
		c.line(4, yellow, x, 124, x+22, 96, x+44, 124)
	}
	c.rect(mast-20, 40, 48, 84, yellow)
	c.round(mast+28, 130, 56, 62, 6, hex(0x35536B))
	c.rect(1400, 128, 84, 66, hex(0x7B8791))
	hook := between(r, 600, 960)
	c.rect(hook, 130, 3, 170, hex(0x3A3A3A))
	c.rect(hook-90, 300, 180, 20, hex(0xB07B45))
	c.rect(hook-90, 322, 180, 12, hex(0x8E5F33))
	c.rect(0, 752, 1600, 12, veil(black, 0.15))
}

// drawBlock draws a block of flats, or only its timber frame.
func drawBlock(c *canvas, r *rand.Rand, x, top, w float64, floors int, ink color.NRGBA, finished bool) {
	bottom := 764.0
	h := (bottom - top) / float64(floors)
	if finished {
		c.rect(x, top, w, bottom-top, down(lighter(ink, 0.15), darker(ink, 0.06), top, bottom))
		c.rect(x-12, top-14, w+24, 16, flat(darker(ink, 0.45)))
	}
	for floor := range floors {
		y := top + float64(floor)*h
		if !finished {
			c.rect(x, y, w, 14, flat(ink))
		}
		for col := range 5 {
			cx := x + 18 + float64(col)*(w-20)/5
			if !finished {
				c.rect(cx, y, 13, h, flat(darker(ink, 0.12)))
				if floor > 0 && chance(r, 0.6) {
					c.line(7, flat(darker(ink, 0.2)), cx+6, y+h, cx+(w-20)/5, y+10)
				}
				continue
			}
			c.round(cx, y+22, 52, h-46, 4, flat(mix(rgb(0x37566A), rgb(0xF4D58D), between(r, 0, 0.35))))
			c.rect(cx-5, y+h-34, 62, 20, flat(anyOf(r, rgb(0xC8594A), rgb(0x4C8577), rgb(0xD9A441))))
		}
	}
}

// drawCourthouse shows a temple front above steps.
func drawCourthouse(c *canvas, r *rand.Rand) {
	d := anyOf(r, dawn, golden, dusk, noon)
	d.sky(c, r, 720, 800, 330, 250)
	d.clouds(c, r, 3, 60, 250)
	stone := anyOf(r, rgb(0xEADCC6), rgb(0xE3E0DA), rgb(0xEFD6BD))
	stone = mix(stone, d.skyLow, 0.15)
	shade := mix(stone, d.ink, 0.45)
	c.rect(330, 330, 940, 400, flat(shade))
	c.poly(flat(stone), 270, 300, 800, 110, 1330, 300)
	c.poly(flat(mix(stone, d.ink, 0.16)), 370, 280, 800, 138, 1230, 280)
	drawScales(c, 800, 170, flat(mix(stone, d.ink, 0.62)))
	c.rect(280, 298, 1040, 46, down(lighter(stone, 0.3), stone, 298, 344))
	for i := range 7 {
		x := 330 + float64(i)*145
		c.rect(x, 344, 70, 386, flat(stone))
		c.rect(x+46, 344, 24, 386, veil(shade, 0.5))
		c.rect(x+10, 344, 8, 386, veil(white, 0.35))
		c.rect(x-10, 344, 90, 18, flat(lighter(stone, 0.25)))
		c.rect(x-10, 712, 90, 18, flat(lighter(stone, 0.15)))
	}
	for step := range 5 {
		y, grow := 730+float64(step)*34, float64(step)*52
		c.rect(290-grow, y, 1020+2*grow, 34, flat(mix(stone, d.ink, 0.08+0.06*float64(step))))
		c.rect(290-grow, y, 1020+2*grow, 7, flat(lighter(stone, 0.3)))
	}
	for range 3 {
		x, size := between(r, 330, 1270), between(r, 0.8, 1.1)
		drawPasserBy(c, x, 880, size, mix(d.ink, d.haze, between(r, 0, 0.25)))
	}
}

func drawScales(c *canvas, x, y float64, ink paint) {
	c.rect(x-4, y, 8, 86, ink)
	c.rect(x-28, y+84, 56, 9, ink)
	c.rect(x-74, y+12, 148, 6, ink)
	for _, side := range []float64{-68, 68} {
		c.line(2.5, ink, x+side, y+14, x+side-24, y+58)
		c.line(2.5, ink, x+side, y+14, x+side+24, y+58)
		c.fill(new(path).move(x+side-28, y+56).to(x+side+28, y+56).curve(x+side+20, y+78, x+side-20, y+78, x+side-28, y+56).close(), ink)
	}
	c.circle(x, y, 9, ink)
}

// drawPasserBy draws a walking silhouette standing at x, y.
func drawPasserBy(c *canvas, x, y, size float64, ink color.NRGBA) {
	p := flat(ink)
	c.circle(x, y-150*size, 17*size, p)
	c.round(x-25*size, y-130*size, 50*size, 82*size, 18*size, p)
	c.poly(p, x-20*size, y-62*size, x-2*size, y-62*size, x-18*size, y, x-34*size, y)
	c.poly(p, x+2*size, y-62*size, x+20*size, y-62*size, x+34*size, y, x+18*size, y)
	c.rect(x+22*size, y-92*size, 26*size, 24*size, p)
}
