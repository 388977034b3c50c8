// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image/color"
	"math"
	"math/rand/v2"
)

// drawStage shows a stage, its curtains and spotlights.
func drawStage(c *canvas, r *rand.Rand) {
	velvet := anyOf(r, rgb(0x9E2233), rgb(0x7A1F4B), rgb(0x1F4E6B), rgb(0x7B2D1F))
	back := darker(mix(velvet, rgb(0x2A1A3A), 0.7), 0.35)
	c.background(down(darker(back, 0.4), lighter(back, 0.08), 0, 720))
	c.rect(0, 700, 1600, 200, down(rgb(0xA8703F), rgb(0x5E3A20), 700, 900))
	for x := -100.0; x < 1700; x += 92 {
		c.line(3, veil(black, 0.25), 800+(x-800)*0.75, 700, 800+(x-800)*1.5, 900)
	}
	beam := anyOf(r, rgb(0xFFE7A8), rgb(0xBFE4F5), rgb(0xF7C8D8))
	for _, lamp := range []float64{420, 800, 1180} {
		foot := 800 + (lamp-800)*0.35
		c.poly(down(fade(beam, 0.5), fade(beam, 0.06), 60, 780), lamp-14, 70, lamp+14, 70, foot+170, 770, foot-170, 770)
		c.oval(foot, 772, 170, 30, veil(beam, 0.4))
		c.round(lamp-26, 30, 52, 58, 10, hex(0x1B1B22))
	}
	c.rect(300, 26, 1000, 10, hex(0x1B1B22))
	if chance(r, 0.55) {
		drawPiano(c, 820, 770)
	} else {
		drawTroupe(c, r)
	}
	drawCurtains(c, velvet)
}

// drawCurtains hangs folds on both sides and along the top.
func drawCurtains(c *canvas, velvet color.NRGBA) {
	for i := range 6 {
		ink := mix(velvet, black, 0.12+0.3*float64(i%2))
		w := 62.0
		for _, side := range []float64{0, 1} {
			x := float64(i) * w
			pinch := 250 - float64(i)*34
			at := func(v float64) float64 { return side*1600 + (1-2*side)*v }
			fold := new(path).move(at(x), 0).to(at(x+w+4), 0).curve(at(x+w+4), 300, at(pinch*0.3+x*0.62+w), 480, at(x*0.55+w*0.7), 560).
				curve(at(x*0.75+w), 700, at(x*0.85+w), 800, at(x*0.85+w), 910).to(at(x*0.85), 910).
				curve(at(x*0.85), 800, at(x*0.7), 700, at(x*0.5), 560).curve(at(x*0.62), 460, at(x), 300, at(x), 0).close()
			c.fill(fold, flat(ink))
		}
	}
	gold := hex(0xE3B557)
	c.round(-20, 545, 240, 22, 8, gold)
	c.round(1380, 545, 240, 22, 8, gold)
	for i := range 8 {
		x := float64(i) * 200
		ink := mix(velvet, black, 0.05+0.18*float64(i%2))
		c.fill(new(path).move(x-4, 0).to(x+204, 0).to(x+204, 66).curve(x+170, 150, x+30, 150, x-4, 66).close(), flat(ink))
		c.line(6, gold, x, 66, x+40, 112, x+100, 128, x+160, 112, x+200, 66)
	}
}

func drawPiano(c *canvas, x, y float64) {
	ink := hex(0x14131A)
	lid := new(path).move(x-150, y-250).curve(x-60, y-420, x+150, y-440, x+240, y-330).to(x+250, y-232).to(x-150, y-232).close()
	c.fill(lid, hex(0x22202B))
	c.round(x-230, y-236, 490, 62, 16, ink)
	c.rect(x-230, y-196, 130, 14, hex(0xF2EEE6))
	for _, leg := range []float64{-190, 30, 220} {
		c.rect(x+leg, y-180, 20, 178, ink)
	}
	c.round(x-390, y-110, 110, 18, 6, ink)
	c.rect(x-376, y-96, 12, 96, ink)
	c.rect(x-310, y-96, 12, 96, ink)
	c.circle(x-338, y-322, 30, ink)
	c.fill(new(path).move(x-372, y-110).curve(x-390, y-240, x-370, y-288, x-338, y-288).curve(x-300, y-286, x-290, y-220, x-292, y-110).close(), ink)
	c.line(22, ink, x-330, y-256, x-280, y-200, x-214, y-208)
}

