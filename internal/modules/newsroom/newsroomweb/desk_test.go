// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomtest"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomweb"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/ui"
)

// desk is the pages of a newsroom, without the rest of the program.
type desk struct {
	*newsroomtest.Room

	router http.Handler
}

// open gives a test a newsroom of its own on SQLite: what depends on the
// engine is tested with the rules.
func open(t *testing.T) *desk {
	t.Helper()
	room := newsroomtest.Open(t, dbtest.Open(t, database.SQLite), func(db *database.DB, gen *ids.Generator, now func() time.Time) newsroom.Wire {
		return wire.NewMirrors(db, gen, now)
	})
	router := chi.NewRouter()
	ui.Mount(router, newsroomweb.Routes(room.Articles, room.Vocabularies, nil, nil))
	needs := newsroomweb.DeskNeeds{Articles: room.Articles, Pitches: room.Pitches, Assignments: room.Assignments, Vocabularies: room.Vocabularies}
	ui.Mount(router, newsroomweb.StoryRoutes(needs))
	ui.Mount(router, newsroomweb.DeskRoutes(needs))
	return &desk{Room: room, router: router}
}

// answer is what the browser gets.
type answer struct {
	*goquery.Document

	Status int
	Header http.Header
}

func (d *desk) do(t *testing.T, by access.Actor, r *http.Request) answer {
	t.Helper()
	ctx := i18n.WithLang(ui.WithActor(r.Context(), by), i18n.French)
	ctx = ui.WithSite(ctx, &ui.Site{Name: "AiPRESS24", Now: d.Clock.Now})
	recorder := httptest.NewRecorder()
	d.router.ServeHTTP(recorder, r.WithContext(ctx))
	page, err := goquery.NewDocumentFromReader(recorder.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{page, recorder.Code, recorder.Header()}
}

func (d *desk) get(t *testing.T, by access.Actor, path string) answer {
	t.Helper()
	return d.do(t, by, httptest.NewRequest(http.MethodGet, path, nil))
}

func (d *desk) post(t *testing.T, by access.Actor, path string, values url.Values) answer {
	t.Helper()
	return d.do(t, by, formRequest(path, values))
}

func formRequest(path string, values url.Values) *http.Request {
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(values.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r
}

// click is the command of a row's menu, sent by htmx.
func (d *desk) click(t *testing.T, by access.Actor, path string) answer {
	t.Helper()
	r := formRequest(path, nil)
	r.Header.Set("HX-Request", "true")
	return d.do(t, by, r)
}

func articlePath(id int64) string { return "/wip/articles/" + ids.Encode(id) }

// typed is a valid form.
func (d *desk) typed() url.Values {
	return url.Values{
		"title": {"Grève au port du Havre"}, "standfirst": {"Les dockers votent."}, "body": {"<p>Le port s’arrête.</p>"},
		"genre": {"Enquête"}, "section": {"Innovation"}, "topic": {"INFO GÉNÉ / Politique"}, "sector": {"TRANSPORTS / Fret"},
		"outlet": {ids.Encode(d.EchosID)}, "country": {"FRA"}, "country_detail": {"76600 Le Havre"},
		"copyright": {"Tous droits réservés"}, "issue_at_date": {"2026-12-01"}, "issue_at_time": {"06:30"},
	}
}

func wantStatus(t *testing.T, a answer, want int) {
	t.Helper()
	if a.Status != want {
		t.Fatalf("status = %d, want %d: %s", a.Status, want, strings.TrimSpace(a.Find("main").Text()))
	}
}

func wantRedirect(t *testing.T, a answer, to string) {
	t.Helper()
	if a.Status != http.StatusSeeOther || a.Header.Get("Location") != to {
		t.Fatalf("status = %d to %q, want 303 to %q: %s", a.Status, a.Header.Get("Location"), to, a.Find(".form-errors").Text())
	}
}

func labels(row *goquery.Selection) string {
	return strings.Join(row.Find("[role=menuitem]").Map(func(_ int, s *goquery.Selection) string {
		return strings.TrimSpace(s.Text())
	}), ", ")
}

// formValues reads the article's form as a browser would send it.
func formValues(page answer) url.Values {
	values := url.Values{}
	page.Find("#article-form").Find("input, textarea, select").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		switch goquery.NodeName(s) {
		case "textarea":
			values.Add(name, s.Text())
		case "select":
			values.Add(name, s.Find("option[selected]").AttrOr("value", ""))
		default:
			values.Add(name, s.AttrOr("value", ""))
		}
	})
	return values
}
