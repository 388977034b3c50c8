// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image/color"
	"math"
	"math/rand/v2"
)

// ridge draws a line of hills from edge to edge, around height y.
func ridge(c *canvas, r *rand.Rand, y, swing float64, ink paint) {
	p := new(path).move(-10, 910).to(-10, y+between(r, -swing, swing))
	const steps = 4
	for i := range steps {
		x := -10 + 1620*float64(i)/steps
		w := 1620.0 / steps
		p.curve(x+w*0.4, y+between(r, -swing, swing), x+w*0.6, y+between(r, -swing, swing), x+w, y+between(r, -swing, swing)*0.7)
	}
	c.fill(p.to(1610, 910).close(), ink)
}

// drawVineyard shows rows of vines on a hill and a tractor.
func drawVineyard(c *canvas, r *rand.Rand) {
	d := anyOf(r, golden, morning, dawn, noon)
	d.sky(c, r, 520, between(r, 950, 1400), between(r, 170, 300), 105)
	d.clouds(c, r, 3, 60, 230)
	leaf := anyOf(r, rgb(0x6C8F3E), rgb(0x4F8450), rgb(0x7F9A45), rgb(0xA8603A))
	ridge(c, r, 440, 50, flat(mix(leaf, d.haze, 0.75)))
	ridge(c, r, 500, 40, flat(mix(leaf, d.haze, 0.5)))
	drawHamlet(c, between(r, 260, 520), 505, d)
	soil := mix(leaf, rgb(0xC9A36A), 0.55)
	c.fill(new(path).move(-10, 600).curve(400, 500, 1100, 520, 1610, 590).to(1610, 910).to(-10, 910).close(), down(mix(soil, d.haze, 0.25), soil, 520, 900))
	vx := between(r, 650, 950)
	for i := -15; i <= 15; i++ {
		drawVineRow(c, vx+float64(i)*46, 562+abs(float64(i))*1.2, vx+float64(i)*250, leaf, d)
	}
	drawTractor(c, between(r, 560, 1040), 800, anyOf(r, rgb(0xC8342B), rgb(0x2B6FB0), rgb(0x3D7A46)))
}

// drawVineRow draws one row from its far end to the bottom of the sheet.
func drawVineRow(c *canvas, xFar, yFar, xNear float64, leaf color.NRGBA, d daylight) {
	const tufts = 15
	c.poly(flat(darker(leaf, 0.22)), xFar-3, yFar, xFar+3, yFar, xNear+34, 960, xNear-34, 960)
	for i := range tufts {
		t := math.Pow(float64(i)/tufts, 1.7)
		size := 5 + 40*t
		x, y := xFar+(xNear-xFar)*t, yFar+(960-yFar)*t
		c.circle(x, y-size*0.4, size, flat(mix(leaf, d.haze, 0.35*(1-t))))
		c.circle(x-size*0.25, y-size*0.72, size*0.55, flat(mix(lighter(leaf, 0.2), d.haze, 0.35*(1-t))))
	}
}

// drawHamlet draws a church and houses on a far slope.
func drawHamlet(c *canvas, x, y float64, d daylight) {
	wall, roof := mix(rgb(0xF3E6D0), d.haze, 0.2), mix(rgb(0xA9583F), d.haze, 0.25)
	for i, h := range []float64{34, 46, 30, 40} {
		at := x + float64(i)*58
		c.rect(at, y-h, 52, h+12, flat(wall))
		c.poly(flat(roof), at-6, y-h, at+26, y-h-24, at+58, y-h)
	}
	c.rect(x+92, y-118, 30, 130, flat(wall))
	c.poly(flat(roof), x+88, y-118, x+107, y-180, x+126, y-118)
}

// drawTractor draws a tractor seen from the side, wheels standing at y.
func drawTractor(c *canvas, x, y float64, ink color.NRGBA) {
	tyre, rim := hex(0x242A30), hex(0xE9BE4B)
	c.oval(x+40, y+4, 190, 12, veil(black, 0.22))
	c.round(x+30, y-128, 165, 74, 14, flat(ink))
	c.rect(x+40, y-98, 130, 8, veil(white, 0.4))
	c.poly(flat(darker(ink, 0.1)), x-88, y-60, x-80, y-140, x+44, y-140, x+44, y-54)
	c.poly(veil(rgb(0xD3EBF2), 0.95), x-62, y-146, x-50, y-222, x+28, y-222, x+38, y-146)
	c.round(x-66, y-240, 110, 20, 6, flat(darker(ink, 0.3)))
	c.rect(x+34, y-226, 9, 90, flat(darker(ink, 0.3)))
	c.rect(x+120, y-190, 11, 66, hex(0x2F3740))
	c.circle(x-40, y-72, 76, tyre)
	c.circle(x-40, y-72, 40, rim)
	c.circle(x-40, y-72, 14, tyre)
	c.circle(x+158, y-44, 48, tyre)
	c.circle(x+158, y-44, 25, rim)
	c.circle(x+158, y-44, 9, tyre)
}

