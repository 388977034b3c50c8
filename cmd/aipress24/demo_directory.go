// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"aipress24.com/aipress24/internal/platform/config"
)

// marker is a file that only directories made by the demonstration have.
const marker = "demo.txt"

// claimDemo prepares the directory of the demonstration, before anything is
// written there: a new one is marked first of all, so that a start which fails
// half-way leaves nothing that --reset would not know. A directory with files
// of somebody else is never marked, hence never emptied.
func claimDemo(cfg *config.Config, reset bool) error {
	if reset && cfg.Database.URL.Scheme() != "sqlite" {
		return errors.New("--reset empties the SQLite demonstration only: give database.url an empty database instead")
	}
	dir := cfg.Data.Dir
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("data.dir: %w", err)
	}
	switch {
	case len(entries) == 0:
		return mark(dir)
	case !reset:
		return nil
	case !marked(entries):
		return fmt.Errorf("%s was not made by the demonstration: remove it yourself if you are sure", dir)
	}
	return empty(dir, entries)
}

func mark(dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return fmt.Errorf("data.dir: %w", err)
	}
	return os.WriteFile(filepath.Join(dir, marker), []byte("Aipress24 demonstration; may be deleted.\n"), 0o600)
}

func marked(entries []fs.DirEntry) bool {
	for _, entry := range entries {
		if entry.Name() == marker {
			return true
		}
	}
	return false
}

// empty removes all but the mark: what is cut short can be begun again.
func empty(dir string, entries []fs.DirEntry) error {
	for _, entry := range entries {
		if entry.Name() == marker {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
			return fmt.Errorf("--reset: %w", err)
		}
	}
	return nil
}
