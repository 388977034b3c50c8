// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"aipress24.com/aipress24/internal/platform/database"
)

// A full disk is told from what else may go wrong, and reading goes on.
func TestIsFull(t *testing.T) {
	t.Parallel()
	db, err := database.Open(t.Context(), "sqlite:"+filepath.Join(t.TempDir(), "small.db"), database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{"CREATE TABLE t (x TEXT)", "PRAGMA max_page_count = 8"} {
		if _, err := db.Writer().ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	_, err = db.Writer().ExecContext(t.Context(), "INSERT INTO t VALUES (zeroblob(1000000))")
	if !database.IsFull(fmt.Errorf("keep: %w", err)) || database.IsUnavailable(err) {
		t.Errorf("a file that may not grow = %v, want IsFull", err)
	}
	var n int
	if err := db.Reader().NewRaw("SELECT count(*) FROM t").Scan(t.Context(), &n); err != nil {
		t.Errorf("reading meanwhile: %v", err)
	}
	if database.IsFull(errors.New("full of hope")) || database.IsFull(nil) {
		t.Error("IsFull() of another error")
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}
