// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image/color"
	"math/rand/v2"
)

// drawCircuit shows a chip in the middle of its traces.
func drawCircuit(c *canvas, r *rand.Rand) {
	ground := anyOf(r, rgb(0x14294B), rgb(0x0F3A3E), rgb(0x2A2150), rgb(0x1B2E3C))
	glowInk := anyOf(r, rgb(0x4CC3DA), rgb(0x6EE0B8), rgb(0xF0A75B))
	c.background(glow(lighter(ground, 0.14), darker(ground, 0.35), 800, 450, 950))
	for side := range 2 {
		for i := range 26 {
			drawTrace(c, r, side == 0, 60+float64(i)*31, glowInk)
		}
	}
	c.round(566, 216, 468, 468, 26, veil(glowInk, 0.16))
	c.round(586, 236, 428, 428, 20, flat(glowInk))
	c.round(591, 241, 418, 418, 16, flat(darker(ground, 0.45)))
	c.round(656, 306, 288, 288, 12, flat(mix(ground, glowInk, 0.12)))
	warm := anyOf(r, rgb(0xF0A75B), rgb(0xF2C879), rgb(0xEF7F6B))
	for row := range 5 {
		for col := range 5 {
			ink := mix(ground, glowInk, between(r, 0.3, 0.75))
			if chance(r, 0.28) {
				ink = mix(warm, ground, between(r, 0, 0.4))
			}
			c.round(672+float64(col)*52, 322+float64(row)*52, 44, 44, 6, flat(ink))
		}
	}
}

// drawTrace draws one copper trace from an edge towards the chip, with the
// 45° bend of real boards.
func drawTrace(c *canvas, r *rand.Rand, left bool, y float64, ink color.NRGBA) {
	end := 246 + (y-60)/775*408
	bend := between(r, 90, 330)
	drop := end - y
	x1, x2 := bend, bend+abs(drop)
	x3 := 586.0
	if x2 > x3 {
		x1, x2 = x3-abs(drop), x3
	}
	xy := []float64{-10, y, x1, y, x2, end, x3, end}
	dot := between(r, 20, max(x1-10, 30))
	if !left {
		for i := 0; i < len(xy); i += 2 {
			xy[i] = 1600 - xy[i]
		}
		dot = 1600 - dot
	}
	shade := veil(ink, between(r, 0.22, 0.75))
	c.line(between(r, 2.2, 4), shade, xy...)
	if chance(r, 0.4) {
		c.circle(dot, y, 7, shade)
		c.circle(dot, y, 3.5, flat(rgb(0x10223E)))
	}
}

func abs(v float64) float64 { return max(v, -v) }

// drawDataCentre shows a corridor of racks seen in perspective.
func drawDataCentre(c *canvas, r *rand.Rand) {
	ground := anyOf(r, rgb(0x0E3F47), rgb(0x1A2C55), rgb(0x33244F))
	light := anyOf(r, rgb(0x3FB7C4), rgb(0x6AA8F0), rgb(0x7CDDB0))
	c.background(down(darker(ground, 0.3), lighter(ground, 0.04), 0, 900))
	const vx, vy = 800.0, 430.0
	c.circle(vx, vy, 420, glow(fade(light, 0.5), fade(light, 0), vx, vy, 420))
	for i := -14; i <= 14; i++ {
		c.line(2, veil(light, 0.28), vx, vy, vx+float64(i)*230, 1000)
	}
	for depth := 1.0; depth < 14; depth *= 1.35 {
		c.rect(0, vy+depth*42, 1600, 1.5, veil(light, 0.22))
		c.line(3, veil(light, 0.3), vx-60*depth, vy-36*depth, vx+60*depth, vy-36*depth)
	}
	for i := 9; i >= 0; i-- {
		near := 1.0
		for range i {
			near *= 0.74
		}
		for _, side := range []float64{-1, 1} {
			drawRack(c, r, vx+side*780*near, vy, near, light, ground)
		}
	}
}

// drawRack draws one rack around the horizon height, smaller as it is farther.
func drawRack(c *canvas, r *rand.Rand, x, horizon, near float64, light, ground color.NRGBA) {
	w, top, bottom := 150*near, horizon-360*near, horizon+350*near
	c.rect(x-w/2, top, w, bottom-top, flat(mix(darker(ground, 0.5), light, 0.12*(1-near))))
	const units = 9
	h := (bottom - top) / units
	for u := range units {
		ink := mix(ground, light, between(r, 0.35, 0.85))
		if chance(r, 0.14) {
			ink = rgb(0xE2A25A)
		}
		y := top + float64(u)*h
		c.rect(x-w*0.44, y+h*0.1, w*0.88, h*0.8, flat(mix(ink, ground, 0.35*(1-near))))
		for led := range 4 {
			c.circle(x-w*0.32+float64(led)*w*0.13, y+h*0.3, 4*near, veil(white, between(r, 0.2, 0.95)))
		}
	}
}

