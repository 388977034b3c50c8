// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"encoding/json"
	"fmt"

	index "github.com/blevesearch/bleve_index_api"
)

// Note returns what Batch.Note said last, or "".
func (e *Engine) Note() (string, error) {
	g, release, err := e.acquire()
	if err != nil {
		return "", err
	}
	defer release()
	note, err := g.note()
	if err != nil {
		return "", fmt.Errorf("read search note: %w", err)
	}
	return note, nil
}

func (g *generation) note() (string, error) {
	raw, err := g.index.GetInternal(keyNote)
	return string(raw), err
}

// Retitled returns the IDs of the documents that the index does not hold under
// this title: those with another one, and those it does not hold at all.
func (e *Engine) Retitled(ctx context.Context, documents []Document) ([]string, error) {
	g, release, err := e.acquire()
	if err != nil {
		return nil, err
	}
	defer release()
	var retitled []string
	for i := range documents {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("look up titles: %w", err)
		}
		d := &documents[i]
		title, held, err := g.title(d.ID)
		if err != nil {
			return nil, fmt.Errorf("look up the title of %s: %w", d.ID, err)
		}
		if !held || title != clean(d.Title) {
			retitled = append(retitled, d.ID)
		}
	}
	return retitled, nil
}

// title returns the title a document is held under, and whether it is held.
func (g *generation) title(id string) (title string, held bool, err error) {
	doc, err := g.index.Document(id)
	if err != nil || doc == nil {
		return "", false, err
	}
	doc.VisitFields(func(f index.Field) {
		if f.Name() != fieldStored {
			return
		}
		var s stored
		if err = json.Unmarshal(f.Value(), &s); err == nil {
			title, held = s.Title, true
		}
	})
	return title, held, err
}
