// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
)

// Client is where a sign-in comes from.
type Client struct {
	Network string // address, or the /64 network of an IPv6 one
	Device  string // number of a browser this account has signed in with; "" for a stranger
}

// Limits on failures (security checklist §3). They slow guessing down by
// growing delays and never lock an account: the longest delay ends by itself.
//
// Whoever guesses must not lock the owner out. So failures count against those
// who make them: a network on an account, a network on all accounts. Only a
// crowd of networks that guess one account makes strangers wait together, and
// then the owner still comes in from a browser that has been there before,
// which is counted by itself.
const (
	// perClient is how often one client may fail on an account, in one day or
	// until it succeeds, before it must wait.
	perClient       = 10
	perClientWindow = 24 * time.Hour

	// perAccount is how many failures of all strangers on an account end the
	// patience with each of them: who has failed must wait, newcomers may try.
	perAccount = 10
	// perAccountCrowd is how many make newcomers wait too.
	perAccountCrowd  = 100
	perAccountWindow = 15 * time.Minute

	// perNetwork is how often one network may fail on whatever accounts.
	perNetwork       = 25
	perNetworkWindow = 5 * time.Minute

	firstDelay   = 30 * time.Second
	longestDelay = 15 * time.Minute
	mostCounted  = 10 // failures beyond a limit that are told apart
)

// DelayError refuses a sign-in before the password is looked at.
type DelayError struct {
	Wait time.Duration // until the next attempt is looked at
}

// Error is for the logs.
func (e *DelayError) Error() string { return fmt.Sprintf("%s: for %s", errTooMany.Message, e.Wait) }

// Unwrap makes it an error of kind TooMany.
func (e *DelayError) Unwrap() error { return errTooMany }

// Minutes is the wait in begun minutes, as people are told.
func (e *DelayError) Minutes() int { return int((e.Wait + time.Minute - 1) / time.Minute) }

var errTooMany = errs.New(errs.TooMany, "account.sign_in.too_many")

// delay is how long to wait after failures, the latest first, of which the
// first allowed cost nothing: each one beyond doubles the wait.
func delay(failures []time.Time, allowed int, now time.Time) time.Duration {
	beyond := len(failures) - allowed
	if beyond < 0 || len(failures) == 0 {
		return 0
	}
	return max(0, failures[0].Add(min(firstDelay<<min(beyond, mostCounted), longestDelay)).Sub(now))
}

// strangerDelay is how long a client must wait that the account does not know.
func strangerDelay(client, account, network []time.Time, now time.Time) time.Duration {
	wait := max(delay(client, perClient, now), delay(account, perAccountCrowd, now), delay(network, perNetwork, now))
	if len(account) >= perAccount && len(client) > 0 {
		wait = max(wait, delay(client[:1], 1, now))
	}
	return wait
}

// waitOf returns how long an attempt must wait, by the failures that count.
func waitOf(ctx context.Context, tx bun.IDB, email string, from Client, now time.Time) (time.Duration, error) {
	if from.Device != "" {
		failures, err := failuresOf(ctx, tx, now.Add(-perClientWindow), perClient, "email = ? AND device = ?", email, from.Device)
		return delay(failures, perClient, now), err
	}
	client, err := failuresOf(ctx, tx, now.Add(-perClientWindow), perClient, "email = ? AND ip = ? AND device = ''", email, from.Network)
	if err != nil {
		return 0, err
	}
	account, err := failuresOf(ctx, tx, now.Add(-perAccountWindow), perAccountCrowd, "email = ? AND device = ''", email)
	if err != nil {
		return 0, err
	}
	network, err := failuresOf(ctx, tx, now.Add(-perNetworkWindow), perNetwork, "ip = ? AND device = ''", from.Network)
	return strangerDelay(client, account, network, now), err
}

// failuresOf returns when the failures of a condition happened, the latest
// first, and no more than make a difference.
func failuresOf(ctx context.Context, tx bun.IDB, since time.Time, allowed int, condition string, args ...any) ([]time.Time, error) {
	var found []time.Time
	err := tx.NewSelect().Table("sign_in_failures").Column("at").
		Where(condition, args...).Where("at > ?", since).
		Order("at DESC").Limit(int64(allowed+mostCounted)).Scan(ctx, &found)
	return found, err
}
