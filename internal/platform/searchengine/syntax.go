// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"strings"
	"unicode"
)

// Bounds of what is read of a query; the rest is ignored.
const (
	maxQueryRunes = 200
	maxQueryTerms = 20
)

type nodeKind int

const (
	nodeTerm nodeKind = iota
	nodeAnd
	nodeOr
	nodeNot
)

// node is a parsed query. Terms are joined by AND; NOT binds tighter than
// AND, AND tighter than OR.
type node struct {
	kind     nodeKind
	children []*node

	text   string // of a term: a word, or the inside of quotes
	field  string // of a term: resolved prefix, empty for anywhere
	phrase bool
	prefix bool // written with a trailing *
	open   bool // perhaps unfinished: a prefix or the word itself
	start  int  // rune offset of text in the query
}

type tokenKind int

const (
	tokenWord tokenKind = iota
	tokenAnd
	tokenOr
	tokenNot
	tokenOpen
	tokenClose
)

type queryToken struct {
	kind tokenKind
	term node
}

// operators are recognised in capitals only, in both languages.
var operators = map[string]tokenKind{
	"AND": tokenAnd, "ET": tokenAnd,
	"OR": tokenOr, "OU": tokenOr,
	"NOT": tokenNot, "SAUF": tokenNot,
}

var closingQuotes = map[rune]rune{'"': '"', '“': '”', '”': '”', '«': '»', '„': '“'}

// parse reads a query as people type them: nothing is an error, what makes no
// sense is ignored. It returns nil when no word is left. fields resolves the
// prefixes (folded) that are known.
func parse(text string, fields map[string]string) *node {
	runes := []rune(clean(text))
	if len(runes) > maxQueryRunes {
		runes = runes[:maxQueryRunes]
	}
	p := parser{tokens: lexQuery(runes, fields)}
	if n := p.or(); n != nil {
		return n
	}
	// Only operators: "OR" may well be what is looked for.
	return parseWords(string(runes))
}

func parseWords(text string) *node {
	var terms []*node
	for _, word := range lang.words(text) {
		if len(terms) < maxQueryTerms {
			terms = append(terms, &node{text: word, start: -1})
		}
	}
	return group(nodeAnd, terms)
}

// parser is a recursive descent over the tokens.
type parser struct {
	tokens []queryToken
	pos    int
}

func (p *parser) next() (tokenKind, bool) {
	if p.pos >= len(p.tokens) {
		return 0, false
	}
	return p.tokens[p.pos].kind, true
}

func (p *parser) or() *node {
	var parts []*node
	for {
		if n := p.and(); n != nil {
			parts = append(parts, n)
		}
		kind, ok := p.next()
		if !ok || kind == tokenClose {
			return group(nodeOr, parts)
		}
		p.pos++ // an OR, the only other end of and
	}
}

func (p *parser) and() *node {
	var parts []*node
	for {
		kind, ok := p.next()
		if !ok || kind == tokenOr || kind == tokenClose {
			return group(nodeAnd, parts)
		}
		if kind == tokenAnd {
			p.pos++
			continue
		}
		if n := p.unary(); n != nil {
			parts = append(parts, n)
		}
	}
}

func (p *parser) unary() *node {
	negated := false
	for {
		kind, ok := p.next()
		if !ok {
			return nil
		}
		switch kind {
		case tokenNot:
			negated = !negated
			p.pos++
			continue
		case tokenAnd: // "NOT AND": the second operator is noise
			p.pos++
			continue
		case tokenWord, tokenOpen:
		default:
			return nil
		}
		n := p.primary(kind)
		if n != nil && negated {
			return &node{kind: nodeNot, children: []*node{n}}
		}
		return n
	}
}

func (p *parser) primary(kind tokenKind) *node {
	tok := p.tokens[p.pos]
	p.pos++
	if kind == tokenWord {
		return &tok.term
	}
	n := p.or()
	if k, ok := p.next(); ok && k == tokenClose {
		p.pos++
	}
	return n
}

func group(kind nodeKind, parts []*node) *node {
	switch len(parts) {
	case 0:
		return nil
	case 1:
		return parts[0]
	}
	return &node{kind: kind, children: parts}
}

// lexQuery cuts a query into words, phrases, operators and brackets. Brackets
// that do not match are dropped, so the parser never sees a stray one.
func lexQuery(runes []rune, fields map[string]string) []queryToken {
	var tokens []queryToken
	depth, terms := 0, 0
	for i := 0; i < len(runes); {
		switch r := runes[i]; {
		case r == '(':
			depth++
			tokens = append(tokens, queryToken{kind: tokenOpen})
			i++
		case r == ')':
			if depth > 0 {
				depth--
				tokens = append(tokens, queryToken{kind: tokenClose})
			}
			i++
		case isSeparator(r):
			i++
		default:
			var tok queryToken
			tok, i = lexTerm(runes, i, fields)
			if tok.kind == tokenWord {
				if len(lang.words(tok.term.text)) == 0 || terms == maxQueryTerms {
					continue
				}
				terms++
			}
			tokens = append(tokens, tok)
		}
	}
	return tokens
}

// lexTerm reads an operator, or a word or phrase with its field, from i; it
// returns where to go on, always after i.
func lexTerm(runes []rune, i int, fields map[string]string) (queryToken, int) {
	if text, start, end, ok := lexQuoted(runes, i); ok {
		return queryToken{term: node{text: text, phrase: true, start: start}}, end
	}
	if closingQuotes[runes[i]] != 0 { // never closed: not a quote
		i++
	}
	end := i
	for end < len(runes) && !endsWord(runes[end]) {
		if runes[end] == ':' {
			if field, ok := fields[fold(string(runes[i:end]))]; ok && end+1 < len(runes) && !isSeparator(runes[end+1]) {
				tok, after := lexTerm(runes, end+1, nil)
				tok.kind, tok.term.field = tokenWord, field
				return tok, after
			}
		}
		end++
	}
	word := string(runes[i:end])
	if kind, ok := operators[word]; ok && fields != nil {
		return queryToken{kind: kind}, end
	}
	text := strings.TrimRight(word, "*")
	return queryToken{term: node{text: text, prefix: text != word, start: i}}, max(end, i)
}

// lexQuoted reads a phrase in quotes starting at i.
func lexQuoted(runes []rune, i int) (text string, start, end int, ok bool) {
	closing := closingQuotes[runes[i]]
	if closing == 0 {
		return "", 0, 0, false
	}
	for j := i + 1; j < len(runes); j++ {
		if runes[j] == closing {
			return string(runes[i+1 : j]), i + 1, j + 1, true
		}
	}
	return "", 0, 0, false
}

func isSeparator(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '»'
}

func endsWord(r rune) bool {
	return isSeparator(r) || r == '(' || r == ')' || closingQuotes[r] != 0
}
