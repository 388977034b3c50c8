// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image"
	"image/color"
	"math/rand/v2"
)

// Gender chooses the hair and beards a portrait may have.
type Gender string

// The three genders of spec 01 §5.
const (
	Female  Gender = "F" // Female.
	Male    Gender = "M" // Male.
	Unknown Gender = "?" // Unknown: either of the others, drawn by lot.
)

// face is what makes one portrait differ from another.
type face struct {
	skin, hair, coat, shirt, ground color.NRGBA
	isWoman, hasBeard, hasGlasses   bool
	cut                             int
}

var (
	skins   = []uint32{0xF6D3B8, 0xF0C4A0, 0xE8B48C, 0xD69C70, 0xB97E54, 0x966240, 0x7A4C30, 0xF9DCC6}
	hairs   = []uint32{0x1F1A1B, 0x2E211C, 0x4B2F22, 0x6E4428, 0x9A5F33, 0xC18B4A, 0x8D8A88, 0xD9D4CE, 0x7A2F22}
	coats   = []uint32{0x22405A, 0x2E5D5B, 0x5B2C3B, 0x3A3A52, 0x7A4A2B, 0x2F4A35, 0x8A3B34, 0x4C5B6B, 0x1F2A3A}
	shirts  = []uint32{0xFFFFFF, 0xF3EDE2, 0xDCE8F2, 0xF6DCD0, 0xE3EDDD}
	grounds = []uint32{0xCFE3E1, 0xE8DDD0, 0xDCE3F0, 0xF3DFCB, 0xDDE8D3, 0xEAD9E3, 0xD5E4EC, 0xF0E6C9}
)

// Portrait draws a 400 × 400 avatar.
func Portrait(seed uint64, gender Gender) *image.RGBA {
	r := random(seed, "portrait "+string(gender))
	f := newFace(r, gender)
	c := newCanvas(400, 400, 400)
	c.background(down(lighter(f.ground, 0.25), f.ground, 0, 400))
	if f.isWoman {
		f.hairBehind(c)
	}
	f.bust(c)
	f.head(c)
	if f.hasBeard {
		f.beard(c)
	}
	f.features(c)
	if f.isWoman {
		f.womansHair(c)
	} else {
		f.mansHair(c)
	}
	if f.hasGlasses {
		f.glasses(c)
	}
	return c.img
}

func newFace(r *rand.Rand, gender Gender) face {
	pick := func(from []uint32) color.NRGBA { return rgb(from[r.IntN(len(from))]) }
	f := face{skin: pick(skins), hair: pick(hairs), coat: pick(coats), shirt: pick(shirts), ground: pick(grounds)}
	f.isWoman = gender == Female || (gender != Male && chance(r, 0.5))
	if f.skin == rgb(0x966240) || f.skin == rgb(0x7A4C30) || f.skin == rgb(0xB97E54) {
		f.hair = rgb(hairs[r.IntN(3)])
	}
	f.cut = r.IntN(6)
	f.hasGlasses = chance(r, 0.3)
	f.hasBeard = !f.isWoman && chance(r, 0.45)
	return f
}

// bust draws shoulders, collar and neck.
func (f face) bust(c *canvas) {
	shoulders := new(path).move(52, 410).curve(56, 330, 110, 306, 160, 294).to(240, 294).curve(290, 306, 344, 330, 348, 410).close()
	c.fill(shoulders, down(lighter(f.coat, 0.1), darker(f.coat, 0.1), 290, 400))
	c.fill(new(path).move(160, 292).to(240, 292).to(204, 400).to(196, 400).close(), flat(f.shirt))
	c.fill(new(path).move(166, 240).to(234, 240).to(234, 292).curve(226, 328, 174, 328, 166, 292).close(), flat(mix(f.skin, rgb(0x6A2E1E), 0.18)))
	c.poly(flat(darker(f.coat, 0.25)), 158, 288, 120, 318, 150, 340, 138, 352, 194, 404)
	c.poly(flat(darker(f.coat, 0.25)), 242, 288, 280, 318, 250, 340, 262, 352, 206, 404)
}

