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
// half-way leaves nothing that --reset would not know. A directory with files of
// somebody else, or of an installation that is no demonstration, is refused: it is
// neither emptied nor filled with accounts whose password everybody knows.
func claimDemo(cfg *config.Config, reset bool) error {
	if reset && cfg.Database.URL.Scheme() != "sqlite" {
		return errors.New("--reset empties the SQLite demonstration only: give database.url an empty database instead")
	}
	dir := cfg.Data.Dir
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cfg.Unusable("data.dir", err)
	}
	switch {
	case len(entries) == 0:
		return mark(cfg)
	case !marked(entries):
		return fmt.Errorf("data.dir = %q was not made by the demonstration; choose another with --data-dir, or remove it yourself if you are sure", dir)
	case !reset:
		return nil
	}
	return empty(dir, entries)
}

func mark(cfg *config.Config) error {
	dir := cfg.Data.Dir
	err := os.MkdirAll(dir, 0o750)
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, marker), []byte("Aipress24 demonstration; may be deleted.\n"), 0o600)
	}
	if err != nil {
		return cfg.Unusable("data.dir", err)
	}
	return nil
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
