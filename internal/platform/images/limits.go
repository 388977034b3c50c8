// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"net/http"

	"golang.org/x/image/webp"
)

var (
	// ErrEmpty means that no byte came.
	ErrEmpty = errors.New("image is empty")
	// ErrTooLarge means MaxBytes or more.
	ErrTooLarge = errors.New("image is too large")
	// ErrNotAnImage means neither PNG, JPEG nor WebP, or one that is damaged.
	ErrNotAnImage = errors.New("not a readable PNG, JPEG or WebP image")
	// ErrTooManyPixels means more than MaxPixels, or a side above maxSide.
	ErrTooManyPixels = errors.New("image has too many pixels")
)

const (
	// MaxBytes is the size from which an image is refused: 4 MiB (spec 01 §11).
	MaxBytes = 4 << 20
	// MaxPixels bounds the memory of a decoded image: 40 megapixels.
	MaxPixels = 40_000_000
	// maxSide refuses ribbons that no page can show and that JPEG, limited to
	// 65,535, could not hold.
	maxSide = 20_000
)

// Format is a kind of picture that is accepted.
type Format string

// The accepted formats. GIF, SVG, TIFF and HEIC are refused.
const (
	PNG  Format = "png"
	JPEG Format = "jpeg"
	WebP Format = "webp"
)

// codec reads one format.
type codec struct {
	config func([]byte) (image.Config, error)
	decode func([]byte) (image.Image, error)
}

var codecs = map[Format]codec{
	PNG: {
		config: func(b []byte) (image.Config, error) { return png.DecodeConfig(bytes.NewReader(b)) },
		decode: func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) },
	},
	JPEG: {
		config: func(b []byte) (image.Config, error) { return jpeg.DecodeConfig(bytes.NewReader(b)) },
		decode: func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) },
	},
	WebP: {
		config: func(b []byte) (image.Config, error) { return webp.DecodeConfig(bytes.NewReader(b)) },
		decode: func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) },
	},
}

// formatOf looks at the first bytes; names and declared types prove nothing.
func formatOf(data []byte) (Format, error) {
	switch http.DetectContentType(data) {
	case "image/png":
		return PNG, nil
	case "image/jpeg":
		return JPEG, nil
	case "image/webp":
		return WebP, nil
	}
	return "", ErrNotAnImage
}

// Inspect returns the format and the dimensions written in the header (before
// any rotation), or the reason why the image is refused. It decodes nothing.
func Inspect(data []byte) (Format, image.Point, error) {
	switch {
	case len(data) == 0:
		return "", image.Point{}, ErrEmpty
	case len(data) >= MaxBytes:
		return "", image.Point{}, fmt.Errorf("%w: %d bytes, must be under %d", ErrTooLarge, len(data), MaxBytes)
	}
	format, err := formatOf(data)
	if err != nil {
		return "", image.Point{}, err
	}
	header, err := codecs[format].config(data)
	if err != nil {
		return "", image.Point{}, fmt.Errorf("%w: %w", ErrNotAnImage, err)
	}
	size := image.Pt(header.Width, header.Height)
	switch {
	case size.X <= 0 || size.Y <= 0:
		return "", image.Point{}, fmt.Errorf("%w: %v pixels", ErrNotAnImage, size)
	case size.X > maxSide || size.Y > maxSide || size.X*size.Y > MaxPixels:
		return "", image.Point{}, fmt.Errorf("%w: %v, at most %d in all and %d a side", ErrTooManyPixels, size, MaxPixels, maxSide)
	}
	return format, size, nil
}
