// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import "time"

// Standing is what the payment provider last said of a subscription.
type Standing string

// The standings.
const (
	Good   Standing = "good"
	Unpaid Standing = "suspended"
)

// settle derives the status of a wall from the facts about it, so that the
// order in which they were heard does not matter (spec 07 §5.1): cancelled is
// for ever, a wall never paid for is a draft, and one in force is suspended
// while it is unpaid or blocked by the staff.
func settle(w *Wall) Status {
	switch {
	case !w.CancelledAt.IsZero():
		return Cancelled
	case w.ActivatedAt.IsZero():
		return Draft
	case w.Standing == Unpaid || !w.BlockedAt.IsZero():
		return Suspended
	}
	return Active
}

// hear notes what the payment provider said at an instant, unless something
// later has been heard already. Of two messages of one instant the worse one
// counts, whichever comes first.
func (w *Wall) hear(s Standing, at time.Time) {
	at = at.UTC()
	if at.Before(w.StandingAt) || at.Equal(w.StandingAt) && w.Standing == Unpaid {
		return
	}
	w.Standing, w.StandingAt = s, at
}

// failPayment notes the first failure of an episode: repeats, and failures
// older than the last word on the subscription, change nothing. It reports
// whether an episode begins (spec 07 §5.2).
func (w *Wall) failPayment(at, suspendsAt time.Time) bool {
	if !w.PastDueSince.IsZero() || w.Standing == Good && at.Before(w.StandingAt) || w.Status == Cancelled {
		return false
	}
	w.PastDueSince, w.SuspendsAt, w.Countdown = at.UTC(), suspendsAt.UTC(), firstWarning
	return true
}

// forgive ends an episode of failed payments that began before at.
func (w *Wall) forgive(at time.Time) {
	if w.PastDueSince.After(at) {
		return // a newer episode
	}
	w.PastDueSince, w.SuspendsAt, w.Countdown = time.Time{}, time.Time{}, 0
}

// The warnings before a suspension, in days: the first is the mail about the
// failed payment (spec 07 §15.9).
const (
	firstWarning  = 7
	secondWarning = 3
	lastWarning   = 1
)

// warning returns the warning that is due at now, in days before the
// suspension, or 0: each is given once, and one that is late is not given when
// the next is due.
func (w *Wall) warning(now time.Time) int64 {
	if w.Status != Active || w.SuspendsAt.IsZero() {
		return 0
	}
	left := w.SuspendsAt.Sub(now)
	for _, days := range []int64{lastWarning, secondWarning} {
		if left <= time.Duration(days)*24*time.Hour {
			if w.Countdown > days || w.Countdown == 0 {
				return days
			}
			return 0
		}
	}
	return 0
}
