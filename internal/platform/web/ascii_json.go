// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"strings"
	"unicode/utf16"
)

// asciiJSON writes JSON with \u escapes for all that is not ASCII: header
// values are not UTF-8 (UI guide §3).
func asciiJSON(text []byte) string {
	const hex = "0123456789abcdef"
	var b strings.Builder
	b.Grow(len(text) + 16)
	escape := func(u rune) {
		b.WriteString(`\u`)
		for shift := 12; shift >= 0; shift -= 4 {
			b.WriteByte(hex[(u>>shift)&15])
		}
	}
	for _, c := range string(text) {
		switch {
		case c < 0x7f:
			b.WriteByte(byte(c)) // #nosec G115 -- below 0x7f
		case c <= 0xffff:
			escape(c)
		default:
			high, low := utf16.EncodeRune(c)
			escape(high)
			escape(low)
		}
	}
	return b.String()
}
