// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2/search/query"
	index "github.com/blevesearch/bleve_index_api"
)

const (
	defaultSuggestions = 8
	// minTypoRunes is the shortest word that may be mistyped (spec 03 §7.3).
	minTypoRunes = 5
	// maxTypoTrials bounds the searches spent on finding a correction.
	maxTypoTrials = 6
	// maxCandidates bounds the words looked at for one mistyped word.
	maxCandidates = 50
)

// Suggest completes what is being typed: the documents whose title, names or
// keywords match all the words, the last one being perhaps unfinished. Those
// whose title alone has them all come first. It obeys the filters of q like
// Search; Size 0 means 8.
//
// Documents are offered, never bare words: a word may exist only in a document
// the asker must not know of.
func (e *Engine) Suggest(ctx context.Context, q Query) ([]Hit, error) {
	g, release, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	if q.Now.IsZero() {
		q.Now = e.now()
	}
	if q.Size <= 0 {
		q.Size = defaultSuggestions
	}
	tree := parse(q.Text, e.fields)
	if tree == nil || len(q.Scopes) == 0 || (q.Types != nil && len(q.Types) == 0) {
		return nil, nil
	}
	if !strings.HasSuffix(q.Text, " ") {
		openLast(tree)
	}
	q.From, q.CountFacets, q.HitsOnly = 0, nil, true
	c := &compiler{marks: newMarks(), titleOnly: true}
	anywhere := c.compile(tree).query
	inTitle(tree)
	var hits []Hit
	for _, text := range []query.Query{(&compiler{marks: newMarks()}).compile(tree).query, anywhere} {
		found, _, err := e.request(ctx, g, q, text)
		if err != nil {
			return nil, fmt.Errorf("complete a search: %w", err)
		}
		var res Result
		if err := res.fill(found, q, c.marks); err != nil {
			return nil, fmt.Errorf("complete a search: %w", err)
		}
		hits = appendNew(hits, res.Hits)
		if len(hits) >= q.Size {
			return hits[:q.Size], nil
		}
	}
	return hits, nil
}

// appendNew adds the hits that are not there yet.
func appendNew(hits, more []Hit) []Hit {
	for _, hit := range more {
		if !slices.ContainsFunc(hits, func(h Hit) bool { return h.ID == hit.ID }) {
			hits = append(hits, hit)
		}
	}
	return hits
}

// inTitle has the words that may be anywhere looked for in titles.
func inTitle(n *node) {
	if n.kind == nodeTerm && n.field == "" {
		n.field = fieldTitle
	}
	for _, child := range n.children {
		inTitle(child)
	}
}

// openLast marks the last word of a query as perhaps unfinished.
func openLast(n *node) {
	for len(n.children) > 0 {
		n = n.children[len(n.children)-1]
	}
	n.open = !n.phrase
}

// didYouMean looks for a query that differs by one letter per word and finds
// something. Every proposal is tried as the asker's own search, so that it
// reveals nothing hidden.
func (e *Engine) didYouMean(ctx context.Context, g *generation, q Query, tree *node) (string, error) {
	typos, err := g.typos(ctx, tree)
	if err != nil || len(typos) == 0 {
		return "", err
	}
	q.HitsOnly, q.From, q.Size, q.CountFacets, q.Sort = true, 0, 1, nil, ByRelevance
	trials := [][]typo{typos}
	if len(typos) > 1 {
		for i := range typos {
			trials = append(trials, typos[i:i+1])
		}
	}
	for _, trial := range trials[:min(len(trials), maxTypoTrials)] {
		text := correct(q.Text, trial)
		attempt := q
		attempt.Text = text
		res, err := e.search(ctx, g, attempt, parse(text, e.fields))
		if err != nil {
			return "", err
		}
		if res.Total > 0 {
			return correct(q.Text, withAccents(trial, res.Hits)), nil
		}
	}
	return "", nil
}

