// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"maps"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/analysis"
)

// Segment is a piece of plain text; Mark is set on what the query matched. The
// view escapes Text like any other text: a segment never holds markup.
type Segment struct {
	Text string
	Mark bool
}

// Segments is a text cut where marks begin and end.
type Segments []Segment

// String returns the text without marks.
func (s Segments) String() string {
	var b strings.Builder
	for _, seg := range s {
		b.WriteString(seg.Text)
	}
	return b.String()
}

// marked reports whether something in the text matched.
func (s Segments) marked() bool {
	return slices.ContainsFunc(s, func(seg Segment) bool { return seg.Mark })
}

// marks is what a query looks for, in the forms of the analysed words. Marking
// analyses the few stored texts of a page again, which is cheaper than keeping
// the position of every word, and cannot quote what is not stored.
type marks struct {
	plain    map[string]bool
	stems    map[string]bool // French, and English with its mark
	prefixes []string
	phrases  [][]string
}

func newMarks() *marks {
	return &marks{plain: map[string]bool{}, stems: map[string]bool{}}
}

func (m *marks) word(plain, french, english string) {
	if french == "" {
		return // a page full of marked articles helps nobody
	}
	m.plain[plain] = true
	m.stems[french] = true
	if english != "" {
		m.stems[english] = true
	}
}

func (m *marks) prefix(word string) { m.prefixes = append(m.prefixes, word) }

func (m *marks) phrase(words []string) { m.phrases = append(m.phrases, words) }

// inText are the clauses that look for the same in summaries and bodies.
func (m *marks) inText() []clause {
	var clauses []clause
	for _, stem := range slices.Sorted(maps.Keys(m.stems)) {
		clauses = stemClauses(clauses, fieldSummary, 1, stem)
		clauses = stemClauses(clauses, fieldText, 1, stem)
	}
	for _, word := range slices.Sorted(maps.Keys(m.plain)) {
		clauses = append(clauses, clause{field: fieldXBody, terms: []string{word}, boost: 1})
	}
	for _, phrase := range m.phrases {
		clauses = append(clauses, clause{field: fieldXBody, terms: phrase, boost: 1})
	}
	for _, prefix := range m.prefixes {
		if len([]rune(prefix)) >= minBodyPrefix {
			clauses = append(clauses, clause{field: fieldXBody, terms: []string{prefix}, prefix: true, boost: 1})
		}
	}
	return clauses
}

// segments cuts text, written in a language, around what matched.
func (m *marks) segments(text, language string) Segments {
	if text == "" {
		return nil
	}
	tokens := lang.tokens(text)
	marked := make([]bool, len(tokens))
	english := isEnglish(language)
	for i, t := range tokens {
		marked[i] = m.matches(string(t.Term), english)
	}
	for _, phrase := range m.phrases {
		markPhrase(tokens, marked, phrase)
	}
	var out Segments
	done := 0
	for i, t := range tokens {
		if !marked[i] || t.Start < done {
			continue
		}
		if t.Start > done {
			out = append(out, Segment{Text: text[done:t.Start]})
		}
		out = append(out, Segment{Text: text[t.Start:t.End], Mark: true})
		done = t.End
	}
	if done < len(text) {
		out = append(out, Segment{Text: text[done:]})
	}
	return out
}

func (m *marks) matches(word string, english bool) bool {
	if word == "" {
		return false
	}
	if m.plain[word] {
		return true
	}
	for _, p := range m.prefixes {
		if strings.HasPrefix(word, p) {
			return true
		}
	}
	if len(m.stems) == 0 {
		return false
	}
	stem := applyFilters(lang.stemmerFR, word)
	if english {
		stem = applyFilters(lang.stemmerEN, word)
	}
	return stem != "" && m.stems[stem]
}

func markPhrase(tokens analysis.TokenStream, marked []bool, phrase []string) {
	for i := 0; i+len(phrase) <= len(tokens); i++ {
		found := true
		for j, word := range phrase {
			if string(tokens[i+j].Term) != word {
				found = false
				break
			}
		}
		for j := range phrase {
			marked[i+j] = marked[i+j] || found
		}
	}
}
