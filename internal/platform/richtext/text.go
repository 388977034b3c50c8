// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package richtext

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// inlineElements do not part words; every other element does.
var inlineElements = setOf("a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "font",
	"i", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u")

// rawElements hold no text for a reader.
var rawElements = setOf(droppedContent...)

// Text returns the words of source on one line, for search, cards and
// metadata. Blocks are parted by a space, runs of ordinary spaces count once,
// no-break spaces stay. The result is text, not HTML: pages escape it.
func Text(source string) string { return collect(source, ' ') }

// TextLines returns the words of source, a line for each block, to be compared
// with those of another source. The result is text, not HTML.
func TextLines(source string) string { return collect(source, '\n') }

// collect gathers the words of source, its blocks parted by a separator.
func collect(source string, separator byte) string {
	var b strings.Builder
	b.Grow(len(source) / 2)
	space, parted, raw := false, false, 0
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a string has no other error
			return b.String()
		case html.TextToken:
			if raw > 0 {
				continue
			}
			text := stripControls(string(z.Text()))
			if parted && strings.IndexFunc(text, isNotOrdinarySpace) >= 0 {
				if b.Len() > 0 {
					b.WriteByte(separator)
				}
				space, parted, text = false, false, strings.TrimLeftFunc(text, isOrdinarySpace)
			}
			space = appendCollapsed(&b, text, space)
		case html.StartTagToken:
			name, _ := z.TagName()
			if rawElements[string(name)] {
				raw++
			}
			parted = parted || !inlineElements[string(name)]
		case html.EndTagToken:
			name, _ := z.TagName()
			if rawElements[string(name)] && raw > 0 {
				raw--
			}
			parted = parted || !inlineElements[string(name)]
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			parted = parted || !inlineElements[string(name)]
		}
	}
}

func isNotOrdinarySpace(r rune) bool { return !isOrdinarySpace(r) }

// appendCollapsed writes s with runs of ordinary spaces made one, and reports
// whether a space is pending after it.
func appendCollapsed(b *strings.Builder, s string, space bool) bool {
	for _, r := range s {
		if isOrdinarySpace(r) {
			space = true
			continue
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		b.WriteRune(r)
	}
	return space
}

func isOrdinarySpace(r rune) bool {
	return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f'
}

// IsBlank tells whether a reader would see nothing in source: no picture, and
// no text but spaces of any kind and invisible characters.
func IsBlank(source string) bool {
	if strings.TrimSpace(source) == "" {
		return true
	}
	for _, r := range Text(source) {
		if !unicode.IsSpace(r) && !isInvisible(r) {
			return false
		}
	}
	return !hasImage(source)
}

func hasImage(source string) bool {
	if !strings.Contains(source, "<img") {
		return false
	}
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return false
		case html.StartTagToken, html.SelfClosingTagToken:
			if name, _ := z.TagName(); string(name) == "img" {
				return true
			}
		}
	}
}

// isInvisible covers soft hyphens, joiners, marks of direction and fillers.
func isInvisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Mn, r) ||
		r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u2800'
}
