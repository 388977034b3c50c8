// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// Overload bounds the requests in work at once. More wait a moment in a short
// queue; beyond that, saying "later" at once is better than being late for
// everybody (security checklist §8).
type Overload struct {
	InFlight int           // requests in work; 256 by default
	Queue    int           // requests waiting; as many as InFlight by default
	Wait     time.Duration // longest wait; 1 s by default
}

func (o Overload) withDefaults() Overload {
	if o.InFlight <= 0 {
		o.InFlight = 256
	}
	if o.Queue <= 0 {
		o.Queue = o.InFlight
	}
	if o.Wait <= 0 {
		o.Wait = time.Second
	}
	return o
}

// limitLoad applies o. A stream gives its place back when it opens.
func limitLoad(o Overload, refuse Refuse) Middleware {
	o = o.withDefaults()
	gate := &gate{places: make(chan struct{}, o.InFlight), limits: o}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !gate.enter(r) {
				w.Header().Set("Retry-After", "2")
				refuse(w, r, ErrOverloaded)
				return
			}
			leave := sync.OnceFunc(gate.leave)
			defer leave()
			visitOf(r.Context()).release = leave
			next.ServeHTTP(w, r)
		})
	}
}

// gate lets a bounded number of requests through.
type gate struct {
	limits  Overload
	places  chan struct{}
	waiting atomic.Int64
}

// enter reports whether the request got a place.
func (g *gate) enter(r *http.Request) bool {
	select {
	case g.places <- struct{}{}:
		return true
	default:
	}
	if g.waiting.Add(1) > int64(g.limits.Queue) {
		g.waiting.Add(-1)
		return false
	}
	defer g.waiting.Add(-1)
	timer := time.NewTimer(g.limits.Wait)
	defer timer.Stop()
	select {
	case g.places <- struct{}{}:
		return true
	case <-timer.C:
		return false
	case <-r.Context().Done():
		return false
	}
}

func (g *gate) leave() { <-g.places }
