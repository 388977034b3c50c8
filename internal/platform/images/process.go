// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"runtime"

	"golang.org/x/image/draw"
	"golang.org/x/sync/semaphore"
)

const (
	// jpegQuality gives press photographs without visible loss at a third of
	// the weight of quality 95.
	jpegQuality = 82
	// PortraitSide is the side of a square portrait, in pixels.
	PortraitSide = 400
	// maxFlatColours is the number of colours under which a picture is taken
	// for a drawing, which PNG keeps sharper and lighter than JPEG.
	maxFlatColours = 256
)

// Widths are the widths of the renditions of an image, in pixels, largest first.
var Widths = []int{1600, 800, 400}

// Rendition is one picture ready to be stored and served.
type Rendition struct {
	Width, Height int    // pixels
	Ext           string // "jpg" or "png"
	Data          []byte
}

// Set is what an uploaded image gives.
type Set struct {
	// Renditions go from the largest to the smallest, never larger than the
	// original; there is at least one.
	Renditions []Rendition
	Credits    Credits
}

// Processor decodes images, a bounded number at once. It is safe for
// concurrent use; a process needs only one.
type Processor struct {
	// room is counted in pixels: one image of the largest size, or as many
	// smaller ones as there are cores.
	room    *semaphore.Weighted
	minimum int64
}

// NewProcessor returns a processor for the cores of this machine.
func NewProcessor() *Processor {
	return &Processor{
		room:    semaphore.NewWeighted(MaxPixels),
		minimum: MaxPixels / int64(runtime.GOMAXPROCS(0)),
	}
}

// Process returns the renditions of an image for a page: 1600, 800 and 400
// pixels wide, or the image's own width when it is smaller. Opaque photographs
// become JPEG; transparent images and drawings stay PNG. Errors that the member
// caused are ErrEmpty, ErrTooLarge, ErrNotAnImage and ErrTooManyPixels.
func (p *Processor) Process(ctx context.Context, data []byte) (Set, error) {
	var set Set
	err := p.withImage(ctx, data, func(source image.Image, format Format) error {
		keepPNG := format != JPEG && (!isOpaque(source) || isFlat(source))
		for _, width := range widthsFor(source.Bounds().Dx()) {
			if err := ctx.Err(); err != nil {
				return err
			}
			// Each size is drawn from the one before: as good, and much quicker
			// than going back to the original.
			source = scale(source, width)
			rendition, err := encode(source, keepPNG)
			if err != nil {
				return err
			}
			set.Renditions = append(set.Renditions, rendition)
		}
		return nil
	})
	if err != nil {
		return Set{}, fmt.Errorf("process image: %w", err)
	}
	set.Credits = readCredits(data)
	return set, nil
}

// Square returns the image whole, centred on a transparent square of at most
// side pixels, as PNG: portraits, logos. It is never enlarged.
func (p *Processor) Square(ctx context.Context, data []byte, side int) (Rendition, error) {
	var square Rendition
	err := p.withImage(ctx, data, func(source image.Image, _ Format) error {
		size := source.Bounds().Size()
		longest := max(size.X, size.Y)
		side = max(1, min(side, longest))
		fitted := image.Rect(0, 0, max(1, size.X*side/longest), max(1, size.Y*side/longest))
		fitted = fitted.Add(image.Pt((side-fitted.Dx())/2, (side-fitted.Dy())/2))
		canvas := image.NewNRGBA(image.Rect(0, 0, side, side))
		draw.CatmullRom.Scale(canvas, fitted, source, source.Bounds(), draw.Src, nil)
		var err error
		square, err = encode(canvas, true)
		return err
	})
	if err != nil {
		return Rendition{}, fmt.Errorf("square image: %w", err)
	}
	return square, nil
}

// withImage checks and decodes data and calls use with the upright image, while
// holding the memory that it takes.
func (p *Processor) withImage(ctx context.Context, data []byte, use func(image.Image, Format) error) error {
	format, size, err := Inspect(data)
	if err != nil {
		return err
	}
	weight := max(p.minimum, int64(size.X)*int64(size.Y))
	if err := p.room.Acquire(ctx, weight); err != nil {
		return fmt.Errorf("wait for a free core: %w", err)
	}
	defer p.room.Release(weight)
	decoded, err := codecs[format].decode(data)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrNotAnImage, err)
	}
	if decoded.Bounds().Size() != size {
		return fmt.Errorf("%w: header and content disagree", ErrNotAnImage)
	}
	return use(upright(decoded, orientationOf(format, data)), format)
}

// widthsFor returns the fixed widths under the image's own, preceded by its own
// width when that is under the largest.
func widthsFor(own int) []int {
	var widths []int
	if own < Widths[0] {
		widths = append(widths, own)
	}
	for _, w := range Widths {
		if w < own || w == own && own == Widths[0] {
			widths = append(widths, w)
		}
	}
	return widths
}

// scale draws source at the given width in a new image, which carries nothing
// of the file it came from.
func scale(source image.Image, width int) image.Image {
	size := source.Bounds().Size()
	height := max(1, (size.Y*width+size.X/2)/size.X)
	target := image.NewNRGBA(image.Rect(0, 0, width, height))
	if width == size.X {
		draw.Draw(target, target.Bounds(), source, source.Bounds().Min, draw.Src)
	} else {
		draw.CatmullRom.Scale(target, target.Bounds(), source, source.Bounds(), draw.Src, nil)
	}
	return target
}

func encode(picture image.Image, asPNG bool) (Rendition, error) {
	r := Rendition{Width: picture.Bounds().Dx(), Height: picture.Bounds().Dy(), Ext: "jpg"}
	var buffer bytes.Buffer
	var err error
	if asPNG {
		r.Ext = "png"
		err = png.Encode(&buffer, picture)
	} else {
		err = jpeg.Encode(&buffer, opaque(picture), &jpeg.Options{Quality: jpegQuality})
	}
	if err != nil {
		return Rendition{}, fmt.Errorf("encode %s: %w", r.Ext, err)
	}
	r.Data = buffer.Bytes()
	return r, nil
}

// opaque gives the JPEG encoder the type for which it is quick.
func opaque(picture image.Image) image.Image {
	target := image.NewRGBA(picture.Bounds())
	draw.Draw(target, target.Bounds(), picture, picture.Bounds().Min, draw.Src)
	return target
}

func isOpaque(picture image.Image) bool {
	o, ok := picture.(interface{ Opaque() bool })
	return ok && o.Opaque()
}

// isFlat tells a drawing, a logo or a screen capture from a photograph by
// counting colours on a grid of points.
func isFlat(picture image.Image) bool {
	const points = 128 // a side
	bounds := picture.Bounds()
	colours := map[color.RGBA]struct{}{}
	for y := range points {
		for x := range points {
			r, g, b, a := picture.At(bounds.Min.X+x*bounds.Dx()/points, bounds.Min.Y+y*bounds.Dy()/points).RGBA()
			colours[color.RGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), uint8(a >> 8)}] = struct{}{} // #nosec G115 -- 16 bits to 8
		}
		if len(colours) > maxFlatColours {
			return false
		}
	}
	return true
}
