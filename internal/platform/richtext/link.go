// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Piece is a part of a plain text: words, or an address to be made a link.
type Piece struct {
	Text string
	URL  string // "" for words
}

// Linked parts a plain text into words and the web addresses in it. The texts
// of the pieces, one behind the other, are the text itself; pages escape them.
// Only complete http and https addresses become links; those with a user name,
// which only disguises the host, stay words.
func Linked(text string) []Piece {
	var pieces []Piece
	words := 0 // where the words that wait begin
	for at := 0; at < len(text); {
		length := addressLength(text, at)
		if length == 0 {
			_, size := utf8.DecodeRuneInString(text[at:])
			at += size
			continue
		}
		if words < at {
			pieces = append(pieces, Piece{Text: text[words:at]})
		}
		pieces = append(pieces, Piece{Text: text[at : at+length], URL: text[at : at+length]})
		at += length
		words = at
	}
	if words < len(text) {
		pieces = append(pieces, Piece{Text: text[words:]})
	}
	return pieces
}

// addressLength is how long the address that begins at a place is, or 0.
func addressLength(text string, at int) int {
	rest := text[at:]
	if !strings.HasPrefix(rest, "http://") && !strings.HasPrefix(rest, "https://") {
		return 0
	}
	if before, _ := utf8.DecodeLastRuneInString(text[:at]); unicode.IsLetter(before) || unicode.IsDigit(before) {
		return 0
	}
	end := strings.IndexFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsPrint(r) || strings.ContainsRune("<>\"`«»“”", r)
	})
	if end >= 0 {
		rest = rest[:end]
	}
	rest = strings.TrimRight(rest, ".,;:!?'’…")
	for strings.HasSuffix(rest, ")") && strings.Count(rest, ")") > strings.Count(rest, "(") {
		rest = strings.TrimRight(strings.TrimSuffix(rest, ")"), ".,;:!?'’…")
	}
	if u, err := url.Parse(rest); err != nil || u.Hostname() == "" || u.User != nil {
		return 0
	}
	return len(rest)
}
