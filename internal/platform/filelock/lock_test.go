// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package filelock_test

import (
	"path/filepath"
	"testing"

	"aipress24.com/aipress24/internal/platform/filelock"
)

// One holder at a time; the next one may when the first is done.
func TestTake(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "lock")
	first, err := filelock.Take(path)
	if err != nil || first == nil {
		t.Fatalf("Take() of a free lock = %v, %v", first, err)
	}
	if second, err := filelock.Take(path); second != nil || err != nil {
		t.Errorf("Take() of a held lock = %v, %v", second, err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	third, err := filelock.Take(path)
	if err != nil || third == nil {
		t.Fatalf("Take() after the holder = %v, %v", third, err)
	}
	if err := third.Close(); err != nil {
		t.Error(err)
	}
	if lock, err := filelock.Take(filepath.Join(path, "nowhere")); lock != nil || err == nil {
		t.Errorf("Take() where no file can be = %v, %v", lock, err)
	}
}
