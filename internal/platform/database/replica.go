// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// ErrReader is in the error of [Open] and [DB.Ping] when the server of
// Options.ReaderURL is at fault, and not the primary one.
var ErrReader = errors.New("reading server")

// The errors of [DB.CheckReplica]: the first two mean that commits return before
// the replica has applied them, the last that they do not return.
var (
	ErrUnawaited = errors.New("the primary server waits for no replica (its synchronous_standby_names is empty): members do not see at once what they have just done")
	ErrHasty     = errors.New("the address of the primary server sets synchronous_commit to another value than remote_apply: members do not see at once what they have just done")
	ErrAbsent    = errors.New("no server named in synchronous_standby_names of the primary server applies what that writes: nobody can save anything")
)

// commitPatience bounds how long CheckReplica waits for a commit.
const commitPatience = 3 * time.Second

type primaryKey struct{}

// OnPrimary returns a context whose reads, through [DB.Reader] and
// [DB.Prepared], go to the primary server even where there is a replica. It is
// for all work that is not the answer to a request: a job that follows an event
// must find the rows of that event, and takes those that a late replica lacks
// for deleted ones.
func OnPrimary(ctx context.Context) context.Context {
	return context.WithValue(ctx, primaryKey{}, true)
}

// isOnPrimary reports whether ctx comes from OnPrimary.
func isOnPrimary(ctx context.Context) bool {
	is, _ := ctx.Value(primaryKey{}).(bool)
	return is
}

// readerConnector opens the reader's connections, on the server that the
// context of the query asks for: database/sql keeps none between queries, the
// pools do (see openStdlib).
type readerConnector struct{ primary, replica driver.Connector }

// Connect implements driver.Connector.
func (c readerConnector) Connect(ctx context.Context) (driver.Conn, error) {
	if isOnPrimary(ctx) {
		return c.primary.Connect(ctx)
	}
	return c.replica.Connect(ctx)
}

// Driver implements driver.Connector.
func (c readerConnector) Driver() driver.Driver { return c.replica.Driver() }

// isReplica asks a server whether it applies what another one writes.
func isReplica(ctx context.Context, pool *pgxpool.Pool) (bool, error) {
	var is bool
	if err := pool.QueryRow(ctx, "SELECT pg_is_in_recovery()").Scan(&is); err != nil {
		return false, unreadable(pool, err)
	}
	return is, nil
}

// unreadable says that the reading server does not answer.
func unreadable(pool *pgxpool.Pool, err error) error {
	return fmt.Errorf("reach %w %s: %w", ErrReader, poolName(pool), spoken(err))
}

// CheckReplica reports whether members read what they have just written. Where
// the reader is a replica, each commit asks to return once a synchronous replica
// has applied it, and the primary server must have been told of one: otherwise
// the error is ErrUnawaited or ErrHasty. It is nil without a replica.
func (db *DB) CheckReplica(ctx context.Context) error {
	if !db.replicated {
		return nil
	}
	const query = "SELECT current_setting('synchronous_standby_names') <> '', current_setting('synchronous_commit') = 'remote_apply'"
	var isAwaited, isPatient bool
	err := db.pool.QueryRow(ctx, query).Scan(&isAwaited, &isPatient)
	switch {
	case err != nil:
		return fmt.Errorf("ask database %s for its replicas: %w", db.name, err)
	case !isAwaited:
		return ErrUnawaited
	case !isPatient:
		return ErrHasty
	}
	return db.tryReplica(ctx)
}

// tryReplica commits a message that nobody reads and that leaves no trace.
func (db *DB) tryReplica(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, commitPatience)
	defer cancel()
	_, err := db.pool.Exec(ctx, "SELECT pg_logical_emit_message(true, 'aipress24', '')")
	switch {
	case ctx.Err() != nil:
		return ErrAbsent
	case err != nil:
		return fmt.Errorf("try database %s: %w", db.name, err)
	}
	return nil
}
