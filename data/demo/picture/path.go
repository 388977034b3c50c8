// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture

import (
	"image"
	"math"

	"golang.org/x/image/vector"
)

// verb is one pen movement; each uses a fixed number of points.
type verb uint8

const (
	moveTo verb = iota
	lineTo
	curveTo // cubic: two control points, one end point
	closePath
)

type point struct{ x, y float64 }

// path is an outline in sheet units.
type path struct {
	verbs  []verb
	points []point
}

func (p *path) move(x, y float64) *path {
	p.verbs, p.points = append(p.verbs, moveTo), append(p.points, point{x, y})
	return p
}

func (p *path) to(x, y float64) *path {
	p.verbs, p.points = append(p.verbs, lineTo), append(p.points, point{x, y})
	return p
}

func (p *path) curve(x1, y1, x2, y2, x, y float64) *path {
	p.verbs = append(p.verbs, curveTo)
	p.points = append(p.points, point{x1, y1}, point{x2, y2}, point{x, y})
	return p
}

func (p *path) close() *path {
	p.verbs = append(p.verbs, closePath)
	return p
}

// bounds gives the pixels a path may touch.
func (p *path) bounds(scale float64) image.Rectangle {
	if len(p.points) == 0 {
		return image.Rectangle{}
	}
	minX, minY, maxX, maxY := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, q := range p.points {
		minX, maxX = min(minX, q.x), max(maxX, q.x)
		minY, maxY = min(minY, q.y), max(maxY, q.y)
	}
	return image.Rect(int(math.Floor(minX*scale)), int(math.Floor(minY*scale)),
		int(math.Ceil(maxX*scale))+1, int(math.Ceil(maxY*scale))+1)
}

// trace hands the outline to the rasteriser, shifted so that (dx, dy) pixels
// becomes its origin.
func (p *path) trace(r *vector.Rasterizer, scale, dx, dy float64) {
	at := func(q point) (float32, float32) { return float32(q.x*scale - dx), float32(q.y*scale - dy) }
	next := p.points
	for _, v := range p.verbs {
		switch v {
		case moveTo:
			x, y := at(next[0])
			r.MoveTo(x, y)
			next = next[1:]
		case lineTo:
			x, y := at(next[0])
			r.LineTo(x, y)
			next = next[1:]
		case curveTo:
			x1, y1 := at(next[0])
			x2, y2 := at(next[1])
			x, y := at(next[2])
			r.CubeTo(x1, y1, x2, y2, x, y)
			next = next[3:]
		case closePath:
			r.ClosePath()
		}
	}
}

// polygon joins points given as x, y and so on.
func polygon(xy ...float64) *path {
	p := new(path)
	for i := 0; i+1 < len(xy); i += 2 {
		if i == 0 {
			p.move(xy[0], xy[1])
		} else {
			p.to(xy[i], xy[i+1])
		}
	}
	return p.close()
}

func rectangle(x, y, w, h float64) *path { return polygon(x, y, x+w, y, x+w, y+h, x, y+h) }

// arcHandle is how far the handles of a cubic must stand to draw a quarter circle.
const arcHandle = 0.5522847498

func rounded(x, y, w, h, r float64) *path {
	r = min(r, w/2, h/2)
	k := r * (1 - arcHandle)
	return new(path).move(x+r, y).to(x+w-r, y).curve(x+w-k, y, x+w, y+k, x+w, y+r).
		to(x+w, y+h-r).curve(x+w, y+h-k, x+w-k, y+h, x+w-r, y+h).
		to(x+r, y+h).curve(x+k, y+h, x, y+h-k, x, y+h-r).
		to(x, y+r).curve(x, y+k, x+k, y, x+r, y).close()
}

func ellipse(x, y, rx, ry float64) *path {
	kx, ky := rx*arcHandle, ry*arcHandle
	return new(path).move(x+rx, y).curve(x+rx, y+ky, x+kx, y+ry, x, y+ry).
		curve(x-kx, y+ry, x-rx, y+ky, x-rx, y).
		curve(x-rx, y-ky, x-kx, y-ry, x, y-ry).
		curve(x+kx, y-ry, x+rx, y-ky, x+rx, y).close()
}

// stroke widens a line into an outline. Each segment is its own quad with a
// disc at the inner joints, which a non-zero fill merges as long as all turn
// the same way.
func stroke(width float64, xy ...float64) *path {
	p := new(path)
	half := width / 2
	for i := 0; i+3 < len(xy); i += 2 {
		x0, y0, x1, y1 := xy[i], xy[i+1], xy[i+2], xy[i+3]
		length := math.Hypot(x1-x0, y1-y0)
		if length == 0 {
			continue
		}
		nx, ny := (y1-y0)/length*half, (x0-x1)/length*half
		p.move(x0+nx, y0+ny).to(x1+nx, y1+ny).to(x1-nx, y1-ny).to(x0-nx, y0-ny).close()
		if i+5 < len(xy) {
			joint := ellipse(x1, y1, half, half)
			p.verbs, p.points = append(p.verbs, joint.verbs...), append(p.points, joint.points...)
		}
	}
	return p
}

// arc lists the points of a circular arc, angles in degrees, clockwise from
// the right-hand side.
func arc(x, y, rx, ry, from, to float64) []float64 {
	steps := max(int(math.Abs(to-from)/4), 6)
	xy := make([]float64, 0, 2*steps+2)
	for i := range steps + 1 {
		a := (from + (to-from)*float64(i)/float64(steps)) * math.Pi / 180
		xy = append(xy, x+rx*math.Cos(a), y+ry*math.Sin(a))
	}
	return xy
}
