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
	"aipress24.com/aipress24/internal/core/content"
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

func TestWork(t *testing.T) {
	t.Parallel()
	d := open(t)
	wantRedirect(t, d.get(t, d.Author, "/wip"), "/wip/newsroom")
	expert := access.Actor{UserID: 9, Community: access.Expert}
	page := d.get(t, expert, "/wip")
	wantStatus(t, page, http.StatusOK)
	if page.Find("main .empty").Length() != 1 || page.Find("main .empty a[href='/wire']").Length() != 1 {
		t.Error("no plain words, or no way on")
	}
	wantStatus(t, d.get(t, expert, "/wip/newsroom"), http.StatusForbidden)
}

func TestRoom_tiles(t *testing.T) {
	t.Parallel()
	d := open(t)
	d.Draft(t, nil)
	page := d.get(t, d.Author, "/wip/newsroom")
	wantStatus(t, page, http.StatusOK)
	if tile := page.Find("[data-testid=tiles] .tile"); tile.Length() != 1 || !strings.Contains(tile.Text(), "1 élément") {
		t.Errorf("tile = %q", tile.Text())
	}
	institutional := d.Author
	institutional.ProfileCode = "PM_JR_INST"
	page = d.get(t, institutional, "/wip/newsroom")
	wantStatus(t, page, http.StatusOK)
	if page.Find(".tile").Length() != 0 || page.Find("[data-testid=no-tiles]").Length() != 1 {
		t.Error("an institutional journalist sees a tile, or no reason why there is none")
	}
	wantStatus(t, d.get(t, institutional, "/wip/articles"), http.StatusForbidden)
}

func TestList(t *testing.T) {
	t.Parallel()
	d := open(t)
	page := d.get(t, d.Author, "/wip/articles")
	wantStatus(t, page, http.StatusOK)
	if got := page.Find("#articles .empty a").AttrOr("href", ""); got != "/wip/articles/new" {
		t.Errorf("the empty list leads to %q", got)
	}
	for range 11 {
		d.Draft(t, nil)
	}
	d.Published(t, func(in *newsroom.ArticleInput) { in.Title = "Le <b>fret</b>" })

	page = d.get(t, d.Author, "/wip/articles")
	if got := page.Find("#articles tbody tr").Length(); got != 10 {
		t.Errorf("%d rows, want 10", got)
	}
	if got := page.Find("#articles [role=status]").Last().Text(); got != "Lignes 1 à 10 sur 12" {
		t.Errorf("summary = %q", got)
	}
	first := page.Find("#articles tbody tr").First()
	if got := first.Find(".ttl").Text(); got != "Le <b>fret</b>" {
		t.Errorf("first title = %q", got)
	}
	if got := first.Find(".st").Text(); got != "Publié" {
		t.Errorf("badge = %q", got)
	}
	if got := strings.TrimSpace(first.Find(".meta").First().Text()); got != "Enquête · Fret" {
		t.Errorf("meta = %q", got)
	}
	if got := labels(first); got != "Voir, Modifier, Images, Dépublier, Supprimer" {
		t.Errorf("menu of a public article = %q", got)
	}
	if got := labels(page.Find("#articles tbody tr").Last()); got != "Voir, Modifier, Images, Publier, Supprimer" {
		t.Errorf("menu of a draft = %q", got)
	}

	next := d.get(t, d.Author, page.Find("a[rel=next]").AttrOr("href", ""))
	if got := next.Find("#articles [role=status]").Last().Text(); got != "Lignes 11 à 12 sur 12" {
		t.Errorf("summary of the next page = %q", got)
	}
	if got := next.Find("a[rel=prev]").AttrOr("href", ""); got != "/wip/articles" {
		t.Errorf("previous page = %q", got)
	}
	found := d.get(t, d.Author, "/wip/articles?q=FRET&status=public")
	if got := found.Find("#articles tbody tr").Length(); got != 1 {
		t.Errorf("%d rows found, want 1", got)
	}
	none := d.get(t, d.Author, "/wip/articles?q=licorne%00")
	if got := none.Find("#articles .empty a").AttrOr("href", ""); got != "/wip/articles" {
		t.Errorf("nothing found leads to %q", got)
	}
	wantStatus(t, d.get(t, d.Author, "/wip/articles?before=garbage"), http.StatusSeeOther) // to the first page
}

func labels(row *goquery.Selection) string {
	return strings.Join(row.Find("[role=menuitem]").Map(func(_ int, s *goquery.Selection) string {
		return strings.TrimSpace(s.Text())
	}), ", ")
}

