// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Row is one row of a [Statement]'s result.
type Row interface {
	// Scan copies the columns into dest, in order.
	Scan(dest ...any) error
}

// Statement is a query kept compiled for the pages where each microsecond
// counts. Get it from [DB.Prepared]; it is safe for concurrent use.
type Statement struct {
	query   string
	pool    *pgxpool.Pool // PostgreSQL, where pgx keeps statements per connection
	primary *pgxpool.Pool // for contexts of OnPrimary
	lite    *sql.DB       // SQLite

	stmt     atomic.Pointer[sql.Stmt] // SQLite, once compiled
	mu       sync.Mutex               // compiling, and isClosed
	isClosed bool
}

// Prepared returns the statement of a query, which runs on the reader. The SQL
// is written once for both engines, with $1, $2… for arguments, and is
// compiled at first use. Give it a constant: statements are kept until Close.
func (db *DB) Prepared(query string) *Statement {
	if s, ok := db.statements.Load(query); ok {
		return s.(*Statement)
	}
	s, _ := db.statements.LoadOrStore(query, &Statement{
		query:   query,
		pool:    db.readerPool,
		primary: db.pool,
		lite:    db.reader.DB,
	})
	return s.(*Statement)
}

// Each runs the statement and calls scan for each row, stopping at its first
// error.
func (s *Statement) Each(ctx context.Context, scan func(Row) error, args ...any) error {
	count(ctx, s.query)
	if s.pool != nil {
		return s.eachPostgres(ctx, scan, args)
	}
	return s.eachSQLite(ctx, scan, args)
}

// One runs the statement and copies its first row into dest, like
// sql.Row.Scan: without a row it returns sql.ErrNoRows.
func (s *Statement) One(ctx context.Context, args []any, dest ...any) error {
	found := false
	err := s.Each(ctx, func(row Row) error {
		found = true
		if err := row.Scan(dest...); err != nil {
			return err
		}
		return errStop
	}, args...)
	switch {
	case errors.Is(err, errStop):
		return nil
	case err == nil && !found:
		return sql.ErrNoRows
	}
	return err
}

// errStop ends Each after the first row.
var errStop = errors.New("stop")

func (s *Statement) eachPostgres(ctx context.Context, scan func(Row) error, args []any) error {
	pool := s.pool
	if isOnPrimary(ctx) {
		pool = s.primary
	}
	rows, err := pool.Query(ctx, s.query, args...)
	if err != nil {
		return fmt.Errorf("query: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

func (s *Statement) eachSQLite(ctx context.Context, scan func(Row) error, args []any) (err error) {
	stmt, err := s.compiled(ctx) //nolint:sqlclosecheck // kept until close
	if err != nil {
		return fmt.Errorf("prepare: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	// The driver watches a context that can end with a goroutine for each query,
	// which costs more than the short reads we have here: they look themselves.
	rows, err := stmt.QueryContext(context.WithoutCancel(ctx), args...)
	if err != nil {
		return fmt.Errorf("query: %w", err)
	}
	defer func() {
		if e := rows.Close(); err == nil {
			err = e
		}
	}()
	for rows.Next() {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// compiled returns the statement, prepared at its first use. A failure is not
// kept: the fault may pass, and the next caller tries again.
func (s *Statement) compiled(ctx context.Context) (*sql.Stmt, error) {
	if stmt := s.stmt.Load(); stmt != nil {
		return stmt, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.isClosed {
		return nil, sql.ErrConnDone
	}
	if stmt := s.stmt.Load(); stmt != nil { // somebody was faster
		return stmt, nil
	}
	stmt, err := s.lite.PrepareContext(context.WithoutCancel(ctx), s.query) //nolint:sqlclosecheck // kept until close
	if err != nil {
		return nil, err
	}
	s.stmt.Store(stmt)
	return stmt, nil
}

// close gives the compiled statement back; late callers get an error.
func (s *Statement) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.isClosed = true
	stmt := s.stmt.Load()
	if stmt == nil {
		return nil
	}
	return stmt.Close() //nolint:sqlclosecheck // the end of its life
}
