// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notifications

import (
	"context"
	"sync"
)

// Live tells the open pages of this process that bells were posted, whichever
// process posted them.
type Live struct {
	mu        sync.Mutex
	listeners map[chan struct{}]struct{}
}

// NewLive returns a hub without listeners.
func NewLive() *Live { return &Live{listeners: map[chan struct{}]struct{}{}} }

// Run hears the signals of all processes until ctx ends.
func (l *Live) Run(ctx context.Context, b *Bells) error {
	return b.db.Listen(ctx, bellChannel, func(string) { l.ring() })
}

// Join returns a channel that receives when bells may have changed, and what
// ends it. Signals that come together are one.
func (l *Live) Join() (signals <-chan struct{}, leave func()) {
	c := make(chan struct{}, 1)
	l.mu.Lock()
	l.listeners[c] = struct{}{}
	l.mu.Unlock()
	return c, func() {
		l.mu.Lock()
		delete(l.listeners, c)
		l.mu.Unlock()
	}
}

func (l *Live) ring() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.listeners {
		select {
		case c <- struct{}{}:
		default: // it has not looked since the last signal
		}
	}
}
