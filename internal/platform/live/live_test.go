// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package live_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"
	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/platform/live"
	"aipress24.com/aipress24/internal/platform/web"
)

// counter is a component that counts clicks.
type counter struct {
	Count int
	extra string
}

func (c *counter) Name() string { return "counter" }

func (c *counter) View() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		inner := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
			if _, err := io.WriteString(w, "<form"); err != nil {
				return err
			}
			if err := templ.RenderAttributes(ctx, w, live.Form(c, "add")); err != nil {
				return err
			}
			if _, err := io.WriteString(w, ">"); err != nil {
				return err
			}
			if err := live.State(c).Render(ctx, w); err != nil {
				return err
			}
			_, err := io.WriteString(w, "<b>"+strconv.Itoa(c.Count)+c.extra+"</b></form>")
			return err
		})
		return live.Root(c).Render(templ.WithChildren(ctx, inner), w)
	})
}

var errClosed = errors.New("closed")

// fixture is an application with one component.
type fixture struct {
	handler  http.Handler
	member   int64
	now      time.Time
	guard    error
	notified []string
}

func newFixture(t *testing.T) *fixture {
	t.Helper()
	f := &fixture{member: 42, now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	reg, err := live.NewRegistry(live.Options{
		Secret:   []byte("0123456789abcdef"),
		MemberID: func(context.Context) int64 { return f.member },
		Notify:   func(_ context.Context, kind, text string) { f.notified = append(f.notified, kind+" "+text) },
		Now:      func() time.Time { return f.now },
	})
	if err != nil {
		t.Fatal(err)
	}
	err = live.Register(reg, live.Spec[counter]{
		Guard: func(context.Context) error { return f.guard },
		Load:  func(_ context.Context, c *counter) error { c.extra = "!"; return nil },
		Actions: map[string]live.Action[counter]{
			"add": func(ctx context.Context, c *counter, form url.Values) error {
				n, err := strconv.Atoi(form.Get("n"))
				if err != nil {
					return errClosed
				}
				c.Count += n
				live.Toast(ctx, web.OK, "Ajouté « ici »")
				return nil
			},
			"leave": func(ctx context.Context, _ *counter, _ url.Values) error {
				live.GoTo(ctx, "/wire/")
				return nil
			},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	r := chi.NewRouter()
	r.Use(reg.Middleware)
	r.Get("/page", func(w http.ResponseWriter, r *http.Request) {
		if err := (&counter{Count: 5}).View().Render(r.Context(), w); err != nil {
			t.Error(err)
		}
	})
	r.Post(live.Pattern, func(w http.ResponseWriter, r *http.Request) {
		if err := reg.Act(w, r); err != nil {
			status := web.StatusOf(err)
			if status == 0 {
				status = http.StatusForbidden
			}
			http.Error(w, err.Error(), status)
		}
	})
	f.handler = r
	return f
}

// page draws the component and returns the state it carries.
func (f *fixture) page(t *testing.T) string {
	t.Helper()
	rec := httptest.NewRecorder()
	f.handler.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, "/page", nil))
	doc, err := goquery.NewDocumentFromReader(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	form := doc.Find("[data-live=counter] form")
	if form.AttrOr("action", "") != "/live/counter/add" || form.AttrOr("method", "") != "post" || form.AttrOr("hx-post", "") != "/live/counter/add" {
		t.Fatalf("form without its addresses: %v", form.Nodes)
	}
	return form.Find("input[type=hidden]").AttrOr("value", "")
}

func (f *fixture) post(path, state string, htmx bool, values ...string) *httptest.ResponseRecorder {
	form := url.Values{"live-state": {state}}
	for i := 0; i+1 < len(values); i += 2 {
		form.Set(values[i], values[i+1])
	}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Referer", "http://example.com/page?tab=2")
	if htmx {
		r.Header.Set("HX-Request", "true")
	}
	rec := httptest.NewRecorder()
	f.handler.ServeHTTP(rec, r)
	return rec
}

// An action answers the component drawn anew, whose state goes on.
func TestAct(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	state := f.page(t)
	for _, want := range []string{"8!", "11!"} {
		got := f.post("/live/counter/add", state, true, "n", "3")
		doc, err := goquery.NewDocumentFromReader(got.Body)
		if err != nil {
			t.Fatal(err)
		}
		if got.Code != http.StatusOK || doc.Find("b").Text() != want || doc.Find("html > head > *").Length() != 0 {
			t.Fatalf("%d %q, want %q", got.Code, doc.Find("b").Text(), want)
		}
		if !strings.Contains(got.Header().Get("HX-Trigger"), `Ajout\u00e9`) {
			t.Errorf("toast = %q", got.Header().Get("HX-Trigger"))
		}
		state = doc.Find("input").AttrOr("value", "")
	}
	if got := f.post("/live/counter/leave", state, true); got.Header().Get("HX-Location") != "/wire/" {
		t.Errorf("leave: %v", got.Header())
	}
}

// Without JavaScript the page comes back, with the message.
func TestAct_PlainForm(t *testing.T) {
	t.Parallel()
	f := newFixture(t)
	got := f.post("/live/counter/add", f.page(t), false, "n", "3")
	if got.Code != http.StatusSeeOther || got.Header().Get("Location") != "/page?tab=2" {
		t.Errorf("%d %v", got.Code, got.Header())
	}
	if len(f.notified) != 1 || f.notified[0] != "ok Ajouté « ici »" {
		t.Errorf("notified = %q", f.notified)
	}
}

func TestAct_Refused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, path string
		change     func(f *fixture, state *string)
		want       int
	}{
		{"unknown component", "/live/nobody/add", nil, 404},
		{"unknown action", "/live/counter/delete", nil, 404},
		{"no state", "/live/counter/add", func(_ *fixture, s *string) { *s = "" }, 422},
		{"forged state", "/live/counter/add", func(_ *fixture, s *string) { *s = (*s)[:20] + "_-" + (*s)[22:] }, 422},
		{"somebody else's state", "/live/counter/add", func(f *fixture, _ *string) { f.member = 43 }, 422},
		{"state of yesterday", "/live/counter/add", func(f *fixture, _ *string) { f.now = f.now.Add(24 * time.Hour) }, 409},
		{"right lost meanwhile", "/live/counter/add", func(f *fixture, _ *string) { f.guard = errClosed }, 403},
		{"refused by the action", "/live/counter/add", nil, 403},
		{"unreadable form", "/live/counter/add", func(_ *fixture, s *string) { *s = strings.Repeat("A", 12000) }, 422},
	}
	for _, tt := range tests {
		f := newFixture(t)
		state := f.page(t)
		if tt.change != nil {
			tt.change(f, &state)
		}
		got := f.post(tt.path, state, true, "n", map[bool]string{true: "", false: "3"}[tt.name == "refused by the action"])
		if got.Code != tt.want {
			t.Errorf("%s: %d %s, want %d", tt.name, got.Code, got.Body, tt.want)
		}
	}
}

// nameless and silent are components whose registration must fail.
type nameless struct{ counter }

func (*nameless) Name() string { return "Bad Name" }

func TestRegister_Faults(t *testing.T) {
	t.Parallel()
	reg, err := live.NewRegistry(live.Options{Secret: []byte("0123456789abcdef"), MemberID: func(context.Context) int64 { return 0 }})
	if err != nil {
		t.Fatal(err)
	}
	open := func(context.Context) error { return nil }
	actions := map[string]live.Action[counter]{"add": func(context.Context, *counter, url.Values) error { return nil }}
	if err := live.Register(reg, live.Spec[counter]{Actions: actions}); err == nil {
		t.Error("no guard: accepted")
	}
	if err := live.Register(reg, live.Spec[counter]{Guard: open}); err == nil {
		t.Error("no action: accepted")
	}
	bad := map[string]live.Action[nameless]{"add": func(context.Context, *nameless, url.Values) error { return nil }}
	if err := live.Register(reg, live.Spec[nameless]{Guard: open, Actions: bad}); err == nil {
		t.Error("bad name: accepted")
	}
	if err := live.Register(reg, live.Spec[counter]{Guard: open, Actions: actions}); err != nil {
		t.Error(err)
	}
	if err := live.Register(reg, live.Spec[counter]{Guard: open, Actions: actions}); err == nil {
		t.Error("registered twice")
	}
	if _, err := live.NewRegistry(live.Options{Secret: []byte("0123456789abcdef")}); err == nil {
		t.Error("no MemberID: accepted")
	}
}

// A view outside the middleware fails instead of showing an unsigned form.
func TestState_NoRegistry(t *testing.T) {
	t.Parallel()
	if err := live.State(&counter{}).Render(t.Context(), io.Discard); err == nil {
		t.Error("state without a registry was drawn")
	}
}
