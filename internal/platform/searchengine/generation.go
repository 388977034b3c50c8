// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"strconv"
	"strings"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/document"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	"github.com/blevesearch/bleve/v2/search"
	index "github.com/blevesearch/bleve_index_api"
)

// schemaVersion changes when documents are indexed otherwise; an index of
// another version is set aside and must be rebuilt.
const schemaVersion = "1"

// Internal values of an index.
var (
	keySchema  = []byte("engine.schema")
	keyCursor  = []byte("engine.cursor")
	keyBuilt   = []byte("engine.built")
	keyNote    = []byte("engine.note")
	keyLengths = []byte("engine.lengths")
)

// maxBatch is how many documents go to the library at once: more would only
// cost memory.
const maxBatch = 1000

// settings are the library's settings. A segment counts as having at least
// FloorSegmentSize documents when the library decides what to merge: with its
// own 2,000 an index of fewer is written anew, whole, after nearly every batch,
// which costs more than indexing the batch. It writes into what it is given:
// hand out copies.
var settings = map[string]any{
	"scorchMergePlanOptions": map[string]any{"FloorSegmentSize": 50},
	"bolt_timeout":           "1s", // who finds the index open elsewhere gives up
}

var errSchema = errors.New("index of another version")

// generation is one Bleve index: the one that answers, or the one a rebuild
// prepares.
type generation struct {
	index   bleve.Index
	dir     string // empty in memory
	lengths *lengths
	columns *columns
}

func newMapping() *mapping.IndexMappingImpl {
	m := bleve.NewIndexMapping()
	m.ScoringModel = index.BM25Scoring
	m.DefaultMapping = bleve.NewDocumentStaticMapping() // documents bring their own fields
	return m
}

// createGeneration makes an empty index in dir, or in memory.
func createGeneration(dir string) (*generation, error) {
	idx, err := bleve.NewUsing(dir, newMapping(), scorch.Name, scorch.Name, maps.Clone(settings))
	if err != nil {
		return nil, fmt.Errorf("create index in %s: %w", dir, err)
	}
	g := &generation{index: idx, dir: dir, lengths: newLengths(), columns: newColumns()}
	if err := idx.SetInternal(keySchema, []byte(schemaVersion)); err != nil {
		return nil, fmt.Errorf("create index in %s: %w", dir, errors.Join(err, idx.Close()))
	}
	return g, nil
}

// openGeneration opens the index of dir. A damaged one is an error, also when
// the library panics over it.
func openGeneration(dir string) (g *generation, err error) {
	defer func() {
		if r := recover(); r != nil {
			g, err = nil, fmt.Errorf("open index in %s: %v", dir, r)
		}
	}()
	if _, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("open index: %w", err)
	}
	idx, err := bleve.OpenUsing(dir, maps.Clone(settings))
	if err != nil {
		return nil, fmt.Errorf("open index in %s: %w", dir, err)
	}
	g = &generation{index: idx, dir: dir, lengths: newLengths(), columns: newColumns()}
	if err := g.check(); err != nil {
		return nil, fmt.Errorf("open index in %s: %w", dir, errors.Join(err, idx.Close()))
	}
	return g, nil
}

func (g *generation) check() error {
	schema, err := g.index.GetInternal(keySchema)
	if err != nil {
		return err
	}
	if string(schema) != schemaVersion {
		return errSchema
	}
	if raw, err := g.index.GetInternal(keyLengths); err != nil {
		return err
	} else if raw != nil {
		if err := json.Unmarshal(raw, &g.lengths.fields); err != nil {
			return err
		}
	}
	// Searching reads every segment's dictionary and shows the worst damage.
	_, err = g.run(context.Background(), bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), 1, 0, false))
	return errors.Join(err, g.warm())
}

// warm reads the columns of new segments, so that no search waits for it.
func (g *generation) warm() error {
	r, release, err := g.reader()
	if err != nil {
		return err
	}
	defer release()
	_, err = g.columns.of(r)
	return err
}

func (g *generation) cursor() (int64, error) {
	raw, err := g.index.GetInternal(keyCursor)
	if err != nil || raw == nil {
		return 0, err
	}
	return strconv.ParseInt(string(raw), 10, 64)
}

func (g *generation) built() (bool, error) {
	raw, err := g.index.GetInternal(keyBuilt)
	return raw != nil, err
}

