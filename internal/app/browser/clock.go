// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"sync/atomic"
	"time"
)

// clock is the system's, some time ahead: pages live in seconds, and what is
// announced for a later hour need not be waited for.
type clock struct{ ahead atomic.Int64 }

func (c *clock) now() time.Time { return time.Now().Add(time.Duration(c.ahead.Load())) }

// Now is the instant the program believes in.
func (s *Site) Now() time.Time { return s.clock.now() }

// Advance moves the program's clock forward; that of the browser stays.
func (s *Site) Advance(d time.Duration) { s.clock.ahead.Add(int64(d)) }
