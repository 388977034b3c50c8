// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
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

// openPostgres opens the server at address, and its replica if there is one.
func openPostgres(ctx context.Context, address string, o Options) (*DB, error) {
	pool, err := openPool(ctx, address, o)
	if err != nil {
		return nil, err
	}
	db := &DB{
		engine:     Postgres,
		name:       poolName(pool),
		pool:       pool,
		readerPool: pool,
		writer:     newBun(openStdlib(pool), pgdialect.New()),
	}
	db.reader = db.writer
	if o.ReaderURL != "" {
		if db.readerPool, err = openPool(ctx, o.ReaderURL, o); err != nil {
			db.readerPool = pool
			return nil, errors.Join(err, db.Close())
		}
		db.reader = newBun(openStdlib(db.readerPool), pgdialect.New())
	}
	return db, nil
}

func openPool(ctx context.Context, address string, o Options) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The parser's message may quote the address, password included.
		return nil, ErrURL
	}
	for name, value := range postgresSession {
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

func poolName(pool *pgxpool.Pool) string { return configName(pool.Config().ConnConfig) }

// configName is "host:port/database".
func configName(c *pgx.ConnConfig) string {
	return fmt.Sprintf("%s:%d/%s", c.Host, c.Port, c.Database)
}

// openStdlib gives bun a database/sql view of the pool, which keeps the
// connections.
func openStdlib(pool *pgxpool.Pool) *sql.DB {
	db := sql.OpenDB(inlineConnector{stdlib.GetPoolConnector(pool)})
	db.SetMaxIdleConns(0)
	return db
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
