// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

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
	fieldFrom     = "from"
	fieldUntil    = "until"
	fieldAt       = "at"    // seconds, for periods
	fieldAtKey    = "atkey" // zero-padded seconds, for sorting and recency
	fieldVersion  = "version"
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
	if d.Type == "" || !strings.HasPrefix(d.ID, d.Type+":") || len(d.ID) == len(d.Type)+1 {
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

func (b fieldBuilder) text(name string, o index.FieldIndexingOptions, a analysis.Analyzer, values ...string) {
	for i, v := range values {
		if v == "" {
			continue
		}
		// Values of one field keep their place, so that no phrase runs from one to the next.
		b.doc.AddField(document.NewTextFieldCustom(name, []uint64{uint64(i)}, []byte(v), o, a))
	}
}

func (b fieldBuilder) instant(name string, seconds int64) {
	b.doc.AddField(document.NewNumericFieldWithIndexingOptions(name, nil, float64(seconds), index.IndexField|index.SkipFreqNorm))
}

func (b fieldBuilder) filters(d *Document) {
	b.text(fieldType, facetOptions, nil, d.Type)
	b.text(fieldScope, keywordOptions, nil, d.Scopes...)
	b.text(fieldVersion, facetOptions, nil, strconv.FormatInt(d.Version, 10))
	if !d.VisibleFrom.IsZero() {
		b.instant(fieldFrom, ceilSecond(d.VisibleFrom))
	}
	if !d.VisibleUntil.IsZero() {
		b.instant(fieldUntil, d.VisibleUntil.Unix())
	}
	if !d.At.IsZero() {
		b.instant(fieldAt, d.At.Unix())
		b.text(fieldAtKey, facetOptions, nil, atKey(d.At))
	}
}

func (b fieldBuilder) texts(d *Document) {
	title, summary, body := clean(d.Title), clean(d.Summary), clean(d.Text)
	stemmed := lang.stemmed(d.Language)
	b.text(fieldTitle, stemOptions, stemmed, title)
	b.text(fieldXTitle, exactOptions, lang.plain, title)
	b.text(fieldSummary, stemOptions, stemmed, summary)
	b.text(fieldText, stemOptions, stemmed, body)
	b.text(fieldXBody, exactOptions, lang.plain, summary, body)
	b.text(fieldNames, exactOptions, lang.plain, cleanAll(d.Names)...)

	var keywords []string
	for _, facet := range d.facetNames() {
		values := cleanAll(d.facet(facet))
		b.text(facetValue+facet, facetOptions, nil, values...)
		b.text(facetWords+facet, exactOptions, lang.plain, values...)
		keywords = append(keywords, values...)
	}
	b.text(fieldKeywords, stemOptions, stemmed, keywords...)
	b.text(fieldXKeys, exactOptions, lang.plain, keywords...)
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

// ceilSecond rounds up: an embargo is never lifted early.
func ceilSecond(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// atKey writes an instant so that text order is time order. Instants before
// 1970 count as 1970.
func atKey(t time.Time) string {
	return fmt.Sprintf("%012d", max(t.Unix(), 0))
}
