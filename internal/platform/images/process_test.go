// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package images

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"sync"
	"testing"
)

func TestProcess_Renditions(t *testing.T) {
	t.Parallel()
	see := image.NewNRGBA(image.Rect(0, 0, 900, 300))
	for i := range see.Pix {
		see.Pix[i] = uint8(i * 31 % 251)
	}
	flat := image.NewRGBA(image.Rect(0, 0, 500, 100))
	for i := range flat.Pix {
		flat.Pix[i] = 255
	}
	tests := []struct {
		name   string
		data   []byte
		widths []int
		ext    string
	}{
		{"large photograph", asJPEG(t, photo(2000, 1000)), []int{1600, 800, 400}, "jpg"},
		{"exactly the largest", asJPEG(t, photo(1600, 200)), []int{1600, 800, 400}, "jpg"},
		{"never enlarged", asJPEG(t, photo(1000, 500)), []int{1000, 800, 400}, "jpg"},
		{"a step of its own", asJPEG(t, photo(800, 400)), []int{800, 400}, "jpg"},
		{"small", asJPEG(t, photo(120, 90)), []int{120}, "jpg"},
		{"photograph as PNG", asPNG(t, photo(900, 300)), []int{900, 800, 400}, "jpg"},
		{"transparent", asPNG(t, see), []int{900, 800, 400}, "png"},
		{"drawing", asPNG(t, flat), []int{500, 400}, "png"},
		{"WebP", webpPicture, []int{1}, "png"},
		{"one pixel high", asJPEG(t, photo(1900, 1)), []int{1600, 800, 400}, "jpg"},
	}
	p := NewProcessor()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			set, err := p.Process(t.Context(), tt.data)
			if err != nil {
				t.Fatal(err)
			}
			var widths []int
			for _, r := range set.Renditions {
				widths = append(widths, r.Width)
				checkRendition(t, r, tt.ext)
			}
			if len(widths) != len(tt.widths) {
				t.Fatalf("widths = %v, want %v", widths, tt.widths)
			}
			for i := range widths {
				if widths[i] != tt.widths[i] {
					t.Errorf("widths = %v, want %v", widths, tt.widths)
				}
			}
		})
	}
}

func checkRendition(t *testing.T, r Rendition, ext string) {
	t.Helper()
	if r.Ext != ext {
		t.Errorf("%d wide is %s, want %s", r.Width, r.Ext, ext)
	}
	m, _, err := decodeRendition(r)
	if err != nil {
		t.Fatalf("%d wide does not decode: %v", r.Width, err)
	}
	if m.Bounds().Dx() != r.Width || m.Bounds().Dy() != r.Height {
		t.Errorf("bounds %v, said %d × %d", m.Bounds(), r.Width, r.Height)
	}
}

func decodeRendition(r Rendition) (image.Image, Format, error) {
	if r.Ext == "png" {
		m, err := png.Decode(bytes.NewReader(r.Data))
		return m, PNG, err
	}
	m, err := jpeg.Decode(bytes.NewReader(r.Data))
	return m, JPEG, err
}

// bomb is a valid header of the given size with nothing behind.
func bomb(t *testing.T, w, h uint32) []byte {
	t.Helper()
	data := asPNG(t, photo(2, 2))
	binary.BigEndian.PutUint32(data[16:], w)
	binary.BigEndian.PutUint32(data[20:], h)
	header := withChunk(data[:33], "IHDR", string(data[16:29]))[33:]
	return append(append(append([]byte{}, data[:8]...), header...), data[33:]...)
}

func TestProcess_Refusals(t *testing.T) {
	t.Parallel()
	whole := asJPEG(t, photo(600, 400))
	tests := []struct {
		name string
		data []byte
		want error
	}{
		{"nothing", nil, ErrEmpty},
		{"4 MiB", append(asJPEG(t, photo(9, 9)), make([]byte, MaxBytes)...), ErrTooLarge},
		{"HTML named .png", []byte("<!doctype html><script>alert(1)</script>"), ErrNotAnImage},
		{"SVG", []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), ErrNotAnImage},
		{"GIF", []byte("GIF89a\x01\x00\x01\x00\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"), ErrNotAnImage},
		{"PDF", []byte("%PDF-1.7\n"), ErrNotAnImage},
		{"header alone", whole[:10], ErrNotAnImage},
		{"truncated JPEG", whole[:len(whole)/2], ErrNotAnImage},
		{"truncated PNG", asPNG(t, photo(60, 40))[:200], ErrNotAnImage},
		{"truncated WebP", webpPicture[:24], ErrNotAnImage},
		{"bomb", bomb(t, 19_999, 19_999), ErrTooManyPixels},
		{"ribbon", bomb(t, 1_000_000, 1), ErrTooManyPixels},
		{"enormous", bomb(t, 0x7fffffff, 0x7fffffff), ErrNotAnImage},
	}
	p := NewProcessor()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if _, err := p.Process(t.Context(), tt.data); !errors.Is(err, tt.want) {
				t.Errorf("Process = %v, want %v", err, tt.want)
			}
			if _, err := p.Square(t.Context(), tt.data, PortraitSide); !errors.Is(err, tt.want) {
				t.Errorf("Square = %v, want %v", err, tt.want)
			}
		})
	}
}