// drawTroupe draws dancers in the light.
func drawTroupe(c *canvas, r *rand.Rand) {
	ink := hex(0x16121C)
	for i := range 3 {
		x, y, s := 560+float64(i)*240, 770.0, between(r, 0.95, 1.15)
		c.circle(x, y-318*s, 26*s, ink)
		c.line(30*s, ink, x, y-280*s, x+4*s, y-170*s)
		c.fill(new(path).move(x-20*s, y-190*s).curve(x-70*s, y-150*s, x-96*s, y-120*s, x-100*s, y-96*s).to(x+104*s, y-96*s).
			curve(x+90*s, y-130*s, x+60*s, y-160*s, x+22*s, y-190*s).close(), ink)
		up := between(r, 40, 130)
		c.line(14*s, ink, x, y-268*s, x-80*s, y-(268+up)*s)
		c.line(14*s, ink, x, y-268*s, x+86*s, y-(268+up*0.5)*s)
		c.line(17*s, ink, x-10*s, y-100*s, x-22*s, y)
		c.line(17*s, ink, x+14*s, y-100*s, x+between(r, 40, 90)*s, y-14)
	}
}

// drawPress shows newspapers leaving the rotary press.
func drawPress(c *canvas, r *rand.Rand) {
	steel := anyOf(r, rgb(0x46657A), rgb(0x6A5A78), rgb(0x4E6E66))
	c.background(down(mix(steel, rgb(0xF3E6D2), 0.82), mix(steel, rgb(0xF3E6D2), 0.5), 0, 900))
	for i := range 3 {
		x := 290 + float64(i)*510
		c.round(x-200, 40, 400, 620, 18, flat(mix(steel, black, 0.18)))
		c.round(x-178, 62, 356, 576, 12, down(mix(steel, white, 0.16), steel, 62, 638))
		c.round(x-150, 74, 120, 20, 6, veil(black, 0.25))
		c.circle(x+146, 88, 9, flat(anyOf(r, rgb(0x6BD39B), rgb(0xF0B64C), rgb(0xE5584C))))
	}
	web := []float64{-20, 330}
	for i := range 3 {
		x := 290 + float64(i)*510
		web = append(web, x-210, 330, x-96, 175, x+96, 175, x+60, 330, x-96, 420, x-60, 540, x+96, 540, x+210, 330)
	}
	c.line(30, hex(0xFBF7EC), append(web, 1620, 330)...)
	for i := range 3 {
		x := 290 + float64(i)*510
		for _, drum := range [][2]float64{{0, 215}, {0, 375}, {0, 505}} {
			size := 84 - drum[1]*0.045
			c.circle(x+drum[0], drum[1], size, flat(darker(steel, 0.5)))
			c.circle(x+drum[0], drum[1], size-12, flat(mix(rgb(0xD9DEE2), steel, 0.25)))
			c.circle(x+drum[0], drum[1], size-44, flat(darker(steel, 0.35)))
			c.circle(x+drum[0], drum[1], 10, hex(0xE9EDF0))
		}
	}
	c.rect(0, 790, 1600, 110, down(darker(steel, 0.5), darker(steel, 0.7), 790, 900))
	for x := 30.0; x < 1600; x += 120 {
		c.circle(x, 828, 24, flat(mix(steel, white, 0.2)))
		c.circle(x, 828, 8, flat(darker(steel, 0.5)))
	}
	c.rect(0, 784, 1600, 16, hex(0x22303A))
	shift := between(r, -60, 0)
	for i := range 5 {
		drawNewspaper(c, r, 60+shift+float64(i)*340, 784, 3+r.IntN(6))
	}
}

// drawNewspaper draws a pile of folded newspapers standing at x, y.
func drawNewspaper(c *canvas, r *rand.Rand, x, y float64, pile int) {
	for i := range pile {
		c.rect(x+float64(i%2)*4, y-12*float64(i+1), 270, 11, flat(mix(rgb(0xF6F1E6), black, 0.06*float64(i%2))))
	}
	top := y - 12*float64(pile)
	c.poly(hex(0xFBF8F0), x+6, top, x+274, top, x+254, top-110, x+26, top-110)
	c.poly(flat(anyOf(r, rgb(0xC8102E), rgb(0x1F3F66), rgb(0x222222), rgb(0x0F6E6E))), x+34, top-102, x+150, top-102, x+150, top-84, x+32, top-84)
	c.poly(flat(anyOf(r, rgb(0xE2A76F), rgb(0x7FB3C8), rgb(0x9CB58A))), x+30, top-74, x+140, top-74, x+138, top-14, x+20, top-14)
	for line := range 7 {
		ly := top - 76 + float64(line)*10
		c.rect(x+152+float64(line), ly, between(r, 66, 92), 4, hex(0x8D8A84))
	}
}

