// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// parse renders c for actor and reads it again.
func parse(t *testing.T, a access.Actor, c templ.Component) *goquery.Document {
	t.Helper()
	return document(t, strings.NewReader(render(pageContext(a), t, c)))
}

// within puts content inside the shell.
func within(p ui.PageData, content templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return ui.Page(p).Render(templ.WithChildren(ctx, content), w)
	})
}

func hrefs(s *goquery.Selection) string {
	return strings.Join(s.Map(func(_ int, a *goquery.Selection) string { return a.AttrOr("href", "") }), " ")
}

func TestPage_Menus(t *testing.T) {
	t.Parallel()
	expert := access.Actor{UserID: 3, Name: "Ada", Community: access.Expert}
	admin := access.Actor{UserID: 4, Name: "Root", Admin: true}
	tests := []struct {
		name                     string
		actor                    access.Actor
		portals, create, account string
		footer                   string
	}{
		{"anonymous", access.Actor{}, "", "", "", ""},
		{"journalist", journalist, "/wire /wip", "/newsroom/new", "/preferences /newsroom/new", "/page/contact"},
		{"expert", expert, "/wire /wip", "", "/preferences", "/page/contact"},
		{"administrator", admin, "/wire /wip", "", "/preferences /admin/", "/page/contact"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			doc := parse(t, tt.actor, within(ui.PageData{Title: "Tout", Section: "news"}, ui.PageHeading("Tout", "", nil)))
			for _, menu := range []struct{ selector, want string }{
				{".mainnav a", tt.portals},
				{"#menu-create a", tt.create},
				{"#menu-account a", tt.account},
				{".footer nav a", tt.footer},
			} {
				if got := hrefs(doc.Find(menu.selector)); got != menu.want {
					t.Errorf("%s: %q, want %q", menu.selector, got, menu.want)
				}
			}
			if signedIn := !tt.actor.IsAnonymous(); (doc.Find("#bell").Length() == 1) != signedIn {
				t.Errorf("bell = %d", doc.Find("#bell").Length())
			}
		})
	}
}

// A menu never offers a page that is not there (a portal not built yet).
func TestNewNavigation_DropsDeadLinks(t *testing.T) {
	t.Parallel()
	html := render(pageContext(journalist), t, within(ui.PageData{Title: "x"}, templ.NopComponent))
	if strings.Contains(html, "/not-built-yet") || strings.Contains(html, "/nowhere") {
		t.Error("a dead link is shown")
	}
	bare := ui.NewNavigation(nil, ui.Menus{Portals: ui.Portals()})
	ctx := ui.WithActor(ui.WithSite(context.Background(), &ui.Site{Name: "x", Navigation: bare}), journalist)
	doc := document(t, strings.NewReader(render(ctx, t, within(ui.PageData{}, templ.NopComponent))))
	for _, selector := range []string{".mainnav a", ".dock", "#site-search", "#bell", `form[action="/auth/logout"]`, `[name="lang"]`} {
		if doc.Find(selector).Length() != 0 {
			t.Errorf("%s is shown without its route", selector)
		}
	}
}

func TestPage_Landmarks(t *testing.T) {
	t.Parallel()
	p := ui.PageData{
		Title: "Articles", Section: "work",
		Crumbs: []ui.Crumb{{Label: "Work", URL: "/wip"}, {Label: "Articles"}},
		Side:   ui.SideOf(pageContext(journalist), "work", "board"),
	}
	doc := parse(t, journalist, within(p, ui.PageHeading("Articles", "Rédigez.", nil)))
	for selector, want := range map[string]int{
		"h1": 1, "main#main": 1, "header.topbar": 1, "footer": 1, `a.skip[href="#main"]`: 1,
		`.mainnav a[aria-current="page"]`: 1, `.crumbs [aria-current="page"]`: 1, ".crumbs li.back": 1,
		`.side-d a[aria-current="page"]`: 1, "#toasts": 1, "dialog#confirm": 1, "#panel-body": 1,
		"[style]": 0, "style": 0, "script:not([src])": 0, "nav:not([aria-label])": 0,
	} {
		if got := doc.Find(selector).Length(); got != want {
			t.Errorf("%s: %d, want %d", selector, got, want)
		}
	}
	if got := doc.Find("title").Text(); got != "Articles · AiPRESS24" {
		t.Errorf("title = %q", got)
	}
	if got := doc.Find("#bell").AttrOr("aria-label", ""); got != "Notifications, 3 non lues" {
		t.Errorf("bell = %q", got)
	}
	uniqueIDs(t, doc)
}

func uniqueIDs(t *testing.T, doc *goquery.Document) {
	t.Helper()
	seen := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if id == "" || seen[id] {
			t.Errorf("id %q is empty or repeated", id)
		}
		seen[id] = true
	})
}

// What a session kept is read without JavaScript too.
func TestPage_Flashes(t *testing.T) {
	t.Parallel()
	ctx := pageContext(journalist)
	taken := 0
	ctx = ui.WithVisit(ctx, ui.Visit{Flashes: func() []ui.Toast {
		taken++
		return ui.Flashes(ctx, []web.Flash{{Kind: web.OK, Key: "ui.account.open", Args: []any{"Name", "Zoé"}}})
	}})
	doc := document(t, strings.NewReader(render(ctx, t, within(ui.PageData{}, templ.NopComponent))))
	if got := doc.Find("#toasts .toast1[data-kind=ok] p").Text(); got != "Ouvrir le menu de Zoé" || taken != 1 {
		t.Errorf("toast = %q, taken %d times", got, taken)
	}
}

func TestRender(t *testing.T) {
	t.Parallel()
	r := httptest.NewRequestWithContext(pageContext(journalist), http.MethodHead, "/", http.NoBody)
	w := httptest.NewRecorder()
	if err := ui.RenderStatus(w, r, http.StatusUnprocessableEntity, ui.Tag("x")); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusUnprocessableEntity || w.Body.Len() != 0 || w.Header().Get("Content-Type") != "text/html; charset=utf-8" {
		t.Errorf("HEAD: %d, %d bytes", w.Code, w.Body.Len())
	}
	// A view that fails leaves the answer to the error page.
	broken := templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, "half"); err != nil {
			return err
		}
		return errs.ErrNotFound
	})
	w = httptest.NewRecorder()
	r.Method = http.MethodGet
	ui.Handler(func(w http.ResponseWriter, r *http.Request) error { return ui.Render(w, r, broken) }).ServeHTTP(w, r)
	if w.Code != http.StatusNotFound || strings.Contains(w.Body.String(), "half") {
		t.Errorf("broken view: %d", w.Code)
	}
}
