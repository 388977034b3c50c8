// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package adminweb_test

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/riverqueue/river"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/modules/admin/adminweb"
	"aipress24.com/aipress24/internal/platform/config"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/searchengine"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

var (
	now     = time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	staff   = access.Actor{UserID: 1, Name: "Ada Martin", Admin: true}
	member  = access.Actor{UserID: 2, Name: "Paul Roux", Community: access.PressMedia}
	visitor = access.Actor{}
)

const canary = "canary-4711"

// site is the administration over a database of its own, behind the real
// middleware.
type site struct {
	http.Handler

	db      *database.DB
	jobs    *jobs.Client
	keeper  *builder
	routes  ui.Routes
	flashes []string
}

type asActor struct{}

type chore struct{}

func (chore) Kind() string { return "chore" }

type choreWorker struct{ river.WorkerDefaults[chore] }

func (choreWorker) Work(context.Context, *river.Job[chore]) error { return nil }

// builder rebuilds until it is told to leave.
type builder struct{ leave chan struct{} }

func (b *builder) Rebuild(ctx context.Context, progress func(done, total int)) (searchengine.Report, error) {
	progress(1, 3)
	select {
	case <-b.leave:
	case <-ctx.Done():
		return searchengine.Report{}, ctx.Err()
	}
	return searchengine.Report{Documents: 3, Took: time.Second}, nil
}

// settings come from a configuration full of secrets.
func settings() admin.Settings {
	c := &config.Config{Environment: config.Development}
	c.Blob.URL = "s3://" + canary
	c.Mail.URL = config.NewAddress("smtp://user:" + canary + "@mail.invalid:587")
	c.Payments.Provider = "stripe"
	c.Stripe.SecretKey = config.NewSecret(canary)
	return admin.SettingsOf(c)
}

func newSite(t *testing.T, db *database.DB) *site {
	t.Helper()
	s := &site{db: db, keeper: &builder{leave: make(chan struct{})}}
	registry := jobs.NewRegistry()
	jobs.AddWorker(registry, choreWorker{})
	box := outbox.New(db, ids.NewGenerator(1, nil), outbox.NewRegistry(registry), outbox.Options{})
	client, err := jobs.New(db, registry, jobs.Options{})
	if err != nil {
		t.Fatal(err)
	}
	engine, err := searchengine.Open(searchengine.Options{Key: "test"})
	if err != nil {
		t.Fatal(err)
	}
	s.jobs = client
	service := admin.New(admin.Needs{
		DB: db, IDs: ids.NewGenerator(2, nil), Outbox: box, Jobs: client, Engine: engine, Index: s.keeper,
		Schedules: []admin.Schedule{{Name: "sweep-files", Due: jobs.DailyAt(4, 0, time.UTC)}},
		Settings:  settings(), Version: "1.2.3", Started: now.Add(-50 * time.Hour),
		Now: func() time.Time { return now }, Log: slog.New(slog.DiscardHandler),
	})
	t.Cleanup(func() {
		service.Close()
		if err := errors.Join(client.Stop(context.WithoutCancel(t.Context())), engine.Close()); err != nil {
			t.Error(err)
		}
	})
	console, err := client.UI(adminweb.RiverPrefix)
	if err != nil {
		t.Fatal(err)
	}
	flash := func(ctx context.Context, _ web.ToastKind, key string, args ...any) {
		s.flashes = append(s.flashes, i18n.T(ctx, key, args...))
	}
	s.routes = adminweb.Routes(service, flash, console)
	s.Handler = s.router(t)
	return s
}

