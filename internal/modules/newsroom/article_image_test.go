// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroom

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Whatever is moved or removed, positions go from 0 without holes and the
// other pictures keep their order.
func TestImages_positionsStayContiguous(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, MaxImages).Draw(t, "n")
		list := make([]ArticleImage, n)
		for i := range list {
			list[i] = ArticleImage{ID: int64(i + 1), Position: int64(i)}
		}
		for range rapid.IntRange(1, 20).Draw(t, "steps") {
			id := int64(rapid.IntRange(1, MaxImages+1).Draw(t, "id"))
			before := idsOf(list)
			if rapid.Bool().Draw(t, "remove") {
				rest, gone, found := without(list, id)
				if found != slices.Contains(before, id) || found && gone.ID != id {
					t.Fatalf("without(%v, %d) found %v, %v", before, id, found, gone)
				}
				if found {
					want := slices.DeleteFunc(slices.Clone(before), func(x int64) bool { return x == id })
					if got := idsOf(rest); !slices.Equal(got, want) {
						t.Fatalf("without(%v, %d) = %v", before, id, got)
					}
					list = rest
				}
			} else {
				list = checkMove(t, list, id, rapid.SampledFrom([]Move{MoveUp, MoveDown}).Draw(t, "direction"))
			}
			for i := range list {
				if list[i].Position != int64(i) {
					t.Fatalf("position %d is %d", i, list[i].Position)
				}
			}
		}
	})
}

// checkMove moves a picture: it swaps with one neighbour, or nothing changes.
func checkMove(t *rapid.T, list []ArticleImage, id int64, direction Move) []ArticleImage {
	before := idsOf(list)
	after, found := moved(list, id, direction)
	want := slices.Clone(before)
	at := slices.Index(want, id)
	to := at + 1
	if direction == MoveUp {
		to = at - 1
	}
	if at >= 0 && to >= 0 && to < len(want) {
		want[at], want[to] = want[to], want[at]
	}
	if got := idsOf(after); found != (at >= 0) || !slices.Equal(got, want) {
		t.Fatalf("moved(%v, %d, %s) = %v, %v", before, id, direction, got, found)
	}
	return after
}

func idsOf(list []ArticleImage) []int64 {
	found := make([]int64, len(list))
	for i := range list {
		found[i] = list[i].ID
	}
	return found
}

func TestImages_unknownPicture(t *testing.T) {
	t.Parallel()
	list := []ArticleImage{{ID: 1}, {ID: 2, Position: 1}}
	if _, found := moved(list, 9, MoveUp); found {
		t.Error("moved an unknown picture")
	}
	if _, _, found := without(list, 9); found {
		t.Error("removed an unknown picture")
	}
}
