// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"sync"
	"time"
)

// mostLimited bounds the clients that one half of a limiter remembers: 3 MB at
// most. Members are fewer; a flood of addresses makes those forgotten who asked
// least lately, and lets them begin anew.
const mostLimited = 1 << 15

// Limiter lets each client ask so often and no more, on this node. It counts in
// memory what only costs work, such as a search or a picture; failed logins are
// counted in the database instead, shared by all nodes (security checklist §3).
//
// Each client has an allowance that refills evenly (the generic cell rate
// algorithm): an instant per client says until when it is used up.
type Limiter struct {
	each  time.Duration // what one request uses up
	whole time.Duration // the allowance of a client that has rested
	now   func() time.Time

	mu         sync.Mutex
	young, old map[string]time.Time // until when the allowance is used up
	turned     time.Time            // when young became old last
}

// NewLimiter allows each client n requests per window in the long run, and
// burst of them at once; both are at least 1.
func NewLimiter(n int, window time.Duration, burst int, now func() time.Time) *Limiter {
	each := window / time.Duration(max(1, n))
	return &Limiter{
		each: each, whole: each * time.Duration(max(1, burst)), now: now,
		young: map[string]time.Time{}, turned: now(),
	}
}

// Take counts a request of the client and returns zero, or how long the client
// must wait: then the request is not counted. A nil limiter refuses nobody.
func (l *Limiter) Take(client string) time.Duration {
	if l == nil {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.turn(now)
	used, found := l.young[client]
	if !found {
		used = l.old[client]
	}
	if used.Before(now) {
		used = now
	}
	used = used.Add(l.each)
	if wait := used.Sub(now) - l.whole; wait > 0 {
		return wait
	}
	l.young[client] = used
	return 0
}

// turn forgets the clients that have rested: what an old half says is over
// when its successor has stood as long as a whole allowance takes to refill.
func (l *Limiter) turn(now time.Time) {
	if len(l.young) < mostLimited && now.Sub(l.turned) < l.whole {
		return
	}
	l.young, l.old, l.turned = map[string]time.Time{}, l.young, now
}

// RetryAfter says in the header of a refusal how long to wait, in whole seconds.
func RetryAfter(w http.ResponseWriter, wait time.Duration) {
	w.Header().Set("Retry-After", strconv.Itoa(max(1, int(math.Ceil(wait.Seconds())))))
}

// RateLimit lets each client network make at most n requests per window on
// this node, and refuses more with 429 and Retry-After.
func RateLimit(n int, window time.Duration) Middleware {
	limiter := NewLimiter(n, window, n, time.Now)
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if wait := limiter.Take(NetworkOf(ClientIP(r))); wait > 0 {
				RetryAfter(w, wait)
				visitOf(r.Context()).refuse(w, r, ErrTooMany)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}

// v6Network is the part of an IPv6 address that a subscriber cannot choose, in
// bits (security checklist §3).
const v6Network = 64

// NetworkOf returns what counts as one client of an address: an IPv4 address
// itself, an IPv6 one's /64 network. What is no address comes back as it is.
func NetworkOf(ip string) string {
	addr, err := netip.ParseAddr(ip)
	if err != nil {
		return ip
	}
	addr = addr.Unmap().WithZone("")
	if addr.Is4() {
		return addr.String()
	}
	return netip.PrefixFrom(addr, v6Network).Masked().String()
}