// router is the platform's, with the actor of the request's context.
func (s *site) router(t *testing.T) http.Handler {
	t.Helper()
	router, err := web.New(web.Options{Refuse: ui.Fail})
	if err != nil {
		t.Fatal(err)
	}
	shell := &ui.Site{Name: "AiPRESS24", Navigation: ui.NewNavigation(s.routes, ui.Menus{Sides: map[string][]ui.Entry{"admin": adminweb.Menu()}})}
	identify := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			actor, _ := r.Context().Value(asActor{}).(access.Actor)
			next.ServeHTTP(w, r.WithContext(ui.WithActor(ui.WithSite(r.Context(), shell), actor)))
		})
	}
	ui.Mount(router.With(identify), s.routes)
	router.MethodNotAllowed(identify(ui.MethodNotAllowed(router)).ServeHTTP)
	return router
}

func (s *site) do(t *testing.T, method, path string, by access.Actor, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(context.WithValue(t.Context(), asActor{}, by), method, path, http.NoBody)
	r.Header.Set("Accept-Language", "fr")
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// page asks for a page as administrator.
func (s *site) page(t *testing.T, path string, header ...string) (*goquery.Document, string) {
	t.Helper()
	w := s.do(t, http.MethodGet, path, staff, header...)
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: status = %d, want 200\n%s", path, w.Code, w.Body)
	}
	body := w.Body.String()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	return doc, body
}

// plain replaces no-break spaces, which tests are easier to read without.
func plain(s string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(s)), " ")
}

// Each URL is for administrators alone; a visitor who opens a page is sent to
// sign in, one who posts is refused.
func TestGuards(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.Open(t, database.SQLite))
	for _, route := range s.routes {
		path := strings.Replace(route.Pattern, "*", "api/states", 1)
		if w := s.do(t, route.Method, path, member); w.Code != http.StatusForbidden {
			t.Errorf("%s %s by a member: status = %d, want 403", route.Method, path, w.Code)
		}
		want := http.StatusUnauthorized
		if route.Method == http.MethodGet {
			want = http.StatusSeeOther
		}
		if w := s.do(t, route.Method, path, visitor); w.Code != want {
			t.Errorf("%s %s by a visitor: status = %d, want %d", route.Method, path, w.Code, want)
		}
	}
	if w := s.do(t, http.MethodGet, "/admin/system", visitor); w.Header().Get("Location") != "/auth/login?next=%2Fadmin%2Fsystem" {
		t.Errorf("a visitor is sent to %q", w.Header().Get("Location"))
	}
}

func TestAdmin_RedirectsToDashboard(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.Open(t, database.SQLite))
	for _, path := range []string{"/admin", "/admin/"} {
		w := s.do(t, http.MethodGet, path, staff)
		if w.Code != http.StatusFound || w.Header().Get("Location") != "/admin/dashboard" {
			t.Errorf("GET %s = %d to %q", path, w.Code, w.Header().Get("Location"))
		}
	}
}

// The dashboard shows what waits, and every link of its content and left menu
// leads to a page that exists.
func TestDashboardPage(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		_, err := db.Writer().NewRaw(`INSERT INTO members (id, email, active, validation_status, submitted_at, created_at, modified_at)
VALUES (1, 'a@x.invalid', TRUE, '', ?, ?, ?), (2, 'b@x.invalid', FALSE, 'Nouvelle inscription à valider', ?, ?, ?)`, now, now, now, now, now, now).Exec(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		doc, body := s.page(t, "/admin/dashboard")
		if got := plain(doc.Find("[data-task=members] p").Text()); got != "1 inscription attend une validation." {
			t.Errorf("waiting member: %q", got)
		}
		if to := doc.Find("[data-task=members] a").AttrOr("href", ""); to != "/admin/new_users" {
			t.Errorf("the task on members leads to %q", to)
		}
		doc.Find("[data-task=members] a").Remove() // a page of another module
		if got := doc.Find("[data-testid=people] dd").First().Text(); got != "1" {
			t.Errorf("active members = %q, want 1", got)
		}
		if strings.Contains(body, canary) {
			t.Error("the page holds a secret")
		}
		checkLinks(t, s, doc)
	})
}

