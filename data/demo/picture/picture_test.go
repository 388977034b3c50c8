// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package picture_test

import (
	"bytes"
	"image"
	"testing"

	"aipress24.com/aipress24/data/demo/picture"
)

// inks counts the distinct colours met on a coarse grid.
func inks(img *image.RGBA) int {
	seen := map[[3]uint8]bool{}
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y += 7 {
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x += 7 {
			p := img.RGBAAt(x, y)
			seen[[3]uint8{p.R, p.G, p.B}] = true
		}
	}
	return len(seen)
}

func TestScenesAreRepeatableVariedAndOpaque(t *testing.T) {
	t.Parallel()
	kinds := picture.Kinds()
	if len(kinds) < 16 {
		t.Fatalf("%d kinds of scene, want at least 16", len(kinds))
	}
	for _, kind := range kinds {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			first, again, other := picture.Scene(kind, 7, 320), picture.Scene(kind, 7, 320), picture.Scene(kind, 8, 320)
			if first.Rect.Dx() != 320 || first.Rect.Dy() != 180 {
				t.Errorf("size %v, want 320 × 180", first.Rect)
			}
			if !bytes.Equal(first.Pix, again.Pix) {
				t.Error("the same seed gives two pictures")
			}
			if bytes.Equal(first.Pix, other.Pix) {
				t.Error("two seeds give the same picture")
			}
			if n := inks(first); n < 12 {
				t.Errorf("only %d colours: the scene is nearly empty", n)
			}
			if !first.Opaque() {
				t.Error("the picture has holes")
			}
		})
	}
}

func TestSceneKeepsItsShapeAtAnyWidth(t *testing.T) {
	t.Parallel()
	for _, width := range []int{-3, 0, 16, 161, 800, 1600} {
		img := picture.Scene(picture.Harbour, 1, width)
		want := max(width, 16)
		if got := img.Rect.Dx(); got != want {
			t.Errorf("width %d gives %d pixels, want %d", width, got, want)
		}
	}
}

func TestUnknownSceneIsStillAPicture(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(picture.Scene("no such kind", 3, 200).Pix, picture.Scene(picture.Press, 3, 200).Pix) {
		t.Error("an unknown kind is not drawn as a press hall")
	}
}

func TestPortraits(t *testing.T) {
	t.Parallel()
	distinct := map[string]bool{}
	for seed := range uint64(40) {
		for _, gender := range []picture.Gender{picture.Female, picture.Male, picture.Unknown} {
			img := picture.Portrait(seed, gender)
			if img.Rect.Dx() != 400 || img.Rect.Dy() != 400 || !img.Opaque() {
				t.Fatalf("seed %d %s: %v, opaque %v", seed, gender, img.Rect, img.Opaque())
			}
			if !bytes.Equal(img.Pix, picture.Portrait(seed, gender).Pix) {
				t.Fatalf("seed %d %s is not repeatable", seed, gender)
			}
			distinct[string(img.Pix)] = true
		}
	}
	if len(distinct) < 115 {
		t.Errorf("%d different faces of 120, want at least 115", len(distinct))
	}
}

func TestLogosAndCovers(t *testing.T) {
	t.Parallel()
	for seed, initials := range []string{"G", "ST", "LSV", "ÉÎ", ""} {
		img, err := picture.Logo(initials, 0x00798C, uint64(seed))
		if err != nil {
			t.Fatal(err)
		}
		if img.Rect.Dx() != 400 || img.Rect.Dy() != 400 || !img.Opaque() {
			t.Errorf("logo %q: %v", initials, img.Rect)
		}
	}
	for seed := range uint64(10) {
		img := picture.Cover(0xC8102E, seed)
		if img.Rect.Dx() != 1600 || img.Rect.Dy() != 400 || !img.Opaque() {
			t.Errorf("cover %d: %v", seed, img.Rect)
		}
		if !bytes.Equal(img.Pix, picture.Cover(0xC8102E, seed).Pix) {
			t.Errorf("cover %d is not repeatable", seed)
		}
	}
}

func BenchmarkScene(b *testing.B) {
	kinds := picture.Kinds()
	for i := 0; b.Loop(); i++ {
		picture.Scene(kinds[i%len(kinds)], uint64(i), 800)
	}
}

func BenchmarkPortrait(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		picture.Portrait(uint64(i), picture.Unknown)
	}
}
