// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/core/content"
)

type placed struct{ id, position int64 }

func (p *placed) PictureID() int64       { return p.id }
func (p *placed) PlaceAt(position int64) { p.position = position }

// Whatever is moved or removed, positions go from 0 without holes and the
// other pictures keep their order (spec 04 §5.7).
func TestPictures_positionsStayContiguous(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, content.MaxPictures).Draw(t, "n")
		list := make([]placed, n)
		for i := range list {
			list[i] = placed{int64(i + 1), int64(i)}
		}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			id := int64(rapid.IntRange(1, content.MaxPictures+1).Draw(t, "id"))
			before := idsOf(list)
			if rapid.Bool().Draw(t, "remove") {
				list = checkWithout(t, list, id)
			} else {
				list = checkMove(t, list, id, rapid.SampledFrom([]content.Move{content.MoveUp, content.MoveDown}).Draw(t, "direction"))
			}
			for i := range list {
				if list[i].position != int64(i) {
					t.Fatalf("from %v: position %d is %d", before, i, list[i].position)
				}
			}
		}
	})
}

// checkWithout removes a picture: it alone is gone.
func checkWithout(t *rapid.T, list []placed, id int64) []placed {
	before := idsOf(list)
	rest, gone, found := content.Without(list, id)
	if found != slices.Contains(before, id) || found && gone.id != id {
		t.Fatalf("Without(%v, %d) found %v, %v", before, id, found, gone)
	}
	want := slices.DeleteFunc(slices.Clone(before), func(x int64) bool { return x == id })
	if got := idsOf(rest); !slices.Equal(got, want) {
		t.Fatalf("Without(%v, %d) = %v", before, id, got)
	}
	return rest
}

// checkMove moves a picture: it swaps with one neighbour, or nothing changes.
func checkMove(t *rapid.T, list []placed, id int64, direction content.Move) []placed {
	before := idsOf(list)
	after, found := content.Moved(list, id, direction)
	want := slices.Clone(before)
	at := slices.Index(want, id)
	to := at + 1
	if direction == content.MoveUp {
		to = at - 1
	}
	if at >= 0 && to >= 0 && to < len(want) {
		want[at], want[to] = want[to], want[at]
	}
	if got := idsOf(after); found != (at >= 0) || !slices.Equal(got, want) {
		t.Fatalf("Moved(%v, %d, %s) = %v, %v", before, id, direction, got, found)
	}
	return after
}

func idsOf(list []placed) []int64 {
	found := make([]int64, len(list))
	for i := range list {
		found[i] = list[i].id
	}
	return found
}
