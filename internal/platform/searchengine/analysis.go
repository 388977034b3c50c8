// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/lang/fr"
	"github.com/blevesearch/bleve/v2/analysis/token/elision"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/token/stop"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"golang.org/x/text/unicode/norm"
)

// englishMark starts every English stem in the index. French and English stems
// share the fields, so that the average length of a field (BM25) does not
// depend on how rare a language is, yet never match each other's words.
const englishMark = "\x01"

// language gathers the three ways a text is cut into terms. Accents are folded
// before stop words and stemming, so that a word typed without them goes the
// same way as the word of the document.
type language struct {
	plain     analysis.Analyzer      // lower case, no elided article, no accent
	stemmerFR []analysis.TokenFilter // then: no stop word, light stem
	stemmerEN []analysis.TokenFilter // then: no stop word, marked Porter stem
}

var lang = newLanguage()

func newLanguage() *language {
	articles, stopFR, stopEN := analysis.NewTokenMap(), analysis.NewTokenMap(), analysis.NewTokenMap()
	loadWords(articles, fr.FrenchArticles)
	loadWords(stopFR, fr.FrenchStopWords)
	loadWords(stopEN, en.EnglishStopWords)
	l := &language{}
	plain := []analysis.TokenFilter{
		lowercase.NewLowerCaseFilter(),
		elisionFilter{elision.NewElisionFilter(articles)},
		foldFilter{asciifolding.New()},
	}
	l.stemmerFR = []analysis.TokenFilter{
		stop.NewStopTokensFilter(stopFR), newMemo(feminineFilter{}, fr.NewFrenchLightStemmerFilter()),
	}
	l.stemmerEN = []analysis.TokenFilter{
		en.NewPossessiveFilter(), stop.NewStopTokensFilter(stopEN), newMemo(porter.NewPorterStemmer(), markFilter{}),
	}
	l.plain = &analysis.DefaultAnalyzer{Tokenizer: unicode.NewUnicodeTokenizer(), TokenFilters: plain}
	return l
}

// loadWords adds a Snowball word list to m, without accents. The lists are
// constants of the library, which its own tests parse.
func loadWords(m analysis.TokenMap, list []byte) {
	words := analysis.NewTokenMap()
	if err := words.LoadBytes(list); err != nil {
		return
	}
	for word := range words {
		m.AddToken(fold(word))
	}
}

// stemmer returns the filters for documents in a language; anything that is
// not English is read as French.
func (l *language) stemmer(tag string) []analysis.TokenFilter {
	if isEnglish(tag) {
		return l.stemmerEN
	}
	return l.stemmerFR
}

func isEnglish(tag string) bool {
	return len(tag) >= 2 && strings.EqualFold(tag[:2], "en")
}

// tokens cuts text into plain tokens; their offsets are those of text.
func (l *language) tokens(text string) analysis.TokenStream {
	return l.plain.Analyze([]byte(text))
}

// words returns the terms of the plain tokens of text.
func (l *language) words(text string) []string {
	tokens := l.tokens(text)
	words := make([]string, 0, len(tokens))
	for _, t := range tokens {
		if len(t.Term) > 0 {
			words = append(words, string(t.Term))
		}
	}
	return words
}

// stems returns what a plain word becomes in each language; empty for a stop
// word of that language.
func (l *language) stems(word string) (french, english string) {
	return applyFilters(l.stemmerFR, word), applyFilters(l.stemmerEN, word)
}

func applyFilters(filters []analysis.TokenFilter, word string) string {
	stream := analysis.TokenStream{&analysis.Token{Term: []byte(word), Position: 1, End: len(word)}}
	for _, f := range filters {
		stream = f.Filter(stream)
	}
	if len(stream) == 0 {
		return ""
	}
	return string(stream[0].Term)
}

// fold lower-cases a word and removes its accents.
func fold(word string) string {
	return string(asciifolding.New().Filter([]byte(strings.ToLower(norm.NFC.String(word)))))
}

