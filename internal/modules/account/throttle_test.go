// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"testing"
	"time"
)

// failed is n failures, the latest so long ago and one a second before it.
func failed(n int, ago time.Duration, now time.Time) []time.Time {
	list := make([]time.Time, n)
	for i := range list {
		list[i] = now.Add(-ago - time.Duration(i)*time.Second)
	}
	return list
}

// Delays grow with each failure and end by themselves: never a permanent lock
// (security checklist §3).
func TestDelay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		failures int
		ago      time.Duration
		want     time.Duration
	}{
		{0, 0, 0},
		{9, 0, 0},
		{10, 0, 30 * time.Second},
		{11, 0, time.Minute},
		{12, 0, 2 * time.Minute},
		{12, 30 * time.Second, 90 * time.Second},
		{12, 2 * time.Minute, 0},
		{15, 0, 15 * time.Minute},
		{1000, 0, 15 * time.Minute},
		{1000, 15 * time.Minute, 0},
	}
	for _, tt := range tests {
		if got := delay(failed(tt.failures, tt.ago, now), perClient, now); got != tt.want {
			t.Errorf("%d failures, %s ago: wait %s, want %s", tt.failures, tt.ago, got, tt.want)
		}
	}
}

// Who guesses waits; who has not failed may try until a crowd guesses.
func TestStrangerDelay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		name                     string
		client, account, network int
		waits                    bool
	}{
		{"nobody failed", 0, 0, 0, false},
		{"a few mistakes", 5, 5, 5, false},
		{"one guesser", 10, 10, 10, true},
		{"newcomer beside a guesser", 0, 10, 0, false},
		{"one of several guessers", 1, 10, 1, true},
		{"newcomer beside many", 0, 99, 0, false},
		{"newcomer beside a crowd", 0, 100, 0, true},
		{"network that tries many accounts", 0, 0, 25, true},
		{"network with some mistakes", 1, 1, 24, false},
	}
	for _, tt := range tests {
		wait := strangerDelay(failed(tt.client, 0, now), failed(tt.account, 0, now), failed(tt.network, 0, now), now)
		if wait > 0 != tt.waits {
			t.Errorf("%s: wait %s, want a wait: %v", tt.name, wait, tt.waits)
		}
	}
}