// head draws face and ears.
func (f face) head(c *canvas) {
	shade := flat(mix(f.skin, rgb(0x8A3F28), 0.14))
	c.oval(124, 190, 14, 20, shade)
	c.oval(276, 190, 14, 20, shade)
	shape := new(path).move(126, 160).curve(126, 90, 160, 78, 200, 78).curve(240, 78, 274, 90, 274, 160).
		curve(276, 220, 250, 276, 200, 278).curve(150, 276, 124, 220, 126, 160).close()
	c.fill(shape, flat(f.skin))
}

// features draws eyes, nose and mouth.
func (f face) features(c *canvas) {
	brow := flat(mix(f.hair, rgb(0x2A1C18), 0.4))
	for _, side := range []float64{-1, 1} {
		x := 200 + side*36
		c.oval(x, 182, 8, 9, hex(0x2A2224))
		c.circle(x+2.5, 179, 2.6, veil(white, 0.9))
		c.line(6, brow, x-17, 163+side*1.5, x, 157, x+17, 163-side*1.5)
		c.oval(200+side*54, 216, 15, 10, veil(rgb(0xE0563F), 0.16))
	}
	c.line(5, flat(mix(f.skin, rgb(0x7A3520), 0.32)), 200, 184, 193, 213, 204, 217)
	lip := mix(f.skin, rgb(0xA83244), 0.62)
	c.fill(new(path).move(176, 238).curve(188, 246, 212, 246, 224, 238).curve(216, 258, 184, 258, 176, 238).close(), flat(lip))
	c.fill(new(path).move(182, 240).curve(192, 245, 208, 245, 218, 240).curve(210, 249, 190, 249, 182, 240).close(), veil(white, 0.92))
}

func (f face) beard(c *canvas) {
	shape := new(path).move(127, 186).curve(132, 216, 150, 222, 168, 226).curve(190, 218, 210, 218, 232, 226).
		curve(250, 222, 268, 216, 273, 186).curve(280, 250, 250, 298, 200, 300).curve(150, 298, 120, 250, 127, 186).close()
	c.fill(shape, flat(f.hair))
}

func (f face) glasses(c *canvas) {
	frame := hex(0x24272E)
	for _, x := range []float64{164, 236} {
		c.round(x-28, 162, 56, 44, 18, veil(rgb(0xDDF0F6), 0.28))
		ring := append(arc(x, 184, 28, 22, 0, 360), x+28, 184)
		c.line(5, frame, ring...)
	}
	c.line(5, frame, 191, 180, 200, 176, 209, 180)
	c.line(4, frame, 136, 180, 122, 176)
	c.line(4, frame, 264, 180, 278, 176)
}

// hairBehind draws what falls behind the shoulders.
func (f face) hairBehind(c *canvas) {
	back := flat(darker(f.hair, 0.18))
	switch f.cut {
	case 0, 1: // long
		c.fill(new(path).move(104, 170).curve(96, 70, 304, 70, 296, 170).curve(300, 250, 316, 300, 300, 346).
			to(100, 346).curve(84, 300, 100, 250, 104, 170).close(), back)
	case 2: // bob
		c.fill(new(path).move(104, 170).curve(96, 66, 304, 66, 296, 170).curve(300, 220, 300, 262, 280, 276).
			to(120, 276).curve(100, 262, 100, 220, 104, 170).close(), back)
	case 3: // bun
		c.circle(200, 62, 36, flat(f.hair))
		c.oval(200, 150, 86, 80, back)
	case 4: // curls
		for _, q := range [][2]float64{{120, 130}, {108, 180}, {116, 232}, {280, 130}, {292, 180}, {284, 232}, {150, 92}, {200, 76}, {250, 92}} {
			c.circle(q[0], q[1], 40, back)
		}
	default: // ponytail
		c.fill(new(path).move(262, 96).curve(340, 110, 330, 250, 306, 316).curve(300, 250, 286, 200, 256, 150).close(), back)
		c.oval(200, 150, 84, 78, back)
	}
}

