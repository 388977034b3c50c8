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
	"aipress24.com/aipress24/internal/platform/filelock"
)

// marker is a file that only directories made by the demonstration have, with
// these words, and lock the one that a running demonstration holds.
const (
	marker = "demo.txt"
	words  = "Aipress24 demonstration; may be deleted.\n"
	lock   = "demo.lock"
)

// claimDemo prepares the directory of the demonstration, before anything is
// written there, and keeps others out of it until release: a new one is marked
// first of all, so that a start which fails half-way leaves nothing that --reset
// would not know. A directory with files of somebody else, or of an installation
// that is no demonstration, is refused: it is neither emptied nor filled with
// accounts whose password everybody knows.
func claimDemo(cfg *config.Config, reset bool) (release func() error, err error) {
	if reset && cfg.Database.URL.Scheme() != "sqlite" {
		return nil, errors.New("--reset empties the SQLite demonstration only: give database.url an empty database instead")
	}
	dir := cfg.Data.Dir
	entries, err := os.ReadDir(dir)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, cfg.Unusable("data.dir", err)
	case len(entries) == 0:
		err = mark(dir)
	case !marked(dir):
		return nil, fmt.Errorf("data.dir = %q was not made by the demonstration; choose another with --data-dir, or remove it yourself if you are sure", dir)
	}
	if err != nil {
		return nil, cfg.Unusable("data.dir", err)
	}
	held, err := filelock.Take(filepath.Join(dir, lock))
	if err != nil {
		return nil, cfg.Unusable("data.dir", err)
	}
	if held == nil {
		return nil, fmt.Errorf("data.dir = %q is that of a demonstration that runs; stop it, or choose another with --data-dir", dir)
	}
	if reset {
		if err := empty(dir, entries); err != nil {
			return nil, errors.Join(err, held.Close())
		}
	}
	return held.Close, nil
}

func mark(dir string) error {
	if err := os.MkdirAll(dir, 0o750); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, marker), []byte(words), 0o600)
}

func marked(dir string) bool {
	said, err := os.ReadFile(filepath.Join(dir, marker)) //nolint:gosec // the operator names the directory
	return err == nil && string(said) == words
}

// empty removes all but the mark and the lock: what is cut short can be begun
// again.
func empty(dir string, entries []fs.DirEntry) error {
	for _, entry := range entries {
		if entry.Name() == marker || entry.Name() == lock {
			continue
		}
		if err := os.RemoveAll(filepath.Join(dir, entry.Name())); err != nil {
			return fmt.Errorf("--reset: %w", err)
		}
	}
	return nil
}