// drawFields shows plots from above, with circular irrigation and a road.
func drawFields(c *canvas, r *rand.Rand) {
	crops := []uint32{0x7FA650, 0xC9B458, 0x5B8C51, 0xDDC98A, 0xA7B85E, 0x8C6D46, 0x4C7A4E, 0xE2B44F}
	if chance(r, 0.35) {
		crops = []uint32{0xC7A75A, 0xE0C687, 0xB78B4A, 0x93A35B, 0xA8744A, 0xD9B066, 0x7E8F4F, 0xCF9F58}
	}
	c.background(flat(darker(rgb(crops[2]), 0.1)))
	slant := between(r, -0.25, 0.25)
	y := -220.0
	for row := 0; y < 1150; row++ {
		h := between(r, 150, 230)
		for x := -120.0 - between(r, 0, 120); x < 1700; {
			w := between(r, 170, 360)
			drawPlot(c, r, x, y, w-9, h-9, slant, rgb(crops[r.IntN(len(crops))]))
			x += w
		}
		y += h
	}
	for i := range 2 + r.IntN(2) {
		radius := between(r, 120, 190)
		x, y := between(r, 200, 500)+float64(i)*450, between(r, 230, 680)
		ink := rgb(crops[(i*3)%len(crops)])
		c.circle(x, y, radius, flat(lighter(ink, 0.1)))
		for ring := 1.0; ring < 6; ring++ {
			c.line(3, veil(darker(ink, 0.5), 0.3), arc(x, y, radius*ring/6, radius*ring/6, 0, 360)...)
		}
		a := between(r, 0, 6)
		c.line(7, hex(0xF3F4EE), x, y, x+radius*math.Cos(a), y+radius*math.Sin(a))
		c.circle(x, y, 9, hex(0xF3F4EE))
		sweep := a * 180 / math.Pi
		c.fill(polygon(append(arc(x, y, radius, radius, sweep-34, sweep), x, y)...), veil(rgb(0x9FD3E6), 0.5))
	}
	x := between(r, 900, 1300)
	road := new(path).move(x, -10).curve(x-60, 300, x+140, 520, x+20, 910).to(x+58, 910).curve(x+178, 520, x-22, 300, x+38, -10).close()
	c.fill(road, hex(0xE9E3D6))
	for range 26 {
		tx, ty := between(r, 0, 1600), between(r, 0, 900)
		c.circle(tx+6, ty+8, 15, veil(black, 0.18))
		c.circle(tx, ty, 15, hex(0x3F6B43))
		c.circle(tx-4, ty-4, 8, hex(0x5F8F58))
	}
}

// drawPlot draws one leaning field and its furrows.
func drawPlot(c *canvas, r *rand.Rand, x, y, w, h, slant float64, ink color.NRGBA) {
	lean := func(px, py float64) (float64, float64) { return px + py*slant*0.5, py + px*slant*0.35 }
	quad := func(x, y, w, h float64, with paint) {
		x0, y0 := lean(x, y)
		x1, y1 := lean(x+w, y)
		x2, y2 := lean(x+w, y+h)
		x3, y3 := lean(x, y+h)
		c.poly(with, x0, y0, x1, y1, x2, y2, x3, y3)
	}
	quad(x, y, w, h, flat(ink))
	furrow := veil(darker(ink, 0.5), 0.28)
	if chance(r, 0.5) {
		for fx := x + 10; fx < x+w-6; fx += 20 {
			quad(fx, y, 5, h, furrow)
		}
		return
	}
	for fy := y + 10; fy < y+h-6; fy += 20 {
		quad(x, fy, w, 5, furrow)
	}
}

