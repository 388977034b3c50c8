// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"math"
	"math/rand/v2"
)

// drawHarbour shows gantry cranes and a loaded container ship.
func drawHarbour(c *canvas, r *rand.Rand) {
	d := anyOf(r, golden, golden, dusk, morning, noon)
	horizon := 720.0
	d.sky(c, r, horizon, between(r, 1050, 1380), between(r, 250, 420), 130)
	d.clouds(c, r, 3, 60, 260)
	hill := new(path).move(0, 560).curve(250, 480, 500, 600, 800, 560).curve(1100, 520, 1350, 610, 1600, 570).
		to(1600, 730).to(0, 730).close()
	c.fill(hill, veil(d.haze, 0.8))
	d.sea(c, r, horizon)
	for i := range 2 + r.IntN(2) {
		drawGantry(c, d, 40+float64(i)*330+between(r, -20, 30), 200+between(r, -20, 40))
	}
	c.rect(0, 690, 980, 40, flat(darker(d.ink, 0.2)))
	drawContainerShip(c, d, r, between(r, 560, 660), 610)
}

// drawGantry draws one ship-to-shore crane whose legs stand at x.
func drawGantry(c *canvas, d daylight, x, top float64) {
	ink := flat(d.ink)
	for _, leg := range []float64{0, 150} {
		c.rect(x+leg, top+80, 15, 620-top, ink)
	}
	c.rect(x-150, top+95, 640, 15, ink)
	c.rect(x, top+330, 165, 10, ink)
	c.line(9, ink, x+5, top+100, x+80, top-20, x+160, top+100)
	c.line(7, ink, x+80, top-20, x+490, top+98)
	c.line(7, ink, x+80, top-20, x-148, top+98)
	c.line(6, ink, x+10, top+330, x+155, top+110)
	c.rect(x+290, top+108, 46, 22, ink)
	c.line(3, ink, x+313, top+120, x+313, top+230)
	c.rect(x+283, top+230, 62, 16, ink)
}

// drawContainerShip draws a hull whose deck starts at x, y and its cargo.
func drawContainerShip(c *canvas, d daylight, r *rand.Rand, x, y float64) {
	cargo := []uint32{0xC4382A, 0xE27D35, 0xE9C46A, 0xDADAD6, 0x7F4E52, 0x2C7A9B, 0x4F8A6B}
	for tier := range 6 {
		left := x + 90 + float64(tier%2)*10 + float64(max(0, tier-3))*70
		for at := left; at < 1640; at += 82 {
			if tier > 2 && chance(r, 0.12*float64(tier-2)) {
				continue
			}
			ink := mix(rgb(cargo[r.IntN(len(cargo))]), d.haze, 0.12)
			c.rect(at, y-46-float64(tier)*45, 78, 42, flat(ink))
			c.rect(at, y-46-float64(tier)*45, 78, 6, veil(white, 0.12))
		}
	}
	c.poly(hex(0x232B3B), x, y, 1640, y, 1640, y+120, x+110, y+120)
	c.poly(hex(0xB5342B), x+72, y+78, 1640, y+78, 1640, y+92, x+85, y+92)
	c.rect(x+20, y-4, 1600, 8, hex(0x39445A))
	c.rect(x+110, y+118, 1600, 10, veil(d.skyLow, 0.35))
}

// drawWindFarm shows turbines standing in the sea.
func drawWindFarm(c *canvas, r *rand.Rand) {
	d := anyOf(r, noon, noon, morning, dawn, golden)
	horizon := between(r, 620, 670)
	d.sky(c, r, horizon, between(r, 150, 1450), between(r, 150, 300), 85)
	d.clouds(c, r, 5, 90, 330)
	d.sea(c, r, horizon)
	spots := []struct{ x, size float64 }{{1480, 0.42}, {660, 0.5}, {1270, 0.62}, {300, 0.82}, {930, 1.12}}
	shift := between(r, -60, 60)
	for _, s := range spots {
		foot := horizon + 45*s.size
		drawTurbine(c, s.x+shift, foot, s.size, between(r, 0, 120))
		c.oval(s.x+shift, foot, 34*s.size, 5*s.size, veil(white, 0.55))
	}
	if chance(r, 0.6) {
		x := between(r, 80, 500)
		c.poly(hex(0x24384A), x, horizon+88, x+150, horizon+88, x+128, horizon+118, x+22, horizon+118)
		c.rect(x+40, horizon+56, 50, 32, hex(0xE8ECEC))
		c.rect(x+100, horizon+40, 6, 48, hex(0xC4382A))
	}
}

// drawTurbine draws a turbine standing at x, y, its blades turned by an angle
// in degrees.
func drawTurbine(c *canvas, x, y, size, turn float64) {
	hub := y - 480*size
	steel := down(rgb(0xFFFFFF), rgb(0xD9E6EA), hub, y)
	c.poly(steel, x-9*size, y, x-5*size, hub, x+5*size, hub, x+9*size, y)
	for blade := range 3 {
		a := (turn + float64(blade)*120) * math.Pi / 180
		cos, sin := math.Cos(a), math.Sin(a)
		at := func(along, across float64) (float64, float64) {
			return x + size*(along*cos-across*sin), hub + size*(along*sin+across*cos)
		}
		x0, y0 := at(0, -7)
		x1, y1 := at(60, -17)
		x2, y2 := at(235, 0)
		x3, y3 := at(60, 8)
		x4, y4 := at(0, 7)
		c.poly(flat(rgb(0xF7FAFB)), x0, y0, x1, y1, x2, y2, x3, y3, x4, y4)
	}
	c.circle(x, hub, 14*size, flat(rgb(0xDDE7EA)))
}