// checkLinks follows the links of the page's content.
func checkLinks(t *testing.T, s *site, doc *goquery.Document) {
	t.Helper()
	found := 0
	doc.Find("main a").Each(func(_ int, a *goquery.Selection) {
		found++
		path, _ := a.Attr("href")
		if w := s.do(t, http.MethodGet, path, staff); w.Code != http.StatusOK {
			t.Errorf("the link %q answers %d", path, w.Code)
		}
	})
	if found < len(adminweb.Menu()) {
		t.Errorf("%d links in the content, want the left menu at least", found)
	}
}

// The left menu has the existing pages in order, the current one marked.
func TestMenu(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.Open(t, database.SQLite))
	doc, _ := s.page(t, "/admin/system")
	var paths []string
	doc.Find("main nav a, main details nav a").Each(func(_ int, a *goquery.Selection) {
		path, _ := a.Attr("href")
		if strings.HasPrefix(path, "/admin/") && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	})
	if want := []string{"/admin/dashboard", "/admin/system", "/admin/jobs"}; !slices.Equal(paths, want) {
		t.Errorf("menu = %v, want %v", paths, want)
	}
	if got, _ := doc.Find("main nav a[aria-current=page]").First().Attr("href"); got != "/admin/system" {
		t.Errorf("current entry = %q", got)
	}
}

// The system page shows every section, in both languages, and no secret.
func TestSystemPage(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		for lang, want := range map[string]string{"fr": "2 j 2 h", "en": "2 d 2 h"} {
			doc, body := s.page(t, "/admin/system", "Accept-Language", lang)
			for _, section := range []string{"index", "program", "database", "outbox", "jobs", "storage", "mail", "payments"} {
				if doc.Find("[data-testid="+section+"] dl").Length() != 1 {
					t.Errorf("%s: no section %s", lang, section)
				}
			}
			if got := plain(doc.Find("[data-testid=program]").Text()); !strings.Contains(got, want) || !strings.Contains(got, "1.2.3") {
				t.Errorf("%s: program = %q", lang, got)
			}
			if strings.Contains(body, canary) {
				t.Errorf("%s: the page holds a secret", lang)
			}
			if strings.Contains(body, ">admin.") || doc.Find("h1").Length() != 1 {
				t.Errorf("%s: a message has no words, or the page not one title", lang)
			}
		}
	})
}

// An administrator rebuilds the index: the page follows it and offers no
// second rebuild meanwhile.
func TestRebuildSearch(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.Open(t, database.SQLite))
	w := s.do(t, http.MethodPost, "/admin/search/rebuild", staff)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/admin/system" {
		t.Fatalf("status = %d to %q", w.Code, w.Header().Get("Location"))
	}
	if len(s.flashes) != 1 || s.flashes[0] != "La reconstruction de l’index a commencé." {
		t.Errorf("flashes = %q", s.flashes)
	}
	doc, _ := s.page(t, "/admin/system")
	index := doc.Find("#index")
	if trigger, _ := index.Attr("hx-trigger"); trigger != "every 2s" || index.Find("progress").Length() != 1 || index.Find("form").Length() != 0 {
		t.Error("the page does not follow the rebuild")
	}
	if again := s.do(t, http.MethodPost, "/admin/search/rebuild", staff); again.Code != http.StatusConflict {
		t.Errorf("a second rebuild: status = %d, want 409", again.Code)
	}
	close(s.keeper.leave)
	if text := s.waitRebuilt(t); !strings.Contains(text, "Dernière reconstruction : 22 nov. 2026") || !strings.Contains(text, "3 documents en 1,0 s") {
		t.Errorf("after the rebuild: %q", text)
	}
	var action string
	if err := s.db.Writer().NewRaw("SELECT action FROM audit_entries").Scan(t.Context(), &action); err != nil || action != "search.rebuild" {
		t.Errorf("audit = %q, %v", action, err)
	}
}

