// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"database/sql/driver"
	"errors"
	"io"
	"slices"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// SQLSTATE codes of PostgreSQL that the platform reacts to.
const (
	pgForeignKeyViolation  = "23503"
	pgUniqueViolation      = "23505"
	pgCheckViolation       = "23514"
	pgSerializationFailure = "40001"
	pgDeadlockDetected     = "40P01"

	pgNoRight  = "42501"
	pgNoSchema = "3F000"
	pgNoName   = "3D000"
	pgDiskFull = "53100"

	pgConnectionClass    = "08" // the class of connection exceptions
	pgAuthorisationClass = "28" // of an account or a password that is not accepted
)

// pgLeaving are the SQLSTATE codes of a server that stops, starts, or takes
// nobody more in.
var pgLeaving = []string{"57P01", "57P02", "57P03", "53300"}

// IsUniqueViolation reports whether err says that a row with the same key
// exists already.
func IsUniqueViolation(err error) bool {
	return hasCode(err, pgUniqueViolation, sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY)
}

// IsForeignKeyViolation reports whether err says that a row refers to one that
// does not exist, or is still referred to. SQLite checks deferred keys at
// commit.
func IsForeignKeyViolation(err error) bool {
	return hasCode(err, pgForeignKeyViolation, sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY)
}

// IsCheckViolation reports whether err says that a row breaks a CHECK rule.
func IsCheckViolation(err error) bool {
	return hasCode(err, pgCheckViolation, sqlite3.SQLITE_CONSTRAINT_CHECK)
}

// isRetryable reports whether PostgreSQL asks to run the transaction again.
func isRetryable(err error) bool {
	return hasCode(err, pgSerializationFailure) || hasCode(err, pgDeadlockDetected)
}

// IsUnavailable reports whether err says that the database does not answer just
// now: it cannot be reached, stops, starts, is full of connections, or, on
// SQLite, another process keeps its lock. The same request may well pass soon.
func IsUnavailable(err error) bool {
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok {
		return slices.Contains(pgLeaving, pgErr.Code) || strings.HasPrefix(pgErr.Code, pgConnectionClass)
	}
	if liteErr, ok := errors.AsType[*sqlite.Error](err); ok {
		return liteErr.Code()&0xFF == sqlite3.SQLITE_BUSY // with its extended codes
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	// What a connection that was open says when the server is gone.
	for _, gone := range []error{driver.ErrBadConn, io.ErrUnexpectedEOF, syscall.ECONNRESET, syscall.EPIPE, syscall.ECONNABORTED} {
		if errors.Is(err, gone) {
			return true
		}
	}
	return pgconn.SafeToRetry(err)
}

// IsFull reports whether err says that there is no room left to write: reading
// goes on, and so does writing once there is.
func IsFull(err error) bool {
	if liteErr, ok := errors.AsType[*sqlite.Error](err); ok {
		return liteErr.Code()&0xFF == sqlite3.SQLITE_FULL
	}
	return hasCode(err, pgDiskFull)
}

// IsRefused reports whether err says that the server answers and does not take us
// in: it does not know the account, its password or the database.
func IsRefused(err error) bool {
	pgErr, ok := errors.AsType[*pgconn.PgError](err)
	return ok && (pgErr.Code == pgNoName || strings.HasPrefix(pgErr.Code, pgAuthorisationClass))
}

// IsForbidden reports whether err says that the account may not make or change
// tables where it works, or that there is no such place.
func IsForbidden(err error) bool {
	return errors.Is(err, errNoSchema) || hasCode(err, pgNoRight) || hasCode(err, pgNoSchema)
}

// IsForeign reports whether err says that a database is another program's, or that
// a file is not one of SQLite or no longer a whole one. No waiting mends that.
func IsForeign(err error) bool {
	if errors.Is(err, errForeign) {
		return true
	}
	liteErr, ok := errors.AsType[*sqlite.Error](err)
	if !ok {
		return false
	}
	code := liteErr.Code() & 0xFF // with its extended codes
	return code == sqlite3.SQLITE_NOTADB || code == sqlite3.SQLITE_CORRUPT
}

func hasCode(err error, pgCode string, sqliteCodes ...int) bool {
	if pgErr, ok := errors.AsType[*pgconn.PgError](err); ok {
		return pgErr.Code == pgCode
	}
	if liteErr, ok := errors.AsType[*sqlite.Error](err); ok {
		for _, code := range sqliteCodes {
			if liteErr.Code() == code {
				return true
			}
		}
	}
	return false
}
