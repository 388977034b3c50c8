// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/platform/web"
)

// clock is a time that tests move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func newClock() *clock { return &clock{now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)} }

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) pass(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// browser keeps the session cookie between requests to one node.
type browser struct {
	t      *testing.T
	node   *web.Sessions
	cookie string // as sent
	set    *http.Cookie
}

// do runs the handler inside the node's middleware.
func (b *browser) do(handle func(ctx context.Context)) *httptest.ResponseRecorder {
	b.t.Helper()
	return b.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handle(r.Context())
		_, _ = io.WriteString(w, "ok")
	}))
}

func (b *browser) serve(h http.Handler) *httptest.ResponseRecorder {
	b.t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/", nil)
	r.Header.Set("User-Agent", "Firefox")
	if b.cookie != "" {
		r.Header.Set("Cookie", b.cookie)
	}
	rec := ask(b.node.Middleware(h), r)
	b.set = nil
	for _, c := range rec.Result().Cookies() {
		b.set = c
		b.cookie = c.Name + "=" + c.Value
		if c.MaxAge < 0 {
			b.cookie = ""
		}
	}
	return rec
}

// member returns who the node thinks is signed in.
func (b *browser) member() (id int64) {
	b.t.Helper()
	b.do(func(ctx context.Context) { id = b.node.MemberID(ctx) })
	return id
}

func (b *browser) signIn(id int64, remember bool) {
	b.t.Helper()
	b.do(func(ctx context.Context) {
		if err := b.node.SignIn(ctx, id, remember); err != nil {
			b.t.Fatal(err)
		}
	})
}

func countSessions(t *testing.T, db *database.DB) int64 {
	t.Helper()
	n, err := db.Writer().NewSelect().Table("sessions").Count(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// setup gives each test a node on a fresh database of each engine.
func setup(t *testing.T, test func(t *testing.T, db *database.DB, c *clock, node *web.Sessions)) {
	t.Helper()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		c := newClock()
		test(t, db, c, web.NewSessions(db, web.SessionOptions{Now: c.Now, Refuse: refuse}))
	})
}

// Visitors who do nothing leave no row and get no cookie.
func TestSessions_Anonymous(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, _ *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		b.do(func(ctx context.Context) {
			var filters []string
			if node.MemberID(ctx) != 0 || node.Pop(ctx, "x") != "" || node.Flashes(ctx) != nil || node.GetUI(ctx, "wire:filters", &filters) {
				t.Error("an unknown visitor has a session")
			}
			if err := node.SignOut(ctx); err != nil {
				t.Error(err)
			}
		})
		if b.set != nil && b.set.MaxAge >= 0 || countSessions(t, db) != 0 {
			t.Errorf("cookie %v, %d rows", b.set, countSessions(t, db))
		}
		b.cookie = "aipress24=" + strings.Repeat("A", 43) // unknown
		if b.member() != 0 || b.set != nil {
			t.Errorf("unknown token: cookie %v", b.set)
		}
	})
}

// Signing in changes the token: one planted before is worth nothing.
func TestSessions_Fixation(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, _ *clock, node *web.Sessions) {
		victim := &browser{t: t, node: node}
		victim.do(func(ctx context.Context) { node.Put(ctx, "draft", "7") })
		attacker := &browser{t: t, node: node, cookie: victim.cookie}
		victim.signIn(42, false)
		if victim.member() != 42 || attacker.member() != 0 {
			t.Errorf("victim is %d, attacker is %d", victim.member(), attacker.member())
		}
		if victim.cookie == attacker.cookie {
			t.Error("the token did not change")
		}
		victim.do(func(ctx context.Context) {
			if got := node.Pop(ctx, "draft"); got != "7" {
				t.Errorf("the visitor's draft is %q, want it kept", got)
			}
		})
		if n := countSessions(t, db); n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
		// Only a hash is stored.
		var hash string
		if err := db.Writer().NewSelect().Table("sessions").Column("token_hash").Scan(t.Context(), &hash); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(victim.cookie, hash) {
			t.Error("the token itself is stored")
		}
	})
}

func TestSessions_Renew(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, _ *database.DB, c *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		b.signIn(42, true)
		old := &browser{t: t, node: node, cookie: b.cookie}
		c.pass(13 * 24 * time.Hour)
		b.do(func(ctx context.Context) {
			if err := node.Renew(ctx); err != nil {
				t.Error(err)
			}
		})
		if b.member() != 42 || old.member() != 0 {
			t.Error("renewing did not move the session to the new token")
		}
		c.pass(25 * time.Hour)
		if b.member() != 0 {
			t.Error("renewing moved the absolute limit")
		}
	})
}

// What is asked beside the session is there for requests with a session in
// force, and only for them.
func TestSessions_Beside(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, c *clock, _ *web.Sessions) {
		node := web.NewSessions(db, web.SessionOptions{Now: c.Now, Refuse: refuse, Beside: func(hash string) (database.Ask, func() any) {
			var member int64
			read := func(row database.Row) error { return row.Scan(&member) }
			return database.Ask{Query: "SELECT member_id FROM sessions WHERE token_hash = $1", Args: []any{hash}, Scan: read},
				func() any { return member }
		}})
		beside := func(b *browser) (got any) {
			b.do(func(ctx context.Context) { got = node.Beside(ctx) })
			return got
		}
		b := &browser{t: t, node: node}
		if got := beside(b); got != nil {
			t.Errorf("a visitor without a session reads %v", got)
		}
		b.signIn(42, false)
		if got := beside(b); got != int64(42) {
			t.Errorf("beside the session: %v, want 42", got)
		}
		c.pass(13 * time.Hour)
		if got := beside(b); got != nil {
			t.Errorf("beside an ended session: %v", got)
		}
	})
}

// In production the cookie is Secure and only the whole site's.
func TestSessions_Cookie(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		for production, name := range map[bool]string{true: "__Host-aipress24", false: "aipress24"} {
			node := web.NewSessions(db, web.SessionOptions{Production: production})
			b := &browser{t: t, node: node}
			b.signIn(42, false)
			c := b.set
			if c.Name != name || c.Secure != production || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
				t.Errorf("cookie = %v", c)
			}
			if b.member() != 42 {
				t.Error("not signed in")
			}
		}
	})
}
