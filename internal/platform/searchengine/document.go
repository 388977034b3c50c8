// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/document"
	index "github.com/blevesearch/bleve_index_api"
)

// storedRunes is how many characters of a summary and of a preview are kept
// (spec 03 §7.2: a paid body is never quoted beyond the first 300).
const storedRunes = 300

// ErrInvalidDocument is returned for a document without type, or whose ID is
// not its type, a colon and a key.
var ErrInvalidDocument = errors.New("invalid search document")

// Document is something that may be found. Its texts are plain text: the
// caller removes markup.
type Document struct {
	ID       string // Type + ":" + key
	Type     string
	Title    string
	Summary  string // searched in full; 300 characters are stored
	Text     string // body: searched, never stored
	Preview  string // start of the body anyone who finds the document may read; 300 characters are stored
	Names    []string
	Tags     []string
	Facets   map[string][]string // sector, city…: filters, counters and `name:` prefixes
	Language string              // "en…" is read as English, anything else as French
	URL      string
	At       time.Time // date shown and sorted on; zero when undated

	// Scopes are the tokens of which a searcher must hold one. A document
	// without scope is found by nobody.
	Scopes       []string
	VisibleFrom  time.Time // first instant it may be found; zero for always
	VisibleUntil time.Time // first instant it may no longer be found; zero for never

	// Version is compared by Verify with the source's. Any number that changes
	// with the content will do.
	Version int64
}

// Names of the index fields. Those starting with x hold unstemmed words, with
// positions, for exact phrases and prefixes.
const (
	fieldType     = "type"
	fieldScope    = "scope"
	fieldRow      = "row" // version, instants and type; see columns.go
	fieldTitle    = "title"
	fieldSummary  = "summary"
	fieldText     = "text"
	fieldKeywords = "keywords"
	fieldNames    = "names"
	fieldXTitle   = "xtitle"
	fieldXBody    = "xbody" // summary and text
	fieldXKeys    = "xkeys" // tags and facet values
	fieldStored   = "stored"

	facetValue = "f." // + facet: exact value
	facetWords = "p." // + facet: its plain words
)

// TagFacet is the name under which Tags are filtered, counted and searched.
const TagFacet = "tag"

// stored is what a hit shows, kept as one JSON field.
type stored struct {
	Type     string `json:"t"`
	Title    string `json:"n"`
	Summary  string `json:"s,omitempty"`
	Preview  string `json:"p,omitempty"`
	URL      string `json:"u,omitempty"`
	Language string `json:"l,omitempty"`
	At       int64  `json:"a,omitempty"` // Unix milliseconds; 0 when undated
}

const (
	keywordOptions = index.IndexField | index.SkipFreqNorm
	facetOptions   = keywordOptions | index.DocValues
	stemOptions    = index.IndexField
	exactOptions   = index.IndexField | index.IncludeTermVectors
)

func (d *Document) validate() error {
	if d.Type == "" || !strings.HasPrefix(d.ID, d.Type+":") || len(d.ID) == len(d.Type)+1 || !utf8.ValidString(d.ID) {
		return fmt.Errorf("%w: id %q, type %q", ErrInvalidDocument, d.ID, d.Type)
	}
	return nil
}

// fields turns d into the library's document, without its mapping machinery.
func (d *Document) fields() (*document.Document, error) {
	if err := d.validate(); err != nil {
		return nil, err
	}
	doc := document.NewDocument(d.ID)
	b := fieldBuilder{doc: doc}
	b.filters(d)
	b.texts(d)
	return doc, b.store(d)
}

// fieldBuilder adds fields to a document under construction.
type fieldBuilder struct{ doc *document.Document }

func (b fieldBuilder) keywords(name string, o index.FieldIndexingOptions, values ...string) {
	for _, v := range values {
		b.text(name, o, nil, 0, v)
	}
}

// text adds one value. The place of a value among those of its field keeps a
// phrase from running from one to the next.
func (b fieldBuilder) text(name string, o index.FieldIndexingOptions, a analysis.Analyzer, place int, value string) {
	if value != "" {
		b.doc.AddField(document.NewTextFieldCustom(name, []uint64{uint64(place)}, []byte(value), o, a)) //nolint:gosec // a place is never negative
	}
}

func (b fieldBuilder) filters(d *Document) {
	b.keywords(fieldType, keywordOptions, d.Type)
	b.keywords(fieldScope, keywordOptions, d.Scopes...)
	b.keywords(fieldRow, facetOptions, encodeRow(d))
}

func (b fieldBuilder) texts(d *Document) {
	stems := lang.stemmer(d.Language)
	title, summary, body := newShared(d.Title), newShared(d.Summary), newShared(d.Text)
	b.text(fieldXTitle, exactOptions, title.exact(), 0, title.text)
	b.text(fieldTitle, stemOptions, title.stemmed(stems), 0, title.text)
	b.text(fieldXBody, exactOptions, summary.exact(), 0, summary.text)
	b.text(fieldSummary, stemOptions, summary.stemmed(stems), 0, summary.text)
	b.text(fieldXBody, exactOptions, body.exact(), 1, body.text)
	b.text(fieldText, stemOptions, body.stemmed(stems), 0, body.text)
	for i, name := range d.Names {
		b.text(fieldNames, exactOptions, lang.plain, i, clean(name))
	}
	place := 0
	for _, facet := range d.facetNames() {
		for _, value := range cleanAll(d.facet(facet)) {
			v := newShared(value)
			b.keywords(facetValue+facet, facetOptions, value)
			b.text(facetWords+facet, exactOptions, v.exact(), place, value)
			b.text(fieldXKeys, exactOptions, v.exact(), place, value)
			b.text(fieldKeywords, stemOptions, v.stemmed(stems), place, value)
			place++
		}
	}
}

// facetNames lists the facets in a stable order, tags first.
func (d *Document) facetNames() []string {
	names := make([]string, 0, len(d.Facets)+1)
	for name := range d.Facets {
		if name != TagFacet {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return append([]string{TagFacet}, names...)
}

func (d *Document) facet(name string) []string {
	if name == TagFacet {
		return append(slices.Clone(d.Tags), d.Facets[TagFacet]...)
	}
	return d.Facets[name]
}

func (b fieldBuilder) store(d *Document) error {
	s := stored{
		Type: d.Type, Title: clean(d.Title), URL: d.URL, Language: d.Language,
		Summary: firstRunes(clean(d.Summary), storedRunes),
		Preview: firstRunes(clean(d.Preview), storedRunes),
	}
	if !d.At.IsZero() {
		s.At = d.At.UnixMilli()
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("store %s: %w", d.ID, err)
	}
	b.doc.AddField(document.NewTextFieldCustom(fieldStored, nil, raw, index.StoreField, nil))
	return nil
}

func cleanAll(values []string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.TrimSpace(clean(v))
	}
	return out
}

func firstRunes(s string, n int) string {
	count := 0
	for i := range s {
		if count == n {
			return s[:i]
		}
		count++
	}
	return s
}
