// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package live

import (
	"encoding/base64"
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

type sample struct {
	ID    int64 `json:",string"`
	Names []string
	On    bool
	load  string
}

func testCodec(tb testing.TB, secret string) codec {
	tb.Helper()
	c, err := newCodec([]byte(secret))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

const secret = "0123456789abcdef"

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// What was sealed is what is opened, by the same member, for the same
// component, until it ends.
func TestCodec_RoundTrip(t *testing.T) {
	t.Parallel()
	c := testCodec(t, secret)
	rapid.Check(t, func(t *rapid.T) {
		want := sample{
			ID:    rapid.Int64().Draw(t, "id"),
			Names: rapid.SliceOfN(rapid.StringMatching(`[a-zé<>"&]{0,20}`), 1, 5).Draw(t, "names"),
			On:    rapid.Bool().Draw(t, "on"),
		}
		name := rapid.StringMatching(`[a-z][a-z-]{0,20}`).Draw(t, "name")
		member := rapid.Int64().Draw(t, "member")
		sealed, err := c.seal(name, member, noon, want)
		if err != nil {
			t.Fatal(err)
		}
		got := sample{load: "kept"}
		if err := c.open(name, member, noon.Add(-time.Second), sealed, &got); err != nil {
			t.Fatal(err)
		}
		want.load = "kept"
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		for problem, err := range map[string]error{
			"another member":    c.open(name, member+1, noon.Add(-time.Second), sealed, &got),
			"another component": c.open(name+"x", member, noon.Add(-time.Second), sealed, &got),
			"another key":       testOther.open(name, member, noon.Add(-time.Second), sealed, &got),
		} {
			if !errors.Is(err, ErrForged) {
				t.Fatalf("%s: %v", problem, err)
			}
		}
		if err := c.open(name, member, noon, sealed, &got); !errors.Is(err, ErrExpired) {
			t.Fatalf("too late: %v", err)
		}
	})
}

var testOther = codec{key: []byte("another key of thirty-two bytes.")}

// No change of any byte goes unnoticed.
func TestCodec_Tampering(t *testing.T) {
	t.Parallel()
	c := testCodec(t, secret)
	sealed, err := c.seal("follow", 42, noon, sample{ID: 7})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		b := append([]byte(nil), raw...)
		b[rapid.IntRange(0, len(b)-1).Draw(t, "at")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		var got sample
		if err := c.open("follow", 42, noon.Add(-time.Hour), base64.RawURLEncoding.EncodeToString(b), &got); !errors.Is(err, ErrForged) {
			t.Fatalf("error = %v", err)
		}
	})
	for n := range raw {
		var got sample
		if err := c.open("follow", 42, noon.Add(-time.Hour), base64.RawURLEncoding.EncodeToString(raw[:n]), &got); !errors.Is(err, ErrForged) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
}

func TestCodec_Limits(t *testing.T) {
	t.Parallel()
	c := testCodec(t, secret)
	if _, err := c.seal("x", 1, noon, strings.Repeat("a", maxState)); !errors.Is(err, errStateTooLarge) {
		t.Errorf("large state: %v", err)
	}
	if _, err := c.seal("x", 1, noon, func() {}); err == nil {
		t.Error("a function was sealed")
	}
	if _, err := newCodec([]byte("short")); err == nil {
		t.Error("a short secret was accepted")
	}
	sealed, err := c.seal("x", 1, noon, "of another version")
	if err != nil {
		t.Fatal(err)
	}
	var got sample
	if err := c.open("x", 1, noon.Add(-time.Hour), sealed, &got); !errors.Is(err, ErrExpired) {
		t.Errorf("another shape: %v", err)
	}
}

// Whatever arrives is refused, without a crash and without touching the
// component.
func FuzzOpen(f *testing.F) {
	c := testCodec(f, secret)
	sealed, err := c.seal("follow", 42, noon, sample{ID: 7})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"", "AQ", sealed[:20], sealed + "A", strings.Repeat("A", 20000), "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var got sample
		err := c.open("follow", 42, noon.Add(-time.Hour), s, &got)
		switch {
		case s == sealed:
			if err != nil {
				t.Fatal(err)
			}
		case !errors.Is(err, ErrForged):
			t.Fatalf("error = %v", err)
		case !reflect.DeepEqual(got, sample{}):
			t.Fatalf("component changed: %+v", got)
		}
	})
}
