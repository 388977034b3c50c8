// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"
)

// Weights of the fields (spec 03 §7.3).
const (
	weightTitle    = 3.0
	weightKeywords = 2.0
	weightSummary  = 1.5
	weightNames    = 1.5
	weightText     = 1.0
	// exactness is what the very word that was typed adds, in weights of its
	// field: « port » in a text goes before « porteuse » in a title, which has
	// the same stem.
	exactness = 4.0
	// weightLink is for the small words that must match but say nothing.
	weightLink = 0.01
)

// minBodyPrefix is the shortest beginning of a word looked for in bodies: less
// would stand for thousands of words.
const minBodyPrefix = 4

// compiled is a part of a query ready for the index. A weak part is made of
// stop words only: it counts when there is nothing else.
type compiled struct {
	query query.Query
	weak  bool
}

// compiler turns a parsed query into an index query and notes what to mark in
// the hits.
type compiler struct {
	marks     *marks
	titleOnly bool // look in titles, names and keywords only (completion)
}

func (c *compiler) compile(n *node) compiled {
	switch n.kind {
	case nodeAnd:
		return c.all(n.children)
	case nodeOr:
		return c.any(n.children)
	case nodeNot:
		return c.all([]*node{n})
	default:
		return c.term(n)
	}
}

// all joins parts by AND; parts under NOT exclude.
func (c *compiler) all(parts []*node) compiled {
	var kept []compiled
	var excluded []query.Query
	for _, part := range parts {
		if part.kind == nodeNot {
			// What is excluded is not marked.
			inner := compiler{marks: newMarks(), titleOnly: c.titleOnly}
			excluded = append(excluded, inner.compile(part.children[0]).query)
			continue
		}
		kept = append(kept, c.compile(part))
	}
	queries, weak := strongest(kept)
	if len(excluded) == 0 {
		return compiled{conjunction(queries), weak}
	}
	if len(queries) == 0 {
		queries = []query.Query{query.NewMatchAllQuery()}
	}
	b := query.NewBooleanQuery(nil, nil, nil)
	b.Must = conjunction(queries)
	b.MustNot = unscored{query.NewDisjunctionQuery(excluded)}
	return compiled{b, weak}
}

func (c *compiler) any(parts []*node) compiled {
	all := make([]compiled, len(parts))
	for i, part := range parts {
		all[i] = c.compile(part)
	}
	queries, weak := strongest(all)
	return compiled{&anyOf{children: queries}, weak}
}

// strongest drops the weak parts unless there is no other.
func strongest(parts []compiled) (queries []query.Query, weak bool) {
	var strong, all []query.Query
	for _, p := range parts {
		all = append(all, p.query)
		if !p.weak {
			strong = append(strong, p.query)
		}
	}
	if len(strong) > 0 {
		return strong, false
	}
	return all, len(all) > 0
}

func conjunction(queries []query.Query) query.Query {
	if len(queries) == 1 {
		return queries[0]
	}
	return query.NewConjunctionQuery(queries)
}

// term compiles a word, a prefix or a phrase. A written word may hold several
// ("covid-19"): all of them must match.
func (c *compiler) term(n *node) compiled {
	words := lang.words(n.text)
	if n.phrase {
		return compiled{query: c.phrase(words, n.field)}
	}
	parts := make([]compiled, len(words))
	for i, word := range words {
		switch last := i == len(words)-1; {
		case last && n.prefix:
			parts[i] = compiled{query: c.prefix(word, n.field)}
		case last && n.open:
			parts[i] = compiled{query: &anyOf{children: []query.Query{
				c.prefix(word, n.field), c.word(word, n.field).query,
			}}}
		default:
			parts[i] = c.word(word, n.field)
		}
	}
	queries, weak := strongest(parts)
	return compiled{conjunction(queries), weak}
}

