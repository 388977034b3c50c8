// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/web"
)

// When the session cannot be kept, the member does not read that it was.
func TestSessions_WriteFails(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, db *database.DB, _ *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		if _, err := db.Writer().ExecContext(t.Context(), "ALTER TABLE sessions RENAME TO sessions_away"); err != nil {
			t.Fatal(err)
		}
		rec := b.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if err := node.SignIn(r.Context(), 42, false); err != nil {
				t.Error(err)
			}
			web.Leave(w, r, "/welcome")
		}))
		if rec.Code != http.StatusInternalServerError || rec.Header().Get("Location") != "" || b.cookie != "" {
			t.Errorf("%d %v", rec.Code, rec.Header())
		}
		if _, err := db.Writer().ExecContext(t.Context(), "ALTER TABLE sessions_away RENAME TO sessions"); err != nil {
			t.Fatal(err)
		}
	})
}

// A route outside the middleware has nobody signed in, and says so on writing.
func TestSessions_Uncovered(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, _ *database.DB, _ *clock, node *web.Sessions) {
		ctx := t.Context()
		node.Put(ctx, "a", "b")
		node.Flash(ctx, web.OK, "x")
		if node.MemberID(ctx) != 0 || node.Get(ctx, "a") != "" || node.Flashes(ctx) != nil {
			t.Error("a session from nowhere")
		}
		if err := node.SignIn(ctx, 1, false); !errors.Is(err, web.ErrNoSession) {
			t.Errorf("SignIn: %v", err)
		}
	})
}

// Headers leave with the first flush: a stream keeps its session.
func TestSessions_Stream(t *testing.T) {
	t.Parallel()
	setup(t, func(t *testing.T, _ *database.DB, _ *clock, node *web.Sessions) {
		b := &browser{t: t, node: node}
		rec := b.serve(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			node.Put(r.Context(), "seen", "1")
			stream, err := web.OpenStream(w, r, web.StreamOptions{})
			if err != nil {
				t.Error(err)
				return
			}
			if w.Header().Get("Set-Cookie") == "" {
				t.Error("the stream began without its session")
			}
			if err := stream.Send(web.Event{Data: "x"}); err != nil {
				t.Error(err)
			}
		}))
		if !rec.Flushed || !strings.Contains(rec.Body.String(), "data: x") || b.cookie == "" {
			t.Errorf("%v %q", rec.Flushed, rec.Body)
		}
	})
}
