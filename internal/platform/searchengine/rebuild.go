// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Source is everything that must be found, read once by Rebuild.
type Source struct {
	// Documents yields each document once; an error ends the rebuild. A second
	// one of the same ID may win or lose.
	Documents iter.Seq2[Document, error]
	// Total is the expected number, for Progress only.
	Total int
	// Cursor is a position of the stream of changes read before the first
	// document: what happened up to it is in the documents.
	Cursor int64
	// Progress, when set, is called after each batch, never by two goroutines
	// at once.
	Progress func(done, total int)
}

// Report tells what a rebuild indexed.
type Report struct {
	Documents int
	Types     map[string]int
	Took      time.Duration
}

// Rebuild indexes the source beside the current index, which goes on answering
// and being written, then puts the new one in its place. Changes applied
// meanwhile are applied again to the new index. If anything fails, or the
// process dies, the current index stays as it was.
func (e *Engine) Rebuild(ctx context.Context, src Source) (Report, error) {
	if !e.rebuilding.TryLock() {
		return Report{}, ErrRebuilding
	}
	defer e.rebuilding.Unlock()
	start := time.Now()
	next, err := e.startRebuild()
	if err != nil {
		return Report{}, fmt.Errorf("rebuild search index: %w", err)
	}
	report := Report{Types: map[string]int{}}
	if err = fillFrom(ctx, next, src, &report); err == nil {
		err = e.finishRebuild(ctx, next, src.Cursor)
	}
	if err != nil {
		e.write.Lock()
		e.pending = nil
		e.write.Unlock()
		return report, fmt.Errorf("rebuild search index: %w", errors.Join(err, next.discard()))
	}
	report.Took = time.Since(start)
	return report, nil
}

// startRebuild makes the new index and begins to remember changes.
func (e *Engine) startRebuild() (*generation, error) {
	e.write.Lock()
	defer e.write.Unlock()
	g, release, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	dir := ""
	if e.slot != nil {
		dir = e.slot.next(filepath.Base(g.dir))
		if err := os.RemoveAll(dir); err != nil { // left by a rebuild that died
			return nil, err
		}
	}
	next, err := createGeneration(dir)
	if err != nil {
		return nil, err
	}
	e.prepare(next)
	e.pending = map[string]*Document{}
	return next, nil
}

// fillFrom indexes the source in batches, several at a time: the library
// builds each on one core.
func fillFrom(ctx context.Context, g *generation, src Source, report *Report) error {
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(max(2, runtime.GOMAXPROCS(0)))
	var mu sync.Mutex
	done := 0
	write := func(part []change) {
		workers.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := g.write(part, nil); err != nil {
				return err
			}
			mu.Lock()
			defer mu.Unlock()
			done += len(part)
			if src.Progress != nil {
				src.Progress(done, src.Total)
			}
			return nil
		})
	}
	err := readParts(ctx, src, report, write)
	return errors.Join(err, workers.Wait())
}

// readParts hands the documents of a source over in batches.
func readParts(ctx context.Context, src Source, report *Report, write func([]change)) error {
	part := make([]change, 0, maxBatch)
	for doc, err := range src.Documents {
		if err == nil {
			err = errors.Join(ctx.Err(), doc.validate())
		}
		if err != nil {
			return err
		}
		part = append(part, change{doc.ID, &doc})
		report.Documents++
		report.Types[doc.Type]++
		if len(part) == maxBatch {
			write(part)
			part = make([]change, 0, maxBatch)
		}
	}
	write(part)
	return nil
}

// finishRebuild brings the new index up to date and puts it in place.
func (e *Engine) finishRebuild(ctx context.Context, next *generation, cursor int64) error {
	e.write.Lock()
	defer e.write.Unlock()
	e.mu.RLock()
	old := e.current
	e.mu.RUnlock()
	if old == nil {
		return ErrClosed
	}
	reached, err := old.cursor()
	if err != nil {
		return err
	}
	note, err := old.note()
	if err != nil {
		return err
	}
	changes := make([]change, 0, len(e.pending))
	for id, doc := range e.pending {
		changes = append(changes, change{id, doc})
	}
	internal := map[string]string{
		string(keyCursor): strconv.FormatInt(max(cursor, reached), 10),
		string(keyBuilt):  "1",
		string(keyNote):   note,
	}
	if err := writeParts(ctx, next, changes, internal); err != nil {
		return err
	}
	if e.slot != nil {
		if err := e.slot.use(next); err != nil {
			return err
		}
	}
	e.mu.Lock() // waits for the searches under way, milliseconds
	e.current = next
	e.mu.Unlock()
	e.pending = nil
	if err := old.discard(); err != nil {
		e.log.Warn("old search index not removed", "dir", old.dir, "err", err)
	}
	return nil
}

// discard closes an index and removes its files.
func (g *generation) discard() error {
	err := g.index.Close()
	if g.dir != "" {
		err = errors.Join(err, os.RemoveAll(g.dir))
	}
	return err
}
