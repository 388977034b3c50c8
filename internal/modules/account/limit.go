// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/attempt"
)

// The limits of this module (security checklist §3). Those of one address or
// one member are the attacker's own where a session is needed; a forgotten
// password has no answer that could lock anybody out.
var (
	resetsOfAddress = attempt.Limit{Name: "reset-address", Most: 5, Window: 30 * time.Minute}
	resetsOfNetwork = attempt.Limit{Name: "reset-network", Most: 20, Window: 30 * time.Minute}
	codesOfMember   = attempt.Limit{Name: "code", Most: 5, Window: 5 * time.Minute} // of a member signed in, who sets up an application
	proofsOfMember  = attempt.Limit{Name: "proof", Most: 10, Window: 15 * time.Minute}
	movesOfMember   = attempt.Limit{Name: "address", Most: 5, Window: time.Hour}
)

// The limits on showing a second factor. Who does so has only shown the password,
// and may have stolen it: the tries count against those who make them, as in the
// lanes of the password (ADR 13), so that a thief does not lock the owner out. A
// network cannot make the strangers' lane full by itself, and a browser that the
// owner has signed in with before is counted apart from all of them.
var (
	codesOfDevice    = attempt.Limit{Name: "code-device", Most: 5, Window: 5 * time.Minute}
	codesOfNetwork   = attempt.Limit{Name: "code-network", Most: 5, Window: 5 * time.Minute}
	dailyOfNetwork   = attempt.Limit{Name: "code-network-day", Most: 10, Window: 24 * time.Hour}
	codesOfStrangers = attempt.Limit{Name: "code-strangers", Most: 50, Window: time.Hour}
)

// lane is one of the things an attempt is counted against.
type lane struct {
	limit attempt.Limit
	of    string
}

// codeLanes are those of a code shown from somewhere, in the order in which they
// are locked. The first of them are forgiven when it is right.
func codeLanes(member int64, from Client) (own, shared []lane) {
	id := strconv.FormatInt(member, 10)
	if from.Device != "" {
		return []lane{{codesOfDevice, id + " " + from.Device}}, nil
	}
	client := id + " " + from.Network
	return []lane{{codesOfNetwork, client}, {dailyOfNetwork, client}}, []lane{{codesOfStrangers, id}}
}

// spend counts an attempt of a member against a limit, in a transaction of its
// own, before something slow; it refuses with a DelayError.
func (s *Security) spend(ctx context.Context, l attempt.Limit, member int64) error {
	return s.spendAll(ctx, lane{l, strconv.FormatInt(member, 10)})
}

// spendAll counts an attempt in all the lanes, or in none when one of them is
// full.
func (s *Security) spendAll(ctx context.Context, lanes ...lane) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, l := range lanes {
			wait, err := s.attempts.Take(ctx, tx, l.limit, l.of)
			if err != nil {
				return err
			}
			if wait > 0 {
				return &DelayError{Wait: wait}
			}
		}
		return nil
	})
}

// giveBack forgets the attempts of who succeeded.
func (s *Security) giveBack(ctx context.Context, tx bun.IDB, lanes ...lane) error {
	for _, l := range lanes {
		if err := s.attempts.GiveBack(ctx, tx, l.limit, l.of); err != nil {
			return err
		}
	}
	return nil
}
