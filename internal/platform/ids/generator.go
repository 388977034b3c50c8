// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ids

import (
	"sync"
	"time"
)

const (
	counterBits = 12
	nodeBits    = 10
	timeShift   = counterBits + nodeBits
	counterMax  = 1<<counterBits - 1

	// NodeMax is the largest node number that fits the identifier's 10 bits.
	NodeMax = 1<<nodeBits - 1
)

// Generator hands out identifiers of one node. Two running processes must not
// share a node number. It is safe for concurrent use.
type Generator struct {
	node int64
	now  func() time.Time

	mu      sync.Mutex
	milli   int64 // time of the last identifier; never decreases
	counter int64
}

// NewGenerator returns a generator for a node between 0 and [NodeMax]; other
// bits of node are ignored. A nil now means the system clock.
func NewGenerator(node int, now func() time.Time) *Generator {
	if now == nil {
		now = time.Now
	}
	return &Generator{node: int64(node) & NodeMax, now: now}
}

// Next returns an identifier greater than every one this generator returned
// before, even when the clock goes back: time then stands still, and when the
// 4,096 identifiers of a millisecond are spent it borrows the next one rather
// than wait.
func (g *Generator) Next() int64 {
	g.mu.Lock()
	defer g.mu.Unlock()
	milli := g.now().UnixMilli()
	switch {
	case milli > g.milli:
		g.milli, g.counter = milli, 0
	case g.counter == counterMax:
		g.milli, g.counter = g.milli+1, 0
	default:
		g.counter++
	}
	return g.milli<<timeShift | g.node<<counterBits | g.counter
}

// Time returns the instant, to the millisecond and in UTC, at which id was made.
func Time(id int64) time.Time {
	return time.UnixMilli(id >> timeShift).UTC()
}

// First returns the smallest identifier that could be made at the instant t,
// to turn a date into a bound on an id column.
func First(t time.Time) int64 {
	return t.UnixMilli() << timeShift
}
