// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing_test

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// till is billing with the sandbox and real Business Walls over a database. The
// sandbox's events wait until the test delivers them.
type till struct {
	*billing.Service

	db      *database.DB
	ids     *ids.Generator
	sandbox *sandbox.Provider
	clock   *clock
}

type clock struct {
	mu sync.Mutex
	at time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.at = c.at.Add(d)
}

const day = 24 * time.Hour

// each runs a test on each engine.
func each(t *testing.T, test func(t *testing.T, d *till)) {
	t.Helper()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) { test(t, newTill(db)) })
}

func newTill(db *database.DB) *till {
	c := &clock{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	generator := ids.NewGenerator(1, c.Now)
	box := outbox.New(db, generator, outbox.NewRegistry(jobs.NewRegistry()), outbox.Options{Now: c.Now})
	made := 0
	provider := &sandbox.Provider{
		DB: db, IDs: generator, Outbox: box, SiteURL: "https://aipress24.test", Secret: "whsec_of_tests", Now: c.Now,
		Random: func() string { made++; return fmt.Sprintf("%06d", made) },
	}
	d := &till{db: db, ids: generator, sandbox: provider, clock: c}
	d.Service = billing.New(billing.Needs{
		DB: db, IDs: generator, Outbox: box, Provider: provider, SiteURL: "https://aipress24.test", Log: slog.New(slog.DiscardHandler), Now: c.Now,
	})
	provider.Send = func(ctx context.Context, payload []byte, signature string) error {
		_, err := d.Receive(ctx, payload, signature)
		return err
	}
	walls := businesswall.New(businesswall.Needs{
		DB: db, IDs: generator, Outbox: box, Now: c.Now, Subscriptions: businesswall.Unbilled{},
		Staff: organisation.NewStaff(db, generator, box, c.Now),
	})
	d.Walls = walls.Lifecycle
	return d
}

// testing is what a test and a case of rapid have in common.
type testingT interface {
	Helper()
	Fatalf(format string, args ...any)
}

func (d *till) insert(t testingT, row any) {
	t.Helper()
	if _, err := d.db.Writer().NewInsert().Model(row).Exec(context.Background()); err != nil {
		t.Fatalf("insert: %v", err)
	}
}

// member adds somebody.
func (d *till) member(t testingT, organisationID int64) access.Actor {
	t.Helper()
	id, now := d.ids.Next(), d.clock.Now()
	d.insert(t, &member.Member{
		ID: id, Email: fmt.Sprintf("m%d@example.org", id), Active: true, Gender: "?", Language: "fr", FirstName: "Inès", LastName: "Payet",
		OrganisationID: organisationID, SubmittedAt: now, CreatedAt: now, ModifiedAt: now,
	})
	return access.Actor{UserID: id, OrganisationID: organisationID}
}

// draft adds an organisation with a draft wall of a type, and its owner.
func (d *till) draft(t testingT, wallType string) (*organisation.Wall, access.Actor) {
	t.Helper()
	now := d.clock.Now()
	house := &organisation.Organisation{ID: d.ids.Next(), Name: "Maison", Slug: fmt.Sprint("maison-", d.ids.Next()), Active: true, CreatedAt: now, ModifiedAt: now}
	d.insert(t, house)
	owner := d.member(t, house.ID)
	wall := &organisation.Wall{
		ID: d.ids.Next(), Type: wallType, Status: "draft", OwnerID: owner.UserID, PayerID: owner.UserID, OrganisationID: house.ID, Name: "Maison",
		Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: now, ModifiedAt: now,
	}
	d.insert(t, wall)
	return wall, owner
}

// order is a valid order of a wall.
func order(wall *organisation.Wall, quantity int64) billing.Order {
	return billing.Order{
		WallID: wall.ID, Quantity: quantity, Cycle: billing.Monthly, TermsAccepted: true,
		SuccessPath: "/BW/payment-success/" + wall.Type, CancelPath: "/BW/payment-cancel/" + wall.Type,
	}
}

// checkout starts a checkout and returns the id of its session.
func (d *till) checkout(t testingT, by access.Actor, o billing.Order) string {
	t.Helper()
	url, err := d.StartCheckout(context.Background(), by, o)
	if err != nil {
		t.Fatalf("start checkout: %v", err)
	}
	return url[len("https://aipress24.test"+sandbox.PayPath):]
}

// pay pays a session; the events wait.
func (d *till) pay(t testingT, session string) sandbox.Session {
	t.Helper()
	paid, err := d.sandbox.Pay(context.Background(), session, sandbox.Accepted, sandbox.Payer{Line1: "1 rue du Port", City: "Le Havre"})
	if err != nil {
		t.Fatalf("pay: %v", err)
	}
	return paid
}

// active adds a wall that is paid, its events delivered.
func (d *till) active(t testingT, wallType string) (*organisation.Wall, access.Actor, sandbox.Session) {
	t.Helper()
	wall, owner := d.draft(t, wallType)
	session := d.pay(t, d.checkout(t, owner, order(wall, 1)))
	d.deliver(t, d.waiting(t)...)
	return wall, owner, session
}

// happen does an action of the portal to a subscription; its events wait.
func (d *till) happen(t testingT, session sandbox.Session, actions ...sandbox.Action) {
	t.Helper()
	ctx := context.Background()
	url, err := d.sandbox.Portal(ctx, session.CustomerID, "https://aipress24.test/BW/dashboard")
	if err != nil {
		t.Fatalf("open the portal: %v", err)
	}
	for _, action := range actions {
		d.clock.add(time.Hour)
		if err := d.sandbox.Act(ctx, url[len("https://aipress24.test"+sandbox.PortalPath):], session.SubscriptionID, action); err != nil {
			t.Fatalf("%s: %v", action, err)
		}
	}
}

// waiting are the sandbox's events that were not heard, oldest first.
func (d *till) waiting(t testingT) []string {
	t.Helper()
	var list []string
	err := d.db.Writer().NewRaw("SELECT id FROM sandbox_objects WHERE kind = 'event' AND id NOT IN (SELECT id FROM billing_events) ORDER BY id").
		Scan(context.Background(), &list)
	if err != nil {
		t.Fatalf("read the events: %v", err)
	}
	return list
}

// deliver sends events to the webhook.
func (d *till) deliver(t testingT, events ...string) {
	t.Helper()
	for _, id := range events {
		if err := d.sandbox.Deliver(context.Background(), id); err != nil {
			t.Fatalf("deliver %s: %v", id, err)
		}
	}
}

// state is what events decide of a wall.
type state struct {
	Wall, Subscription, SuspendedFor string
	PastDue                          bool
	Bound                            bool // the organisation shows the wall
	Customer                         bool // the organisation is the provider's customer
	Quantity                         int64
}

func (d *till) state(t testingT, wall *organisation.Wall) state {
	t.Helper()
	ctx := context.Background()
	var s state
	err := d.db.Writer().NewRaw(
		"SELECT bw.status, coalesce(o.wall_id, 0) = bw.id, EXISTS (SELECT 1 FROM billing_details d WHERE d.organisation_id = o.id AND d.customer_id IS NOT NULL)"+
			" FROM business_walls bw JOIN organisations o ON o.id = bw.organisation_id WHERE bw.id = ?", wall.ID).Scan(ctx, &s.Wall, &s.Bound, &s.Customer)
	if err != nil {
		t.Fatalf("read the wall: %v", err)
	}
	standing, err := d.Status(ctx, wall.ID)
	if err != nil {
		t.Fatalf("read the standing: %v", err)
	}
	s.Subscription, s.SuspendedFor, s.PastDue, s.Quantity = string(standing.Status), standing.SuspendedFor, !standing.PastDueSince.IsZero(), standing.Quantity
	return s
}

func (d *till) count(t testingT, query string, args ...any) int {
	t.Helper()
	var n int
	if err := d.db.Writer().NewRaw(query, args...).Scan(context.Background(), &n); err != nil {
		t.Fatalf("count: %v", err)
	}
	return n
}