// drawStudio shows a radio microphone and sound waves.
func drawStudio(c *canvas, r *rand.Rand) {
	ground := anyOf(r, rgb(0x2B2A4C), rgb(0x113F4A), rgb(0x5A2233), rgb(0x23344A))
	accent := anyOf(r, rgb(0xF2A65A), rgb(0xE4586E), rgb(0x5CC8C2), rgb(0xF2CC6B))
	c.background(glow(lighter(ground, 0.22), darker(ground, 0.3), 800, 400, 950))
	for col := range 20 {
		for row := range 9 {
			ink := veil(black, 0.10+0.06*float64((col+row)%2))
			c.poly(ink, float64(col)*80+6, float64(row)*80+8, float64(col)*80+74, float64(row)*80+8, float64(col)*80+40, float64(row)*80+72)
		}
	}
	for i := range 56 {
		x := 30 + float64(i)*28
		envelope := 0.25 + 0.75*math.Abs(math.Sin(float64(i)*0.21))
		h := between(r, 30, 260) * envelope
		c.round(x, 400-h/2, 12, h, 6, veil(accent, 0.25+0.35*envelope))
	}
	c.rect(0, 770, 1600, 130, down(darker(ground, 0.35), darker(ground, 0.6), 770, 900))
	metal := rgb(0xC5CCD6)
	c.oval(800, 792, 190, 26, flat(darker(metal, 0.65)))
	c.rect(788, 590, 24, 200, flat(darker(metal, 0.4)))
	c.line(16, flat(darker(metal, 0.35)), arc(800, 420, 168, 190, 0, 180)...)
	c.round(690, 130, 220, 400, 110, down(lighter(metal, 0.5), darker(metal, 0.15), 130, 530))
	c.round(706, 146, 188, 368, 94, flat(darker(metal, 0.62)))
	for row := range 9 {
		c.rect(712, 196+float64(row)*24, 176, 7, veil(metal, 0.5))
	}
	c.rect(690, 414, 220, 30, flat(accent))
	c.round(720, 150, 22, 250, 11, veil(white, 0.25))
	c.round(1240, 90, 230, 84, 14, flat(darker(ground, 0.5)))
	c.round(1252, 102, 206, 60, 10, hex(0xE23B3B))
	for i := range 3 {
		c.round(1284+float64(i)*56, 126, 38, 12, 5, veil(white, 0.95))
	}
}

// drawStadium shows a pitch between lit stands.
func drawStadium(c *canvas, r *rand.Rand) {
	d := anyOf(r, dusk, night, noon, golden)
	d.sky(c, r, 420, between(r, 500, 1100), 180, 70)
	seats := anyOf(r, rgb(0x2F5D9B), rgb(0xA83A3A), rgb(0x3B6B58), rgb(0x6B4B8A))
	stand := new(path).move(-10, 300).curve(400, 200, 1200, 200, 1610, 300).to(1610, 560).curve(1200, 480, 400, 480, -10, 560).close()
	c.fill(stand, down(darker(seats, 0.5), mix(seats, d.ink, 0.25), 220, 540))
	crowd := []uint32{0xF4E3C3, 0xE9B872, 0xE4573D, 0xF7F7F2, 0x9CC3D6, 0x2B2F3A}
	for row := range 9 {
		for i := range 92 {
			t := float64(i)/91*2 - 1
			y := 262 + float64(row)*26 + 78*t*t
			c.circle(800+t*800+between(r, -4, 4), y, 6.2, veil(rgb(crowd[r.IntN(len(crowd))]), between(r, 0.45, 0.95)))
		}
	}
	c.fill(new(path).move(-10, 248).curve(400, 150, 1200, 150, 1610, 248).to(1610, 282).curve(1200, 188, 400, 188, -10, 282).close(), hex(0xE7EAEC))
	green := rgb(0x4E9A51)
	c.fill(new(path).move(-10, 560).curve(400, 486, 1200, 486, 1610, 560).to(1610, 910).to(-10, 910).close(), flat(darker(green, 0.25)))
	const vx, top, bottom = 800.0, 530.0, 900.0
	at := func(x, t float64) (float64, float64) { return vx + x*(430+520*t), top + (bottom-top)*t }
	for i := range 10 {
		x0, x1 := -1+float64(i)*0.2, -0.8+float64(i)*0.2
		ax, ay := at(x0, 0)
		bx, by := at(x1, 0)
		cx, cy := at(x1, 1)
		dx, dy := at(x0, 1)
		c.poly(flat(mix(green, white, 0.09*float64(i%2))), ax, ay, bx, by, cx, cy, dx, dy)
	}
	chalk := veil(white, 0.85)
	ax, ay := at(-0.97, 0.03)
	bx, by := at(0.97, 0.03)
	c.line(4, chalk, ax, ay, bx, by)
	mx, my := at(0, 0.03)
	c.line(5, chalk, mx, my, 800, 900)
	c.line(6, chalk, arc(800, 690, 165, 58, 0, 360)...)
	for _, side := range []float64{-1, 1} {
		x0, y0 := at(side*0.97, 0.03)
		x1, y1 := at(side*0.97, 1)
		c.line(5, chalk, x0, y0, x1, y1)
		drawFloodlight(c, 800+side*690, d)
	}
	for range 9 {
		x, y := between(r, 420, 1180), between(r, 590, 860)
		s := 0.28 + (y-560)/900
		shirt := anyOf(r, rgb(0xF5F5F0), rgb(0xE4573D))
		c.oval(x, y, 26*s, 6*s, veil(black, 0.3))
		drawPasserBy(c, x, y, s*0.75, shirt)
	}
}