// clean gives text the only form the engine stores: valid, composed Unicode.
func clean(text string) string {
	return norm.NFC.String(strings.ToValidUTF8(text, ""))
}

// elisionFilter removes l’, d’, qu’… and moves the start of the token after
// them, so that a highlight marks the word alone.
type elisionFilter struct{ inner analysis.TokenFilter }

func (f elisionFilter) Filter(input analysis.TokenStream) analysis.TokenStream {
	lengths := make([]int, len(input))
	for i, t := range input {
		lengths[i] = len(t.Term)
	}
	out := f.inner.Filter(input)
	for i, t := range out {
		t.Start += lengths[i] - len(t.Term)
	}
	return out
}

// foldFilter turns é into e, œ into oe, ’ into '.
type foldFilter struct{ inner analysis.CharFilter }

func (f foldFilter) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		if !isASCII(t.Term) {
			t.Term = f.inner.Filter(t.Term)
		}
	}
	return input
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// feminineFilter replaces the rules of the light stemmer that look at an
// accent (financière → financier), since accents are gone by then.
type feminineFilter struct{}

func (feminineFilter) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		word := strings.TrimSuffix(string(t.Term), "s")
		if len(word) > 6 && strings.HasSuffix(word, "iere") {
			t.Term = []byte(word[:len(word)-1])
			t.Term[len(t.Term)-2] = 'e'
		}
	}
	return input
}

// markFilter puts englishMark before each term.
type markFilter struct{}

func (markFilter) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		t.Term = append([]byte(englishMark), t.Term...)
	}
	return input
}

// shared cuts a text into plain tokens once, for all the fields that hold it.
// The fields of a document are analysed one after the other.
type shared struct {
	text  string
	plain analysis.TokenStream
}

func newShared(text string) *shared { return &shared{text: clean(text)} }

// exact is the analyser of unstemmed fields.
func (s *shared) exact() analysis.Analyzer { return sharedAnalyzer{s, nil} }

// stemmed is the analyser of stemmed fields.
func (s *shared) stemmed(filters []analysis.TokenFilter) analysis.Analyzer {
	return sharedAnalyzer{s, filters}
}

type sharedAnalyzer struct {
	*shared
	filters []analysis.TokenFilter
}

// Analyze implements analysis.Analyzer; the filters get tokens of their own.
func (a sharedAnalyzer) Analyze(input []byte) analysis.TokenStream {
	if a.plain == nil {
		a.plain = lang.plain.Analyze(input)
	}
	tokens := make([]analysis.Token, len(a.plain))
	stream := make(analysis.TokenStream, len(a.plain))
	for i, t := range a.plain {
		tokens[i] = *t
		stream[i] = &tokens[i]
	}
	for _, f := range a.filters {
		stream = f.Filter(stream)
	}
	return stream
}

// maxMemo is how many words a memo remembers before it forgets them all.
const maxMemo = 50_000

// memo remembers what filters that look at one word at a time make of it: a
// body uses the same few thousand words again and again.
type memo struct {
	filters []analysis.TokenFilter
	mu      sync.RWMutex
	known   map[string][]byte
}

func newMemo(filters ...analysis.TokenFilter) *memo {
	return &memo{filters: filters, known: map[string][]byte{}}
}

// Filter implements analysis.TokenFilter. Terms of different tokens share
// their bytes, which the index only reads.
func (m *memo) Filter(input analysis.TokenStream) analysis.TokenStream {
	for _, t := range input {
		m.mu.RLock()
		term, ok := m.known[string(t.Term)]
		m.mu.RUnlock()
		if !ok {
			term = m.learn(string(t.Term))
		}
		t.Term = term
	}
	return input
}

func (m *memo) learn(word string) []byte {
	stream := analysis.TokenStream{&analysis.Token{Term: []byte(word)}}
	for _, f := range m.filters {
		stream = f.Filter(stream)
	}
	term := stream[0].Term
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= maxMemo {
		clear(m.known)
	}
	m.known[word] = term
	return term
}
