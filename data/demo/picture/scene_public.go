// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"math"
	"math/rand/v2"
)

// drawHemicycle shows the seats of an assembly around the rostrum.
func drawHemicycle(c *canvas, r *rand.Rand) {
	velvet := anyOf(r, rgb(0x6B1F2A), rgb(0x203A66), rgb(0x2A5146))
	seat := anyOf(r, rgb(0xB4434B), rgb(0xC25B4E))
	if velvet == rgb(0x203A66) {
		seat = rgb(0x5580BD)
	}
	if velvet == rgb(0x2A5146) {
		seat = rgb(0x6FA283)
	}
	c.background(glow(lighter(velvet, 0.1), darker(velvet, 0.4), 800, 760, 1050))
	lit := anyOf(r, rgb(0xF6D29B), rgb(0xF3C58B))
	const cx, cy = 800.0, 800.0
	for row := range 9 {
		radius := 250 + float64(row)*68
		count := 13 + row*4
		c.line(40, veil(darker(velvet, 0.5), 0.35), arc(cx, cy, radius, radius, 180, 360)...)
		for i := range count {
			a := math.Pi * (1 + (float64(i)+0.5)/float64(count))
			if gap := math.Mod(float64(i)/float64(count)*4, 1); gap < 0.035 {
				continue
			}
			ink := mix(seat, velvet, between(r, 0, 0.35))
			if chance(r, 0.2) {
				ink = mix(lit, seat, between(r, 0, 0.4))
			}
			x, y := cx+radius*math.Cos(a), cy+radius*math.Sin(a)
			c.round(x-17, y-19, 34, 30, 8, flat(ink))
			c.round(x-20, y+5, 40, 10, 5, flat(darker(ink, 0.4)))
		}
	}
	wood := rgb(0xA9744A)
	c.round(560, 740, 480, 180, 14, flat(darker(wood, 0.3)))
	c.round(640, 690, 320, 230, 12, down(wood, darker(wood, 0.25), 690, 900))
	c.rect(660, 720, 280, 8, veil(lit, 0.7))
	c.round(730, 760, 140, 150, 8, flat(lighter(wood, 0.12)))
	for _, mic := range []float64{770, 830} {
		c.line(5, hex(0x1E1A1C), mic, 764, mic+(800-mic)*0.3, 716)
		c.circle(mic+(800-mic)*0.3, 712, 8, hex(0x1E1A1C))
	}
}

// corridor paints walls, floor and ceiling running to a point.
func corridor(c *canvas, wall, floor, ceiling paint, vx, vy, halfW, halfH float64) {
	c.poly(ceiling, 0, 0, 1600, 0, vx+halfW, vy-halfH, vx-halfW, vy-halfH)
	c.poly(floor, 0, 900, 1600, 900, vx+halfW, vy+halfH, vx-halfW, vy+halfH)
	c.poly(wall, 0, 0, vx-halfW, vy-halfH, vx-halfW, vy+halfH, 0, 900)
	c.poly(wall, 1600, 0, vx+halfW, vy-halfH, vx+halfW, vy+halfH, 1600, 900)
}

