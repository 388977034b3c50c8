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

// held keeps what is long to make from a list: one thing a name, made again when
// its source is not what it was made of. There are as many names as there are
// vocabularies and countries with towns, in each language.
type held[T any] struct {
	mu   sync.Mutex
	made map[string]made[T]
}

type made[T any] struct {
	source any
	thing  T
}

// of returns the thing of the name. One caller makes it, others who want it
// wait.
func (h *held[T]) of(name string, source any, create func() (T, error)) (T, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if m, ok := h.made[name]; ok && m.source == source {
		return m.thing, nil
	}
	thing, err := create()
	if err != nil {
		return thing, err
	}
	if h.made == nil {
		h.made = map[string]made[T]{}
	}
	h.made[name] = made[T]{source, thing}
	return thing, nil
}

// send answers with the list of the name, written and compressed once.
func (h *handler) send(w http.ResponseWriter, r *http.Request, name string, source any, write func() any) error {
	d, err := h.documents.of(name, source, func() (*web.Document, error) { return document(write()) })
	if err != nil {
		return err
	}
	return d.Send(w, r, keep)
}

func document(list any) (*web.Document, error) {
	body, err := json.Marshal(list)
	if err != nil {
		return nil, fmt.Errorf("write a list: %w", err)
	}
	return web.NewDocument("application/json", body)
}
