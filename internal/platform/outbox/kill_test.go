// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/riverqueue/river/rivertype"
	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// victimURL tells this program, started again by the test, to be the victim.
const victimURL = "AIPRESS24_OUTBOX_VICTIM"

func TestMain(m *testing.M) {
	if url := os.Getenv(victimURL); url != "" {
		fmt.Fprintln(os.Stderr, victim(url))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// victim records and dispatches events without end, and says the article of
// each event whose transaction is acknowledged.
func victim(url string) error {
	ctx := context.Background()
	db, err := database.Open(ctx, url, database.Options{})
	if err != nil {
		return err
	}
	registry := jobs.NewRegistry()
	r := outbox.NewRegistry(registry)
	outbox.On(r, "mailer", func(context.Context, published, outbox.Meta) error { return nil })
	client, err := jobs.New(db, registry, jobs.Options{})
	if err != nil {
		return err
	}
	generator := ids.NewGenerator(3, nil)
	o := outbox.New(db, generator, r, outbox.Options{})
	go func() { _ = o.Relay(ctx, client) }()
	for {
		article := generator.Next()
		err := db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
			return o.Record(ctx, tx, published{article})
		})
		if err != nil {
			return err
		}
		fmt.Println(article)
	}
}

// Killed without warning, a process loses no acknowledged event and leaves no
// event with two positions or two jobs.
func TestRelay_killed(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		ctx := within(t)
		acknowledged := make(map[int64]bool)
		for round := range 4 {
			runVictim(ctx, t, addressOf(t, db), 15+round*13, acknowledged)
		}
		n := newNode(t, db, 1, false, func(r *outbox.Registry) {
			outbox.On(r, "mailer", func(context.Context, published, outbox.Meta) error { return nil })
		})
		for dispatched := 1; dispatched > 0; {
			var err error
			if dispatched, err = n.Dispatch(ctx, n.client); err != nil {
				t.Fatal(err)
			}
		}
		events, err := n.Events(ctx, 0, 100_000)
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range events {
			event, err := outbox.Decode[published](e)
			if err != nil || e.Position != int64(i+1) {
				t.Fatalf("event %d: position %d, %v", i, e.Position, err)
			}
			delete(acknowledged, event.ArticleID)
		}
		if len(acknowledged) != 0 {
			t.Errorf("%d acknowledged events lost", len(acknowledged))
		}
		counts, err := n.client.Counts(ctx)
		if err != nil || counts[rivertype.JobStateAvailable] != int64(len(events)) {
			t.Errorf("jobs = %v, %v, want %d", counts, err, len(events))
		}
	})
}

// runVictim starts a victim and kills it once it has said lines articles.
func runVictim(ctx context.Context, t *testing.T, url string, lines int, acknowledged map[int64]bool) {
	t.Helper()
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Env = append(os.Environ(), victimURL+"="+url)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	said := bufio.NewScanner(out)
	for n := 0; said.Scan(); n++ {
		article, err := strconv.ParseInt(said.Text(), 10, 64)
		if err != nil {
			t.Fatalf("the victim said %q", said.Text())
		}
		acknowledged[article] = true
		if n == lines {
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := cmd.Wait(); err == nil || ctx.Err() != nil {
		t.Fatalf("the victim ended by itself: %v, %v", err, ctx.Err())
	}
}

// addressOf returns the URL under which another process opens db.
func addressOf(t *testing.T, db *database.DB) string {
	t.Helper()
	if db.Engine() == database.SQLite {
		return "sqlite:" + db.Name()
	}
	return db.Pool().Config().ConnString()
}
