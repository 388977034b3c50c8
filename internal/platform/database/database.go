// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/uptrace/bun"
)

// Engine names a database engine; it is also the scheme of its URL.
type Engine string

// The engines the platform runs on.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// ErrURL is returned by [Open] for an address that names no database. The
// address itself is left out: it may carry a password.
var ErrURL = errors.New("database URL must be sqlite:PATH or postgres://HOST/NAME")

// Options tunes a database. The zero value suits one machine.
type Options struct {
	// ReaderURL is the PostgreSQL replica that answers Reader; empty means
	// the writer's server. It is ignored on SQLite. See [DB.CheckReplica].
	ReaderURL string

	// MaxConns bounds the connections of each PostgreSQL pool and the SQLite
	// readers. Zero means a number derived from the processors.
	MaxConns int
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine Engine
	name   string // for messages; never holds a password

	writer *bun.DB
	reader *bun.DB

	pool       *pgxpool.Pool // PostgreSQL only
	readerPool *pgxpool.Pool // PostgreSQL only; the same as pool without a replica
	replicated bool          // the reader applies what the writer wrote

	statements sync.Map // SQL text to *Statement
	signals    signals  // SQLite's counterpart of LISTEN and NOTIFY
}

// Open opens the database at url, "sqlite:PATH" or "postgres://…", and checks
// that it answers and is ours or empty: see [IsForeign]. A missing SQLite file is
// created, readable by its owner only. Errors name the database without its password.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	scheme, rest, _ := strings.Cut(url, ":")
	var (
		db  *DB
		err error
	)
	switch scheme {
	case string(SQLite):
		db, err = openSQLite(ctx, strings.TrimPrefix(rest, "//"), o)
	case string(Postgres), "postgresql":
		db, err = openPostgres(ctx, url, o)
	default:
		return nil, ErrURL
	}
	if err != nil {
		return nil, err
	}
	err = db.Ping(ctx)
	if err == nil && db.engine == Postgres {
		err = db.refuseForeignServer(ctx)
	}
	if err != nil {
		_ = db.Close() // says the same again
		return nil, err
	}
	return db, nil
}

// Engine returns the engine behind the database, for the rare query that must
// differ.
func (db *DB) Engine() Engine { return db.engine }

// Name says which database this is, for messages: a path, or a host and a
// database name.
func (db *DB) Name() string { return db.name }

// Writer returns the side that takes changes. Prefer [DB.RunInTx]: inside a
// transaction on SQLite, using Writer would wait for itself.
func (db *DB) Writer() *bun.DB { return db.writer }

// Reader returns the side that takes queries. It sees what was committed
// before the query, except on a replica, which may lag: see [OnPrimary].
func (db *DB) Reader() *bun.DB { return db.reader }

// Pool returns the writer's pgx pool, or nil on SQLite.
func (db *DB) Pool() *pgxpool.Pool { return db.pool }

// Ping reports whether both sides of the database answer.
func (db *DB) Ping(ctx context.Context) error {
	if err := db.writer.PingContext(ctx); err != nil {
		return fmt.Errorf("reach database %s: %w", db.name, spoken(err))
	}
	if db.readerPool != db.pool {
		if err := db.readerPool.Ping(ctx); err != nil {
			return unreadable(db.readerPool, err)
		}
		return nil
	}
	if err := db.reader.PingContext(ctx); err != nil {
		return fmt.Errorf("reach reader of database %s: %w", db.name, err)
	}
	return nil
}

// Close releases every connection. It waits for the queries under way.
func (db *DB) Close() error {
	var failures []error
	db.statements.Range(func(_, s any) bool {
		failures = append(failures, s.(*Statement).close())
		return true
	})
	if db.reader != db.writer {
		failures = append(failures, db.reader.Close())
	}
	failures = append(failures, db.Refresh(context.Background()), db.writer.Close())
	if db.readerPool != db.pool {
		db.readerPool.Close()
	}
	if db.pool != nil {
		db.pool.Close()
	}
	if err := errors.Join(failures...); err != nil {
		return fmt.Errorf("close database %s: %w", db.name, err)
	}
	return nil
}

// Stats returns the state of the reader's and the writer's connections, for
// metrics.
func (db *DB) Stats() (reader, writer sql.DBStats) {
	return db.reader.Stats(), db.writer.Stats()
}
