// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package listing

import (
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// PageRows is how many rows a page of a list shows (spec 04 §7.1).
const PageRows = 10

// maxText is the longest text that is read of an address, in characters.
const maxText = 200

// List is what a page declares of one of its lists.
type List struct {
	Path    string // its address; the file of all its rows is at Path/export
	ID      string // DOM id of its table
	Filters []Filter
	Sorts   []Sort
	Words   Words
}

// Filter is a parameter of the address that leaves rows out.
type Filter struct {
	Name  string                   // in the address
	Label string                   // message key
	Read  func(text string) string // what the address holds, made plain; "" when it means all rows
}

// Sort is an order that a list offers. The first one of a column is the order of
// the first click on its heading: the way one reads the column.
type Sort struct {
	Label     string // message key, in the menu that phones show
	Column    string // in the address; "" for the list's own order
	Ascending bool
}

// Words are the message keys of a list.
type Words struct {
	Caption string // of the table, said to a screen reader
	Search  string // in the search field
	Export  string
	Sort    string  // label of the menu of orders
	None    Nothing // nothing was found; leads to the whole list
	Empty   Nothing // there is nothing yet; leads to Path/new
	Icon    string  // of Empty; a name, not a key
}

// Nothing is what is said in place of rows, and what to do about it.
type Nothing struct{ Title, Text, Action string }

// OneOf reads a value that must be one of those given.
func OneOf[T ~string](values ...T) func(text string) string {
	return func(text string) string {
		if slices.Contains(values, T(text)) {
			return text
		}
		return ""
	}
}

// ID reads an identifier.
func ID(text string) string {
	if id, err := ids.Parse(text); err == nil && id != 0 {
		return ids.Encode(id)
	}
	return ""
}

// Text reads a value of a vocabulary, which may have lost the word since.
func Text(text string) string { return shortened(richtext.Plain(text)) }

// Typed reads what somebody typed in a search field.
func Typed(text string) string { return shortened(strings.TrimSpace(richtext.Plain(text))) }

func shortened(text string) string {
	if long := []rune(text); len(long) > maxText {
		return string(long[:maxText])
	}
	return text
}
