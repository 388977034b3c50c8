// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package content

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sortKeyLength is how many characters of a title sort it.
const sortKeyLength = 100

// SortKey is a text as a dictionary sorts it: without case, accents and marks.
func SortKey(text string) string {
	var b strings.Builder
	n, space := 0, false
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case n == sortKeyLength:
			return b.String()
		case unicode.Is(unicode.Mn, r):
			continue
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			space = n > 0
			continue
		case space:
			b.WriteByte(' ')
			space = false
		}
		n++
		switch r {
		case 'œ':
			b.WriteString("oe")
		case 'æ':
			b.WriteString("ae")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
