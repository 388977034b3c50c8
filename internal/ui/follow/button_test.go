// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package follow_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/live"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/follow"
)

var errRefused = errors.New("refused")

// notebook remembers what it was told, or refuses.
type notebook struct {
	told   []bool
	refuse bool
}

// Set implements follow.Follower.
func (n *notebook) Set(_ context.Context, by access.Actor, kind string, id int64, on bool) error {
	if n.refuse || by.UserID != 42 || kind != follow.Member || id != 7 {
		return errRefused
	}
	n.told = append(n.told, on)
	return nil
}

// The button does the opposite of what it shows, and shows the opposite
// afterwards; a refusal, of a visitor for one, changes neither.
func TestToggle(t *testing.T) {
	t.Parallel()
	book, actor := &notebook{}, access.Actor{UserID: 42}
	registry, err := live.NewRegistry(live.Options{
		Secret: []byte("0123456789abcdef"), Now: time.Now,
		MemberID: func(ctx context.Context) int64 { return ui.ActorOf(ctx).UserID },
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := follow.Register(registry, book); err != nil {
		t.Fatal(err)
	}
	var drawn bytes.Buffer
	router := chi.NewRouter()
	router.Use(func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			next.ServeHTTP(w, r.WithContext(ui.WithActor(r.Context(), actor)))
		})
	}, registry.Middleware)
	router.Get("/", func(w http.ResponseWriter, r *http.Request) {
		button := &follow.Button{Kind: follow.Member, ID: 7, Who: "Ada"}
		if err := button.View().Render(r.Context(), &drawn); err != nil {
			t.Error(err)
		}
		_, _ = w.Write(drawn.Bytes())
	})
	router.Post(live.Pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := registry.Act(w, r); err != nil {
			http.Error(w, err.Error(), http.StatusForbidden)
		}
	})
	state := stateOf(t, ask(router, http.MethodGet, "/", nil).Body.String())
	click := func() *httptest.ResponseRecorder {
		return ask(router, http.MethodPost, "/live/follow/toggle", url.Values{"live-state": {state}})
	}
	for range 2 {
		answer := click()
		if answer.Code != http.StatusOK {
			t.Fatalf("click = %d: %s", answer.Code, answer.Body)
		}
		state = stateOf(t, answer.Body.String())
	}
	if len(book.told) != 2 || !book.told[0] || book.told[1] {
		t.Errorf("told %v, want to follow, then no more", book.told)
	}
	book.refuse = true
	if answer := click(); answer.Code != http.StatusForbidden {
		t.Errorf("a refused click = %d", answer.Code)
	}
	book.refuse, actor = false, access.Actor{}
	if answer := click(); answer.Code != http.StatusForbidden || len(book.told) != 2 {
		t.Errorf("a visitor's click = %d, told %v", answer.Code, book.told)
	}
}

func ask(h http.Handler, method, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("HX-Request", "true")
	recorder := httptest.NewRecorder()
	h.ServeHTTP(recorder, r)
	return recorder
}

// stateOf is what the button drawn in a page carries.
func stateOf(t *testing.T, page string) string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return doc.Find("[data-live=follow] input[type=hidden]").AttrOr("value", "")
}
