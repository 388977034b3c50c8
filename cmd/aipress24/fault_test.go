// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// eachEngine runs a test of processes on each engine at hand.
func eachEngine(t *testing.T, test func(t *testing.T, engine database.Engine)) {
	t.Helper()
	for _, engine := range dbtest.Engines() {
		t.Run(string(engine), func(t *testing.T) { test(t, engine) })
	}
}

// Killed at any moment of a burst of publications, nothing is lost and nothing
// is told twice.
func TestKilledInABurst(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, engine database.Engine) {
		w := newWorld(t, engine)
		all, site := serve(t, w.settings, "serve")
		author := w.enter(t, site, apptest.Journalist)
		words := []string{"abricotier", "bouleau", "charme", "douglas", "érable", "figuier"}
		for i, word := range words {
			author.publish(t, w.draft(t, word))
			if i%2 == 1 {
				all.kill(t)
				all, site = serve(t, w.settings, "serve")
				author.site = site
			}
		}
		fan := w.enter(t, site, apptest.Expert)
		for _, word := range words {
			apptest.Eventually(t, word+" is found", func() bool { return fan.finds(t, word) })
		}
		if engine == database.Postgres { // on SQLite the next start has taken them back
			w.rescue(t)
		}
		w.settled(t)
		if n := w.BellsOf(t, w.fan); n != len(words) {
			t.Errorf("bells = %d, want %d", n, len(words))
		}
		stdout, stderr, ok := run(t, w.settings.with(settings{"SEARCH_DIR": t.TempDir()}), "search", "rebuild", "--quiet")
		if !ok {
			t.Errorf("search rebuild: %s%s", stdout, stderr)
		}
	})
}

// rescue does at once what the queue does after five minutes: it takes jobs of
// a dead process back.
func (w world) rescue(t *testing.T) {
	t.Helper()
	w.Exec(t, "UPDATE river_job SET state = 'available', attempted_at = NULL WHERE state = 'running'")
}

// Two web processes and one worker on one PostgreSQL: what is published through
// one is found through the other within two seconds, and its bell rings there.
func TestTwoWebProcessesAndAWorker(t *testing.T) {
	t.Parallel()
	if !slices.Contains(dbtest.Engines(), database.Postgres) {
		return // processes share a server only; dbtest says when it must be there
	}
	w := newWorld(t, database.Postgres)
	start(t, w.settings.with(settings{"NODE_ID": "1", "DATA_DIR": t.TempDir()}), "worker")
	_, first := serve(t, w.settings.with(settings{"NODE_ID": "2", "DATA_DIR": t.TempDir()}), "web")
	_, second := serve(t, w.settings.with(settings{"NODE_ID": "3", "DATA_DIR": t.TempDir()}), "web")
	author, fan := w.enter(t, first, apptest.Journalist), w.enter(t, second, apptest.Expert)
	series := [][]string{
		{"glycine", "hibiscus", "iris", "jasmin", "lavande", "muguet", "narcisse"},
		{"oeillet", "pivoine", "renoncule", "sauge", "tulipe", "verveine", "zinnia"},
	}
	published := 0
	for _, words := range series {
		published += len(words)
		if slow := w.slowest(t, author, fan, words); slow <= foundWithin {
			break
		} else if published > len(words) {
			t.Errorf("the slowest of two series took %v, more than %v", slow, foundWithin)
		}
	}
	apptest.Eventually(t, "the bells ring in the other process", func() bool {
		_, body := fan.get(t, "/notifications")
		return strings.Count(body, "/read\"") >= published
	})
}

// foundWithin is how soon every publication is to be found through every
// process.
const foundWithin = 2 * time.Second

// warmUps are the publications of a series that are not judged: the first ones
// compile statements and open connections in three new processes at once.
const warmUps = 2