// typo is a word of the query and the likeliest word meant.
type typo struct {
	start, end  int // rune offsets in the query
	replacement string
}

// typos proposes a word for each long word of the query that no document has.
func (g *generation) typos(ctx context.Context, tree *node) ([]typo, error) {
	reader, release, err := g.reader()
	if err != nil {
		return nil, err
	}
	defer release()
	fuzzy, ok := reader.(index.IndexReaderFuzzy)
	if !ok {
		return nil, nil
	}
	var found []typo
	for _, n := range leaves(tree, nil) {
		words := lang.words(n.text)
		if n.prefix || n.start < 0 || len(words) != 1 || len([]rune(words[0])) < minTypoRunes {
			continue
		}
		best, err := likeliest(ctx, reader, fuzzy, words[0])
		if err != nil {
			return nil, err
		}
		if best != "" {
			found = append(found, typo{n.start, n.start + len([]rune(n.text)), best})
		}
	}
	return found, nil
}

// leaves lists the wanted words of a query: not what it excludes.
func leaves(n *node, out []*node) []*node {
	switch n.kind {
	case nodeTerm:
		return append(out, n)
	case nodeNot:
		return out
	case nodeAnd, nodeOr:
	}
	for _, child := range n.children {
		out = leaves(child, out)
	}
	return out
}

// likeliest returns the word one letter away that most documents have.
func likeliest(ctx context.Context, reader index.IndexReader, fuzzy index.IndexReaderFuzzy, word string) (string, error) {
	best, most := "", uint64(0)
	for _, field := range []string{fieldXTitle, fieldNames, fieldXKeys, fieldXBody} {
		candidates, err := neighbours(fuzzy, field, word)
		if err != nil {
			return "", err
		}
		for _, candidate := range candidates {
			if candidate == word {
				continue // known, but elsewhere than the other words
			}
			r, err := reader.TermFieldReader(ctx, []byte(candidate), field, false, false, false)
			if err != nil {
				return "", fmt.Errorf("count documents with a word: %w", err)
			}
			if n := r.Count(); n > most {
				best, most = candidate, n
			}
			if err := r.Close(); err != nil {
				return "", fmt.Errorf("count documents with a word: %w", err)
			}
		}
	}
	return best, nil
}

func neighbours(fuzzy index.IndexReaderFuzzy, field, word string) ([]string, error) {
	dict, err := fuzzy.FieldDictFuzzy(field, word, 1, "")
	if err != nil {
		return nil, fmt.Errorf("look for words like another: %w", err)
	}
	var words []string
	entry, err := dict.Next()
	for err == nil && entry != nil && len(words) < maxCandidates {
		words = append(words, entry.Term)
		entry, err = dict.Next()
	}
	if cerr := dict.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return nil, fmt.Errorf("look for words like another: %w", err)
	}
	return words, nil
}

// correct replaces the mistyped words; typos are in the order of the text.
func correct(text string, typos []typo) string {
	runes := []rune(clean(text))
	var b strings.Builder
	done := 0
	for _, t := range typos {
		b.WriteString(string(runes[done:t.start]))
		b.WriteString(t.replacement)
		done = t.end
	}
	b.WriteString(string(runes[done:]))
	return b.String()
}

// withAccents writes the replacements as the documents found do, when their
// stored texts show how.
func withAccents(typos []typo, hits []Hit) []typo {
	written := map[string]string{}
	for _, hit := range hits {
		for _, text := range []string{hit.Title.String(), hit.Summary.String(), hit.Excerpt.String()} {
			for _, t := range lang.tokens(text) {
				if word := string(t.Term); written[word] == "" {
					written[word] = strings.ToLower(text[t.Start:t.End])
				}
			}
		}
	}
	out := make([]typo, len(typos))
	for i, t := range typos {
		if w := written[t.replacement]; w != "" {
			t.replacement = w
		}
		out[i] = t
	}
	return out
}
