// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package revision

import (
	"strings"
	"unicode"

	"github.com/sergi/go-diff/diffmatchpatch"
)

// Op is what happened to a piece of a text.
type Op int8

// The operations.
const (
	Same Op = iota
	Added
	Removed
	Skipped // words that did not change and are not shown; Text is empty
)

// Piece is part of the difference of two texts, in reading order.
type Piece struct {
	Op   Op
	Text string
}

// around is how many words are shown before and after a change.
const around = 20

// Difference compares two plain texts word by word. Long stretches that did not
// change are left out; two equal texts give nothing.
func Difference(before, after string) []Piece {
	if before == after {
		return nil
	}
	// The library compares lines: each word, with the space after it, is one.
	comparer := diffmatchpatch.New()
	old, recent, words := comparer.DiffLinesToRunes(oneALine(before), oneALine(after))
	diffs := comparer.DiffCharsToLines(comparer.DiffMainRunes(old, recent, false), words)
	diffs = comparer.DiffCleanupSemantic(diffs)
	var list []Piece
	for i, d := range diffs {
		text := strings.ReplaceAll(strings.ReplaceAll(d.Text, "\n", ""), lineMark, "\n")
		if text == "" {
			continue
		}
		switch d.Type {
		case diffmatchpatch.DiffInsert:
			list = append(list, Piece{Added, text})
		case diffmatchpatch.DiffDelete:
			list = append(list, Piece{Removed, text})
		case diffmatchpatch.DiffEqual:
			list = append(list, shorten(text, i == 0, i == len(diffs)-1)...)
		}
	}
	return list
}

// lineMark stands for a line break of the text while its words are lines. It is
// a private character, which no cleaned text holds.
const lineMark = "\uE000"

// oneALine puts each word of a text on a line of its own, with the space that
// follows it.
func oneALine(text string) string {
	text = strings.ReplaceAll(text, "\n", lineMark)
	var b strings.Builder
	spaced := false
	for _, r := range text {
		space := unicode.IsSpace(r) || string(r) == lineMark
		if spaced && !space {
			b.WriteByte('\n')
		}
		b.WriteRune(r)
		spaced = space
	}
	b.WriteByte('\n')
	return b.String()
}

// shorten keeps the words of an unchanged stretch that are next to a change.
func shorten(text string, first, last bool) []Piece {
	words := strings.SplitAfter(text, " ")
	keepEnd, keepStart := around, around
	if first {
		keepStart = 0
	}
	if last {
		keepEnd = 0
	}
	if len(words) <= keepStart+keepEnd+around/2 {
		return []Piece{{Same, text}}
	}
	var list []Piece
	if keepStart > 0 {
		list = append(list, Piece{Same, strings.Join(words[:keepStart], "")})
	}
	list = append(list, Piece{Op: Skipped})
	if keepEnd > 0 {
		list = append(list, Piece{Same, strings.Join(words[len(words)-keepEnd:], "")})
	}
	return list
}
