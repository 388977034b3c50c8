// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// wallOfTest is the wall that the events below speak of.
const wallOfTest = 7

var dawn = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

// hours is an instant so many hours after dawn.
func hours(n int) time.Time { return dawn.Add(time.Duration(n) * time.Hour) }

// tell makes an event; the provider's ids say nothing of time.
func tell(at int, facts Facts) Event {
	return Event{ID: fmt.Sprintf("evt_%03d", 999-at), HappenedAt: hours(at), Facts: facts}
}

func paidAt(at int) Event {
	return tell(at, Facts{Session: &SessionFacts{ID: "cs_1", WallID: wallOfTest, SubscriptionID: "sub_1", CustomerID: "cus_1", Paid: true, Mode: ForSubscription}})
}
func failsAt(at int) Event { return tell(at, Facts{Invoice: &InvoiceFacts{SubscriptionID: "sub_1"}}) }
func succeedsAt(at int) Event {
	return tell(at, Facts{Invoice: &InvoiceFacts{SubscriptionID: "sub_1", Paid: true, URL: fmt.Sprint("https://invoice/", at)}})
}

func isAt(at int, status string) Event {
	return tell(at, Facts{Subscription: &SubscriptionFacts{ID: "sub_1", Status: status, WallID: wallOfTest, Quantity: 1}})
}

func pausesAt(at int) Event {
	e := isAt(at, providerActive)
	e.Facts.Subscription.Paused = true
	return e
}

// Spec 06 §7.3 and 07 §5.2, line by line.
func TestReplay(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name      string
		events    []Event
		status    Status
		since     int // hours; 0: none
		suspended string
	}{
		{name: "nothing told", status: Pending},
		{name: "checkout completed", events: []Event{paidAt(1)}, status: Active},
		{name: "running at the provider, not paid by a checkout", events: []Event{isAt(1, providerActive), succeedsAt(2)}, status: Pending},
		{name: "first failure", events: []Event{paidAt(1), failsAt(2)}, status: PastDue, since: 2},
		{name: "repeats keep the first", events: []Event{paidAt(1), failsAt(2), failsAt(3), isAt(4, providerPastDue)}, status: PastDue, since: 2},
		{name: "paid at last", events: []Event{paidAt(1), failsAt(2), succeedsAt(3)}, status: Active},
		{name: "normal renewal", events: []Event{paidAt(1), succeedsAt(3)}, status: Active},
		{name: "second episode", events: []Event{paidAt(1), failsAt(2), succeedsAt(3), failsAt(5)}, status: PastDue, since: 5},
		{name: "unpaid", events: []Event{paidAt(1), isAt(2, providerUnpaid)}, status: PastDue, since: 2, suspended: SuspendedUnpaid},
		{name: "unpaid, then paid", events: []Event{paidAt(1), failsAt(2), isAt(3, providerUnpaid), succeedsAt(4)}, status: Active},
		{name: "paused", events: []Event{paidAt(1), pausesAt(2)}, status: Active, suspended: SuspendedPaused},
		{name: "resumed", events: []Event{paidAt(1), pausesAt(2), isAt(3, providerActive)}, status: Active},
		{name: "deleted", events: []Event{paidAt(1), isAt(2, providerCancelled)}, status: Cancelled},
		{name: "paid after the end", events: []Event{paidAt(1), isAt(2, providerCancelled), succeedsAt(3)}, status: Cancelled},
		{name: "never completed", events: []Event{isAt(1, providerIncomplete)}, status: Expired},
	}
	for _, tt := range tests {
		got := replay(tt.events, wallOfTest)
		since := time.Time{}
		if tt.since > 0 {
			since = hours(tt.since)
		}
		if got.Status != tt.status || !got.PastDueSince.Equal(since) || got.SuspendedFor != tt.suspended {
			t.Errorf("%s: %s since %v, suspended for %q", tt.name, got.Status, got.PastDueSince, got.SuspendedFor)
		}
	}
}

// Spec 06 §8: an event that names another wall modifies nothing.
func TestReplay_otherWall(t *testing.T) {
	t.Parallel()
	if got := replay([]Event{paidAt(1), isAt(2, providerCancelled)}, wallOfTest+1); got.Status != Pending {
		t.Errorf("another wall is %s", got.Status)
	}
}

