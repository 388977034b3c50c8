// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/live"
	"aipress24.com/aipress24/internal/ui"
)

var update = flag.Bool("update", false, "write the golden files again")

// TestAccessMatrix asks for every page as every persona and compares the
// answers with the golden matrix, so that no page ships unguarded. Changes are
// really asked for where the guard refuses them; where it lets them pass, the
// modules' own tests say what happens. Run with -update after a wanted change,
// and read the difference.
func TestAccessMatrix(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		got := accessMatrix(t, app)
		path := filepath.Join("testdata", "access_matrix.txt")
		if *update {
			if err := os.WriteFile(path, got, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		for _, line := range differences(string(want), string(got)) {
			t.Error(line)
		}
	})
}

// differences lists the lines of one text that the other has not.
func differences(want, got string) []string {
	wanted, found := strings.Split(want, "\n"), strings.Split(got, "\n")
	var list []string
	for _, line := range wanted {
		if !slices.Contains(found, line) {
			list = append(list, "- "+line)
		}
	}
	for _, line := range found {
		if !slices.Contains(wanted, line) {
			list = append(list, "+ "+line)
		}
	}
	return list
}

func accessMatrix(t *testing.T, app *apptest.App) []byte {
	t.Helper()
	objects := matrixObjects(t, app)
	var text bytes.Buffer
	table := tabwriter.NewWriter(&text, 0, 1, 2, ' ', 0)
	write := func(cells ...string) {
		if _, err := fmt.Fprintln(table, strings.Join(cells, "\t")); err != nil {
			t.Fatal(err)
		}
	}
	header := []string{"METHOD", "PATTERN", "OBJECT", "GUARD"}
	browsers, actors := map[apptest.Persona]*apptest.Browser{}, map[apptest.Persona]access.Actor{}
	for _, name := range apptest.Personas() {
		header = append(header, string(name))
		actors[name] = app.Persona(t, name)
		browsers[name] = app.SignIn(t, actors[name])
		if name == apptest.Inactive {
			actors[name] = access.Actor{} // whom guards see
		}
	}
	write(header...)
	for _, route := range servedRoutes(t, app) {
		for _, o := range objects.of(t, route.Pattern) {
			cells := []string{route.Method, route.Pattern, o.name, route.Guard.Name}
			for _, name := range apptest.Personas() {
				cells = append(cells, answerOf(t, browsers[name], actors[name], route, o.path))
			}
			write(cells...)
		}
	}
	if err := table.Flush(); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// servedRoutes is the URL table with the route of live components.
func servedRoutes(t *testing.T, app *apptest.App) ui.Routes {
	t.Helper()
	return append(app.Table(t), ui.Post(live.Pattern, access.Members, nil))
}

// answerOf is what a persona gets: a status, "login" for the way to the
// sign-in page, "pass" for a change that the guard allows.
func answerOf(t *testing.T, browser *apptest.Browser, actor access.Actor, route ui.Route, path string) string {
	t.Helper()
	refusal := route.Guard.Check(actor)
	if route.Method != http.MethodGet && refusal == nil {
		return "pass"
	}
	browser.Failing = path == "/dev/ui/error" // shows the page of a failure on purpose
	page := browser.Do(t, browser.Request(t, route.Method, path, nil))
	if refusal != nil {
		if want := ui.Status(refusal); page.Status != want && (want != http.StatusUnauthorized || page.Status != http.StatusSeeOther) {
			t.Errorf("%s %s: the guard says %d, the page %d", route.Method, path, want, page.Status)
		}
	}
	if page.Status == http.StatusSeeOther && strings.HasPrefix(page.Location(), ui.LoginPath) {
		return "login"
	}
	return strconv.Itoa(page.Status)
}

// TestEveryRouteIsInTheTable walks the router itself: nothing answers that the
// table, and so the matrix, does not know, but the operator's instruments.
func TestEveryRouteIsInTheTable(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		instruments := []string{"/assets/*", "/healthz", "/readyz", "/metrics"}
		known := map[string]bool{}
		for _, r := range servedRoutes(t, app) {
			if r.Guard.Name == "" {
				t.Errorf("%s %s has no guard", r.Method, r.Pattern)
			}
			if known[r.Method+" "+r.Pattern] {
				t.Errorf("%s %s is declared twice", r.Method, r.Pattern)
			}
			known[r.Method+" "+r.Pattern] = true
		}
		router, ok := app.Site.(chi.Routes)
		if !ok {
			t.Fatal("the site is not a chi router any more: walk whatever it is")
		}
		err := chi.Walk(router, func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
			if !known[method+" "+pattern] && !slices.Contains(instruments, pattern) {
				t.Errorf("%s %s answers and is not in the table", method, pattern)
			}
			delete(known, method+" "+pattern)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		for left := range known {
			t.Errorf("%s is in the table and does not answer", left)
		}
	})
}

// TestMatrixSeesAnUnguardedRoute shows that the checks above can fail.
func TestMatrixSeesAnUnguardedRoute(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		unguarded := chi.NewRouter()
		ui.Mount(unguarded, ui.Routes{ui.Get("/forgotten", access.Guard{}, func(w http.ResponseWriter, _ *http.Request) error {
			_, err := w.Write([]byte("secret"))
			return err
		})})
		answer := httptest.NewRecorder()
		unguarded.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/forgotten", nil))
		if answer.Code != http.StatusForbidden || strings.Contains(answer.Body.String(), "secret") {
			t.Errorf("a route whose guard was forgotten answers %d", answer.Code)
		}
		if err := access.Members.Check(access.Actor{}); !errors.Is(err, errs.ErrUnauthenticated) {
			t.Errorf("a visitor passes the guard of members: %v", err)
		}
		before := "GET  /admin  administrators  login\n"
		if got := differences(before, strings.Replace(before, "login", "200", 1)); len(got) != 2 {
			t.Errorf("an opened page gives %q", got)
		}
		// A page whose guard was loosened answers otherwise than the golden line.
		visitor := app.Browser(t)
		loose := ui.Get("/dev/ui", access.Anyone, nil)
		if got := answerOf(t, visitor, access.Actor{}, loose, "/dev/ui"); got != "200" {
			t.Errorf("an open page gives %q", got)
		}
	})
}