// reader gives the low-level reader; release it.
func (g *generation) reader() (index.IndexReader, func(), error) {
	adv, err := g.index.Advanced()
	if err != nil {
		return nil, nil, fmt.Errorf("read index: %w", err)
	}
	r, err := adv.Reader()
	if err != nil {
		return nil, nil, fmt.Errorf("read index: %w", err)
	}
	return r, func() { _ = r.Close() }, nil
}

// run searches with true average field lengths: Bleve takes the number of
// different words for the number of words, which makes BM25 punish any text
// longer than a line.
//
// Bleve refuses fields it has no figure for: others are filtered on besides
// those the index knows.
func (g *generation) run(ctx context.Context, req *bleve.SearchRequest, others ...string) (*bleve.SearchResult, error) {
	count, err := g.index.DocCount()
	if err != nil {
		return nil, err
	}
	stats := &search.BM25Stats{DocCount: float64(max(count, 1)), FieldCardinality: g.lengths.totals(count)}
	for _, name := range others {
		stats.FieldCardinality[name] = int(stats.DocCount)
	}
	req.PreSearchData = map[string]any{search.BM25PreSearchDataKey: stats}
	return g.index.SearchInContext(ctx, req)
}

// write applies changes and internal values in one atomic batch, saved to disk
// when it returns. No ID may come twice.
func (g *generation) write(changes []change, internal map[string]string) error {
	batch := g.index.NewBatch()
	docs := make([]*document.Document, 0, len(changes))
	for _, c := range changes {
		if c.doc == nil {
			batch.Delete(c.id)
			continue
		}
		doc, err := c.doc.fields()
		if err != nil {
			return err
		}
		if err := batch.IndexAdvanced(doc); err != nil {
			return err
		}
		docs = append(docs, doc)
	}
	for key, value := range internal {
		batch.SetInternal([]byte(key), []byte(value))
	}
	raw, err := g.lengths.json()
	if err != nil {
		return err
	}
	batch.SetInternal(keyLengths, raw)
	if err := g.index.Batch(batch); err != nil {
		return err
	}
	for _, doc := range docs {
		g.lengths.add(doc)
	}
	return g.warm()
}

// lengths keeps the average number of words of each field, over everything
// ever indexed: near enough, and free.
type lengths struct {
	mu     sync.RWMutex
	fields map[string]fieldLength
}

type fieldLength struct {
	Words int64 `json:"w"`
	Docs  int64 `json:"d"`
}

// newLengths starts from plausible values, so that the first documents are
// not ranked by chance.
func newLengths() *lengths {
	return &lengths{fields: map[string]fieldLength{
		fieldTitle: {7, 1}, fieldXTitle: {10, 1}, fieldKeywords: {6, 1}, fieldXKeys: {8, 1}, fieldNames: {4, 1},
		fieldSummary: {20, 1}, fieldText: {250, 1}, fieldXBody: {400, 1},
		fieldType: {1, 1}, fieldScope: {1, 1}, fieldRow: {1, 1}, "*": {1, 1},
		facetValue + TagFacet: {1, 1}, facetWords + TagFacet: {1, 1},
	}}
}

func (l *lengths) add(doc *document.Document) {
	words := map[string]int64{}
	for _, f := range doc.Fields {
		if f.Options().IsIndexed() {
			words[f.Name()] += int64(f.AnalyzedLength())
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for name, n := range words {
		have := l.fields[name]
		l.fields[name] = fieldLength{have.Words + n, have.Docs + 1}
	}
}

// know makes sure that a facet may be searched before any document has it.
func (l *lengths) know(facet string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, name := range []string{facetValue + facet, facetWords + facet} {
		if _, ok := l.fields[name]; !ok {
			l.fields[name] = fieldLength{1, 1}
		}
	}
}

// totals returns for each field the length all documents would add up to.
func (l *lengths) totals(docs uint64) map[string]int {
	l.mu.RLock()
	defer l.mu.RUnlock()
	totals := make(map[string]int, len(l.fields)+4)
	for name, f := range l.fields {
		average := (f.Words + f.Docs - 1) / max(f.Docs, 1)
		totals[name] = int(max(average, 1)) * int(max(min(docs, 1<<31), 1))
	}
	return totals
}

func (l *lengths) json() ([]byte, error) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	kept := maps.Clone(l.fields)
	maps.DeleteFunc(kept, func(name string, _ fieldLength) bool { return strings.HasPrefix(name, facetValue) })
	return json.Marshal(kept)
}
