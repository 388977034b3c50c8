// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"strings"
	"unicode/utf8"
)

// Plain cleans a field of one line: names, titles, subjects, file names. Line
// breaks and tabs become spaces, runs of ordinary spaces one; control
// characters and marks that reorder text on screen go; French no-break spaces,
// accents and emoji stay. Markup is not touched: pages escape it.
func Plain(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case r == ' ' || r == '\t' || isLineBreak(r):
			space = b.Len() > 0
		case isControl(r) || isReordering(r) || r == utf8.RuneError:
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Cell makes s safe in a spreadsheet: a text that a program would take for a
// formula gets an apostrophe in front (security checklist §4). Numbers and
// telephone numbers stay readable.
func Cell(s string) string {
	switch first, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, " \u00a0")); first {
	case '=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠':
		return "'" + s
	}
	return s
}

// stripControls removes what has no place in a text and that databases or
// browsers read differently: NUL and other control characters but tab and line
// feed, invalid UTF-8, and overrides of the writing direction.
func stripControls(s string) string {
	if isClean(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				continue
			}
		}
		if !isStripped(r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isClean is the fast way out for the usual text.
func isClean(s string) bool {
	if !utf8.ValidString(s) {
		return false
	}
	for _, r := range s {
		if isStripped(r) {
			return false
		}
	}
	return true
}

// isStripped spares isolates and marks of direction, which correct Arabic and
// Hebrew need, but not overrides, which only disguise.
func isStripped(r rune) bool {
	return r != '\t' && r != '\n' && isControl(r) || r == '\u202d' || r == '\u202e' || r == '\ufeff'
}

func isControl(r rune) bool {
	return r < 0x20 || r >= 0x7f && r < 0xa0
}

func isLineBreak(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// isReordering covers the embeddings, overrides and isolates that make a file
// name or a sender look like another, and the byte-order mark.
func isReordering(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff'
}
