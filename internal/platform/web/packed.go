// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"bytes"
	"hash/maphash"
	"sync"
)

const (
	// longestRemembered is the length in bytes of the longest text worth
	// remembering: a header with its menus (7 to 10 kB, as many entries as the
	// member has rights), a footer. Longer ones are articles, read by few.
	longestRemembered = 16 << 10

	// mostRemembered bounds the memory of what is remembered, in bytes of
	// text; its compressed form takes a third more.
	mostRemembered = 6 << 20
)

// compressedBefore remembers how short texts were compressed: the header of a
// member's pages and the footer of everybody's come back again and again. It is
// found by the text itself, so that it is right whatever the text says.
var compressedBefore = &memory{seed: maphash.MakeSeed()}

// memory has two halves: new texts go into the young one; when that is full it
// becomes the old one, and what the old one held and nobody asked for is
// forgotten. The zero value with a seed is empty.
type memory struct {
	seed maphash.Seed

	mu         sync.RWMutex
	young, old map[uint64]remembered
	size       int // bytes of text in young
}

type remembered struct{ text, deflated []byte }

// find returns the compressed form of text, if it is known.
func (m *memory) find(text []byte) ([]byte, bool) {
	key := maphash.Bytes(m.seed, text)
	m.mu.RLock()
	held, young := m.young[key]
	if !young {
		held = m.old[key]
	}
	m.mu.RUnlock()
	if !bytes.Equal(held.text, text) {
		return nil, false
	}
	if !young {
		m.put(key, held)
	}
	return held.deflated, true
}

// keep remembers copies of a text and its compressed form.
func (m *memory) keep(text, deflated []byte) {
	m.put(maphash.Bytes(m.seed, text), remembered{bytes.Clone(text), bytes.Clone(deflated)})
}

func (m *memory) put(key uint64, r remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.young == nil || m.size+len(r.text) > mostRemembered/2 {
		m.young, m.old, m.size = map[uint64]remembered{}, m.young, 0
	}
	m.young[key] = r
	m.size += len(r.text)
}
