// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"
)

// limit is how often something may be tried, on all nodes together.
type limit struct {
	name   string
	most   int
	window time.Duration
}

// The limits of this module (security checklist §3). Those of one address or
// one member are the attacker's own where a session is needed; a forgotten
// password has no answer that could lock anybody out.
var (
	resetsOfAddress = limit{"reset-address", 5, 30 * time.Minute}
	resetsOfNetwork = limit{"reset-network", 20, 30 * time.Minute}
	codesOfMember   = limit{"code", 5, 5 * time.Minute} // of a member signed in, who sets up an application
	proofsOfMember  = limit{"proof", 10, 15 * time.Minute}
	movesOfMember   = limit{"address", 5, time.Hour}
)

// The limits on showing a second factor. Who does so has only shown the password,
// and may have stolen it: the tries count against those who make them, as in the
// lanes of the password (ADR 13), so that a thief does not lock the owner out. A
// network cannot make the strangers' lane full by itself, and a browser that the
// owner has signed in with before is counted apart from all of them.
var (
	codesOfDevice    = limit{"code-device", 5, 5 * time.Minute}
	codesOfNetwork   = limit{"code-network", 5, 5 * time.Minute}
	dailyOfNetwork   = limit{"code-network-day", 10, 24 * time.Hour}
	codesOfStrangers = limit{"code-strangers", 50, time.Hour}
)

// lane is one of the things an attempt is counted against.
type lane struct {
	limit limit
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

type attempt struct {
	bun.BaseModel `bun:"table:account_attempts,alias:aa"`

	ID   int64 `bun:",pk"`
	Name string
	At   time.Time
}

// take counts an attempt and returns zero, or how long to wait: then it is not
// counted. Attempts made at the same time, on whatever node, count one by one.
func (s *Security) take(ctx context.Context, tx bun.Tx, l limit, of string) (time.Duration, error) {
	name, now := sumOf(l.name+" "+of), s.Now().UTC()
	if err := s.DB.Lock(ctx, tx, "account-attempt:"+name); err != nil {
		return 0, err
	}
	var times []time.Time
	err := tx.NewSelect().Model((*attempt)(nil)).Column("at").Where("aa.name = ?", name).
		Where("aa.at > ?", now.Add(-l.window)).Order("aa.at DESC").Limit(int64(l.most)).Scan(ctx, &times)
	if err != nil {
		return 0, fmt.Errorf("count attempts: %w", err)
	}
	if len(times) >= l.most {
		return times[l.most-1].Add(l.window).Sub(now), nil
	}
	if _, err := tx.NewInsert().Model(&attempt{ID: s.IDs.Next(), Name: name, At: now}).Exec(ctx); err != nil {
		return 0, fmt.Errorf("count an attempt: %w", err)
	}
	return 0, nil
}

// spend counts an attempt of a member against a limit, in a transaction of its
// own, before something slow; it refuses with a DelayError.
func (s *Security) spend(ctx context.Context, l limit, member int64) error {
	return s.spendAll(ctx, lane{l, strconv.FormatInt(member, 10)})
}

// spendAll counts an attempt in all the lanes, or in none when one of them is
// full.
func (s *Security) spendAll(ctx context.Context, lanes ...lane) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, l := range lanes {
			wait, err := s.take(ctx, tx, l.limit, l.of)
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
		_, err := tx.NewDelete().Model((*attempt)(nil)).Where("name = ?", sumOf(l.limit.name+" "+l.of)).Exec(ctx)
		if err != nil {
			return fmt.Errorf("forget attempts: %w", err)
		}
	}
	return nil
}