// drawForest shows firs in the mist and a river.
func drawForest(c *canvas, r *rand.Rand) {
	d := anyOf(r, morning, dawn, noon, golden)
	d.sky(c, r, 600, between(r, 400, 1200), between(r, 200, 320), 100)
	green := anyOf(r, rgb(0x1F5B52), rgb(0x2E5F3A), rgb(0x27506B), rgb(0x7A5A2C))
	for layer := range 4 {
		near := float64(layer) / 3
		y := 400 + float64(layer)*95
		ink := mix(mix(green, d.haze, 0.75), darker(green, 0.25), near)
		ridge(c, r, y+60, 30, flat(ink))
		for x := -20.0; x < 1640; x += between(r, 34, 74) * (0.7 + near) {
			drawFir(c, x, y+75+between(r, -10, 25), (70+110*near)*between(r, 0.75, 1.25), ink)
		}
		c.rect(0, y+20, 1600, 90, down(fade(d.skyLow, 0), fade(d.skyLow, 0.4*(1-near)), y+20, y+110))
	}
	water := new(path).move(800, 745).curve(700, 780, 1050, 800, 850, 850).curve(760, 872, 700, 890, 690, 910).
		to(1330, 910).curve(1300, 840, 1120, 820, 1180, 790).curve(1210, 770, 900, 770, 800, 745).close()
	c.fill(water, down(lighter(d.skyLow, 0.2), d.seaTop, 740, 910))
	for range 12 {
		y := between(r, 800, 895)
		c.round(between(r, 830, 1130), y, between(r, 30, 90), 4, 2, veil(white, 0.5))
	}
}

// drawFir draws a fir tree of a given height standing at x, y.
func drawFir(c *canvas, x, y, h float64, ink color.NRGBA) {
	p := new(path)
	for tier := range 3 {
		top := y - h + float64(tier)*h*0.24
		half := h * (0.15 + 0.07*float64(tier))
		base := top + h*0.46
		p.move(x, top).to(x+half, base).to(x-half, base).close()
	}
	c.fill(p, flat(ink))
	c.rect(x-h*0.03, y-h*0.1, h*0.06, h*0.2, flat(darker(ink, 0.2)))
}

// drawMountain shows a train on a viaduct under snowy peaks.
func drawMountain(c *canvas, r *rand.Rand) {
	d := anyOf(r, dawn, noon, dusk, morning, golden)
	d.sky(c, r, 560, between(r, 250, 1350), between(r, 160, 260), 90)
	rock := mix(d.ink, d.haze, 0.55)
	for i := range 11 {
		far := float64(i % 2)
		if i > 5 {
			far = -0.6
		}
		x := -60 + float64(i%6)*330 + far*120 + between(r, -60, 60)
		drawPeak(c, x, 250-far*70+between(r, -50, 40), between(r, 300, 400), mix(rock, d.skyLow, 0.24+0.26*max(far, 0)), d)
	}
	forest := mix(rgb(0x2C5A4C), d.ink, 0.25)
	ridge(c, r, 560, 30, flat(mix(forest, d.haze, 0.55)))
	ridge(c, r, 640, 30, flat(mix(forest, d.haze, 0.25)))
	stone := mix(rgb(0xD8C3A5), d.haze, 0.25)
	deck := 560.0
	for i := range 9 {
		x := float64(i)*200 - 20
		c.poly(flat(mix(stone, d.ink, 0.12)), x-20, deck, x+20, deck, x+28, 900, x-28, 900)
		arch := new(path).move(x+20, deck).to(x+180, deck).to(x+180, deck+110).
			curve(x+175, deck+10, x+25, deck+10, x+20, deck+110).close()
		c.fill(arch, flat(mix(stone, d.ink, 0.12)))
	}
	c.rect(0, deck-22, 1600, 30, flat(stone))
	c.rect(0, deck-28, 1600, 8, flat(lighter(stone, 0.35)))
	drawExpress(c, between(r, 180, 420), deck-28, anyOf(r, rgb(0xC8102E), rgb(0x1F5FA8), rgb(0x1E8A7A), rgb(0xE08E2B)))
	for x := -20.0; x < 1640; x += between(r, 30, 58) {
		drawFir(c, x, 915, between(r, 90, 190), darker(forest, 0.15))
	}
}

// drawPeak draws a mountain with a lit side and snow.
func drawPeak(c *canvas, x, top, half float64, ink color.NRGBA, d daylight) {
	base := 700.0
	c.poly(flat(ink), x-half, base, x, top, x+half, base)
	c.poly(flat(mix(ink, d.ink, 0.22)), x, top, x+half, base, x+half*0.2, base, x+half*0.06, top+170)
	cut := (base - top) * 0.3
	slope := half / (base - top)
	c.poly(flat(mix(white, d.skyLow, 0.25)), x, top, x+slope*cut, top+cut, x+slope*cut*0.45, top+cut*0.78,
		x+slope*cut*0.1, top+cut*1.12, x-slope*cut*0.35, top+cut*0.74, x-slope*cut, top+cut)
}

