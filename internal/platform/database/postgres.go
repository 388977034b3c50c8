// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/schema"
)

type bunDialect = schema.Dialect

// postgresSession is set on every connection: commits reach the disk before
// they are acknowledged, and nothing may hold a connection or a lock for long.
// Statements with arguments are planned once per connection, not again for
// each argument: planning the joins of a page of cards takes ten times as long
// as running them. What needs its arguments planned for goes through bun, which
// writes them into the text.
var postgresSession = map[string]string{
	"synchronous_commit":                  "on",
	"statement_timeout":                   "30s",
	"lock_timeout":                        "5s",
	"idle_in_transaction_session_timeout": "30s",
	"timezone":                            "UTC",
	"plan_cache_mode":                     "force_generic_plan",
}

// openPostgres opens the server at address, and the one that is read from if it
// is another. Where that one is a replica, a commit returns once a synchronous
// replica has applied it, so that members read what they wrote.
func openPostgres(ctx context.Context, address string, o Options) (*DB, error) {
	if o.ReaderURL == "" {
		pool, err := openPool(ctx, address, o, nil)
		if err != nil {
			return nil, err
		}
		return newPostgres(pool, pool), nil
	}
	readerPool, err := openPool(ctx, o.ReaderURL, o, nil)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrReader, err)
	}
	var session map[string]string
	replicated, failure := isReplica(ctx, readerPool)
	if replicated {
		session = map[string]string{"synchronous_commit": "remote_apply"}
	}
	pool, err := openPool(ctx, address, o, session)
	if err != nil {
		readerPool.Close()
		return nil, err
	}
	db := newPostgres(pool, readerPool)
	db.replicated = replicated
	if failure != nil {
		if err := db.Ping(ctx); err != nil {
			failure = err // of the primary server when both are down
		}
		_ = db.Close() // nothing was done with it
		return nil, failure
	}
	return db, nil
}

// newPostgres makes a database of the pools of its sides, which may be one.
func newPostgres(pool, readerPool *pgxpool.Pool) *DB {
	db := &DB{
		engine:     Postgres,
		name:       poolName(pool),
		pool:       pool,
		readerPool: readerPool,
		writer:     newBun(openStdlib(poolConnector(pool)), pgdialect.New()),
	}
	db.reader = db.writer
	if readerPool != pool {
		connector := readerConnector{primary: poolConnector(pool), replica: poolConnector(readerPool)}
		db.reader = newBun(openStdlib(connector), pgdialect.New())
	}
	return db
}

// openPool opens connections to the server at address with the settings of
// postgresSession and those of session, which win. What the address itself
// chooses stands.
func openPool(ctx context.Context, address string, o Options, session map[string]string) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The parser's message may quote the address, password included.
		return nil, ErrURL
	}
	settings := maps.Clone(postgresSession)
	maps.Copy(settings, session)
	for name, value := range settings {
		if _, chosen := config.ConnConfig.RuntimeParams[name]; !chosen {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = 5 * time.Second
	}
	config.MaxConns = int32(min(o.MaxConns, 1000)) //nolint:gosec // bounded
	if o.MaxConns <= 0 {
		config.MaxConns = int32(max(8, min(64, 4*runtime.GOMAXPROCS(0))))
	}
	config.AfterConnect = readTimesInUTC
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", configName(config.ConnConfig), err)
	}
	return pool, nil
}

// readTimesInUTC makes instants come back in UTC as on SQLite, not in the
// machine's zone.
func readTimesInUTC(_ context.Context, conn *pgx.Conn) error {
	conn.TypeMap().RegisterType(&pgtype.Type{
		Name:  "timestamptz",
		OID:   pgtype.TimestamptzOID,
		Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
	})
	return nil
}

// spoken is what the server itself said, if it did: the driver tells of each way it
// tried too.
func spoken(err error) error {
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pgErr
	}
	return err
}

func poolName(pool *pgxpool.Pool) string { return configName(pool.Config().ConnConfig) }

// configName is "host:port/database".
func configName(c *pgx.ConnConfig) string {
	return fmt.Sprintf("%s:%d/%s", c.Host, c.Port, c.Database)
}

// openStdlib gives bun a database/sql view of pools, which keep the connections.
func openStdlib(connector driver.Connector) *sql.DB {
	db := sql.OpenDB(connector)
	db.SetMaxIdleConns(0)
	return db
}

func poolConnector(pool *pgxpool.Pool) driver.Connector {
	return inlineConnector{stdlib.GetPoolConnector(pool)}
}

// inlineConnector opens connections that suit bun: it writes arguments into the
// SQL text, so that nearly each text is new and preparing it, pgx's habit,
// would cost a second round trip and push useful statements out of the cache.
type inlineConnector struct{ driver.Connector }

// Connect implements driver.Connector.
func (c inlineConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return inlineConn{conn.(*stdlib.Conn)}, nil
}

type inlineConn struct{ *stdlib.Conn }

// QueryContext implements driver.QueryerContext. Texts without arguments run in
// one round trip; the extended protocol still refuses two statements in one.
func (c inlineConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if len(args) == 0 {
		args = []driver.NamedValue{{Ordinal: 1, Value: pgx.QueryExecModeExec}}
	}
	return c.Conn.QueryContext(ctx, query, args)
}