func (f face) womansHair(c *canvas) {
	front := flat(f.hair)
	switch f.cut {
	case 0: // middle parting
		c.fill(new(path).move(200, 74).curve(150, 66, 108, 96, 108, 190).curve(110, 226, 116, 240, 122, 250).curve(124, 190, 140, 140, 200, 100).close(), front)
		c.fill(new(path).move(200, 74).curve(250, 66, 292, 96, 292, 190).curve(290, 226, 284, 240, 278, 250).curve(276, 190, 260, 140, 200, 100).close(), front)
	case 1, 5: // side parting
		c.fill(new(path).move(160, 80).curve(120, 90, 108, 130, 112, 206).curve(124, 180, 128, 150, 166, 116).
			curve(210, 140, 262, 136, 276, 190).curve(290, 206, 294, 120, 262, 92).curve(232, 66, 190, 66, 160, 80).close(), front)
	case 2: // fringe
		c.fill(new(path).move(108, 196).curve(100, 96, 150, 66, 200, 66).curve(250, 66, 300, 96, 292, 196).curve(280, 180, 278, 160, 270, 142).
			curve(230, 152, 170, 152, 130, 142).curve(122, 160, 120, 180, 108, 196).close(), front)
	case 3: // drawn back
		c.fill(new(path).move(120, 168).curve(112, 90, 160, 70, 200, 70).curve(240, 70, 288, 90, 280, 168).curve(268, 126, 236, 106, 200, 106).
			curve(164, 106, 132, 126, 120, 168).close(), front)
	default: // curls
		for _, q := range [][3]float64{{136, 116, 30}, {168, 94, 30}, {206, 88, 32}, {244, 98, 30}, {268, 122, 27}, {118, 150, 24}, {284, 152, 24}} {
			c.circle(q[0], q[1], q[2], front)
		}
	}
}

func (f face) mansHair(c *canvas) {
	front := flat(f.hair)
	sides := func() {
		c.fill(new(path).move(120, 182).curve(112, 130, 122, 104, 146, 92).to(146, 126).curve(134, 140, 134, 160, 132, 182).close(), front)
		c.fill(new(path).move(280, 182).curve(288, 130, 278, 104, 254, 92).to(254, 126).curve(266, 140, 266, 160, 268, 182).close(), front)
	}
	switch f.cut {
	case 0: // short, brushed up
		sides()
		c.fill(new(path).move(128, 136).curve(116, 74, 170, 48, 220, 56).curve(268, 60, 290, 92, 276, 138).curve(254, 112, 226, 108, 200, 110).
			curve(168, 112, 142, 116, 128, 136).close(), front)
	case 1: // side parting
		sides()
		c.fill(new(path).move(124, 146).curve(116, 76, 176, 60, 226, 64).curve(276, 70, 288, 108, 278, 146).curve(262, 124, 240, 128, 160, 100).
			curve(146, 116, 134, 126, 124, 146).close(), front)
	case 2: // bald, with sides
		c.fill(new(path).move(120, 190).curve(112, 152, 118, 130, 130, 120).curve(134, 146, 132, 170, 130, 190).close(), front)
		c.fill(new(path).move(280, 190).curve(288, 152, 282, 130, 270, 120).curve(266, 146, 268, 170, 270, 190).close(), front)
		c.oval(178, 104, 26, 10, veil(white, 0.22))
	case 3: // curls
		sides()
		for _, q := range [][3]float64{{140, 108, 26}, {170, 88, 28}, {206, 80, 29}, {240, 90, 27}, {264, 112, 24}} {
			c.circle(q[0], q[1], q[2], front)
		}
	case 4: // cropped
		c.fill(new(path).move(122, 172).curve(112, 92, 158, 68, 200, 68).curve(242, 68, 288, 92, 278, 172).curve(272, 130, 252, 116, 200, 116).
			curve(148, 116, 128, 130, 122, 172).close(), front)
	default: // long on top
		sides()
		c.fill(new(path).move(122, 160).curve(108, 84, 164, 52, 214, 60).curve(272, 64, 298, 110, 278, 164).curve(272, 140, 262, 124, 246, 112).
			curve(206, 140, 160, 132, 140, 122).curve(132, 134, 126, 146, 122, 160).close(), front)
	}
}
