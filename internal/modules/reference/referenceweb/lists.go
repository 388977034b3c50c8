// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package referenceweb

import (
	"encoding/json"
	"fmt"
	"net/http"
	"sync"

	"aipress24.com/aipress24/internal/platform/web"
)

// lists holds the long lists as they leave: written and compressed once. There
// are as many as there are vocabularies and countries with towns.
type lists struct {
	mu   sync.Mutex
	held map[string]heldList
}

// heldList is a list and what it was made of: another source makes it again.
type heldList struct {
	source   any
	document *web.Document
}

// send answers with the list of the name, made again when source is not what
// it was made of.
func (l *lists) send(w http.ResponseWriter, r *http.Request, name string, source any, write func() any) error {
	d, err := l.of(name, source, write)
	if err != nil {
		return err
	}
	return d.Send(w, r, keep)
}

func (l *lists) of(name string, source any, write func() any) (*web.Document, error) {
	l.mu.Lock() // one makes a list, others who want it wait
	defer l.mu.Unlock()
	if held, ok := l.held[name]; ok && held.source == source {
		return held.document, nil
	}
	d, err := document(write())
	if err != nil {
		return nil, err
	}
	if l.held == nil {
		l.held = map[string]heldList{}
	}
	l.held[name] = heldList{source, d}
	return d, nil
}

func document(list any) (*web.Document, error) {
	body, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("write a list: %w", err)
	}
	return web.NewDocument("application/json", body)
}
