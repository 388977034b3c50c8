// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package attempt

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Limit is how often something may be tried.
type Limit struct {
	Name   string        // of what is tried; those of one name are counted together
	Most   int           // tries in a window
	Window time.Duration // sliding: each try leaves it by itself
}

// Counter keeps the tries. It keeps sums of what it counts, no addresses.
type Counter struct {
	DB  *database.DB
	IDs *ids.Generator
	Now func() time.Time
}

// attempt is one try; old ones are removed every day.
type attempt struct {
	bun.BaseModel `bun:"table:account_attempts,alias:aa"`

	ID   int64 `bun:",pk"`
	Name string
	At   time.Time
}

// Take counts one try by somebody or on something, named by of, and returns zero,
// or how long to wait: then it is not counted. Tries made at the same time, on
// whatever node, count one by one.
func (c *Counter) Take(ctx context.Context, tx bun.Tx, l Limit, of string) (time.Duration, error) {
	name, now := sumOf(l.Name+" "+of), c.Now().UTC()
	if err := c.DB.Lock(ctx, tx, "account-attempt:"+name); err != nil {
		return 0, err
	}
	var times []time.Time
	err := tx.NewSelect().Model((*attempt)(nil)).Column("at").Where("aa.name = ?", name).
		Where("aa.at > ?", now.Add(-l.Window)).Order("aa.at DESC").Limit(int64(l.Most)).Scan(ctx, &times)
	if err != nil {
		return 0, fmt.Errorf("count attempts: %w", err)
	}
	if len(times) >= l.Most {
		return times[l.Most-1].Add(l.Window).Sub(now), nil
	}
	if _, err := tx.NewInsert().Model(&attempt{ID: c.IDs.Next(), Name: name, At: now}).Exec(ctx); err != nil {
		return 0, fmt.Errorf("count an attempt: %w", err)
	}
	return 0, nil
}

// Spend is Take in a transaction of its own, before something slow.
func (c *Counter) Spend(ctx context.Context, l Limit, of string) (wait time.Duration, err error) {
	err = c.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		wait, err = c.Take(ctx, tx, l, of)
		return err
	})
	return wait, err
}

// GiveBack forgets the tries of who succeeded.
func (c *Counter) GiveBack(ctx context.Context, db bun.IDB, l Limit, of string) error {
	_, err := db.NewDelete().Model((*attempt)(nil)).Where("name = ?", sumOf(l.Name+" "+of)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget attempts: %w", err)
	}
	return nil
}

// kept is as long as the longest window of any limit.
const kept = 24 * time.Hour

// ForgetOld removes tries that count no more; it is a daily chore.
func (c *Counter) ForgetOld(ctx context.Context) error {
	_, err := c.DB.Writer().NewDelete().Model((*attempt)(nil)).Where("at < ?", c.Now().UTC().Add(-kept)).Exec(ctx)
	if err != nil {
		return fmt.Errorf("forget old attempts: %w", err)
	}
	return nil
}

func sumOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