// waitRebuilt refreshes the index's section, as htmx does, until the rebuild
// has ended, and returns its text.
func (s *site) waitRebuilt(t *testing.T) string {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.After(10 * time.Second); ; {
		doc, _ := s.page(t, "/admin/search/status", "HX-Request", "true")
		section := doc.Find("#index")
		if _, running := section.Attr("hx-get"); !running && section.Length() == 1 {
			return plain(section.Text())
		}
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("the rebuild never ended")
		}
	}
}

// Without htmx, the section's own address leads to the whole page.
func TestSearchStatus_WithoutScript(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.Open(t, database.SQLite))
	if w := s.do(t, http.MethodGet, "/admin/search/status", staff); w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/admin/system" {
		t.Errorf("status = %d to %q", w.Code, w.Header().Get("Location"))
	}
}

// A GET changes nothing, and another site cannot post.
func TestRebuildSearch_Refused(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.Open(t, database.SQLite))
	if w := s.do(t, http.MethodGet, "/admin/search/rebuild", staff); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("GET: status = %d, want 405", w.Code)
	}
	for _, path := range []string{"/admin/search/rebuild", "/admin/river/api/jobs/retry"} {
		if w := s.do(t, http.MethodPost, path, staff, "Sec-Fetch-Site", "cross-site"); w.Code != http.StatusForbidden {
			t.Errorf("%s from another site: status = %d, want 403", path, w.Code)
		}
	}
}

// The page on background work counts jobs by state and lists the schedules.
func TestJobsPage(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		for range 2 {
			if _, err := s.jobs.Insert(t.Context(), chore{}, nil); err != nil {
				t.Fatal(err)
			}
		}
		doc, _ := s.page(t, "/admin/jobs")
		if got := plain(doc.Find("#state-available td.num").Text()); got != "2" {
			t.Errorf("ready jobs = %q, want 2", got)
		}
		if got := plain(doc.Find("#schedules tbody").Text()); got != "sweep-files 23 nov. 2026 à 5 h" {
			t.Errorf("schedules = %q", got)
		}
		if href, _ := doc.Find("main a[target=_blank]").Attr("href"); href != "/admin/river/" {
			t.Errorf("console = %q", href)
		}
	})
}

// River's console works under its own policy, and its commands are written
// down.
func TestConsole(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		w := s.do(t, http.MethodGet, "/admin/river/", staff)
		if w.Code != http.StatusOK || w.Header().Get("Content-Security-Policy") != jobs.UIPolicy {
			t.Errorf("console: status = %d, policy = %q", w.Code, w.Header().Get("Content-Security-Policy"))
		}
		if w := s.do(t, http.MethodGet, "/admin/river", staff); w.Header().Get("Location") != "/admin/river/" {
			t.Errorf("without slash: to %q", w.Header().Get("Location"))
		}
		if w := s.do(t, http.MethodGet, "/admin/river/api/states", staff); w.Code != http.StatusOK {
			t.Errorf("states: status = %d", w.Code)
		}
		s.do(t, http.MethodPut, "/admin/river/api/queues/default/pause", staff)
		var actor int64
		var action string
		err := db.Writer().NewRaw("SELECT actor_id, action FROM audit_entries").Scan(t.Context(), &actor, &action)
		if err != nil || actor != staff.UserID || action != "jobs.command" {
			t.Errorf("audit = %d %q, %v", actor, action, err)
		}
	})
}

// Without the console there is no link to it.
func TestJobsPage_WithoutConsole(t *testing.T) {
	t.Parallel()
	s := newSite(t, dbtest.Open(t, database.SQLite))
	for _, route := range adminweb.Routes(nil, nil, nil) {
		if strings.HasPrefix(route.Pattern, adminweb.RiverPrefix) {
			t.Errorf("%s is mounted without console", route.Pattern)
		}
	}
	if _, ok := s.routes.Find(http.MethodPatch, adminweb.RiverPrefix+"/*"); !ok {
		t.Error("the console cannot be used")
	}
}