// Nothing of the bytes received is served: neither a page hidden behind the
// picture nor a place nor a comment.
func TestProcess_LeavesPayloadsBehind(t *testing.T) {
	t.Parallel()
	const secret = "GPS-48.39N-4.48W"
	const page = "<script>alert(1)</script>"
	jpg := withSegment(asJPEG(t, photo(500, 300)), 0xe1, "Exif\x00\x00"+tiff(binary.LittleEndian, 1))
	jpg = append(withSegment(jpg, 0xfe, page), page...)
	pic := withChunk(asPNG(t, photo(500, 300)), "eXIf", tiff(binary.BigEndian, 1))
	pic = append(withChunk(pic, "tEXt", "Comment\x00"+page), page...)
	p := NewProcessor()
	for _, data := range [][]byte{jpg, pic} {
		if !bytes.Contains(data, []byte(secret)) {
			t.Fatal("the sample holds no place")
		}
		set, err := p.Process(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		square, err := p.Square(t.Context(), data, PortraitSide)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range append(set.Renditions, square) {
			for _, payload := range []string{secret, page, "Exif", "Dupont"} {
				if bytes.Contains(r.Data, []byte(payload)) {
					t.Errorf("%s of %d px holds %q", r.Ext, r.Width, payload)
				}
			}
		}
	}
}

func TestProcess_AppliesOrientation(t *testing.T) {
	t.Parallel()
	// The gradient is red at its top left, green at its bottom.
	corners := map[int]string{ // where red without green ends up
		1: "top left", 2: "top right", 3: "bottom right", 4: "bottom left",
		5: "top left", 6: "top right", 7: "bottom right", 8: "bottom left",
	}
	p := NewProcessor()
	for orientation, want := range corners {
		data := withSegment(asJPEG(t, photo(80, 40)), 0xe1, "Exif\x00\x00"+tiff(binary.BigEndian, uint16(orientation)))
		set, err := p.Process(t.Context(), data)
		if err != nil {
			t.Fatal(err)
		}
		r := set.Renditions[0]
		if lies := orientation >= 5; lies != (r.Height > r.Width) {
			t.Errorf("orientation %d: %d × %d", orientation, r.Width, r.Height)
		}
		m, _, err := decodeRendition(r)
		if err != nil {
			t.Fatal(err)
		}
		if got := redCorner(m); got != want {
			t.Errorf("orientation %d: red is %s, want %s", orientation, got, want)
		}
	}
}

func redCorner(m image.Image) string {
	b := m.Bounds()
	best, where := -1<<31, ""
	for name, at := range map[string]image.Point{
		"top left": {X: 2, Y: 2}, "top right": {X: b.Dx() - 3, Y: 2},
		"bottom left": {X: 2, Y: b.Dy() - 3}, "bottom right": {X: b.Dx() - 3, Y: b.Dy() - 3},
	} {
		r, g, _, _ := m.At(at.X, at.Y).RGBA()
		if score := int(r) - int(g); score > best {
			best, where = score, name
		}
	}
	return where
}

func TestSquare(t *testing.T) {
	t.Parallel()
	p := NewProcessor()
	wide, err := p.Square(t.Context(), asJPEG(t, photo(1000, 500)), PortraitSide)
	if err != nil {
		t.Fatal(err)
	}
	checkRendition(t, wide, "png")
	m, _, err := decodeRendition(wide)
	if err != nil {
		t.Fatal(err)
	}
	if wide.Width != 400 || wide.Height != 400 {
		t.Errorf("square of %d × %d", wide.Width, wide.Height)
	}
	for at, want := range map[image.Point]uint8{{X: 200, Y: 10}: 0, {X: 200, Y: 390}: 0, {X: 200, Y: 200}: 255, {X: 3, Y: 110}: 255} {
		if got := color.NRGBAModel.Convert(m.At(at.X, at.Y)).(color.NRGBA).A; got != want {
			t.Errorf("opacity at %v = %d, want %d", at, got, want)
		}
	}
	small, err := p.Square(t.Context(), asPNG(t, photo(30, 60)), PortraitSide)
	if err != nil || small.Width != 60 || small.Height != 60 {
		t.Errorf("small portrait %d × %d, %v; want 60 × 60", small.Width, small.Height, err)
	}
}

func TestProcess_StopsWhenCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := NewProcessor().Process(ctx, asJPEG(t, photo(50, 50))); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v, want cancelled", err)
	}
}

