// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"aipress24.com/aipress24/internal/platform/filelock"
)

const (
	maxSlots = 32
	// currentFile names the index directory in use; it is replaced by a
	// rename, so it always names a whole index.
	currentFile  = "CURRENT"
	lockFile     = "lock"
	indexPrefix  = "index-"
	damagedDir   = "damaged" // the last index that could not be opened, for whoever wonders why
	dirMode      = 0o750
	fileMode     = 0o600
	currentSuffx = ".new"
)

// ErrInUse says that another process of the machine holds the index.
var ErrInUse = errors.New("another process holds the search index")

var (
	errNoSlot  = errors.New("every search slot is taken by another process")
	errKey     = errors.New("search key must be letters, digits, - or _")
	keyPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)
)

// slot is the directory of one process: Dir/key/slot-N. Two processes of one
// machine never share an index, because the library cannot.
type slot struct {
	dir  string
	lock *os.File
}

// takeSlot locks the first free slot among so many.
func takeSlot(dir, key string, slots int) (*slot, error) {
	if !keyPattern.MatchString(key) {
		return nil, errKey
	}
	for n := range slots {
		path := filepath.Join(dir, key, "slot-"+strconv.Itoa(n))
		if err := os.MkdirAll(path, dirMode); err != nil {
			return nil, fmt.Errorf("make search slot: %w", err)
		}
		lock, err := filelock.Take(filepath.Join(path, lockFile))
		if err != nil {
			return nil, fmt.Errorf("lock search slot: %w", err)
		}
		if lock != nil {
			return &slot{dir: path, lock: lock}, nil
		}
	}
	return nil, errNoSlot
}

func (s *slot) release() error { return s.lock.Close() }

// open opens the current index, or starts an empty one when it is missing,
// damaged or of another version. What earlier rebuilds left is removed.
func (s *slot) open(log *slog.Logger) (*generation, error) {
	name := s.current()
	if name != "" {
		g, err := openGeneration(filepath.Join(s.dir, name))
		if err == nil {
			return g, s.sweep(name)
		}
		log.Warn("search index set aside, it needs a rebuild", "dir", s.dir, "err", err)
		if err := s.setAside(name); err != nil {
			return nil, err
		}
	}
	if err := s.sweep(""); err != nil {
		return nil, err
	}
	g, err := createGeneration(s.next(name))
	if err != nil {
		return nil, err
	}
	return g, s.use(g)
}

// current names the index in use, empty when there is none.
func (s *slot) current() string {
	raw, err := os.ReadFile(filepath.Join(s.dir, currentFile))
	name := strings.TrimSpace(string(raw))
	if err != nil || !strings.HasPrefix(name, indexPrefix) || name != filepath.Base(name) {
		return ""
	}
	return name
}

// next is the directory for the index after the one named.
func (s *slot) next(name string) string {
	n, err := strconv.Atoi(strings.TrimPrefix(name, indexPrefix))
	if err != nil {
		n = 0
	}
	return filepath.Join(s.dir, fmt.Sprintf("%s%06d", indexPrefix, n+1))
}

// use makes g the index that the next Open finds.
func (s *slot) use(g *generation) error {
	path := filepath.Join(s.dir, currentFile)
	if err := writeSynced(path+currentSuffx, filepath.Base(g.dir)+"\n"); err != nil {
		return fmt.Errorf("switch search index: %w", err)
	}
	if err := os.Rename(path+currentSuffx, path); err != nil {
		return fmt.Errorf("switch search index: %w", err)
	}
	return nil
}

func writeSynced(path, text string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, fileMode) //nolint:gosec // a file of our own directory
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}

// setAside keeps a damaged index for inspection, one at most.
func (s *slot) setAside(name string) error {
	target := filepath.Join(s.dir, damagedDir)
	if err := os.RemoveAll(target); err != nil {
		return fmt.Errorf("set damaged index aside: %w", err)
	}
	err := os.Rename(filepath.Join(s.dir, name), target)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("set damaged index aside: %w", err)
	}
	return nil
}

// sweep removes the indexes other than the one named.
func (s *slot) sweep(keep string) error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return fmt.Errorf("clean search slot: %w", err)
	}
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), indexPrefix) && entry.Name() != keep {
			if err := os.RemoveAll(filepath.Join(s.dir, entry.Name())); err != nil {
				return fmt.Errorf("clean search slot: %w", err)
			}
		}
	}
	return nil
}
