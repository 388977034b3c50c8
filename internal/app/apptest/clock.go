// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package apptest

import (
	"sync"
	"time"
)

// Start is when every test begins: a Monday morning in Paris.
var Start = time.Date(2026, time.November, 23, 8, 30, 0, 0, time.UTC)

// Clock stands still until it is advanced.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock at Start.
func NewClock() *Clock { return NewClockAt(Start) }

// NewClockAt returns a clock at an instant: that of the system, for tests in
// which processes with their own clock take part.
func NewClockAt(now time.Time) *Clock { return &Clock{now: now} }

// Now is the instant the program believes in.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the clock forward.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}
