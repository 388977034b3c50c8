// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"time"

	"github.com/blevesearch/bleve/v2"
)

var (
	// ErrClosed is returned by every method after Close.
	ErrClosed = errors.New("search engine closed")
	// ErrRebuilding is returned by Rebuild while another one runs.
	ErrRebuilding = errors.New("search index is already being rebuilt")
)

// Options says where an engine keeps its index and which prefixes it knows.
type Options struct {
	// Dir is the directory shared by the engines of a machine; empty keeps the
	// index in memory, for tests.
	Dir string
	// Alone opens the index of the machine's first process or nothing: Open
	// returns ErrInUse while another process holds it. For tools, which would
	// otherwise look after an index that nobody searches.
	Alone bool
	// Key separates the indexes of different databases; see KeyOf.
	Key string
	// Logger receives what is repaired or set aside; nil is silent.
	Logger *slog.Logger
	// Now is the clock used for queries without Now; nil is time.Now.
	Now func() time.Time
	// Facets are the facets that may be written as `name:value` in a query and
	// filtered or counted before any document has them.
	Facets []string
	// Aliases are other spellings of prefixes, such as "auteur" for "names";
	// case and accents do not matter.
	Aliases map[string]string
}

// KeyOf derives Options.Key from what identifies a database, such as its
// address, without revealing it.
func KeyOf(source string) string {
	sum := sha256.Sum256([]byte(source))
	return hex.EncodeToString(sum[:12])
}

// Engine is one index, open for searching and writing by this process alone.
// It is safe for concurrent use.
type Engine struct {
	o      Options
	now    func() time.Time
	log    *slog.Logger
	fields map[string]string // folded prefix → index field
	slot   *slot             // nil in memory

	mu      sync.RWMutex // held for reading during a search, for writing during a swap
	current *generation  // nil once closed

	write      sync.Mutex           // one writer at a time
	rebuilding sync.Mutex           // one rebuild at a time
	pending    map[string]*Document // changes applied during a rebuild; nil otherwise
}

// Open takes the first slot no other process holds and opens its index,
// empty when there is none or when it was damaged: see Status.NeedsRebuild.
func Open(o Options) (*Engine, error) {
	e := &Engine{o: o, now: o.Now, log: o.Logger, fields: prefixes(o)}
	if e.now == nil {
		e.now = time.Now
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	var err error
	if o.Dir == "" {
		e.current, err = createGeneration("")
	} else {
		e.current, err = e.openSlot()
	}
	if err != nil {
		return nil, fmt.Errorf("open search engine: %w", err)
	}
	e.prepare(e.current)
	return e, nil
}

func (e *Engine) openSlot() (*generation, error) {
	slots := maxSlots
	if e.o.Alone {
		slots = 1
	}
	s, err := takeSlot(e.o.Dir, e.o.Key, slots)
	if e.o.Alone && errors.Is(err, errNoSlot) {
		err = ErrInUse
	}
	if err != nil {
		return nil, err
	}
	g, err := s.open(e.log)
	if err != nil {
		return nil, errors.Join(err, s.release())
	}
	e.slot = s
	return g, nil
}

func (e *Engine) prepare(g *generation) {
	for _, facet := range e.o.Facets {
		g.lengths.know(facet)
	}
}

// prefixes lists what may stand before a colon in a query.
func prefixes(o Options) map[string]string {
	known := map[string]string{
		"title": fieldTitle, "summary": fieldSummary, "text": fieldText, "names": fieldNames,
		"type": fieldType, TagFacet: facetWords + TagFacet,
	}
	for _, facet := range o.Facets {
		known[fold(facet)] = facetWords + facet
	}
	for alias, name := range o.Aliases {
		if field, ok := known[fold(name)]; ok {
			known[fold(alias)] = field
		}
	}
	return known
}

// Close waits for running searches and writes, then gives the slot back.
// Closing twice is harmless.
func (e *Engine) Close() error {
	e.write.Lock()
	defer e.write.Unlock()
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.current == nil {
		return nil
	}
	err := e.current.index.Close()
	e.current = nil
	if e.slot != nil {
		err = errors.Join(err, e.slot.release())
	}
	if err != nil {
		return fmt.Errorf("close search engine: %w", err)
	}
	return nil
}

// acquire gives the index that answers now, and keeps it until release.
func (e *Engine) acquire() (*generation, func(), error) {
	e.mu.RLock()
	if e.current == nil {
		e.mu.RUnlock()
		return nil, nil, ErrClosed
	}
	return e.current, e.mu.RUnlock, nil
}

// Batch is a group of changes. Deletes come first: an ID in both is kept.
type Batch struct {
	Upserts []Document
	Deletes []string // unknown IDs are harmless
	// Cursor is the position reached in the stream of changes once the batch
	// is applied; 0, or less than the current one, leaves it where it is.
	Cursor int64
	// Note replaces what the caller remembers beside the documents, for itself;
	// nil leaves it as it is. It outlives rebuilds.
	Note *string
}

// Apply writes a batch and returns when it is on disk. Above 1,000 documents
// the batch is cut; cursor and note move with the last part, so that after a
// crash the caller starts again from the cursor and loses nothing.
func (e *Engine) Apply(ctx context.Context, b Batch) error {
	changes, err := b.changes()
	if err != nil {
		return fmt.Errorf("index documents: %w", err)
	}
	e.write.Lock()
	defer e.write.Unlock()
	g, release, err := e.acquire()
	if err != nil {
		return err
	}
	defer release()
	internal, err := cursorValue(g, b.Cursor)
	if err != nil {
		return fmt.Errorf("index documents: %w", err)
	}
	if b.Note != nil {
		internal[string(keyNote)] = *b.Note
	}
	if err := writeParts(ctx, g, changes, internal); err != nil {
		return fmt.Errorf("index documents: %w", err)
	}
	if e.pending != nil {
		for _, c := range changes {
			e.pending[c.id] = c.doc
		}
	}
	return nil
}

// change is an upsert, or a deletion when doc is nil.
type change struct {
	id  string
	doc *Document
}

func (b *Batch) changes() ([]change, error) {
	at := make(map[string]int, len(b.Upserts)+len(b.Deletes))
	var changes []change
	set := func(id string, doc *Document) {
		if i, ok := at[id]; ok {
			changes[i].doc = doc
			return
		}
		at[id] = len(changes)
		changes = append(changes, change{id, doc})
	}
	for _, id := range b.Deletes {
		if id != "" {
			set(id, nil)
		}
	}
	for i := range b.Upserts {
		doc := b.Upserts[i]
		if err := doc.validate(); err != nil {
			return nil, err
		}
		set(doc.ID, &doc)
	}
	return changes, nil
}

func writeParts(ctx context.Context, g *generation, changes []change, internal map[string]string) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		n := min(len(changes), maxBatch)
		part := changes[:n]
		changes = changes[n:]
		if len(changes) == 0 {
			return g.write(part, internal)
		}
		if err := g.write(part, nil); err != nil {
			return err
		}
	}
}