// drawExpress draws a modern train on the rail at y.
func drawExpress(c *canvas, x, y float64, ink color.NRGBA) {
	const length = 1040
	body := new(path).move(x, y-6).to(x, y-84).to(x+length-150, y-84).
		curve(x+length-60, y-84, x+length-10, y-40, x+length, y-12).curve(x+length, y-6, x+length-10, y-6, x+length-20, y-6).close()
	c.fill(body, hex(0xF3F5F6))
	c.rect(x, y-34, length-26, 12, flat(ink))
	for w := range 15 {
		c.round(x+24+float64(w)*58, y-70, 42, 26, 5, hex(0x2D4356))
	}
	c.poly(hex(0x2D4356), x+length-128, y-70, x+length-92, y-70, x+length-46, y-44, x+length-112, y-44)
	for i := 1; i < 4; i++ {
		c.rect(x+float64(i)*236, y-84, 3, 78, veil(black, 0.25))
	}
}

// drawRoad shows an electric car on a winding coast road.
func drawRoad(c *canvas, r *rand.Rand) {
	d := anyOf(r, golden, noon, dusk, morning)
	d.sky(c, r, 480, between(r, 900, 1400), between(r, 200, 330), 110)
	d.clouds(c, r, 4, 60, 260)
	d.sea(c, r, 470)
	ridge(c, r, 520, 60, flat(mix(rgb(0x5E8A5A), d.haze, 0.55)))
	grass := mix(rgb(0x7DA060), d.haze, 0.2)
	c.fill(new(path).move(-10, 560).curve(400, 520, 900, 640, 1610, 600).to(1610, 910).to(-10, 910).close(), down(grass, darker(grass, 0.25), 540, 900))
	road := new(path).move(900, 575).curve(620, 610, 1240, 640, 1020, 700).curve(860, 745, 420, 790, 300, 910).
		to(1320, 910).curve(1360, 800, 1560, 740, 1380, 680).curve(1240, 630, 760, 620, 930, 576).close()
	c.fill(road, down(mix(rgb(0x59616B), d.haze, 0.4), rgb(0x464D57), 570, 900))
	drawCar(c, between(r, 640, 760), 850, anyOf(r, rgb(0xE9EEF0), rgb(0xC8342B), rgb(0x2A7F8E), rgb(0xE9B44C)))
	if chance(r, 0.75) {
		drawCharger(c, 1390, 830)
	}
	for i := range 3 {
		drawTurbine(c, 130+float64(i)*140, 560+float64(i%2)*14, 0.42, between(r, 0, 120))
	}
}

// drawCar draws a car seen from the side, wheels standing at y.
func drawCar(c *canvas, x, y float64, ink color.NRGBA) {
	c.oval(x+195, y+2, 230, 14, veil(black, 0.28))
	body := new(path).move(x, y-34).curve(x-6, y-92, x+20, y-104, x+78, y-110).
		curve(x+130, y-168, x+160, y-176, x+225, y-174).curve(x+290, y-172, x+312, y-138, x+340, y-112).
		curve(x+390, y-104, x+402, y-84, x+396, y-34).close()
	c.fill(body, down(lighter(ink, 0.12), darker(ink, 0.14), y-176, y-34))
	pane := new(path).move(x+104, y-112).curve(x+146, y-156, x+170, y-160, x+208, y-160).to(x+208, y-112).close()
	c.fill(pane, hex(0x2C4154))
	pane = new(path).move(x+220, y-160).curve(x+276, y-160, x+292, y-134, x+308, y-112).to(x+220, y-112).close()
	c.fill(pane, hex(0x2C4154))
	c.rect(x+6, y-62, 384, 6, veil(white, 0.28))
	c.round(x+366, y-92, 28, 16, 6, hex(0xFFE9A8))
	c.round(x+2, y-92, 22, 16, 6, hex(0xE4573D))
	for _, wheel := range []float64{86, 308} {
		c.circle(x+wheel, y-36, 41, hex(0x22282F))
		c.circle(x+wheel, y-36, 22, hex(0xC9D2D8))
		c.circle(x+wheel, y-36, 8, hex(0x22282F))
	}
}

func drawCharger(c *canvas, x, y float64) {
	c.round(x-38, y-190, 76, 190, 14, hex(0xF1F4F5))
	c.round(x-24, y-168, 48, 50, 6, hex(0x113B44))
	c.poly(hex(0x7CE0B0), x+4, y-162, x-12, y-140, x-1, y-140, x-6, y-124, x+12, y-146, x+1, y-146)
	c.line(7, hex(0x2B3640), arc(x+56, y-70, 34, 54, 180, 380)...)
	c.rect(x-50, y-4, 100, 8, veil(black, 0.3))
}
