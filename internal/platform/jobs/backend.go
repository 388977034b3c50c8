// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"
	"riverqueue.com/riverui"

	"aipress24.com/aipress24/internal/platform/database"
)

// Tx is a transaction that can insert jobs. Its SQL takes $1, $2… on both
// engines.
type Tx interface {
	// Exec runs a statement and returns the number of rows it touched.
	Exec(ctx context.Context, query string, args ...any) (int64, error)

	// Each runs a query and calls scan for each row.
	Each(ctx context.Context, scan func(database.Row) error, query string, args ...any) error

	// Insert adds jobs, which exist if the transaction commits.
	Insert(ctx context.Context, jobs []river.InsertManyParams) error
}

// riverBackend is what the two engines share.
type riverBackend[TTx any] struct{ *river.Client[TTx] }

func (b riverBackend[TTx]) start(ctx context.Context) error { return b.Start(ctx) }

func (b riverBackend[TTx]) stop(ctx context.Context) error { return b.Stop(ctx) }

func (b riverBackend[TTx]) insert(ctx context.Context, args river.JobArgs, opts *river.InsertOpts) (*rivertype.JobInsertResult, error) {
	return b.Insert(ctx, args, opts)
}

func (b riverBackend[TTx]) retry(ctx context.Context, id int64) error {
	_, err := b.JobRetry(ctx, id)
	return err
}

func (b riverBackend[TTx]) cancel(ctx context.Context, id int64) error {
	_, err := b.JobCancel(ctx, id)
	return err
}

func (b riverBackend[TTx]) subscribe() (<-chan *river.Event, func()) {
	return b.Subscribe(river.EventKindJobCompleted, river.EventKindJobFailed,
		river.EventKindJobCancelled, river.EventKindJobSnoozed, river.EventKindJobInterrupted)
}

func (b riverBackend[TTx]) ui(ctx context.Context, prefix string, logger *slog.Logger) (http.Handler, error) {
	handler, err := riverui.NewHandler(&riverui.HandlerOpts{
		Endpoints: riverui.NewEndpoints(b.Client, nil),
		Logger:    logger,
		Prefix:    prefix,
	})
	if err != nil {
		return nil, err
	}
	if err := handler.Start(ctx); err != nil {
		return nil, err
	}
	return handler, nil
}

// postgresBackend inserts jobs in pgx transactions.
type postgresBackend struct {
	riverBackend[pgx.Tx]

	pool *pgxpool.Pool
}

func (b *postgresBackend) inTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) error {
	return pgx.BeginFunc(ctx, b.pool, func(tx pgx.Tx) error {
		return fn(ctx, postgresTx{tx, b.Client})
	})
}

type postgresTx struct {
	tx    pgx.Tx
	river *river.Client[pgx.Tx]
}

func (t postgresTx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	tag, err := t.tx.Exec(ctx, query, args...)
	return tag.RowsAffected(), err
}

func (t postgresTx) Each(ctx context.Context, scan func(database.Row) error, query string, args ...any) error {
	rows, err := t.tx.Query(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (t postgresTx) Insert(ctx context.Context, jobs []river.InsertManyParams) error {
	_, err := t.river.InsertManyTx(ctx, t.tx, jobs)
	return err
}

// sqliteBackend inserts jobs in transactions of the one writing connection.
type sqliteBackend struct {
	riverBackend[*sql.Tx]

	writer *sql.DB
}

// start takes back at once what a process that died left running: on SQLite no
// other one works, so that whatever runs before this start is nobody's. On
// PostgreSQL other workers live, and only time tells (RescueAfter).
func (b *sqliteBackend) start(ctx context.Context) error {
	// At its last attempt a job is left to River, which gives it up.
	const takeBack = "UPDATE river_job SET state = 'available' WHERE state = 'running' AND attempt < max_attempts"
	if _, err := b.writer.ExecContext(ctx, takeBack); err != nil {
		return fmt.Errorf("take back jobs of the former process: %w", err)
	}
	return b.riverBackend.start(ctx)
}

func (b *sqliteBackend) inTx(ctx context.Context, fn func(ctx context.Context, tx Tx) error) (err error) {
	tx, err := b.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer func() {
		// After a commit there is nothing left to roll back.
		if e := tx.Rollback(); e != nil && !errors.Is(e, sql.ErrTxDone) {
			err = errors.Join(err, e)
		}
	}()
	if err := fn(ctx, sqliteTx{tx, b.Client}); err != nil {
		return err
	}
	return tx.Commit()
}

type sqliteTx struct {
	tx    *sql.Tx
	river *river.Client[*sql.Tx]
}

func (t sqliteTx) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := t.tx.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t sqliteTx) Each(ctx context.Context, scan func(database.Row) error, query string, args ...any) (err error) {
	rows, err := t.tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (t sqliteTx) Insert(ctx context.Context, jobs []river.InsertManyParams) error {
	_, err := t.river.InsertManyTx(ctx, t.tx, jobs)
	return err
}
