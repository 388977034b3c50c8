// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ids_test

import (
	"errors"
	"math"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/ids"
)

func TestParse(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		text string
		want int64
		err  error
	}{
		{name: "decimal", text: "1234567890123456789", want: 1234567890123456789},
		{name: "zero", text: "0"},
		{name: "base 62", text: "xZ", want: 61},
		{name: "two digits", text: "x10", want: 62},
		{name: "largest decimal", text: "9223372036854775807", want: math.MaxInt64},
		{name: "largest base 62", text: "xaZl8N0y58M7", want: math.MaxInt64},
		{name: "decimal overflow", text: "9223372036854775808", err: ids.ErrInvalid},
		{name: "base 62 overflow", text: "xaZl8N0y58M8", err: ids.ErrInvalid},
		{name: "long", text: "x000000000000000000000000000001", err: ids.ErrInvalid},
		{name: "empty", err: ids.ErrInvalid},
		{name: "prefix alone", text: "x", err: ids.ErrInvalid},
		{name: "plus", text: "+1", err: ids.ErrInvalid},
		{name: "minus", text: "-1", err: ids.ErrInvalid},
		{name: "space", text: " 1", err: ids.ErrInvalid},
		{name: "trailing newline", text: "1\n", err: ids.ErrInvalid},
		{name: "letter without prefix", text: "1a", err: ids.ErrInvalid},
		{name: "capital prefix", text: "X1", err: ids.ErrInvalid},
		{name: "accent", text: "xé", err: ids.ErrInvalid},
		{name: "underscore", text: "1_000", err: ids.ErrInvalid},
		{name: "foreign digit", text: "١", err: ids.ErrInvalid},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got, err := ids.Parse(tt.text)
			if got != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("Parse(%q) = %d, %v, want %d, %v", tt.text, got, err, tt.want, tt.err)
			}
		})
	}
}

func TestEncode(t *testing.T) {
	t.Parallel()
	for id, want := range map[int64]string{0: "0", -1: "0", 1: "x1", 61: "xZ", 62: "x10", math.MaxInt64: "xaZl8N0y58M7"} {
		if got := ids.Encode(id); got != want {
			t.Errorf("Encode(%d) = %q, want %q", id, got, want)
		}
	}
}

// Both written forms of an identifier lead back to it.
func TestRoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		id := rapid.Int64Range(0, math.MaxInt64).Draw(t, "id")
		for _, text := range []string{ids.Encode(id), strconv.FormatInt(id, 10)} {
			if got, err := ids.Parse(text); got != id || err != nil {
				t.Fatalf("Parse(%q) = %d, %v, want %d", text, got, err, id)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "0", "x", "x0", "xaZl8N0y58M7", "-1", "9223372036854775808", "x 1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		id, err := ids.Parse(text)
		if err != nil {
			if !errors.Is(err, ids.ErrInvalid) || id != 0 {
				t.Fatalf("Parse(%q) = %d, %v", text, id, err)
			}
			return
		}
		if id < 0 {
			t.Fatalf("Parse(%q) = %d, negative", text, id)
		}
		if again, err := ids.Parse(ids.Encode(id)); again != id || err != nil {
			t.Fatalf("Parse(Encode(%d)) = %d, %v", id, again, err)
		}
	})
}

// Whatever the clock does, identifiers grow and keep their node.
func TestGenerator_growsWithAnyClock(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		clock := time.Date(2027, 3, 1, 12, 0, 0, 0, time.UTC)
		node := rapid.IntRange(0, ids.NodeMax).Draw(t, "node")
		g := ids.NewGenerator(node, func() time.Time { return clock })
		var last int64
		for _, step := range rapid.SliceOfN(rapid.IntRange(-5000, 5000), 1, 50).Draw(t, "steps") {
			clock = clock.Add(time.Duration(step) * time.Millisecond)
			for range rapid.IntRange(1, 3).Draw(t, "burst") * 2100 {
				id := g.Next()
				if id <= last {
					t.Fatalf("id %d after %d", id, last)
				}
				if got := int(id >> 12 & ids.NodeMax); got != node {
					t.Fatalf("node = %d, want %d", got, node)
				}
				last = id
			}
		}
	})
}

func TestGenerator_layout(t *testing.T) {
	t.Parallel()
	at := time.Date(2027, 1, 5, 9, 30, 0, 123_000_000, time.UTC)
	id := ids.NewGenerator(5, func() time.Time { return at }).Next()
	if want := at.UnixMilli()<<22 | 5<<12; id != want {
		t.Errorf("Next() = %d, want %d", id, want)
	}
	if got := ids.Time(id); !got.Equal(at) {
		t.Errorf("Time() = %v, want %v", got, at)
	}
	if got := ids.First(at); got > id || ids.First(at.Add(time.Millisecond)) <= id {
		t.Errorf("First(%v) = %d does not bound %d", at, got, id)
	}
}

func TestGenerator_concurrentUseGivesDistinctIds(t *testing.T) {
	t.Parallel()
	g := ids.NewGenerator(1, nil)
	var mu sync.Mutex
	seen := make(map[int64]bool)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 2000 {
				id := g.Next()
				mu.Lock()
				seen[id] = true
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if len(seen) != 16000 {
		t.Errorf("distinct ids = %d, want 16000", len(seen))
	}
}

func BenchmarkGenerator_Next(b *testing.B) {
	g := ids.NewGenerator(1, nil)
	for b.Loop() {
		g.Next()
	}
}
