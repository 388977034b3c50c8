// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"fmt"
)

// Refresh counts again what SQLite's planner needs to know of tables that have
// none of its statistics, or have grown much since: milliseconds, whatever the
// size of the tables (see sqliteDSN). PostgreSQL does so by itself.
func (db *DB) Refresh(ctx context.Context) error {
	if db.engine != SQLite {
		return nil
	}
	// 0x10000: all tables, not only those that this connection has read.
	if _, err := db.writer.ExecContext(ctx, "PRAGMA optimize=0x10002"); err != nil {
		return fmt.Errorf("refresh statistics of database %s: %w", db.name, err)
	}
	return nil
}