// cursorValue is the internal value that moves the cursor forward, if it does.
func cursorValue(g *generation, to int64) (map[string]string, error) {
	now, err := g.cursor()
	if err != nil {
		return nil, fmt.Errorf("read cursor: %w", err)
	}
	if to <= now {
		return map[string]string{}, nil
	}
	return map[string]string{string(keyCursor): strconv.FormatInt(to, 10)}, nil
}

// Cursor returns the position up to which the index is known to be right; 0
// when it never followed anything.
func (e *Engine) Cursor() (int64, error) {
	g, release, err := e.acquire()
	if err != nil {
		return 0, err
	}
	defer release()
	cursor, err := g.cursor()
	if err != nil {
		return 0, fmt.Errorf("read search cursor: %w", err)
	}
	return cursor, nil
}

// Status describes an index for operators.
type Status struct {
	Documents int
	Types     map[string]int // documents per type, visible or not
	Cursor    int64
	// NeedsRebuild is set until a first rebuild ends: the index is new, or its
	// predecessor was damaged or of another version.
	NeedsRebuild bool
	Dir          string // empty in memory
}

// Status counts what is indexed.
func (e *Engine) Status(ctx context.Context) (Status, error) {
	g, release, err := e.acquire()
	if err != nil {
		return Status{}, err
	}
	defer release()
	j := &judge{Query: bleve.NewMatchAllQuery(), columns: g.columns, always: true}
	if _, err := g.run(ctx, bleve.NewSearchRequestOptions(j, 0, 0, false)); err != nil {
		return Status{}, fmt.Errorf("count search documents: %w", err)
	}
	s := Status{Types: j.count(), Dir: g.dir}
	for _, n := range s.Types {
		s.Documents += n
	}
	if s.Cursor, err = g.cursor(); err != nil {
		return Status{}, fmt.Errorf("read search cursor: %w", err)
	}
	built, err := g.built()
	if err != nil {
		return Status{}, fmt.Errorf("read search status: %w", err)
	}
	s.NeedsRebuild = !built
	return s, nil
}
