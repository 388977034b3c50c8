// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"

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
	query string
	pool  *pgxpool.Pool // PostgreSQL, where pgx keeps statements per connection
	lite  *sql.DB       // SQLite

	once sync.Once
	stmt *sql.Stmt // SQLite
	err  error
}

// Prepared returns the statement of a query, which runs on the reader. The SQL
// is written once for both engines, with $1, $2… for arguments, and is
// compiled at first use. Give it a constant: statements are kept until Close.
func (db *DB) Prepared(query string) *Statement {
	if s, ok := db.statements.Load(query); ok {
		return s.(*Statement)
	}
	s, _ := db.statements.LoadOrStore(query, &Statement{
		query: query,
		pool:  db.readerPool,
		lite:  db.reader.DB,
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
	rows, err := s.pool.Query(ctx, s.query, args...)
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
	s.once.Do(func() { s.stmt, s.err = s.lite.PrepareContext(context.WithoutCancel(ctx), s.query) })
	if s.err != nil {
		return fmt.Errorf("prepare: %w", s.err)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	// The driver watches a context that can end with a goroutine for each query,
	// which costs more than the short reads we have here: they look themselves.
	rows, err := s.stmt.QueryContext(context.WithoutCancel(ctx), args...)
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

func (s *Statement) close() error {
	// Marks the statement as used, so that a late caller gets an error.
	s.once.Do(func() { s.err = sql.ErrConnDone })
	if s.stmt == nil {
		return nil
	}
	return s.stmt.Close()
}
