// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member

import (
	"slices"
	"strings"
	"unicode"
)

// Addresses takes a list of e-mail addresses apart, as people type it: one a
// line, or separated by blanks, commas, semicolons. Each is normalised and
// given once, in the order of the text (spec 07 §5.7, 08 §5.7).
func Addresses(text string) []string {
	list := []string{}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }) {
		if address := NormaliseEmail(word); !slices.Contains(list, address) {
			list = append(list, address)
		}
	}
	return list
}
