// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package i18n

import "strings"

// Nbsp sets plain text the French way: a no-break space before : ; ! ? » and
// after «, a narrow one between thousands, units kept with their number
// (69,50 €, 12 %, 9 h 30), curly apostrophes and a true ellipsis. It is
// idempotent, leaves addresses and clock times (18:30) alone, and is meant for
// text that people typed, never for HTML.
func Nbsp(s string) string {
	if !strings.ContainsAny(s, " :;!?«»'.") {
		return s
	}
	in := []rune(strings.ReplaceAll(s, "...", "…"))
	out := make([]rune, 0, len(in)+8)
	for i, r := range in {
		switch {
		case r == '\'' && isWord(at(in, i-1)) && isWord(at(in, i+1)):
			r = '’'
		case isSpace(r):
			r = spaceBetween(in, i)
		case wantsSpaceBefore(r) && isWord(at(in, i-1)) && endsThere(at(in, i+1)):
			out = append(out, '\u00a0')
		}
		out = append(out, r)
		if r == '«' && i+1 < len(in) && !isBlank(at(in, i+1)) {
			out = append(out, '\u00a0')
		}
	}
	return string(out)
}

// spaceBetween chooses the space that stands at i.
func spaceBetween(in []rune, i int) rune {
	before, after := at(in, i-1), at(in, i+1)
	switch {
	case before == '«' || wantsSpaceBefore(after):
		return '\u00a0'
	case !isDigit(before) && before != 'h':
		return in[i]
	case isDigit(before) && (after == '€' || after == '%'):
		return '\u00a0'
	case isDigit(before) && after == 'h' && !isWord(at(in, i+2)):
		return '\u00a0'
	case before == 'h' && isDigit(after) && isBlank(at(in, i-2)) && isDigit(at(in, i-3)):
		return '\u00a0'
	case isThousands(in, i):
		return '\u202f'
	}
	return in[i]
}

// isThousands reports whether the space at i parts groups of one number: one
// to three digits before it (or a group already joined), exactly three after.
func isThousands(in []rune, i int) bool {
	lead := 0
	for isDigit(at(in, i-1-lead)) {
		lead++
	}
	tail := 0
	for isDigit(at(in, i+1+tail)) {
		tail++
	}
	return lead >= 1 && lead <= 3 && tail == 3
}

// at returns the rune at i, or 0 outside the text.
func at(in []rune, i int) rune {
	if i < 0 || i >= len(in) {
		return 0
	}
	return in[i]
}

func wantsSpaceBefore(r rune) bool {
	return r == ':' || r == ';' || r == '!' || r == '?' || r == '»'
}

// endsThere reports whether a mark followed by r ends a group of words, which
// the question mark of an address does not.
func endsThere(r rune) bool {
	return r == 0 || isBlank(r) || wantsSpaceBefore(r) || r == ')' || r == '”' || r == '…'
}

func isSpace(r rune) bool { return r == ' ' || r == '\u00a0' }

func isBlank(r rune) bool { return isSpace(r) || r == '\u202f' || r == '\n' || r == '\t' || r == '\r' }

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isWord reports whether r belongs to a word, or closes one.
func isWord(r rune) bool {
	return isDigit(r) || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= 'À' && r != '«' && r != '»' && r < '\u2000' || r == ')' || r == '’'
}