// drawHospital shows a ward corridor with doors and a trolley.
func drawHospital(c *canvas, r *rand.Rand) {
	tone := anyOf(r, rgb(0x8FC9C4), rgb(0x9DBFE0), rgb(0xBFD8A8), rgb(0xE7C6A5))
	c.background(flat(lighter(tone, 0.75)))
	const vx, vy, hw, hh = 800.0, 420.0, 190.0, 130.0
	corridor(c, flat(lighter(tone, 0.5)), down(mix(tone, rgb(0xE9EDEE), 0.5), lighter(tone, 0.35), vy+hh, 900), flat(lighter(tone, 0.8)), vx, vy, hw, hh)
	c.rect(vx-hw, vy-hh, 2*hw, 2*hh, flat(lighter(tone, 0.86)))
	// edge gives the half-width and half-height of the corridor at depth t, 1 being nearest.
	edge := func(t float64) (float64, float64) { return hw + (800-hw)*t, hh + (450-hh)*t }
	at := func(side, t, level float64) (float64, float64) {
		w, h := edge(t)
		return vx + side*w, vy + (450-vy)*t + level*h
	}
	quad := func(side, t0, t1, top, bottom float64, with paint) {
		x0, y0 := at(side, t0, top)
		x1, y1 := at(side, t1, top)
		x2, y2 := at(side, t1, bottom)
		x3, y3 := at(side, t0, bottom)
		c.poly(with, x0, y0, x1, y1, x2, y2, x3, y3)
	}
	for _, side := range []float64{-1, 1} {
		quad(side, 0, 1, 0.36, 0.44, flat(tone))
		for i, t := range []float64{0.06, 0.24, 0.55} {
			end := t + 0.1 + 0.07*float64(i)
			quad(side, t, end, -0.5, 1, flat(darker(tone, 0.28)))
			quad(side, t+0.012, end-0.012, -0.46, 1, flat(darker(tone, 0.12)))
			quad(side, t+0.03, end-0.04, -0.34, 0.05, flat(lighter(tone, 0.75)))
		}
	}
	for i, t := range []float64{0.03, 0.16, 0.36, 0.68} {
		w0, h0 := edge(t)
		w1, h1 := edge(t + 0.07 + 0.05*float64(i))
		y0, y1 := vy+(450-vy)*t-h0, vy+(450-vy)*(t+0.07+0.05*float64(i))-h1
		c.poly(hex(0xFFFFFF), vx-w0*0.28, y0, vx+w0*0.28, y0, vx+w1*0.28, y1, vx-w1*0.28, y1)
	}
	c.round(vx-82, vy-62, 76, 192, 3, flat(darker(tone, 0.18)))
	c.round(vx+6, vy-62, 76, 192, 3, flat(darker(tone, 0.18)))
	c.round(vx-66, vy-42, 44, 60, 3, flat(lighter(tone, 0.7)))
	c.round(vx+22, vy-42, 44, 60, 3, flat(lighter(tone, 0.7)))
	c.rect(vx-9, vy-118, 18, 46, hex(0xD23B4A))
	c.rect(vx-23, vy-104, 46, 18, hex(0xD23B4A))
	c.poly(veil(white, 0.45), vx-70, vy+hh, vx+70, vy+hh, vx+330, 900, vx-330, 900)
	drawTrolley(c, between(r, 980, 1060), 830)
}

// drawTrolley draws a wheeled hospital bed standing at x, y.
func drawTrolley(c *canvas, x, y float64) {
	frame := hex(0x7D8F9B)
	c.oval(x+160, y+6, 210, 12, veil(black, 0.15))
	c.rect(x, y-92, 330, 14, frame)
	c.line(9, frame, x+40, y-84, x+290, y-26)
	c.line(9, frame, x+290, y-84, x+40, y-26)
	c.rect(x+20, y-30, 290, 9, frame)
	c.round(x+6, y-142, 320, 54, 16, hex(0xF6FAFB))
	c.round(x+110, y-150, 216, 60, 16, hex(0x5FB0B3))
	c.round(x+14, y-168, 92, 38, 16, hex(0xFFFFFF))
	c.rect(x-6, y-190, 10, 110, frame)
	c.rect(x+326, y-150, 10, 70, frame)
	c.rect(x+40, y-330, 5, 240, frame)
	c.round(x+46, y-330, 44, 62, 8, hex(0xBFE3EE))
	c.line(3, hex(0x9DB4C0), x+68, y-268, x+76, y-200, x+120, y-150)
	for _, wheel := range []float64{36, 294} {
		c.circle(x+wheel, y-10, 15, hex(0x36434E))
	}
}