// drawSpace shows a satellite above the edge of a planet.
func drawSpace(c *canvas, r *rand.Rand) {
	deep := anyOf(r, rgb(0x0C1633), rgb(0x1A1238), rgb(0x07222E))
	planet := anyOf(r, rgb(0x2F7DA8), rgb(0xC9714A), rgb(0x3E8E7E))
	c.background(down(darker(deep, 0.3), lighter(deep, 0.12), 0, 900))
	for range 150 {
		c.circle(between(r, 0, 1600), between(r, 0, 760), between(r, 0.9, 3), veil(white, between(r, 0.25, 0.95)))
	}
	cx := between(r, 500, 1100)
	c.circle(cx, 1560, 1010, glow(fade(lighter(planet, 0.5), 0.9), fade(planet, 0), cx, 1560, 1010))
	c.circle(cx, 1560, 900, down(lighter(planet, 0.28), darker(planet, 0.5), 660, 900))
	for range 9 {
		x, y := cx+between(r, -560, 560), between(r, 745, 890)
		c.oval(x, y, between(r, 60, 210), between(r, 6, 16), veil(white, 0.22))
	}
	moon := between(r, 1180, 1430)
	c.circle(moon, 190, 66, hex(0xE9E2D2))
	c.circle(moon+22, 176, 58, flat(mix(darker(deep, 0.3), lighter(deep, 0.12), 0.2)))
	drawSatellite(c, between(r, 640, 860), between(r, 330, 400))
}

func drawSatellite(c *canvas, x, y float64) {
	for _, side := range []float64{-1, 1} {
		c.rect(x+side*250-170, y-58, 340, 116, hex(0x26508A))
		for col := range 5 {
			for row := range 2 {
				c.rect(x+side*250-163+float64(col)*67, y-51+float64(row)*53, 60, 48, down(rgb(0x3E78BE), rgb(0x2B5C9C), y-58, y+58))
			}
		}
	}
	c.rect(x-82, y-6, 164, 12, hex(0xB8C3CF))
	c.round(x-62, y-96, 124, 192, 12, down(rgb(0xF2D08B), rgb(0xC89447), y-96, y+96))
	c.rect(x-62, y-30, 124, 10, veil(white, 0.35))
	c.rect(x-3, y-150, 6, 60, hex(0xD5DCE4))
	c.circle(x, y-152, 10, hex(0xE35B4F))
	dish := new(path).move(x-62, y+112).curve(x-44, y+190, x+44, y+190, x+62, y+112).close()
	c.fill(dish, hex(0xE7ECF1))
	c.oval(x, y+112, 62, 13, hex(0xB9C4CF))
	c.circle(x, y+96, 7, hex(0x5D6B7A))
}

// drawLaboratory shows glassware on a bench.
func drawLaboratory(c *canvas, r *rand.Rand) {
	wall := anyOf(r, rgb(0xDCEEEE), rgb(0xE6E6F4), rgb(0xF5EADD), rgb(0xDDEBDF))
	c.background(down(lighter(wall, 0.35), wall, 0, 680))
	shelf := darker(wall, 0.14)
	c.round(400, 110, 570, 190, 10, veil(white, 0.5))
	c.rect(380, 300, 610, 14, flat(shelf))
	liquids := []uint32{0x2C9AA0, 0xE4784F, 0xF0B947, 0x7A6BC0, 0xD14B66, 0x4BA878, 0x3F82C4}
	r.Shuffle(len(liquids), func(i, j int) { liquids[i], liquids[j] = liquids[j], liquids[i] })
	for i := range 7 {
		x, h := 420+float64(i)*78, between(r, 70, 140)
		c.round(x, 300-h, 54, h, 8, flat(mix(rgb(liquids[i%7]), wall, 0.5)))
		c.rect(x+14, 300-h-18, 26, 20, flat(shelf))
		c.rect(x+8, 300-h*0.62, 38, h*0.3, veil(white, 0.75))
	}
	drawHelix(c, r, 1090, 120, rgb(liquids[0]), rgb(liquids[1]))
	c.rect(0, 770, 1600, 130, down(darker(wall, 0.52), darker(wall, 0.68), 770, 900))
	c.rect(0, 760, 1600, 16, flat(darker(wall, 0.34)))
	drawFlask(c, 260, 760, 1.35, rgb(liquids[0]))
	drawTubes(c, 470, 760, liquids)
	drawFlask(c, 920, 760, 1.05, rgb(liquids[2]))
	drawFlask(c, 1140, 760, 0.72, rgb(liquids[4]))
	drawMicroscope(c, 1370, 760)
}