// slowest publishes articles one by one and returns the longest time from the
// commit, as the outbox has recorded it, to being found through the other
// process. All of them count, but the first: a bound that only most of them keep
// is no promise. The clock also measures a machine that runs other tests beside
// four processes of this one, so that its caller gives it a second series: a
// product too slow fails both, a busy moment rarely.
func (w world) slowest(t *testing.T, author, fan visitor, words []string) time.Duration {
	t.Helper()
	delays := make([]time.Duration, len(words))
	for i, word := range words {
		author.publish(t, w.draft(t, word))
		var recorded time.Time
		if err := w.DB.Writer().NewRaw("SELECT max(recorded_at) FROM outbox_events").Scan(t.Context(), &recorded); err != nil {
			t.Fatal(err)
		}
		apptest.Eventually(t, word+" is found through the other process", func() bool { return fan.finds(t, word) })
		delays[i] = time.Since(recorded).Round(time.Millisecond)
	}
	t.Logf("found through the other process after %v", delays)
	return slices.Max(delays[warmUps:])
}

// A database that does not answer: pages say so, the log says which one and
// keeps its password, and all is well when it comes. When it goes again, so do
// the pages, for as long.
func TestDatabaseUnreachable(t *testing.T) {
	t.Parallel()
	if !slices.Contains(dbtest.Engines(), database.Postgres) {
		return // a file is always reachable; dbtest says when the server must be there
	}
	server, err := url.Parse(dbtest.URL(t, database.Postgres))
	if err != nil {
		t.Fatal(err)
	}
	door, site := freeAddress(t), freeAddress(t)
	name := strings.TrimPrefix(server.Path, "/")
	s := installation(t, fmt.Sprintf("postgres://postgres:s3cr3t-w0rd@%s/%s?sslmode=disable", door, name))
	p := start(t, s, "web", "--addr", site)
	v := visitor{client: http.DefaultClient, site: "http://" + site}
	apptest.Eventually(t, "the process answers without its database", func() bool {
		status, _ := v.get(t, "/healthz")
		return status == http.StatusOK
	})
	answer := v.header(t, "/wire")
	if answer.StatusCode != http.StatusServiceUnavailable || answer.Header.Get("Retry-After") == "" {
		t.Errorf("a page = %d, Retry-After %q, want 503", answer.StatusCode, answer.Header.Get("Retry-After"))
	}
	id := answer.Header.Get("X-Request-Id")
	apptest.Eventually(t, "the log tells the request id of the answer", func() bool { // written after the answer
		return id != "" && strings.Contains(p.stderr.String(), id)
	})
	if strings.Contains(p.stderr.String(), `"request_id":""`) {
		t.Errorf("a request has no id:\n%s", &p.stderr)
	}
	if status, body := v.get(t, "/metrics"); status != http.StatusOK || !strings.Contains(body, `class="5xx"`) {
		t.Errorf("the metrics while waiting = %d:\n%s", status, body)
	}
	if _, body := v.get(t, "/wire"); !strings.Contains(body, `rel="stylesheet" href="/assets/`) {
		t.Errorf("the page that waits has no style sheet:\n%s", body)
	} else if sheet := regexp.MustCompile(`rel="stylesheet" href="(/assets/[^"]+)"`).FindStringSubmatch(body); v.header(t, sheet[1]).StatusCode != http.StatusOK {
		t.Errorf("%s is not served", sheet[1])
	}
	if status, _ := v.get(t, "/readyz"); status != http.StatusServiceUnavailable {
		t.Errorf("readyz = %d, want 503", status)
	}
	apptest.Eventually(t, "the log names the database", func() bool {
		return strings.Contains(p.stderr.String(), door) && strings.Contains(p.stderr.String(), name)
	})
	socket := filepath.Join(server.Query().Get("host"), ".s.PGSQL.5432")
	shut := openDoor(t, door, socket)
	comeBack := func() {
		apptest.Eventually(t, "the pages come back", func() bool {
			status, _ := v.post(t, "/auth/login", url.Values{"email": {"personne@aipress24.example"}, "password": {"rien"}})
			return status != http.StatusServiceUnavailable
		})
	}
	comeBack()
	if _, body := v.get(t, "/metrics"); !strings.Contains(body, `route="waiting"`) {
		t.Errorf("what was counted while waiting is forgotten:\n%s", body)
	}
	if status, _ := v.get(t, "/auth/login"); status != http.StatusOK {
		t.Errorf("the sign-in page = %d", status)
	}
	shut()
	for range 3 {
		if status, body := v.post(t, "/auth/login", url.Values{"email": {"personne@aipress24.example"}, "password": {"rien"}}); status != http.StatusServiceUnavailable {
			t.Errorf("a page without its database = %d, want 503\n%s", status, body)
		}
	}
	openDoor(t, door, socket)
	comeBack()
	if status, _ := v.get(t, "/readyz"); status != http.StatusOK {
		t.Errorf("readyz afterwards = %d", status)
	}
	if said := p.stdout.String() + p.stderr.String(); strings.Contains(said, "s3cr3t-w0rd") {
		t.Errorf("the password is in the log:\n%s", said)
	}
}

