// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import "sync"

// StreamLimit bounds the event streams that are open in this process: each
// costs memory and a file descriptor for as long as its page is open, long
// after it gave back its place in the overload limit.
type StreamLimit struct {
	each, all int

	mu   sync.Mutex
	open map[string]int // by client; nobody with none
	sum  int
}

// NewStreamLimit allows each client so many streams at once, and all of them
// together so many in this process.
func NewStreamLimit(each, all int) *StreamLimit {
	return &StreamLimit{each: each, all: all, open: map[string]int{}}
}

// Enter takes a place for a stream of the client until leave is called, once.
// It returns ErrTooMany when the client, or the process, has no place left.
func (l *StreamLimit) Enter(client string) (leave func(), err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.open[client] >= l.each || l.sum >= l.all {
		return nil, ErrTooMany
	}
	l.open[client]++
	l.sum++
	return sync.OnceFunc(func() { l.leave(client) }), nil
}

func (l *StreamLimit) leave(client string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sum--
	if l.open[client]--; l.open[client] == 0 {
		delete(l.open, client)
	}
}
