// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package typeahead

import (
	"sort"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Index is a list of lines ready to be searched. It is never changed, so that
// many may search it at once.
type Index struct {
	text   string  // "\n word word…" for each line, words folded
	starts []int32 // where each line begins in text
}

// New makes an index of lines. The answers of Find are positions in it. All
// lines together may take 2 GB.
func New(lines []string) *Index {
	var b strings.Builder
	starts := make([]int32, len(lines))
	for i, line := range lines {
		starts[i] = int32(b.Len()) //nolint:gosec // the sum of the lines is bounded above
		b.WriteString("\n ")
		words := Fold(line)
		b.WriteString(words)
		for _, word := range strings.Fields(words) {
			if short, ok := shortened[word]; ok {
				b.WriteString(" " + short)
			}
		}
	}
	return &Index{text: b.String() + "\n", starts: starts}
}

// shortened are words that people abbreviate; a line that has one is found by
// both.
var shortened = map[string]string{"saint": "st", "sainte": "ste"}

// Find returns up to limit positions of lines in which every word of query
// begins a word. Lines that begin with the whole query come first; otherwise
// the order of the lines is kept. A query without letters or digits finds
// nothing.
func (x *Index) Find(query string, limit int) []int { return x.FindAmong(query, limit, nil) }

// FindAmong is Find among the lines that keep accepts; nil accepts all.
func (x *Index) FindAmong(query string, limit int, keep func(line int) bool) []int {
	folded := Fold(query)
	if folded == "" || limit <= 0 {
		return nil
	}
	found := x.scan(scan{"\n " + folded, nil, keep, limit}, nil)
	if len(found) == limit {
		return found
	}
	words := strings.Fields(folded)
	sort.SliceStable(words, func(i, j int) bool { return len(words[i]) > len(words[j]) })
	for i := range words {
		words[i] = " " + words[i]
	}
	return x.scan(scan{words[0], words[1:], keep, limit}, found)
}

// scan is one way through the text.
type scan struct {
	needle string
	others []string // must be in the line too
	keep   func(line int) bool
	limit  int
}

// scan appends to found the lines, not among them yet, that s asks for.
func (x *Index) scan(s scan, found []int) []int {
	first := found // in order, so that a line among them is met in passing
	for at := 0; len(found) < s.limit; {
		next := strings.Index(x.text[at:], s.needle)
		if next < 0 {
			return found
		}
		// The line is the last that begins at or before the needle.
		i := sort.Search(len(x.starts), func(i int) bool { return int(x.starts[i]) > at+next }) - 1
		end := len(x.text) - 1
		if i+1 < len(x.starts) {
			end = int(x.starts[i+1])
		}
		for len(first) > 0 && first[0] < i {
			first = first[1:]
		}
		known := len(first) > 0 && first[0] == i
		if !known && (s.keep == nil || s.keep(i)) && hasAll(x.text[x.starts[i]:end], s.others) {
			found = append(found, i)
		}
		at = end
	}
	return found
}

func hasAll(line string, words []string) bool {
	for _, word := range words {
		if !strings.Contains(line, word) {
			return false
		}
	}
	return true
}

// Fold is a text as it is compared: words of small letters without accents and
// digits, with one space between them.
func Fold(text string) string {
	if !isASCII(text) {
		text = norm.NFD.String(text)
	}
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range text {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		switch r = unicode.ToLower(r); r {
		case 'œ':
			b.WriteString("oe")
		case 'æ':
			b.WriteString("ae")
		case 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= 0x80 {
			return false
		}
	}
	return true
}