// header asks for a page and returns the answer without its body.
func (v visitor) header(t *testing.T, path string) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodHead, v.site+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := v.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close() // empty
	return answer
}

// openDoor forwards connections at a TCP address to the server's socket, which
// is the only way into the throw-away cluster, until it is shut: that cuts them.
func openDoor(t *testing.T, address, socket string) (shut func()) {
	t.Helper()
	var config net.ListenConfig
	listener, err := config.Listen(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var inside []net.Conn
	shut = func() {
		_ = listener.Close() // ends the loop below
		mu.Lock()
		defer mu.Unlock()
		for _, c := range inside {
			_ = c.Close() // either side may have left
		}
	}
	t.Cleanup(shut)
	go func() {
		for {
			outside, err := listener.Accept()
			if err != nil {
				return
			}
			mu.Lock()
			inside = append(inside, outside)
			mu.Unlock()
			go forward(outside, socket)
		}
	}()
	return shut
}

func forward(outside net.Conn, socket string) {
	defer func() { _ = outside.Close() }() // either side may have left
	var dialer net.Dialer
	inside, err := dialer.DialContext(context.Background(), "unix", socket)
	if err != nil {
		return
	}
	defer func() { _ = inside.Close() }() // either side may have left
	done := make(chan struct{}, 2)
	for _, pair := range [][2]net.Conn{{inside, outside}, {outside, inside}} {
		go func() {
			_, _ = io.Copy(pair[0], pair[1]) // a cut is one end of it
			done <- struct{}{}
		}()
	}
	<-done
}

// Asked to stop, the process finishes what it does and leaves, although pages
// are open.
func TestStopsWhenAsked(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, engine database.Engine) {
		w := newWorld(t, engine)
		for _, command := range []string{"serve", "web"} {
			p, site := serve(t, w.settings, command)
			reader := w.enter(t, site, apptest.Expert)
			stream := openLive(t, reader)
			author := w.enter(t, site, apptest.Journalist)
			author.publish(t, w.draft(t, "tilleul"))
			took := p.terminate(t)
			if p.result != nil || took > 15*time.Second {
				t.Errorf("%s ended with %v after %s", command, p.result, took)
			}
			for line := range strings.Lines(p.stderr.String()) {
				if strings.Contains(line, `"level":"ERROR"`) {
					t.Errorf("%s complained: %s", command, line)
				}
			}
			if _, err := io.ReadAll(stream); err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Logf("the stream was cut: %v", err)
			}
			if status, _ := reader.get(t, "/wire"); status != 0 {
				t.Errorf("%s answers after its end: %d", command, status)
			}
		}
	})
}

// openLive opens the stream of events of a page.
func openLive(t *testing.T, v visitor) io.Reader {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, v.site+"/live", nil)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := v.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = answer.Body.Close() }) // cut by the server
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("stream = %d", answer.StatusCode)
	}
	return answer.Body
}

// A worker stops as well, without work.
func TestWorkerStopsWhenAsked(t *testing.T) {
	t.Parallel()
	eachEngine(t, func(t *testing.T, engine database.Engine) {
		w := newWorld(t, engine)
		p := start(t, w.settings, "worker")
		w.Published(t, w.author, nil)
		apptest.Eventually(t, "the worker works", func() bool { return w.BellsOf(t, w.fan) == 1 })
		if took := p.terminate(t); p.result != nil || took > 15*time.Second {
			t.Errorf("the worker ended with %v after %s", p.result, took)
		}
	})
}
