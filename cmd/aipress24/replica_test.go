// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// The reader may be a replica (architecture §3): while it is late commands work
// and bells ring; once the primary server waits for it, members see at once what
// they have just done.
func TestReplica(t *testing.T) {
	t.Parallel()
	if !slices.Contains(dbtest.Engines(), database.Postgres) {
		return // only PostgreSQL has replicas; dbtest says when it must be there
	}
	servers := dbtest.NewReplication(t)
	s := installation(t, servers.Primary()).with(settings{"DATABASE_READER_URL": servers.Replica()})
	servers.Pause(t)
	if stdout, stderr, ok := run(t, s, "migrate"); !ok {
		t.Fatalf("migrate with a late replica: %s%s", stdout, stderr)
	}
	stdout, _, ok := run(t, s, "doctor")
	if ok || !strings.Contains(stdout, "failed   database.reader_url: ") || !strings.Contains(stdout, "→ Name the replica in synchronous_standby_names") {
		t.Errorf("doctor, nothing waiting for the replica: ok %v, says %s", ok, stdout)
	}
	web := start(t, s, "web", "--addr", "127.0.0.1:0")
	apptest.Eventually(t, "a process that starts warns of it", func() bool {
		return strings.Contains(web.stderr.String(), `"level":"WARN"`) && strings.Contains(web.stderr.String(), "database.reader_url: the primary server waits for no replica")
	})
	web.kill(t)

	clock := apptest.NewClockAt(time.Now())
	world := apptest.New(t, openAt(t, servers.Primary(), ""), apptest.Options{Idle: true, NoVocabularies: true, Clock: clock})
	author, fan := world.Persona(t, apptest.Journalist), world.Persona(t, apptest.Expert)
	world.Follow(t, fan, author)
	db := openAt(t, servers.Primary(), servers.Replica())
	if err := db.CheckReplica(t.Context()); !errors.Is(err, database.ErrUnawaited) {
		t.Errorf("CheckReplica() = %v, want ErrUnawaited", err)
	}
	site := apptest.New(t, db, apptest.Options{NoVocabularies: true, Clock: clock, Configure: map[string]string{"node.id": "8"}})
	world.Published(t, author, nil)
	apptest.Eventually(t, "the bell rings although the replica is late", func() bool { return world.BellsOf(t, fan) == 1 })

	servers.Resume(t)
	servers.Await(t)
	world.Exec(t, "CREATE TABLE marks (n INTEGER)")
	n := 0
	apptest.Eventually(t, "what is committed is read at once", func() bool {
		n++
		_, err := db.Writer().NewRaw("INSERT INTO marks VALUES (?)", n).Exec(t.Context())
		found, readErr := db.Reader().NewRaw("SELECT 1 FROM marks WHERE n = ?", n).Exec(t.Context())
		if err != nil || readErr != nil {
			return false // the replica lacks the table yet
		}
		rows, err := found.RowsAffected()
		return err == nil && rows == 1
	})
	servers.Pause(t)
	soon, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if err := db.CheckReplica(soon); !errors.Is(err, database.ErrAbsent) {
		t.Errorf("CheckReplica() = %v with a replica that applies nothing, want ErrAbsent", err)
	}
	servers.Resume(t)
	if stdout, _, ok := run(t, s, "doctor"); !ok {
		t.Errorf("doctor, the replica awaited: %s", stdout)
	}
	desk := site.SignIn(t, author)
	in := world.ArticleInput(author)
	saved := desk.Post(t, "/wip/articles", url.Values{
		"title": {in.Title}, "standfirst": {in.Standfirst}, "body": {in.Body}, "genre": {in.Genre},
		"section": {in.Section}, "topic": {in.Topic}, "sector": {in.Sector}, "outlet": {ids.Encode(in.OutletID)},
		"country": {"FRA"}, "country_detail": {"56100 Lorient"}, "issue_at": {time.Now().AddDate(0, 0, 2).Format("2006-01-02T15:04")},
	})
	list := desk.Get(t, "/wip/articles")
	if saved.Status != http.StatusSeeOther || !strings.Contains(list.Text("main"), in.Title) {
		t.Fatalf("saved = %d %s; the list lacks it: %s", saved.Status, saved.Text("[role=alert]"), list.Text("main"))
	}
	for _, address := range regexp.MustCompile(`/wip/articles/x\w+`).FindAllString(list.Body, -1) {
		if page := desk.Get(t, address); page.Status != http.StatusOK {
			t.Errorf("%s = %d", address, page.Status)
		}
	}
}

// openAt opens a database until the end of the test.
func openAt(t *testing.T, address, reader string) *database.DB {
	t.Helper()
	db, err := database.Open(t.Context(), address, database.Options{ReaderURL: reader, MaxConns: 4})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return db
}
