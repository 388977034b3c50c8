// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image/color"
	"math/rand/v2"
)

// drawMarket shows a trading screen: bars, a curve and a grid.
func drawMarket(c *canvas, r *rand.Rand) {
	ground := anyOf(r, rgb(0x10314A), rgb(0x1E2A4A), rgb(0x143B39), rgb(0xF3EAD9))
	isLight := ground == rgb(0xF3EAD9)
	grid, bar, curve := veil(white, 0.09), rgb(0x3FA7B5), rgb(0xF2B85C)
	if isLight {
		grid, bar, curve = veil(black, 0.08), rgb(0x2A7F8E), rgb(0xC8342B)
	}
	c.background(down(lighter(ground, 0.07), darker(ground, 0.22*oneIf(!isLight)), 0, 900))
	for i := 1; i < 10; i++ {
		c.rect(0, float64(i)*90, 1600, 2, grid)
		c.rect(float64(i)*160, 0, 2, 900, grid)
	}
	height, line := 170.0, make([]float64, 0, 44)
	for i := range 22 {
		height = max(height+between(r, -62, 88), 110)
		if height > 540 {
			height -= between(r, 60, 150)
		}
		x := 60 + float64(i)*69
		tint := mix(bar, ground, 0.45-0.4*float64(i)/22)
		c.round(x, 850-height, 42, height+80, 6, down(lighter(tint, 0.18), mix(tint, ground, 0.5), 850-height, 900))
		line = append(line, x+21, 760-height*0.92+between(r, -34, 34))
	}
	area := append([]float64{line[0], 910}, line...)
	area = append(area, line[len(line)-2], 910)
	c.poly(down(fade(curve, 0.32), fade(curve, 0), 160, 880), area...)
	c.line(9, flat(curve), line...)
	for i := 0; i < len(line); i += 6 {
		c.circle(line[i], line[i+1], 13, flat(ground))
		c.circle(line[i], line[i+1], 9, flat(curve))
	}
	lastX, lastY := line[len(line)-2], line[len(line)-1]
	c.circle(lastX, lastY, 44, veil(curve, 0.25))
	c.circle(lastX, lastY, 17, flat(curve))
	for i := range 5 {
		c.round(70+float64(i)*150, 52, 120, 14, 7, veil(bar, 0.75))
		c.round(70+float64(i)*150, 78, between(r, 50, 100), 10, 5, veil(bar, 0.4))
	}
}

// oneIf turns a condition into a factor.
func oneIf(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// drawFactory shows a works with saw-tooth roofs and solar panels.
func drawFactory(c *canvas, r *rand.Rand) {
	d := anyOf(r, dawn, golden, morning, dusk, noon)
	d.sky(c, r, 640, between(r, 1000, 1400), between(r, 200, 320), 105)
	d.clouds(c, r, 3, 60, 240)
	ridge(c, r, 600, 30, flat(mix(rgb(0x5E8A5A), d.haze, 0.7)))
	brick := mix(anyOf(r, rgb(0xB4583F), rgb(0x7C8B94), rgb(0xC98B52)), d.haze, 0.12)
	for i := range 2 {
		x := 240 + float64(i)*170 + between(r, -20, 20)
		c.poly(flat(mix(brick, d.ink, 0.25)), x, 250, x+54, 250, x+70, 700, x-16, 700)
		c.rect(x-6, 250, 66, 16, hex(0xF1EDE6))
		c.rect(x-4, 300, 62, 16, hex(0xF1EDE6))
		for puff := range 6 {
			grow := float64(puff)
			c.circle(x+27+grow*44, 232-grow*26, 26+grow*9, veil(d.cloud, 0.7-0.09*grow))
		}
	}
	for i := range 5 {
		x := 420 + float64(i)*210
		c.poly(flat(mix(brick, d.ink, 0.1)), x, 560, x, 440, x+210, 560)
		c.poly(hex(0x2F5C86), x+16, 455, x+190, 553, x+190, 560, x+8, 458)
		c.rect(x-2, 440, 10, 120, veil(white, 0.4))
	}
	c.rect(420, 556, 1050, 240, flat(brick))
	for i := range 10 {
		x := 450 + float64(i)*102
		c.round(x, 600, 66, 84, 4, flat(mix(rgb(0x2F4658), rgb(0xFFD58A), oneIf(chance(r, 0.5))*0.85)))
		c.rect(x+31, 600, 4, 84, flat(brick))
		c.rect(x, 640, 66, 4, flat(brick))
	}
	c.rect(100, 620, 330, 176, flat(mix(brick, white, 0.22)))
	c.round(160, 680, 110, 116, 4, hex(0x35485A))
	c.round(300, 680, 90, 60, 4, hex(0x35485A))
	c.rect(0, 790, 1600, 110, down(rgb(0x6B7480), rgb(0x474F5A), 790, 900))
	drawLorry(c, between(r, 820, 1040), 850, anyOf(r, rgb(0xE9EEF0), rgb(0x2A7F8E), rgb(0xE2A23B)))
	for x := 40.0; x < 1600; x += 150 {
		c.round(x, 872, 80, 7, 3, veil(white, 0.5))
	}
}

// drawLorry draws a lorry seen from the side, wheels standing at y.
func drawLorry(c *canvas, x, y float64, ink color.NRGBA) {
	c.oval(x+170, y+2, 210, 10, veil(black, 0.3))
	c.round(x, y-150, 240, 126, 8, flat(ink))
	c.rect(x, y-70, 240, 12, veil(black, 0.12))
	cab := new(path).move(x+248, y-24).to(x+248, y-128).to(x+304, y-128).curve(x+330, y-110, x+346, y-80, x+350, y-24).close()
	c.fill(cab, hex(0xC8342B))
	c.poly(hex(0xCFE7EF), x+270, y-112, x+302, y-112, x+326, y-72, x+270, y-72)
	c.rect(x, y-30, 350, 12, hex(0x2B333C))
	for _, wheel := range []float64{50, 110, 300} {
		c.circle(x+wheel, y-20, 26, hex(0x1E242B))
		c.circle(x+wheel, y-20, 12, hex(0xB9C3CB))
	}
}
