// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/web"
)

// Reading costs one query, and writes "last seen" every five minutes at most.
func TestSessions_Queries(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, _ *database.DB, c *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		b.signIn(42, false)
		count := func() int {
			ctx, queries := database.CountQueries(t.Context())
			r := httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil)
			r.Header.Set("Cookie", b.cookie)
			ask(node.Middleware(write("ok")), r)
			for _, q := range queries.Queries() {
				t.Log(q)
			}
			return queries.N()
		}
		if n := count(); n > 1 {
			t.Errorf("%d queries, want 1", n)
		}
		before := count()
		c.pass(6 * time.Minute)
		if n := count(); n <= before {
			t.Errorf("after a pause %d queries, want a write", n)
		}
		list, err := node.Of(t.Context(), 42)
		if err != nil || !list[0].LastSeenAt.Equal(c.Now()) {
			t.Errorf("last seen %v, want %v, %v", list[0].LastSeenAt, c.Now(), err)
		}
	})
}

func TestSessions_FlashAndState(t *testing.T) {
	t.Parallel()
	type filters struct{ Sections []string }
	setup(t, func(t *testing.T, _ *database.DB, _ *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		b.signIn(42, false)
		b.do(func(ctx context.Context) {
			node.Flash(ctx, web.OK, "article.published", "Title", "Grève", "Count", 3)
			node.Flash(ctx, web.Warn, "x")
			if err := node.PutUI(ctx, "wire:filters", filters{[]string{"Ports"}}); err != nil {
				t.Error(err)
			}
			if err := node.PutUI(ctx, "other:filters", 1); err == nil {
				t.Error("state of no portal accepted")
			}
			if err := node.PutUI(ctx, "wire:x", strings.Repeat("x", 9000)); !errors.Is(err, web.ErrStateTooLarge) {
				t.Errorf("huge state: %v", err)
			}
		})
		b.do(func(ctx context.Context) {
			got := node.Flashes(ctx)
			if len(got) != 2 || got[0].Key != "article.published" || got[0].Args[1] != "Grève" || got[0].Args[3] != int64(3) {
				t.Errorf("flashes = %+v", got)
			}
			var f filters
			if !node.GetUI(ctx, "wire:filters", &f) || f.Sections[0] != "Ports" {
				t.Errorf("filters = %+v", f)
			}
			var other map[string]int
			if node.GetUI(ctx, "wire:filters", &other) {
				t.Error("a state of another shape was read")
			}
		})
		b.do(func(ctx context.Context) {
			if got := node.Flashes(ctx); got != nil {
				t.Errorf("flashes shown twice: %+v", got)
			}
		})
		b.signIn(43, false) // somebody else at the same screen
		b.do(func(ctx context.Context) {
			var f filters
			if node.GetUI(ctx, "wire:filters", &f) {
				t.Error("filters were inherited")
			}
		})
	})
}
