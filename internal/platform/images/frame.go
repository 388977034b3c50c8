// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"context"
	"fmt"
	"image"
	"image/color"

	"golang.org/x/image/draw"
)

// Fill returns the middle of the image in the ratio width to height, reduced to
// at most these pixels and never enlarged, as JPEG: portraits, banners.
func (p *Processor) Fill(ctx context.Context, data []byte, width, height int) (Rendition, error) {
	return p.framed(ctx, data, func(size image.Point) (image.Rectangle, image.Point) {
		frame := image.Pt(size.X, max(1, size.X*height/width))
		if frame.Y > size.Y {
			frame = image.Pt(max(1, size.Y*width/height), size.Y)
		}
		corner := size.Sub(frame).Div(2)
		out := frame
		if out.X > width {
			out = image.Pt(width, height)
		}
		return image.Rectangle{Min: corner, Max: corner.Add(frame)}, out
	})
}

// Fit returns the whole image, reduced to at most these pixels and never
// enlarged, as JPEG: documents.
func (p *Processor) Fit(ctx context.Context, data []byte, width, height int) (Rendition, error) {
	return p.framed(ctx, data, func(size image.Point) (image.Rectangle, image.Point) {
		out := size
		if out.X > width {
			out = image.Pt(width, max(1, out.Y*width/out.X))
		}
		if out.Y > height {
			out = image.Pt(max(1, out.X*height/out.Y), height)
		}
		return image.Rectangle{Max: size}, out
	})
}

// framed draws the part of the image that frame chooses, in the size it says,
// over white: JPEG has no transparency.
func (p *Processor) framed(ctx context.Context, data []byte, frame func(size image.Point) (part image.Rectangle, out image.Point)) (Rendition, error) {
	var r Rendition
	err := p.withImage(ctx, data, func(source image.Image, _ Format) error {
		part, out := frame(source.Bounds().Size())
		canvas := image.NewRGBA(image.Rectangle{Max: out})
		draw.Draw(canvas, canvas.Bounds(), image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.CatmullRom.Scale(canvas, canvas.Bounds(), source, part.Add(source.Bounds().Min), draw.Over, nil)
		var err error
		r, err = encode(canvas, false)
		return err
	})
	if err != nil {
		return Rendition{}, fmt.Errorf("frame image: %w", err)
	}
	return r, nil
}
