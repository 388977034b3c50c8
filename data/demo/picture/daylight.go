// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image/color"
	"math/rand/v2"
)

// daylight is the light of a landscape at one time of day.
type daylight struct {
	skyTop, skyLow color.NRGBA
	sun            color.NRGBA
	haze           color.NRGBA // what far things fade into
	ink            color.NRGBA // silhouettes in the foreground
	seaTop, seaLow color.NRGBA
	cloud          color.NRGBA
	isNight        bool
}

var (
	golden = daylight{skyTop: rgb(0xF6B57E), skyLow: rgb(0xFCE3BE), sun: rgb(0xFEEFD2), haze: rgb(0xDDAA86), ink: rgb(0x3A2C38),
		seaTop: rgb(0x2F6F7B), seaLow: rgb(0x173F4E), cloud: rgb(0xFFF3DF)}
	noon = daylight{skyTop: rgb(0x3F7CB5), skyLow: rgb(0xCFE6F1), sun: rgb(0xFFF8E1), haze: rgb(0x9CC3D6), ink: rgb(0x22384A),
		seaTop: rgb(0x357985), seaLow: rgb(0x184650), cloud: rgb(0xFFFFFF)}
	dawn = daylight{skyTop: rgb(0x8E9CCB), skyLow: rgb(0xFAD7C9), sun: rgb(0xFFF0DC), haze: rgb(0xC9A9B8), ink: rgb(0x2F2E4A),
		seaTop: rgb(0x5C7FA3), seaLow: rgb(0x2B4468), cloud: rgb(0xFFEDE6)}
	dusk = daylight{skyTop: rgb(0x3B3A6B), skyLow: rgb(0xF29B76), sun: rgb(0xFFD9A0), haze: rgb(0x9B6B86), ink: rgb(0x1E1B35),
		seaTop: rgb(0x50507F), seaLow: rgb(0x20254A), cloud: rgb(0xF4B79C)}
	morning = daylight{skyTop: rgb(0x7FC3C9), skyLow: rgb(0xFBF0D3), sun: rgb(0xFFFBEA), haze: rgb(0xA9CFC2), ink: rgb(0x21424A),
		seaTop: rgb(0x3E8F93), seaLow: rgb(0x1B5661), cloud: rgb(0xFFFFFF)}
	night = daylight{skyTop: rgb(0x0E1B38), skyLow: rgb(0x37557E), sun: rgb(0xF4EFD9), haze: rgb(0x2F4A70), ink: rgb(0x0A1326),
		seaTop: rgb(0x1D3A5C), seaLow: rgb(0x0C1D36), cloud: rgb(0x4E6D95), isNight: true}
)

// anyOf draws one of the choices.
func anyOf[T any](r *rand.Rand, choices ...T) T { return choices[r.IntN(len(choices))] }

// between draws a number in [low, high).
func between(r *rand.Rand, low, high float64) float64 { return low + r.Float64()*(high-low) }

// chance is true with probability p.
func chance(r *rand.Rand, p float64) bool { return r.Float64() < p }

// sky paints the heavens, the sun or moon at (x, y), and a few stars at night.
func (d daylight) sky(c *canvas, r *rand.Rand, horizon, x, y, radius float64) {
	c.background(down(d.skyTop, d.skyLow, 0, horizon))
	if d.isNight {
		for range 70 {
			c.circle(between(r, 0, 1600), between(r, 0, horizon*0.8), between(r, 1, 2.6), veil(white, between(r, 0.3, 0.9)))
		}
		radius *= 0.6
	}
	c.circle(x, y, radius*1.9, glow(fade(d.sun, 0.45), fade(d.sun, 0), x, y, radius*1.9))
	c.circle(x, y, radius, flat(d.sun))
}

// clouds scatters n flat clouds between two heights.
func (d daylight) clouds(c *canvas, r *rand.Rand, n int, high, low float64) {
	for range n {
		x, y, w := between(r, 0, 1600), between(r, high, low), between(r, 150, 330)
		ink := veil(d.cloud, between(r, 0.35, 0.7))
		c.oval(x, y, w, w*0.11, ink)
		if chance(r, 0.6) {
			c.oval(x+between(r, -0.4, 0.4)*w, y-w*0.07, w*0.5, w*0.1, ink)
		}
	}
}

// sea paints water down to the bottom of the sheet, with glints.
func (d daylight) sea(c *canvas, r *rand.Rand, from float64) {
	c.rect(0, from, 1600, 900-from, down(d.seaTop, d.seaLow, from, 900))
	for range 46 {
		y := between(r, from+12, 890)
		deep := (y - from) / (900 - from)
		w := between(r, 30, 90) * (0.5 + deep)
		c.round(between(r, -40, 1600), y, w, 2+2.5*deep, 2, veil(d.skyLow, between(r, 0.18, 0.6)))
	}
}