// history draws what a provider may tell of a subscription.
func history(t *rapid.T) []Event {
	events := []Event{paidAt(1)}
	for at := range rapid.IntRange(0, 8).Draw(t, "events") {
		at += 2
		events = append(events, rapid.SampledFrom([]func(int) Event{
			failsAt, succeedsAt, pausesAt,
			func(at int) Event { return isAt(at, providerActive) },
			func(at int) Event { return isAt(at, providerPastDue) },
			func(at int) Event { return isAt(at, providerUnpaid) },
		}).Draw(t, "event")(at))
	}
	if rapid.Bool().Draw(t, "ends") {
		events = append(events, isAt(20, providerCancelled))
	}
	return events
}

// Spec 06 §8: the same events, in any order and repeated, lead a subscription
// to the same state; what is over stays over.
func TestReplay_anyOrder(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		events := history(t)
		want := Subscription{WallID: wallOfTest, Status: Pending}
		want.take(replay(events, wallOfTest))
		got := Subscription{WallID: wallOfTest, Status: Pending}
		var known []Event
		for _, e := range rapid.Permutation(events).Draw(t, "order") {
			known = append(known, e)
			got.take(replay(slices.Clone(known), wallOfTest))
		}
		if got.Status != want.Status || got.SuspendedFor != want.SuspendedFor || !got.PastDueSince.Equal(want.PastDueSince) ||
			!got.CancelledAt.Equal(want.CancelledAt) || got.InvoiceURL != want.InvoiceURL || !got.StartedAt.Equal(want.StartedAt) {
			t.Fatalf("out of order: %+v\nin order: %+v", got, want)
		}
	})
}

// Spec 07 §5.2: the boundary is overdue; without a first failure nothing is.
func TestSubscription_IsOverdue(t *testing.T) {
	t.Parallel()
	now := dawn.Add(30 * day)
	tests := []struct {
		name  string
		sub   Subscription
		grace int
		want  bool
	}{
		{"exactly 7 days", Subscription{Status: PastDue, PastDueSince: now.Add(-7 * day)}, 7, true},
		{"a second less", Subscription{Status: PastDue, PastDueSince: now.Add(-7*day + time.Second)}, 7, false},
		{"no grace", Subscription{Status: PastDue, PastDueSince: now}, 0, true},
		{"no first failure", Subscription{Status: PastDue}, 7, false},
		{"paid", Subscription{Status: Active, PastDueSince: now.Add(-9 * day)}, 7, false},
		{"cancelled", Subscription{Status: Cancelled, PastDueSince: now.Add(-9 * day)}, 7, false},
	}
	for _, tt := range tests {
		if got := tt.sub.IsOverdue(now, tt.grace); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

// Spec 06 §7.3, column "side effects": what a wall is asked to do.
func TestMoves(t *testing.T) {
	t.Parallel()
	due, later := hours(2), hours(9)
	tests := []struct {
		name          string
		before, after Subscription
		want          []move
	}{
		{"activation", Subscription{Status: Pending}, Subscription{Status: Active}, []move{moveActivate}},
		{"renewal", Subscription{Status: Active}, Subscription{Status: Active}, nil},
		{"first failure", Subscription{Status: Active}, Subscription{Status: PastDue, PastDueSince: due}, []move{movePastDue}},
		{"replayed failure", Subscription{Status: PastDue, PastDueSince: due}, Subscription{Status: PastDue, PastDueSince: due}, nil},
		{"paid", Subscription{Status: PastDue, PastDueSince: due}, Subscription{Status: Active}, []move{moveReactivate}},
		{"another episode", Subscription{Status: PastDue, PastDueSince: due}, Subscription{Status: PastDue, PastDueSince: later}, []move{moveReactivate, movePastDue}},
		{"unpaid", Subscription{Status: PastDue, PastDueSince: due}, Subscription{Status: PastDue, PastDueSince: due, SuspendedFor: SuspendedUnpaid}, []move{moveSuspend}},
		{"paused", Subscription{Status: Active}, Subscription{Status: Active, SuspendedFor: SuspendedPaused}, []move{moveSuspend}},
		{"resumed", Subscription{Status: Active, SuspendedFor: SuspendedPaused}, Subscription{Status: Active}, []move{moveReactivate}},
		{"ended", Subscription{Status: Active}, Subscription{Status: Cancelled}, []move{moveCancel}},
		{"ended before it was known", Subscription{Status: Pending}, Subscription{Status: Cancelled}, []move{moveCancel}},
		{"late payment", Subscription{Status: Cancelled}, Subscription{Status: Cancelled}, nil},
		{"never paid", Subscription{Status: Pending}, Subscription{Status: Expired}, nil},
	}
	for _, tt := range tests {
		if got := moves(tt.before, tt.after); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}