func TestCreate(t *testing.T) {
	t.Parallel()
	d := open(t)
	page := d.get(t, d.Author, "/wip/articles/new")
	wantStatus(t, page, http.StatusOK)
	if !strings.Contains(page.Find("#article-form").Text(), "Strada Transports") {
		t.Error("the form does not say for whom the article is published")
	}
	if page.Find("select[name=sector] optgroup[label=TRANSPORTS] option").Length() != 2 || page.Find("unsaved-guard[key=article-new]").Length() != 1 {
		t.Error("the sectors have no families, or nothing guards what is typed")
	}
	wantRedirect(t, d.post(t, d.Author, "/wip/articles", url.Values{"_action": {"cancel"}}), "/wip/articles")

	wrong := d.typed()
	wrong.Set("genre", "Horoscope")
	wrong.Set("issue_at_date", "")
	refused := d.post(t, d.Author, "/wip/articles", wrong)
	wantStatus(t, refused, http.StatusUnprocessableEntity)
	if got := refused.Find("#f-title").AttrOr("value", ""); got != "Grève au port du Havre" {
		t.Errorf("the title typed is lost: %q", got)
	}
	if refused.Find(".form-errors li").Length() != 2 {
		t.Errorf("errors = %q", refused.Find(".form-errors").Text())
	}
	wantRedirect(t, d.post(t, d.Author, "/wip/articles", d.typed()), "/wip/articles")
	list, err := d.Articles.Articles(t.Context(), d.Author, newsroom.ArticleFilter{Limit: 10})
	if err != nil || list.Total != 1 {
		t.Fatalf("%d articles, %v", list.Total, err)
	}
	stored := d.Stored(t, list.Rows[0].ID)
	if stored.Town != "FRA / 76600 Le Havre" || !stored.IssueAt.Equal(time.Date(2026, 12, 1, 5, 30, 0, 0, time.UTC)) || stored.OutletID != d.EchosID {
		t.Errorf("stored = %+v", stored)
	}
}

// A town of France is one of the list, written as it is there; elsewhere it is
// what the author writes (spec 02 §4.3).
func TestCreate_Town(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, tt := range []struct{ country, typed, stored string }{
		{"FRA", "le havre 76600", "FRA / 76600 Le Havre"},
		{"FRA", "FRA / 76600 Le Havre", "FRA / 76600 Le Havre"},
		{"FRA", "Le Havre-les-Bains", ""},
		{"", "Le Havre", ""},
	} {
		form := d.typed()
		form.Set("country", tt.country)
		form.Set("country_detail", tt.typed)
		page := d.post(t, d.Author, "/wip/articles", form)
		if tt.stored == "" {
			wantStatus(t, page, http.StatusUnprocessableEntity)
			if got := formValues(page).Get("country_detail"); got != tt.typed {
				t.Errorf("%q comes back as %q", tt.typed, got)
			}
			continue
		}
		wantRedirect(t, page, "/wip/articles")
		var town string
		if err := d.DB.Reader().NewRaw("SELECT town FROM articles ORDER BY id DESC LIMIT 1").Scan(t.Context(), &town); err != nil || town != tt.stored {
			t.Errorf("%q is stored as %q, want %q (%v)", tt.typed, town, tt.stored, err)
		}
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	page := d.get(t, d.Author, articlePath(draft.ID)+"/edit")
	wantStatus(t, page, http.StatusOK)
	values := formValues(page)
	for name, want := range map[string]string{
		"title": draft.Title, "sector": "TRANSPORTS / Fret", "country_detail": "76600 Le Havre", "version": "1",
		"outlet": ids.Encode(d.EchosID), "issue_at_date": "2026-11-23", "issue_at_time": "10:30",
	} {
		if got := values.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	values.Set("title", "Titre repris")
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID), values), "/wip/articles")
	if got := d.Stored(t, draft.ID); got.Title != "Titre repris" || !got.IssueAt.Equal(draft.IssueAt) || got.Town != draft.Town {
		t.Errorf("stored = %+v", got)
	}

	// The same form again comes from an older tab: nothing typed is lost, and
	// saving once more replaces the other version.
	values.Set("title", "Second onglet")
	late := d.post(t, d.Author, articlePath(draft.ID), values)
	wantStatus(t, late, http.StatusConflict)
	kept := formValues(late)
	if kept.Get("title") != "Second onglet" || late.Find(".form-errors").Length() != 1 {
		t.Errorf("what was typed is lost: %q", kept.Get("title"))
	}
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID), kept), "/wip/articles")

	values = formValues(d.get(t, d.Author, articlePath(draft.ID)+"/edit"))
	values.Set("_action", "publish")
	values.Set("title", "Publié depuis le formulaire")
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID), values), "/wip/articles")
	if post := d.Post(t, draft.ID); post == nil || post.Title != "Publié depuis le formulaire" {
		t.Errorf("mirror = %+v", post)
	}
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

func TestPublish_plain(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID)+"/publish", nil), "/wip/articles")
	again := d.post(t, d.Author, articlePath(draft.ID)+"/publish", nil)
	wantStatus(t, again, http.StatusConflict)
	if again.Find("#article-form").Length() != 1 || again.Find(".form-errors").Length() != 1 {
		t.Error("a refused publication does not lead back to the form")
	}
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID)+"/unpublish", nil), "/wip/articles")
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID)+"/delete", nil), "/wip/articles")
	wantStatus(t, d.get(t, d.Author, articlePath(draft.ID)), http.StatusNotFound)
}