func (c *compiler) word(word, field string) compiled {
	french, english := lang.stems(word)
	if field == "" || field == fieldTitle {
		c.marks.word(word, french, english)
		if french == "" { // a French stop word is in the unstemmed fields only
			return compiled{&anyOf{clauses: c.exact([]string{word}, field)}, true}
		}
	}
	var clauses []clause
	switch field {
	case "":
		clauses = c.everywhere(word, french, english)
	case fieldTitle, fieldSummary, fieldText:
		clauses = stemClauses(nil, field, 1, french, english)
	}
	if len(clauses) == 0 { // another field, or a stop word in this one
		clauses = c.exact([]string{word}, field)
	}
	return compiled{query: &anyOf{clauses: clauses}}
}

// everywhere looks for a word in every field, each with its weight.
func (c *compiler) everywhere(word, french, english string) []clause {
	clauses := stemClauses(nil, fieldTitle, weightTitle, french, english)
	clauses = stemClauses(clauses, fieldKeywords, weightKeywords, french, english)
	clauses = append(clauses, clause{field: fieldNames, terms: []string{word}, boost: (1 + exactness) * weightNames}) // never stemmed
	if !c.titleOnly {
		clauses = stemClauses(clauses, fieldSummary, weightSummary, french, english)
		clauses = stemClauses(clauses, fieldText, weightText, french, english)
	}
	if english == "" { // "the": needed by the AND, absent from English stems
		clauses = append(clauses,
			clause{field: fieldXTitle, terms: []string{word}, boost: weightLink},
			clause{field: fieldXBody, terms: []string{word}, boost: weightLink})
		return clauses
	}
	for _, form := range []string{word, otherNumber(word)} {
		clauses = append(clauses,
			clause{field: fieldXTitle, terms: []string{form}, boost: exactness * weightTitle},
			clause{field: fieldXKeys, terms: []string{form}, boost: exactness * weightKeywords})
	}
	if !c.titleOnly {
		clauses = append(clauses, clause{field: fieldXBody, terms: []string{word}, boost: exactness * weightText})
	}
	return clauses
}

// otherNumber is the regular plural of a word, or the singular of a plural: in a
// title it is the word that was typed.
func otherNumber(word string) string {
	if one, plural := strings.CutSuffix(word, "s"); plural {
		return one
	}
	return word + "s"
}

func stemClauses(clauses []clause, field string, weight float64, stems ...string) []clause {
	for _, stem := range stems {
		if stem != "" {
			clauses = append(clauses, clause{field: field, terms: []string{stem}, boost: weight})
		}
	}
	return clauses
}

func (c *compiler) phrase(words []string, field string) query.Query {
	if field == "" || field == fieldTitle {
		c.marks.phrase(words)
	}
	return &anyOf{clauses: c.exact(words, field)}
}

func (c *compiler) prefix(word, field string) query.Query {
	if field == "" || field == fieldTitle {
		c.marks.prefix(word)
	}
	clauses := c.exact([]string{word}, field)
	kept := clauses[:0]
	for _, cl := range clauses {
		if cl.field == fieldXBody && len([]rune(word)) < minBodyPrefix {
			continue
		}
		cl.prefix = true
		kept = append(kept, cl)
	}
	return &anyOf{clauses: kept}
}

// exact looks for unstemmed words in a row.
func (c *compiler) exact(words []string, field string) []clause {
	switch field {
	case "":
		clauses := []clause{
			{field: fieldXTitle, terms: words, boost: weightTitle},
			{field: fieldXKeys, terms: words, boost: weightKeywords},
			{field: fieldNames, terms: words, boost: weightNames},
		}
		if !c.titleOnly {
			clauses = append(clauses, clause{field: fieldXBody, terms: words, boost: weightText})
		}
		return clauses
	case fieldTitle:
		field = fieldXTitle
	case fieldSummary, fieldText:
		field = fieldXBody
	}
	return []clause{{field: field, terms: words, boost: 1}}
}