// drawFlask draws a conical flask standing at x, y.
func drawFlask(c *canvas, x, y, size float64, liquid color.NRGBA) {
	at := func(dx, dy float64) (float64, float64) { return x + dx*size, y + dy*size }
	shape := func(half, top float64) *path {
		x0, y0 := at(-half, top)
		x1, y1 := at(-118, -14)
		x2, y2 := at(118, -14)
		x3, y3 := at(half, top)
		bx, by := at(-104, 0)
		ex, ey := at(104, 0)
		return new(path).move(x0, y0).to(x1, y1).curve(x1-4, y1+12*size, bx, by, bx, by).to(ex, ey).
			curve(ex, ey, x2+4, y2+12*size, x2, y2).to(x3, y3).close()
	}
	c.oval(x, y+5, 130*size, 9*size, veil(black, 0.16))
	nx, ny := at(-30, -330)
	c.round(nx, ny, 60*size, 140*size, 6, veil(white, 0.6))
	c.fill(shape(28, -205), veil(white, 0.6))
	c.fill(shape(72, -110), down(lighter(liquid, 0.15), darker(liquid, 0.12), y-110*size, y))
	lx, ly := at(0, -110)
	c.oval(lx, ly, 72*size, 9*size, flat(lighter(liquid, 0.35)))
	c.round(nx-8*size, ny-6*size, 76*size, 14*size, 7, veil(lighter(liquid, 0.6), 0.95))
	for i, b := range [][2]float64{{-30, -60}, {26, -42}, {-4, -84}, {48, -70}} {
		bx, by := at(b[0], b[1])
		c.circle(bx, by, (9-float64(i))*size, veil(white, 0.4))
	}
	c.line(5*size, veil(white, 0.7), x-46*size, y-140*size, x-84*size, y-44*size)
}

// drawTubes draws a wooden rack of test tubes standing at x, y.
func drawTubes(c *canvas, x, y float64, liquids []uint32) {
	wood := rgb(0xC08B5C)
	for i := range 5 {
		at := x + 30 + float64(i)*50
		ink := rgb(liquids[(i+1)%len(liquids)])
		c.round(at, y-255, 32, 235, 16, veil(white, 0.65))
		level := 60 + float64((i*37)%70)
		c.round(at+4, y-24-level, 24, level, 12, flat(ink))
		c.rect(at+7, y-240, 5, 190, veil(white, 0.7))
	}
	c.round(x, y-190, 295, 22, 5, flat(wood))
	c.round(x, y-34, 295, 34, 5, flat(darker(wood, 0.15)))
	c.rect(x+4, y-190, 16, 180, flat(darker(wood, 0.08)))
	c.rect(x+275, y-190, 16, 180, flat(darker(wood, 0.08)))
}

// drawMicroscope draws a microscope standing at x, y.
func drawMicroscope(c *canvas, x, y float64) {
	body, dark := hex(0x32485C), hex(0x1F3040)
	c.round(x-90, y-26, 190, 26, 8, dark)
	c.line(30, body, append(arc(x-20, y-170, 105, 130, -70, 75), x+10, y-30)...)
	c.round(x-96, y-110, 130, 16, 5, dark)
	c.poly(body, x-66, y-330, x-12, y-350, x+30, y-210, x-24, y-192)
	c.poly(dark, x-78, y-368, x-22, y-388, x-12, y-350, x-66, y-330)
	c.poly(hex(0xB9C8D2), x-22, y-192, x+12, y-203, x+20, y-168, x-10, y-158)
	c.circle(x+82, y-160, 20, hex(0xE0A84E))
}

// drawHelix draws a strand of DNA hanging from the top right.
func drawHelix(c *canvas, r *rand.Rand, x, y float64, a, b color.NRGBA) {
	phase := between(r, 0, 3)
	const steps = 15
	for i := range steps {
		t := float64(i) / steps
		swing := sine(phase+t*9) * 62
		px := x + 30*float64(i)
		py := y + 90
		c.line(5, veil(mix(a, b, t), 0.45), px, py-swing, px, py+swing)
		c.circle(px, py-swing, 13, flat(mix(a, white, 0.2)))
		c.circle(px, py+swing, 13, flat(mix(b, white, 0.2)))
	}
}