func drawFloodlight(c *canvas, x float64, d daylight) {
	c.rect(x-6, 90, 12, 190, flat(mix(d.ink, white, 0.3)))
	c.circle(x, 70, 150, glow(fade(rgb(0xFFF6D6), 0.75), fade(rgb(0xFFF6D6), 0), x, 70, 150))
	c.round(x-70, 34, 140, 74, 8, flat(mix(d.ink, white, 0.22)))
	for i := range 8 {
		c.circle(x-50+float64(i%4)*33, 54+float64(i/4)*33, 12, hex(0xFFFBEA))
	}
}

// drawBookshop shows shelves of books and a reading lamp.
func drawBookshop(c *canvas, r *rand.Rand) {
	wall := anyOf(r, rgb(0x6B3F2A), rgb(0x2F4B4A), rgb(0x46375C))
	c.background(down(lighter(wall, 0.08), darker(wall, 0.3), 0, 900))
	spines := []uint32{0xC8594A, 0xE6B655, 0x3E7CB1, 0x81A88D, 0xF1E7D4, 0x75609B, 0xD98B5F, 0x2D5D63, 0xB23A5B}
	for shelf := range 4 {
		foot := 215 + float64(shelf)*200
		c.rect(0, foot, 1600, 18, flat(mix(wall, rgb(0xC79A6B), 0.55)))
		c.rect(0, foot+18, 1600, 14, veil(black, 0.3))
		for x := between(r, 4, 20); x < 1590; {
			w, h := between(r, 22, 52), between(r, 118, 168)
			if chance(r, 0.07) {
				x += between(r, 30, 90)
				continue
			}
			ink := rgb(spines[r.IntN(len(spines))])
			c.rect(x, foot-h, w, h, flat(ink))
			c.rect(x, foot-h+18, w, 7, veil(white, 0.5))
			c.rect(x, foot-26, w, 5, veil(white, 0.35))
			c.rect(x+w-4, foot-h, 4, h, veil(black, 0.18))
			x += w + 2
		}
	}
	lampX := between(r, 620, 980)
	c.rect(lampX-3, -10, 6, 190, hex(0x1A1615))
	c.circle(lampX, 330, 460, glow(fade(rgb(0xFFE3A0), 0.6), fade(rgb(0xFFE3A0), 0), lampX, 330, 460))
	c.poly(hex(0x1F1B1A), lampX-36, 170, lampX+36, 170, lampX+120, 290, lampX-120, 290)
	c.oval(lampX, 292, 118, 18, hex(0xFFF1C9))
	c.rect(0, 806, 1600, 100, down(rgb(0xB07A48), rgb(0x7A4F2B), 806, 900))
	c.fill(new(path).move(560, 812).curve(640, 770, 740, 776, 800, 800).curve(860, 776, 960, 770, 1040, 812).to(1040, 836).
		curve(960, 800, 860, 806, 800, 828).curve(740, 806, 640, 800, 560, 836).close(), hex(0xFBF5E6))
	c.line(4, veil(black, 0.25), 800, 800, 800, 828)
}
