// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// Newcomers share a drawing for a minute; whoever brings something of their
// own gets a page of their own.
func TestPoster(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)
	shell := &ui.Site{Name: "AiPRESS24", Now: func() time.Time { return now }}
	drawings := 0
	page := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		drawings++
		_, err := fmt.Fprintf(w, "%d %s %s %s", drawings, i18n.LangOf(ctx), ui.ActorOf(ctx).Name, ui.VisitOf(ctx).RequestID)
		return err
	})
	var poster ui.Poster
	see := func(target, cookie string, lang i18n.Lang, by access.Actor) string {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, target, nil)
		if cookie != "" {
			r.Header.Set("Cookie", cookie)
		}
		ctx := ui.WithVisit(ui.WithSite(i18n.WithLang(r.Context(), lang), shell), ui.Visit{Path: r.URL.Path, URL: target, RequestID: "id"})
		w := httptest.NewRecorder()
		if err := poster.Render(w, r.WithContext(ui.WithActor(ctx, by)), page); err != nil {
			t.Fatal(err)
		}
		return w.Body.String()
	}
	nobody := access.Actor{}
	steps := []struct{ got, want string }{
		{see("/auth/login", "", i18n.French, nobody), "1 fr  "},
		{see("/auth/login", "", i18n.French, nobody), "1 fr  "},
		{see("/auth/login", "", i18n.English, nobody), "2 en  "},
		{see("/auth/login?next=/wire", "", i18n.French, nobody), "3 fr  id"},
		{see("/auth/login", "scheme=dark", i18n.French, nobody), "4 fr  id"},
		{see("/auth/login", "", i18n.French, journalist), "5 fr Nicolas Mouriou id"},
		{see("/auth/login", "", i18n.French, nobody), "1 fr  "},
	}
	now = now.Add(time.Minute)
	steps = append(steps, struct{ got, want string }{see("/auth/login", "", i18n.French, nobody), "6 fr  "})
	for i, s := range steps {
		if s.got != s.want {
			t.Errorf("step %d: page = %q, want %q", i, s.got, s.want)
		}
	}
}
