// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package tag

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// What an author may choose.
const (
	MaxLength = 40 // characters of a tag
	MaxTags   = 10 // of one content

	// MaxTyped is the longest text of the field they are typed in: as many tags,
	// as long as they may be, with what separates them.
	MaxTyped = MaxTags * (MaxLength + 2)
)

// Tag is a word that a post is tagged with.
type Tag struct {
	Label string `json:"label"`
	Auto  bool   `json:"auto,omitempty"` // it follows from a list; nobody chose it
}

// Key is what tells a tag from another: its label without case, accents and
// superfluous spaces.
func Key(label string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(spaced(label))) {
		switch {
		case unicode.Is(unicode.Mn, r), isJoiner(r):
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == '’':
			b.WriteByte('\'')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Keys are the keys of some labels, each once, without the empty one.
func Keys(labels []string) []string {
	var keys []string
	for _, label := range labels {
		if key := Key(label); key != "" && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	return keys
}

// spaced is a text with single spaces, none around it, without the signs that nobody
// sees: they would make two tags that look alike.
func spaced(text string) string {
	signs := []rune(text)
	var seen strings.Builder
	for i, r := range signs {
		if !isUnseen(r) || isJoiner(r) && i > 0 && i < len(signs)-1 && joins(signs[i-1]) && joins(signs[i+1]) {
			seen.WriteRune(r)
		}
	}
	return strings.Join(strings.Fields(seen.String()), " ")
}

// blankBraille is a letter of Braille without a dot, which shows nothing.
const blankBraille = '\u2800'

func isUnseen(r rune) bool {
	return unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point) || r == blankBraille
}

// isJoiner reports whether r is one of the two signs that tell how their
// neighbours are drawn.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins reports whether a sign may be drawn otherwise beside a joiner: letters
// of Persian or Hindi and pictures are, ours are not.
func joins(r rune) bool {
	return r > unicode.MaxLatin1 && !isUnseen(r) && !unicode.IsSpace(r) && !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// Parse reads the tags of a field: separated by commas, semicolons, ends of
// lines, or as hashtags by their sign. Of two that are the same the first stays.
func Parse(typed string) []string {
	var labels []string
	seen := map[string]bool{}
	for part := range strings.FieldsFuncSeq(typed, func(r rune) bool { return r == ',' || r == ';' || r == '\n' || r == '\r' }) {
		for _, label := range hashtags(spaced(richtext.Plain(part))) {
			if key := Key(label); key != "" && !seen[key] {
				seen[key] = true
				labels = append(labels, label)
			}
		}
	}
	return labels
}

// hashtags are the tags of a text that begins with a sign #, or the text.
func hashtags(text string) []string {
	if !strings.HasPrefix(text, "#") {
		return []string{text}
	}
	parts := strings.Split(text, " #")
	for i, part := range parts {
		parts[i] = strings.TrimLeft(part, "# ")
	}
	return parts
}

// Join is tags as their field shows them.
func Join(labels []string) string { return strings.Join(labels, ", ") }

// Check lists what is wrong with the tags of a field.
func Check(field string, labels []string) errs.Fields {
	var found errs.Fields
	if len(labels) > MaxTags {
		found = append(found, &errs.Error{
			Kind: errs.Invalid, Message: "tag.too_many", Field: field, Args: []any{"Max", MaxTags, "Count", len(labels)},
		})
	}
	for _, label := range labels {
		if n := utf8.RuneCountInString(label); n > MaxLength {
			found = append(found, &errs.Error{
				Kind: errs.Invalid, Message: "tag.too_long", Field: field, Args: []any{"Label", label, "Max", MaxLength},
			})
			break
		}
	}
	return found
}

// Effective are the tags of a content: what its author chose and what the terms
// it is classified by say, each once, in alphabetical order. What was chosen is
// not automatic, though a term says it too (spec 01 §8.6). Of a term of two
// levels, "FAMILY / Term", the second is meant.
func Effective(chosen []string, terms ...string) []Tag {
	var tags []Tag
	seen := map[string]bool{}
	add := func(label string, auto bool) {
		if key := Key(label); key != "" && !seen[key] {
			seen[key] = true
			tags = append(tags, Tag{Label: label, Auto: auto})
		}
	}
	for _, label := range chosen {
		add(label, false)
	}
	for _, term := range terms {
		if _, last, found := strings.Cut(term, " / "); found {
			term = last
		}
		add(spaced(term), true)
	}
	Sort(tags)
	return tags
}

// Sort puts tags in alphabetical order, whatever their case and accents.
func Sort(tags []Tag) {
	slices.SortFunc(tags, func(a, b Tag) int { return cmp.Compare(Key(a.Label), Key(b.Label)) })
}

// Labels are the words of tags.
func Labels(tags []Tag) []string {
	labels := make([]string, len(tags))
	for i, t := range tags {
		labels[i] = t.Label
	}
	return labels
}
