// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"time"
	"unicode/utf8"
)

const (
	cursorVersion = 1
	maxCursorKey  = 512 // bytes
)

// Cursor is a position in a list: the sort key and the identifier of the last
// row shown. Lists go on after it and never count rows to skip. A visitor may
// change it; that leads to another place of the same list, never further, as
// long as queries pass Key and ID as parameters.
type Cursor struct {
	Key string // sort key; "" when the identifier alone sorts
	ID  int64
}

// TimeCursor is a position in a list sorted by an instant.
func TimeCursor(at time.Time, id int64) Cursor {
	return Cursor{Key: strconv.FormatInt(at.UnixMicro(), 36), ID: id}
}

// Time returns the instant of a TimeCursor, to the microsecond that databases
// keep, or ErrBadCursor.
func (c Cursor) Time() (time.Time, error) {
	micro, err := strconv.ParseInt(c.Key, 36, 64)
	if err != nil {
		return time.Time{}, ErrBadCursor
	}
	return time.UnixMicro(micro).UTC(), nil
}

// IsZero reports whether the cursor is the beginning of the list.
func (c Cursor) IsZero() bool { return c == Cursor{} }

// Encode returns the cursor as it travels in addresses; "" for the beginning.
func (c Cursor) Encode() string {
	if c.IsZero() {
		return ""
	}
	b := make([]byte, 0, 1+binary.MaxVarintLen64+len(c.Key))
	b = append(b, cursorVersion)
	b = binary.AppendVarint(b, c.ID)
	b = append(b, c.Key...)
	return base64.RawURLEncoding.EncodeToString(b)
}

// ParseCursor reads what Encode wrote. It returns ErrBadCursor for anything
// else; "" is the beginning.
func ParseCursor(s string) (Cursor, error) {
	if s == "" {
		return Cursor{}, nil
	}
	if len(s) > base64.RawURLEncoding.EncodedLen(1+binary.MaxVarintLen64+maxCursorKey) {
		return Cursor{}, ErrBadCursor
	}
	b, err := base64.RawURLEncoding.Strict().DecodeString(s)
	if err != nil || len(b) < 2 || b[0] != cursorVersion {
		return Cursor{}, ErrBadCursor
	}
	id, n := binary.Varint(b[1:])
	if n <= 0 || id < 0 {
		return Cursor{}, ErrBadCursor
	}
	c := Cursor{ID: id, Key: string(b[1+n:])}
	if len(c.Key) > maxCursorKey || !isPlain(c.Key) || c.Encode() != s {
		return Cursor{}, ErrBadCursor
	}
	return c, nil
}

// isPlain reports whether a database accepts the text as a parameter.
func isPlain(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for i := range len(s) {
		if s[i] == 0 {
			return false
		}
	}
	return true
}

// Page is a part of a list and where the rest begins.
type Page[T any] struct {
	Items []T
	Next  string // encoded cursor of the next page; "" on the last
}

// PageOf makes a page of at most limit items out of a query that asked for
// limit+1: the one too many says that there is more. Position returns where an
// item stands in the list.
func PageOf[T any](items []T, limit int, position func(T) Cursor) Page[T] {
	if limit <= 0 || len(items) <= limit {
		return Page[T]{Items: items}
	}
	items = items[:limit]
	return Page[T]{Items: items, Next: position(items[limit-1]).Encode()}
}
