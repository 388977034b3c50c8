// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image/color"
	"math"
)

// paint gives the ink at a point of the sheet.
type paint struct {
	from, to   color.NRGBA
	y0, y1     float64 // vertical gradient between the two heights
	cx, cy, cr float64 // radial gradient when cr is positive
}

// rgb makes an opaque ink from 0xRRGGBB.
func rgb(hex uint32) color.NRGBA {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255} //nolint:gosec // each byte of the number in turn
}

// flat is one ink everywhere.
func flat(c color.NRGBA) paint { return paint{from: c, to: c} }

// hex is one opaque ink given as 0xRRGGBB.
func hex(v uint32) paint { return flat(rgb(v)) }

// veil is an ink seen through, opacity between 0 and 1.
func veil(c color.NRGBA, opacity float64) paint { return flat(fade(c, opacity)) }

// down goes from one ink at height y0 to another at height y1.
func down(from, to color.NRGBA, y0, y1 float64) paint {
	return paint{from: from, to: to, y0: y0, y1: y1}
}

// glow goes from one ink at the centre to another at the radius.
func glow(from, to color.NRGBA, cx, cy, radius float64) paint {
	return paint{from: from, to: to, cx: cx, cy: cy, cr: radius}
}

// isFlat tells that the ink is the same along a row.
func (p paint) isFlat() bool { return p.cr == 0 }

func (p paint) at(x, y float64) color.NRGBA {
	switch {
	case p.cr > 0:
		return mix(p.from, p.to, math.Hypot(x-p.cx, y-p.cy)/p.cr)
	case p.y0 != p.y1:
		return mix(p.from, p.to, (y-p.y0)/(p.y1-p.y0))
	default:
		return p.from
	}
}

// mix goes from a to b as t goes from 0 to 1.
func mix(a, b color.NRGBA, t float64) color.NRGBA {
	t = min(max(t, 0), 1)
	part := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*t + 0.5) }
	return color.NRGBA{R: part(a.R, b.R), G: part(a.G, b.G), B: part(a.B, b.B), A: part(a.A, b.A)}
}

// fade gives the ink an opacity between 0 and 1.
func fade(c color.NRGBA, opacity float64) color.NRGBA {
	c.A = uint8(255*min(max(opacity, 0), 1) + 0.5)
	return c
}

var (
	white = rgb(0xFFFFFF)
	black = rgb(0x0B1220)
)

func lighter(c color.NRGBA, t float64) color.NRGBA { return mix(c, white, t) }
func darker(c color.NRGBA, t float64) color.NRGBA  { return mix(c, black, t) }