func TestProcess_ManyAtOnce(t *testing.T) {
	t.Parallel()
	p, data := NewProcessor(), asJPEG(t, photo(500, 300))
	var group sync.WaitGroup
	for range 12 {
		group.Go(func() {
			if _, err := p.Process(context.WithoutCancel(t.Context()), data); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
}

func TestCredits(t *testing.T) {
	t.Parallel()
	plain := asJPEG(t, photo(40, 40))
	withEXIF := func(o binary.AppendByteOrder) []byte { return withSegment(plain, 0xe1, "Exif\x00\x00"+tiff(o, 1)) }
	fromEXIF := Credits{Caption: "Port de Brest", Credit: "J. Dupont", Copyright: "J. Dupont, Agence"}
	fromXMP := Credits{Caption: "Vue du port", Credit: "M. Martin / AFP", Copyright: "© AFP"}
	xmpSegment := "http://ns.adobe.com/xap/1.0/\x00" + xmp
	tests := []struct {
		name string
		data []byte
		want Credits
	}{
		{"none", plain, Credits{}},
		{"EXIF little-endian", withEXIF(binary.LittleEndian), fromEXIF},
		{"EXIF big-endian", withEXIF(binary.BigEndian), fromEXIF},
		{"XMP", withSegment(plain, 0xe1, xmpSegment), fromXMP},
		{"XMP before EXIF", withSegment(withEXIF(binary.LittleEndian), 0xe1, xmpSegment), fromXMP},
		{"IPTC", withSegment(plain, 0xed, iptc(map[byte]string{80: "A. Petit", 110: "Reuters", 116: "(c) R", 120: "D\xe9part\r\nde la course"})),
			Credits{Caption: "Départ de la course", Credit: "A. Petit / Reuters", Copyright: "(c) R"}},
		{"IPTC names the photographer twice", withSegment(plain, 0xed, iptc(map[byte]string{80: "A. Petit", 110: "Photo A. Petit/AFP"})),
			Credits{Credit: "Photo A. Petit/AFP"}},
		{"IPTC completed by EXIF", withSegment(withEXIF(binary.BigEndian), 0xed, iptc(map[byte]string{120: "Le port"})),
			Credits{Caption: "Le port", Credit: "J. Dupont", Copyright: "J. Dupont, Agence"}},
		{"PNG", withChunk(asPNG(t, photo(9, 9)), "iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmp), fromXMP},
		{"PNG with EXIF", withChunk(asPNG(t, photo(9, 9)), "eXIf", tiff(binary.BigEndian, 1)), fromEXIF},
		{"WebP", withWebPChunk(webpPicture, "XMP ", xmp), fromXMP},
		{"controls removed", withSegment(plain, 0xed, iptc(map[byte]string{120: "a\x00\x1bb\u202ec"})), Credits{Caption: "abc"}},
		{"bounded", withSegment(plain, 0xed, iptc(map[byte]string{120: strings.Repeat("é", 3000)})), Credits{Caption: strings.Repeat("é", 1000)}},
	}
	p := NewProcessor()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			set, err := p.Process(t.Context(), tt.data)
			if err != nil {
				t.Fatal(err)
			}
			if set.Credits != tt.want {
				t.Errorf("credits = %+v, want %+v", set.Credits, tt.want)
			}
		})
	}
}

// Whatever comes in, what comes out decodes and is within the sizes said.
func FuzzProcess(f *testing.F) {
	small := asJPEG(f, photo(20, 10))
	f.Add(small)
	f.Add(asPNG(f, photo(10, 20)))
	f.Add(webpPicture)
	f.Add(withWebPChunk(webpPicture, "EXIF", tiff(binary.LittleEndian, 6)))
	f.Add(withSegment(small, 0xe1, "Exif\x00\x00"+tiff(binary.LittleEndian, 6)))
	f.Add(withSegment(small, 0xe1, "http://ns.adobe.com/xap/1.0/\x00"+xmp))
	f.Add(withSegment(small, 0xed, iptc(map[byte]string{120: "x"})))
	p := NewProcessor()
	f.Fuzz(func(t *testing.T, data []byte) {
		_, size, err := Inspect(data)
		if err == nil && size.X*size.Y > 1<<20 {
			return // within the limits, but too slow to fuzz
		}
		set, err := p.Process(t.Context(), data)
		if err != nil {
			return
		}
		for _, r := range set.Renditions {
			checkRendition(t, r, r.Ext)
			if r.Width > Widths[0] {
				t.Errorf("rendition of %d pixels", r.Width)
			}
		}
	})
}

func BenchmarkProcess(b *testing.B) {
	p, data := NewProcessor(), asJPEG(b, photo(4000, 3000))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Process(b.Context(), data); err != nil {
			b.Fatal(err)
		}
	}
}