func TestPublish_htmx(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	row := d.click(t, d.Author, articlePath(draft.ID)+"/publish")
	wantStatus(t, row, http.StatusOK)
	target := row.Header.Get("HX-Retarget")
	if target != "#article-"+ids.Encode(draft.ID) || row.Header.Get("HX-Reselect") != target {
		t.Errorf("target = %q", target)
	}
	if got := row.Find(target + " .st").Text(); got != "Publié" {
		t.Errorf("badge = %q", got)
	}
	if row.Find("#figures[hx-swap-oob]").Length() != 1 || !strings.Contains(row.Header.Get("HX-Trigger"), "toast") {
		t.Error("no figures or no toast")
	}
	if again := d.click(t, d.Author, articlePath(draft.ID)+"/publish"); again.Status != http.StatusConflict {
		t.Errorf("second publication: status = %d", again.Status)
	}
	gone := d.click(t, d.Author, articlePath(draft.ID)+"/delete")
	if gone.Header.Get("HX-Location") != "/wip/articles" {
		t.Errorf("deletion leads to %q", gone.Header.Get("HX-Location"))
	}
}

func TestShow(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, func(in *newsroom.ArticleInput) { in.Title = "<script>alert(1)</script>" })
	page := d.get(t, d.Author, articlePath(draft.ID))
	wantStatus(t, page, http.StatusOK)
	if got := page.Find("article h1").Text(); got != "<script>alert(1)</script>" {
		t.Errorf("title = %q", got)
	}
	if page.Find("form[action$='/publish']").Length() != 1 || page.Find("form[action$='/unpublish']").Length() != 0 {
		t.Error("the commands are not those of a draft")
	}
	for _, path := range []string{"/wip/articles/garbage", "/wip/articles/xZZZ", "/wip/articles/12"} {
		wantStatus(t, d.get(t, d.Author, path), http.StatusNotFound)
	}
}

// Drafts are confidential: no cache keeps a page of the desk, whichever route
// shows it (security checklist §1, C2).
func TestPages_areNotStored(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	routes := newsroomweb.Routes(d.Articles, d.Vocabularies, nil, nil)
	asked := 0
	for _, route := range routes {
		if route.Method != http.MethodGet || !strings.HasPrefix(route.Pattern, "/wip/articles") {
			continue
		}
		asked++
		page := d.get(t, d.Author, strings.Replace(route.Pattern, "{id}", ids.Encode(draft.ID), 1))
		if got := page.Header.Get("Cache-Control"); page.Status != http.StatusOK || got != "no-store" {
			t.Errorf("GET %s = %d with Cache-Control %q, want no-store", route.Pattern, page.Status, got)
		}
	}
	if asked < 6 {
		t.Errorf("only %d pages of articles were asked for", asked)
	}
	refused := d.post(t, d.Author, "/wip/articles", url.Values{"title": {"Sans corps"}})
	if got := refused.Header.Get("Cache-Control"); refused.Status != http.StatusUnprocessableEntity || got != "no-store" {
		t.Errorf("a refused form = %d with Cache-Control %q, want no-store", refused.Status, got)
	}
}

// Every page of an article is its author's; a stranger changes nothing and
// learns nothing.
func TestStranger(t *testing.T) {
	t.Parallel()
	d := open(t)
	article := d.Published(t, nil)
	before, path := d.Stored(t, article.ID), articlePath(article.ID)
	for _, page := range []string{"", "/edit", "/images"} {
		got := d.get(t, d.Colleague, path+page)
		wantStatus(t, got, http.StatusForbidden)
		if strings.Contains(got.Text(), article.Title) {
			t.Errorf("%s shows the title", page)
		}
	}
	forged := d.typed()
	forged.Set("owner_id", ids.Encode(d.Colleague.UserID))
	forged.Set("status", "draft")
	for _, change := range []string{"", "/publish", "/unpublish", "/delete", "/images", "/images/x1", "/images/x1/delete", "/images/x1/move?direction=up"} {
		wantStatus(t, d.post(t, d.Colleague, path+change, forged), http.StatusForbidden)
	}
	if after := d.Stored(t, article.ID); after != before {
		t.Errorf("changed from %+v to %+v", before, after)
	}
	// Its author may not forge what no field declares either.
	values := formValues(d.get(t, d.Author, path+"/edit"))
	values.Set("status", "draft")
	values.Set("owner_id", ids.Encode(d.Colleague.UserID))
	wantRedirect(t, d.post(t, d.Author, path, values), "/wip/articles")
	if after := d.Stored(t, article.ID); after.Status != content.Public || after.OwnerID != d.Author.UserID {
		t.Errorf("forged: %+v", after)
	}
	wantStatus(t, d.get(t, access.Actor{UserID: 5, Community: access.PressRelations}, "/wip/articles"), http.StatusForbidden)
}
