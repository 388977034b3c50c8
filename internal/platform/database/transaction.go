// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/uptrace/bun"
)

// maxRetries bounds how often a transaction is run again after PostgreSQL gave
// it up.
const maxRetries = 3

// transaction is what the context of RunInTx carries.
type transaction struct {
	db          *DB
	tx          bun.Tx
	afterCommit []func()
}

type transactionKey struct{}

// RunInTx runs fn in a transaction of the writer, which is committed when fn
// returns nil and rolled back when it returns an error or panics. When it
// returns nil the changes are on disk.
//
// On PostgreSQL the whole of fn runs again, at most 3 times, after a
// serialisation failure or a deadlock: fn must not keep what an earlier run
// computed. Called inside another RunInTx of the same database, it becomes a
// savepoint of that transaction.
func (db *DB) RunInTx(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) error {
	if outer, ok := ctx.Value(transactionKey{}).(*transaction); ok && outer.db == db {
		return outer.nested(ctx, fn)
	}
	for retries := 0; ; retries++ {
		err := db.runOnce(ctx, fn)
		if err == nil || retries == maxRetries || !isRetryable(err) {
			return err
		}
		pause := time.Duration(10<<retries) * time.Millisecond
		pause += rand.N(pause) //nolint:gosec // spreads rivals apart, no secret
		select {
		case <-ctx.Done():
			return err
		case <-time.After(pause):
		}
	}
}

func (db *DB) runOnce(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) error {
	state := &transaction{db: db}
	err := db.writer.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		state.tx = tx
		return fn(context.WithValue(ctx, transactionKey{}, state), tx)
	})
	if err != nil {
		return err
	}
	for _, hook := range state.afterCommit {
		hook()
	}
	return nil
}

// nested runs fn in a savepoint; hooks of a savepoint rolled back are dropped.
func (t *transaction) nested(ctx context.Context, fn func(ctx context.Context, tx bun.Tx) error) error {
	hooks := len(t.afterCommit)
	outer := t.tx
	defer func() { t.tx = outer }()
	// bun gives the context of the outer BEGIN, which does not know of t.
	err := outer.RunInTx(ctx, nil, func(_ context.Context, tx bun.Tx) error {
		t.tx = tx
		return fn(ctx, tx)
	})
	if err != nil {
		t.afterCommit = t.afterCommit[:hooks]
	}
	return err
}

// Writing returns where a single statement is sent that changes something: the
// transaction of ctx, the context that RunInTx gave, or else the writer, where
// the statement is a transaction of its own and one round trip instead of three.
func (db *DB) Writing(ctx context.Context) bun.IDB {
	if t, ok := ctx.Value(transactionKey{}).(*transaction); ok && t.db == db {
		return t.tx
	}
	return db.writer
}

// AfterCommit runs hook once the transaction of ctx, the context that RunInTx
// gave, is committed; never if it is rolled back. Outside a transaction it runs
// at once. A hook must be quick, and may be lost if the process dies: it is
// for waking things up, not for effects.
func AfterCommit(ctx context.Context, hook func()) {
	if t, ok := ctx.Value(transactionKey{}).(*transaction); ok {
		t.afterCommit = append(t.afterCommit, hook)
		return
	}
	hook()
}

// Lock takes a lock of the given name until the end of the transaction tx, so
// that its holders run one after the other across all processes. SQLite has
// one writer and needs none.
func (db *DB) Lock(ctx context.Context, tx bun.Tx, name string) error {
	if db.engine == SQLite {
		return nil
	}
	if _, err := tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtextextended(?, 0))", name); err != nil {
		return fmt.Errorf("lock %q: %w", name, err)
	}
	return nil
}
