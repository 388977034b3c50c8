// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"runtime"
	"strconv"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/web"
)

// A client may ask in a burst, then as often as the allowance refills; another
// client is not concerned (security checklist §8: 429 for one client's excess).
func TestLimiter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	l := web.NewLimiter(120, time.Minute, 60, func() time.Time { return now })
	for i := range 60 {
		if wait := l.Take("a"); wait != 0 {
			t.Fatalf("request %d waits %s", i, wait)
		}
	}
	if wait := l.Take("a"); wait != 500*time.Millisecond {
		t.Errorf("after the burst: wait %s, want 500ms", wait)
	}
	if wait := l.Take("b"); wait != 0 {
		t.Errorf("another client waits %s", wait)
	}
	now = now.Add(500 * time.Millisecond)
	if l.Take("a") != 0 || l.Take("a") == 0 {
		t.Error("half a second later: want one request")
	}
	now = now.Add(time.Hour)
	taken := 0
	for l.Take("a") == 0 {
		taken++
	}
	if taken != 60 {
		t.Errorf("rested for an hour: %d requests at once, want 60", taken)
	}
	taken = 0
	for range 240 { // four a second, for a minute
		now = now.Add(250 * time.Millisecond)
		if l.Take("a") == 0 {
			taken++
		}
	}
	if taken != 120 {
		t.Errorf("%d requests in a minute, want 120", taken)
	}
}

// A million addresses take no more memory than some thousands.
func TestLimiter_memory(t *testing.T) {
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	l := web.NewLimiter(1, time.Hour, 1, func() time.Time { return now })
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range 1_000_000 {
		l.Take("client " + strconv.Itoa(i))
	}
	if l.Take("client 999999") == 0 {
		t.Error("the last client is forgotten")
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 16<<20 {
		t.Errorf("holds %d MB", grown>>20)
	}
	runtime.KeepAlive(l)
}

func TestNetworkOf(t *testing.T) {
	t.Parallel()
	for ip, want := range map[string]string{
		"192.0.2.17": "192.0.2.17", "::ffff:192.0.2.17": "192.0.2.17", "": "", "nonsense": "nonsense",
		"2001:db8::1": "2001:db8::/64", "2001:db8:0:0:ffff::2": "2001:db8::/64", "2001:db8:0:1::1": "2001:db8:0:1::/64", "fe80::1%eth0": "fe80::/64",
	} {
		if got := web.NetworkOf(ip); got != want {
			t.Errorf("NetworkOf(%q) = %q, want %q", ip, got, want)
		}
	}
}