// drawClassroom shows a board, desks and a window.
func drawClassroom(c *canvas, r *rand.Rand) {
	wall := anyOf(r, rgb(0xF4E3C3), rgb(0xD9E7E4), rgb(0xF0D9CF))
	c.background(down(lighter(wall, 0.2), wall, 0, 640))
	c.rect(0, 620, 1600, 280, down(rgb(0xC99A66), rgb(0xA87849), 620, 900))
	c.rect(0, 608, 1600, 14, hex(0xFFFFFF))
	board := anyOf(r, rgb(0x24594B), rgb(0x2C3E50), rgb(0x38533A))
	c.round(420, 110, 760, 380, 10, hex(0xA87B4F))
	c.rect(438, 128, 724, 344, down(lighter(board, 0.06), board, 128, 472))
	drawChalk(c, r)
	c.rect(520, 488, 560, 12, hex(0x8D6239))
	drawWindow(c, 90, 130, anyOf(r, noon, golden, morning))
	c.round(1280, 120, 210, 290, 6, hex(0xFFFFFF))
	for i := range 5 {
		c.round(1300, 146+float64(i)*52, between(r, 80, 168), 14, 4, flat(anyOf(r, rgb(0xE07A5F), rgb(0x81B29A), rgb(0xF2CC8F), rgb(0x5C8FB8))))
		c.round(1300, 168+float64(i)*52, between(r, 60, 150), 8, 4, hex(0xD5D9DB))
	}
	for row := range 2 {
		for col := range 3 + row {
			size := 0.8 + 0.4*float64(row)
			span := 1600 / float64(3+row)
			drawDesk(c, r, span*(float64(col)+0.5), 700+float64(row)*150, size)
		}
	}
}

// drawChalk writes a small geometry lesson on the board.
func drawChalk(c *canvas, r *rand.Rand) {
	chalk := veil(white, 0.85)
	c.line(4, chalk, arc(620, 300, 92, 92, 0, 360)...)
	c.line(4, chalk, 540, 346, 700, 346, 620, 208, 540, 346)
	for i := range 4 {
		y := 190 + float64(i)*58
		x := 800.0
		for range 3 + r.IntN(3) {
			w := between(r, 28, 80)
			c.round(x, y, w, 5, 2, chalk)
			x += w + 18
		}
	}
	c.line(4, veil(rgb(0xF5C96B), 0.9), 800, 424, 860, 380, 920, 410, 990, 340, 1080, 300)
}

// drawWindow draws a window and the landscape behind it.
func drawWindow(c *canvas, x, y float64, d daylight) {
	c.rect(x-14, y-14, 268, 378, hex(0xFFFFFF))
	c.rect(x, y, 240, 350, down(d.skyTop, d.skyLow, y, y+350))
	c.circle(x+170, y+90, 34, flat(d.sun))
	c.fill(new(path).move(x, y+260).curve(x+80, y+220, x+150, y+290, x+240, y+240).to(x+240, y+350).to(x, y+350).close(), hex(0x6FA070))
	c.rect(x+115, y, 10, 350, hex(0xFFFFFF))
	c.rect(x, y+170, 240, 10, hex(0xFFFFFF))
	c.rect(x-26, y+360, 292, 16, hex(0xE6DFD2))
}

// drawDesk draws a pupil's desk with books, its top at x, y.
func drawDesk(c *canvas, r *rand.Rand, x, y, size float64) {
	wood := rgb(0xE2B77C)
	w := 270 * size
	c.rect(x-w/2+14, y, 12*size, 130*size, hex(0x59656E))
	c.rect(x+w/2-26, y, 12*size, 130*size, hex(0x59656E))
	c.poly(flat(wood), x-w/2+22, y-34*size, x+w/2-22, y-34*size, x+w/2, y, x-w/2, y)
	c.rect(x-w/2, y, w, 16*size, flat(darker(wood, 0.18)))
	pile := 1 + r.IntN(4)
	for i := range pile {
		bw := between(r, 70, 100) * size
		c.round(x-80*size, y-24*size-float64(i+1)*15*size, bw, 14*size, 3, flat(anyOf(r, rgb(0xC8594A), rgb(0x3E7CB1), rgb(0x81A88D), rgb(0xE6B655), rgb(0x75609B))))
	}
	c.poly(hex(0xFDFBF5), x+30*size, y-28*size, x+108*size, y-28*size, x+118*size, y-8*size, x+28*size, y-8*size)
	c.line(4*size, hex(0xC8594A), x+60*size, y-12*size, x+96*size, y-24*size)
}
