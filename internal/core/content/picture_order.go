// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import "slices"

// MaxPictures is how many pictures a content may have (spec 01 §11).
const MaxPictures = 10

// Move is a direction in the list of pictures.
type Move string

// The two directions; going beyond either end changes nothing (spec 04 §5.7).
const (
	MoveUp   Move = "up"
	MoveDown Move = "down"
)

// Placed is one picture of a list in order: positions count from 0 without
// holes, the first one is the cover (spec 04 §3.7).
type Placed[T any] interface {
	*T

	PictureID() int64
	PlaceAt(position int64)
}

// Moved returns the pictures with the one of the given id moved one step, and
// whether it is among them. Positions are numbered anew.
func Moved[T any, P Placed[T]](list []T, id int64, direction Move) ([]T, bool) {
	at := IndexOf[T, P](list, id)
	if at < 0 {
		return list, false
	}
	to := at + 1
	if direction == MoveUp {
		to = at - 1
	}
	if to >= 0 && to < len(list) {
		list[at], list[to] = list[to], list[at]
	}
	renumber[T, P](list)
	return list, true
}

// Without returns the pictures but the one of the given id, and that one.
func Without[T any, P Placed[T]](list []T, id int64) (rest []T, gone T, found bool) {
	at := IndexOf[T, P](list, id)
	if at < 0 {
		return list, gone, false
	}
	gone = list[at]
	rest = slices.Delete(slices.Clone(list), at, at+1)
	renumber[T, P](rest)
	return rest, gone, true
}

// IndexOf is where the picture of the given id is, or -1.
func IndexOf[T any, P Placed[T]](list []T, id int64) int {
	return slices.IndexFunc(list, func(item T) bool { return P(&item).PictureID() == id })
}

func renumber[T any, P Placed[T]](list []T) {
	for i := range list {
		P(&list[i]).PlaceAt(int64(i))
	}
}
