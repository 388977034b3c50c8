// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/web"
)

// Sessions end after the longest pause and at their absolute limit.
func TestSessions_Expiry(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, c *clock, node *web.Sessions) {
		short, long := &browser{t: t, node: node}, &browser{t: t, node: node}
		short.signIn(1, false)
		if short.set.MaxAge != 0 {
			t.Errorf("a browser session's cookie lives %d s", short.set.MaxAge)
		}
		long.signIn(2, true)
		if want := 14 * 24 * 3600; long.set.MaxAge != want {
			t.Errorf("a remembered cookie lives %d s, want %d", long.set.MaxAge, want)
		}
		for range 13 { // in use each 11 h, for almost 6 days
			c.pass(11 * time.Hour)
			if short.member() != 1 {
				t.Fatal("a session in use ended")
			}
		}
		c.pass(12 * time.Hour)
		if short.member() != 0 || long.member() != 2 {
			t.Errorf("after a pause: %d and %d, want 0 and 2", short.member(), long.member())
		}
		n, err := node.DeleteExpired(t.Context())
		if err != nil || n != 1 || countSessions(t, db) != 1 {
			t.Errorf("deleted %d, %v, %d left", n, err, countSessions(t, db))
		}
		c.pass(8*24*time.Hour + time.Hour)
		if long.member() != 0 {
			t.Error("a remembered session outlived 14 days")
		}
		short.signIn(1, false)
		for range 15 {
			c.pass(11*time.Hour + 30*time.Minute)
			short.member()
		}
		if short.member() != 0 {
			t.Error("a browser session in use outlived its absolute limit")
		}
	})
}

// Revoking acts at once on every node, for a request already under way too.
func TestSessions_RevokeOnTwoNodes(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, c *clock, one *web.Sessions) {
		two := web.NewSessions(db, web.SessionOptions{Now: c.Now, Refuse: refuse})
		laptop, phone, other := &browser{t: t, node: one}, &browser{t: t, node: two}, &browser{t: t, node: two}
		laptop.signIn(42, false)
		phone.signIn(42, true)
		other.signIn(43, false)
		phone.node = one // the load balancer changes its mind
		if phone.member() != 42 {
			t.Fatal("a session is not shared by the nodes")
		}
		phone.node = two

		phone.do(func(ctx context.Context) { // a request under way on node two…
			laptop.do(func(ctx context.Context) { // …while the password changes on node one
				err := db.RunInTx(ctx, func(ctx context.Context, _ bun.Tx) error {
					return one.RevokeMember(ctx, 42, true)
				})
				if err != nil {
					t.Error(err)
				}
			})
			if two.Alive(ctx) {
				t.Error("a revoked session is still alive")
			}
			two.Flash(ctx, web.OK, "saved") // would write the session again
		})
		if phone.member() != 0 {
			t.Error("the phone is still signed in")
		}
		if laptop.member() != 42 || other.member() != 43 {
			t.Error("others were signed out")
		}
		if n := countSessions(t, db); n != 2 {
			t.Errorf("%d rows, want 2", n)
		}
		if err := two.RevokeMember(t.Context(), 42, false); err != nil || laptop.member() != 0 {
			t.Errorf("laptop is %d, %v", laptop.member(), err)
		}
	})
}

// A password change that is rolled back signs nobody out.
func TestSessions_RevokeRolledBack(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, _ *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		b.signIn(42, false)
		sorry := errors.New("sorry")
		err := db.RunInTx(t.Context(), func(ctx context.Context, _ bun.Tx) error {
			return errors.Join(node.RevokeMember(ctx, 42, false), sorry)
		})
		if !errors.Is(err, sorry) || b.member() != 42 {
			t.Errorf("member %d, %v", b.member(), err)
		}
	})
}

func TestSessions_List(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, _ *database.DB, c *clock, node *web.Sessions) {
		laptop, phone := &browser{t: t, node: node}, &browser{t: t, node: node}
		laptop.signIn(42, false)
		c.pass(time.Minute)
		phone.signIn(42, false)
		laptop.do(func(ctx context.Context) {
			list, err := node.Of(ctx, 42)
			if err != nil || len(list) != 2 || !list[1].Current || list[0].Current {
				t.Fatalf("sessions = %+v, %v", list, err)
			}
			if got := list[0]; got.IP != "192.0.2.1" || got.UserAgent != "Firefox" || !got.CreatedAt.Equal(c.Now()) {
				t.Errorf("phone = %+v", got)
			}
			if err := errors.Join(node.Revoke(ctx, 43, list[0].ID)); err != nil || phone.member() != 42 {
				t.Errorf("somebody else signed the phone out: %v", err)
			}
			if err := node.Revoke(ctx, 42, list[0].ID); err != nil || phone.member() != 0 {
				t.Errorf("phone is %d, %v", phone.member(), err)
			}
		})
		if laptop.member() != 42 {
			t.Error("the laptop was signed out")
		}
	})
}

func TestSessions_SignOut(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, _ *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		b.signIn(42, true)
		stolen := &browser{t: t, node: node, cookie: b.cookie}
		b.do(func(ctx context.Context) {
			if err := node.SignOut(ctx); err != nil || node.MemberID(ctx) != 0 {
				t.Errorf("member %d, %v", node.MemberID(ctx), err)
			}
		})
		if b.cookie != "" || stolen.member() != 0 || countSessions(t, db) != 0 {
			t.Error("the session outlived signing out")
		}
	})
}
