// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// standing is what follows from all that the provider told of a subscription.
type standing struct {
	Status         Status
	ProviderStatus string
	SuspendedFor   string // "", unpaid or paused
	CustomerID     string
	PriceID        string
	Quantity       int64
	InvoiceURL     string
	CancelsAtEnd   bool
	StartedAt      time.Time
	PeriodEnd      time.Time
	PastDueSince   time.Time
	CancelledAt    time.Time
	AppliedAt      time.Time

	failedAt time.Time // last failure
}

// inOrder sorts events as they happened. The provider's instants are seconds:
// within one, an end comes last and the rest by id, which is that of creation.
func inOrder(events []Event) []Event {
	sorted := slices.Clone(events)
	slices.SortFunc(sorted, func(a, b Event) int {
		return cmp.Or(a.HappenedAt.Compare(b.HappenedAt), cmp.Compare(a.rank(), b.rank()), strings.Compare(a.ID, b.ID))
	})
	return sorted
}

func (e Event) rank() int {
	if s := e.Facts.Subscription; s != nil && s.Status == providerCancelled {
		return 1
	}
	return 0
}

// replay computes the standing of a wall's subscription from its events, in
// whatever order they are given. An event that names another wall counts for
// nothing (spec 06 §8).
func replay(events []Event, wall int64) standing {
	s := standing{Status: Pending, Quantity: 1}
	for _, e := range inOrder(events) {
		if named := e.namesWall(); named != 0 && named != wall {
			continue
		}
		switch {
		case e.Facts.Session != nil:
			s.hearSession(e.HappenedAt, *e.Facts.Session)
		case e.Facts.Subscription != nil:
			s.hearSubscription(e.HappenedAt, *e.Facts.Subscription)
		case e.Facts.Invoice != nil:
			s.hearInvoice(e.HappenedAt, *e.Facts.Invoice)
		}
		s.AppliedAt = e.HappenedAt
	}
	return s.settled()
}

// namesWall is the wall an event says it is about, or 0.
func (e Event) namesWall() int64 {
	switch {
	case e.Facts.Session != nil:
		return e.Facts.Session.WallID
	case e.Facts.Subscription != nil:
		return e.Facts.Subscription.WallID
	}
	return 0
}

func (s *standing) hearSession(at time.Time, f SessionFacts) {
	if !f.Paid || f.Expired {
		return
	}
	if s.StartedAt.IsZero() {
		s.StartedAt = at
	}
	if s.CustomerID == "" {
		s.CustomerID = f.CustomerID
	}
}

func (s *standing) hearSubscription(at time.Time, f SubscriptionFacts) {
	s.ProviderStatus, s.PriceID, s.Quantity, s.CancelsAtEnd = f.Status, f.PriceID, f.Quantity, f.CancelsAtEnd
	if f.CustomerID != "" {
		s.CustomerID = f.CustomerID
	}
	if !f.PeriodEnd.IsZero() {
		s.PeriodEnd = f.PeriodEnd
	}
	s.SuspendedFor = ""
	switch f.Status {
	case providerActive, providerTrialing:
		if at.After(s.failedAt) { // one told in the second of the failure is older
			s.PastDueSince = time.Time{}
		}
	case providerPastDue, providerUnpaid:
		s.fail(at)
	case providerCancelled:
		if s.CancelledAt.IsZero() {
			s.CancelledAt = at
		}
	}
	switch {
	case f.Status == providerUnpaid:
		s.SuspendedFor = SuspendedUnpaid
	case f.Paused:
		s.SuspendedFor = SuspendedPaused
	}
}

func (s *standing) hearInvoice(at time.Time, f InvoiceFacts) {
	if f.URL != "" {
		s.InvoiceURL = f.URL
	}
	if !f.Paid {
		s.fail(at)
		return
	}
	s.PastDueSince = time.Time{}
	if s.SuspendedFor == SuspendedUnpaid {
		s.SuspendedFor = ""
	}
}

// fail keeps the first failure of an episode.
func (s *standing) fail(at time.Time) {
	s.failedAt = at
	if s.PastDueSince.IsZero() {
		s.PastDueSince = at
	}
}

// settled decides the status. Only a paid checkout starts a subscription,
// whatever else is told (spec 07 §5.2).
func (s standing) settled() standing {
	switch {
	case s.ProviderStatus == providerIncomplete:
		s.Status = Expired
	case !s.CancelledAt.IsZero():
		s.Status = Cancelled
	case s.StartedAt.IsZero():
		s.Status = Pending
	case !s.PastDueSince.IsZero():
		s.Status = PastDue
	default:
		s.Status = Active
	}
	if s.Status != PastDue {
		s.PastDueSince = time.Time{}
	}
	if s.Status != PastDue && s.Status != Active {
		s.SuspendedFor = ""
	}
	return s
}

// take moves the subscription to a standing. What is over stays over: a late
// payment never revives it (spec 07 §5.1).
func (s *Subscription) take(n standing) {
	if s.Status.isOver() && !n.Status.isOver() {
		n.Status, n.CancelledAt, n.PastDueSince, n.SuspendedFor = s.Status, s.CancelledAt, time.Time{}, ""
	}
	suspended := n.SuspendedFor
	if suspended == "" && s.SuspendedFor == SuspendedOverdue && n.Status == PastDue && !n.PastDueSince.After(s.PastDueSince) {
		suspended = SuspendedOverdue // the episode for which the nightly job closed the wall goes on
	}
	s.ProviderStatus, s.InvoiceURL, s.CancelsAtEnd = n.ProviderStatus, n.InvoiceURL, n.CancelsAtEnd
	s.StartedAt, s.PeriodEnd, s.PastDueSince, s.AppliedAt = n.StartedAt, n.PeriodEnd, n.PastDueSince, n.AppliedAt
	s.Status, s.CancelledAt = n.Status, n.CancelledAt
	if n.CustomerID != "" {
		s.CustomerID = n.CustomerID
	}
	if n.PriceID != "" {
		s.PriceID = n.PriceID
	}
	s.SuspendedFor = suspended
}

// move is something a Business Wall must do.
type move int

const (
	moveActivate move = iota + 1
	movePastDue
	moveSuspend
	moveReactivate
	moveCancel
)

// moves is what follows for the wall when its subscription goes from before to
// after (spec 06 §7.3). A normal renewal asks for nothing.
func moves(before, after Subscription) []move {
	if before.Status.isOver() {
		return nil
	}
	if after.Status == Cancelled {
		return []move{moveCancel}
	}
	var list []move
	if !before.isRunning() && after.isRunning() {
		list = append(list, moveActivate)
	}
	// A later beginning is another episode: the one before was paid.
	isNew := after.Status == PastDue && after.PastDueSince.After(before.PastDueSince)
	wasPaid := !before.PastDueSince.IsZero() && (isNew || after.Status == Active)
	if after.SuspendedFor == "" && (before.SuspendedFor != "" || wasPaid) {
		list = append(list, moveReactivate)
	}
	if isNew {
		list = append(list, movePastDue)
	}
	if before.SuspendedFor == "" && after.SuspendedFor != "" {
		list = append(list, moveSuspend)
	}
	return list
}
