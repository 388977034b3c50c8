// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/web"
)

func TestCursor_RoundTrip(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		key := strings.ReplaceAll(rapid.StringN(0, 100, 400).Draw(t, "key"), "\x00", "")
		c := web.Cursor{Key: strings.ToValidUTF8(key, ""), ID: rapid.Int64Min(0).Draw(t, "id")}
		got, err := web.ParseCursor(c.Encode())
		if err != nil || got != c {
			t.Fatalf("%+v came back as %+v, %v", c, got, err)
		}
	})
}

func TestTimeCursor(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 22, 9, 20, 0, 123456789, time.UTC)
	c, err := web.ParseCursor(web.TimeCursor(at, 42).Encode())
	if err != nil {
		t.Fatal(err)
	}
	if got, err := c.Time(); err != nil || !got.Equal(at.Truncate(time.Microsecond)) || c.ID != 42 {
		t.Errorf("got %v %d, %v", got, c.ID, err)
	}
	if _, err := (web.Cursor{Key: "Zoé"}).Time(); !errors.Is(err, web.ErrBadCursor) {
		t.Errorf("a name as an instant: %v", err)
	}
}

// A cursor is what we wrote, or refused; never a crash, never a NUL for the
// database.
func FuzzParseCursor(f *testing.F) {
	f.Add("")
	f.Add("AQ")
	f.Add(web.Cursor{Key: "é", ID: 7}.Encode())
	f.Add(strings.Repeat("A", 2000))
	f.Fuzz(func(t *testing.T, s string) {
		c, err := web.ParseCursor(s)
		if err != nil {
			if !errors.Is(err, web.ErrBadCursor) {
				t.Fatalf("error = %v", err)
			}
			return
		}
		if c.Encode() != s || strings.Contains(c.Key, "\x00") || c.ID < 0 {
			t.Fatalf("%q read as %+v", s, c)
		}
	})
}

func TestPageOf(t *testing.T) {
	t.Parallel()
	at := func(n int64) web.Cursor { return web.Cursor{ID: n} }
	for _, tt := range []struct {
		items []int64
		shown int
		next  string
	}{
		{nil, 0, ""},
		{[]int64{9, 8}, 2, ""},
		{[]int64{9, 8, 7}, 3, ""},
		{[]int64{9, 8, 7, 6}, 3, at(7).Encode()},
	} {
		page := web.PageOf(tt.items, 3, at)
		if len(page.Items) != tt.shown || page.Next != tt.next {
			t.Errorf("PageOf(%v) = %+v", tt.items, page)
		}
	}
}
