// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package dbtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/jobs"
)

const (
	// migratedName is the database that tests' databases are cloned from.
	migratedName = "migrated"

	// templateAge is when a prepared cluster that nobody used is removed;
	// each version of the schema leaves one.
	templateAge = 3 * 24 * time.Hour

	// replicable is how a cluster is prepared, so that a replica may begin
	// from a copy of it.
	replicable = "wal_level=replica"
)

var (
	// cluster starts this test program's server, once.
	cluster = sync.OnceValues(startCluster)

	cloning sync.Mutex // PostgreSQL clones a template for one at a time
	clones  atomic.Int64
)

// errNoServer says what is missing where both engines are required.
var errNoServer = errors.New("PostgreSQL's server is not installed: run \"make needs\"")

// postgresURL clones the migrated database for a test.
func postgresURL(t testing.TB) (string, error) {
	s, err := cluster()
	if err != nil {
		return "", err
	}
	name := fmt.Sprintf("test_%d", clones.Add(1))
	cloning.Lock()
	defer cloning.Unlock()
	if err := s.exec(t.Context(), "CREATE DATABASE "+name+" TEMPLATE "+migratedName); err != nil {
		return "", err
	}
	t.Cleanup(func() {
		cloning.Lock()
		defer cloning.Unlock()
		// The test's context has ended.
		if err := s.exec(context.WithoutCancel(t.Context()), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return s.url(name), nil
}

// startCluster copies the prepared cluster to a directory of its own and
// starts it.
func startCluster() (*server, error) {
	parent, template, err := prepared()
	if err != nil {
		return nil, err
	}
	dir, err := makeDir(parent, "run-*")
	if err != nil {
		return nil, err
	}
	if err := run(dir, "cp", "-a", filepath.Join(template, "data"), filepath.Join(dir, "data")); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return start(dir, true)
}

// prepared returns the directory of clusters and, in it, the prepared one.
func prepared() (parent, template string, err error) {
	if serverDirectory() == "" {
		return "", "", errNoServer
	}
	if parent, err = home(); err != nil {
		return "", "", err
	}
	if template, err = prepare(parent); err != nil {
		return "", "", fmt.Errorf("prepare a PostgreSQL cluster: %w", err)
	}
	return parent, template, nil
}

// prepare returns the directory of a stopped cluster with the migrated
// database, made by the first test program that needs it; others wait.
func prepare(home string) (string, error) {
	key, err := schemaKey()
	if err != nil {
		return "", err
	}
	unlock, err := lock(filepath.Join(home, "lock"))
	if err != nil {
		return "", err
	}
	defer unlock()
	template := filepath.Join(home, "template-"+key)
	if _, err := os.Stat(template); err == nil {
		now := time.Now()
		return template, os.Chtimes(template, now, now)
	}
	removeOld(home)
	dir, err := makeDir(home, "making-*")
	if err != nil {
		return "", err
	}
	if err := create(dir); err != nil {
		return "", errors.Join(err, os.RemoveAll(dir))
	}
	return template, os.Rename(dir, template)
}

// create makes a cluster in dir/data and migrates a database in it.
func create(dir string) error {
	err := run(dir, filepath.Join(serverDirectory(), "initdb"), "-D", filepath.Join(dir, "data"),
		"-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions")
	if err != nil {
		return err
	}
	s, err := start(dir, false, replicable)
	if err != nil {
		return err
	}
	err = s.exec(context.Background(), "CREATE DATABASE "+migratedName)
	if err == nil {
		err = migrate(s.url(migratedName))
	}
	if err == nil {
		// The server is stopped by force: leave nothing to recover.
		err = s.exec(context.Background(), "CHECKPOINT")
	}
	return errors.Join(err, s.stop())
}

// schemaKey names what a prepared cluster depends on.
func schemaKey() (string, error) {
	river, err := jobs.SchemaVersion(database.Postgres)
	if err != nil {
		return "", err
	}
	schema, err := database.SchemaHash(database.Postgres)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %s %s", serverDirectory(), river, schema, replicable))
	return hex.EncodeToString(sum[:8]), nil
}

// removeOld deletes prepared clusters of schemas no longer in use, and those
// whose maker was killed: the caller holds the lock. What can not be removed now
// will be another time.
func removeOld(home string) {
	unfinished, _ := filepath.Glob(filepath.Join(home, "making-*")) // the pattern is well formed
	for _, dir := range unfinished {
		_ = os.RemoveAll(dir)
	}
	found, _ := filepath.Glob(filepath.Join(home, "template-*")) // the pattern is well formed
	for _, dir := range found {
		if info, err := os.Stat(dir); err == nil && time.Since(info.ModTime()) > templateAge {
			_ = os.RemoveAll(dir)
		}
	}
}

// lock takes the file's lock, which ends with the process at the latest.
func lock(path string) (unlock func(), err error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) //nolint:gosec // our own file
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return func() { _ = file.Close() }, nil // closing gives the lock back
}
