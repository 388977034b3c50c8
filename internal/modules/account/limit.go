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
	codesOfMember   = limit{"code", 5, 5 * time.Minute}
	proofsOfMember  = limit{"proof", 10, 15 * time.Minute}
	movesOfMember   = limit{"address", 5, time.Hour}
)

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

// spend is take in a transaction of its own, before something slow; it refuses
// with a DelayError.
func (s *Security) spend(ctx context.Context, l limit, member int64) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		wait, err := s.take(ctx, tx, l, strconv.FormatInt(member, 10))
		if err == nil && wait > 0 {
			err = &DelayError{Wait: wait}
		}
		return err
	})
}

// giveBack forgets the attempts of a member who succeeded.
func (s *Security) giveBack(ctx context.Context, tx bun.IDB, l limit, member int64) error {
	_, err := tx.NewDelete().Model((*attempt)(nil)).Where("name = ?", sumOf(l.name+" "+strconv.FormatInt(member, 10))).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget attempts: %w", err)
	}
	return nil
}
