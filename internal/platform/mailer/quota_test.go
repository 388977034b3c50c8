// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

type storeAndInbox interface {
	Store
	Inbox
}

// eachStore runs a test in memory and on each database engine.
func eachStore(t *testing.T, test func(t *testing.T, s storeAndInbox)) {
	t.Run("memory", func(t *testing.T) { test(t, &MemoryStore{}) })
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		test(t, NewDatabaseStore(db, ids.NewGenerator(1, time.Now).Next))
	})
}

var monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// clock is a time that tests move.
type clock struct{ now time.Time }

func (c *clock) Now() time.Time { return c.now }

func TestQuota(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store storeAndInbox) {
		server := startServer(t, &smtpServer{}, noTLS)
		time := &clock{now: monday}
		m, _ := mailerFor(t, server, "none", func(o *Options) { o.Store, o.Quota, o.Now = store, 3, time.Now })
		send := func(to string, bypass bool) error {
			msg := sample()
			msg.To, msg.BypassQuota = to, bypass
			return m.Send(t.Context(), msg)
		}
		for _, to := range []string{"ada@exemple.invalid", "ADA@Exemple.invalid", "Ada <ada@exemple.invalid>"} {
			if err := send(to, false); err != nil {
				t.Fatal(err)
			}
		}
		if err := send("ada@exemple.invalid", false); !errors.Is(err, ErrQuota) {
			t.Errorf("fourth mail: %v, want ErrQuota", err)
		}
		if err := send("bob@exemple.invalid", false); err != nil {
			t.Errorf("another recipient: %v", err)
		}
		if err := send("ada@exemple.invalid", true); err != nil {
			t.Errorf("security mail: %v", err)
		}
		time.now = monday.Add(QuotaPeriod - 1e9)
		if err := send("ada@exemple.invalid", false); !errors.Is(err, ErrQuota) {
			t.Errorf("a second too early: %v, want ErrQuota", err)
		}
		time.now = monday.Add(QuotaPeriod)
		if err := send("ada@exemple.invalid", false); err != nil {
			t.Errorf("a week later: %v", err)
		}
		if got := len(server.mails()); got != 6 {
			t.Errorf("mails received = %d, want 6", got)
		}
	})
}

func TestQuota_FailuresDoNotCount(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store storeAndInbox) {
		server := startServer(t, &smtpServer{failRcpt: errors.New("not now")}, noTLS)
		m, _ := mailerFor(t, server, "none", func(o *Options) { o.Store, o.Quota = store, 1 })
		for range 3 {
			if err := m.Send(t.Context(), sample()); errors.Is(err, ErrQuota) || err == nil {
				t.Errorf("Send = %v, want the server's refusal", err)
			}
		}
	})
}

// Workers side by side never share the last place.
func TestQuota_Concurrent(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store storeAndInbox) {
		r := Reservation{Recipient: "ada@exemple.invalid", At: monday, Since: monday.Add(-QuotaPeriod), Expired: monday.Add(-Retention), Quota: 5}
		var taken atomic.Int64
		var group sync.WaitGroup
		for range 16 {
			group.Go(func() {
				switch _, err := store.Reserve(t.Context(), r); {
				case err == nil:
					taken.Add(1)
				case !errors.Is(err, ErrQuota):
					t.Error(err)
				}
			})
		}
		group.Wait()
		if taken.Load() != 5 {
			t.Errorf("places taken = %d, want 5", taken.Load())
		}
	})
}

func TestQuota_Retention(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store storeAndInbox) {
		reserve := func(to string, at time.Time) {
			_, err := store.Reserve(t.Context(), Reservation{Recipient: to, At: at, Since: at.Add(-QuotaPeriod), Expired: at.Add(-Retention)})
			if err != nil {
				t.Fatal(err)
			}
		}
		reserve("ada@exemple.invalid", monday)
		reserve("bob@exemple.invalid", monday)
		reserve("ada@exemple.invalid", monday.Add(Retention+time.Hour)) // drops the first
		if err := store.Capture(t.Context(), Captured{MessageID: "a@b", CreatedAt: monday}); err != nil {
			t.Fatal(err)
		}
		n, err := store.Purge(t.Context(), monday.Add(time.Hour))
		if err != nil || n != 2 { // bob's row and the captured mail
			t.Errorf("purged %d, %v; want 2", n, err)
		}
	})
}

func TestInbox(t *testing.T) {
	t.Parallel()
	eachStore(t, func(t *testing.T, store storeAndInbox) {
		for i := range 5 {
			c := Captured{
				MessageID: fmt.Sprintf("%d@exemple.invalid", i), Recipient: "ada@exemple.invalid", Subject: fmt.Sprint("mail ", i),
				HTML: "<p>é</p>", Text: "é", Headers: map[string]string{"X-A": "1"}, CreatedAt: monday,
			}
			for range 2 { // again, as by a retried job
				if err := store.Capture(t.Context(), c); err != nil {
					t.Fatal(err)
				}
			}
		}
		page, err := store.Captured(t.Context(), 0, 3)
		if err != nil || len(page) != 3 || page[0].Subject != "mail 4" {
			t.Fatalf("first page = %+v, %v", page, err)
		}
		rest, err := store.Captured(t.Context(), page[2].ID, 3)
		if err != nil || len(rest) != 2 || rest[1].Subject != "mail 0" {
			t.Fatalf("second page = %+v, %v", rest, err)
		}
		one, found, err := store.CapturedMail(t.Context(), rest[0].ID)
		if err != nil || !found || one.HTML != "<p>é</p>" || one.Headers["X-A"] != "1" || !one.CreatedAt.Equal(monday) {
			t.Errorf("mail = %+v, %v, %v", one, found, err)
		}
		if err := store.Clear(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, found, err := store.CapturedMail(t.Context(), one.ID); found || err != nil {
			t.Errorf("after Clear: %v, %v", found, err)
		}
	})
}
