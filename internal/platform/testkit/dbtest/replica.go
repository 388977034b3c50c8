// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package dbtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// applyDelay is by how much the replica is late, so that what is read too early
// is missed each time and not by bad luck.
const applyDelay = 200 * time.Millisecond

// Replication is a PostgreSQL server of one test, and its streaming replica,
// which applies each commit 200 ms late. At first the primary server waits for
// no replica. Both end with the test.
type Replication struct {
	primary, replica *server
	name             string
}

// NewReplication starts both servers, with an empty database that has no tables
// yet, on both sides.
func NewReplication(t testing.TB) *Replication {
	t.Helper()
	parent, template, err := prepared()
	if err != nil {
		t.Fatalf("start a primary server: %v", err)
	}
	r := &Replication{name: "replicated"}
	if r.primary, err = startIn(t, parent, template, false); err != nil {
		t.Fatalf("start a primary server: %v", err)
	}
	if r.replica, err = startIn(t, parent, template, true,
		fmt.Sprintf("primary_conninfo=host=%s user=postgres application_name=replica", r.primary.dir),
		"wal_retrieve_retry_interval=100ms",
		fmt.Sprintf("recovery_min_apply_delay=%dms", applyDelay.Milliseconds())); err != nil {
		t.Fatalf("start a replica: %v", err)
	}
	r.must(t, r.primary, "CREATE DATABASE "+r.name+" TEMPLATE template0")
	r.eventually(t, r.replica, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = '"+r.name+"')")
	return r
}

// startIn starts a copy of the prepared cluster in a directory of its own, as a
// primary server or as its replica: the copies are the same up to where the
// primary server goes on. It ends with the test.
func startIn(t testing.TB, parent, template string, isReplica bool, settings ...string) (*server, error) {
	t.Helper()
	dir, err := makeDir(parent, "run-*")
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	err = run(dir, "cp", "-a", filepath.Join(template, "data"), data)
	if err == nil && isReplica {
		err = run(dir, "touch", filepath.Join(data, "standby.signal"))
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	s, err := start(dir, true, append(settings, replicable, "max_wal_senders=4", "wal_keep_size=64MB")...)
	if err != nil {
		return nil, err
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Errorf("stop a server: %v", err)
		}
	})
	return s, nil
}

// Primary is the address of the database on the primary server.
func (r *Replication) Primary() string { return r.primary.url(r.name) }

// Replica is the address of the database on the replica.
func (r *Replication) Replica() string { return r.replica.url(r.name) }

// Pause stops the replica from applying anything, until Resume.
func (r *Replication) Pause(t testing.TB) {
	t.Helper()
	r.must(t, r.replica, "SELECT pg_wal_replay_pause()")
	r.eventually(t, r.replica, "SELECT pg_get_wal_replay_pause_state() = 'paused'")
}

// Resume lets the replica apply what it has received.
func (r *Replication) Resume(t testing.TB) {
	t.Helper()
	r.must(t, r.replica, "SELECT pg_wal_replay_resume()")
}

// Await tells the primary server to wait for the replica, as an operator does.
func (r *Replication) Await(t testing.TB) {
	t.Helper()
	r.must(t, r.primary, "ALTER SYSTEM SET synchronous_standby_names = 'replica'")
	r.must(t, r.primary, "SELECT pg_reload_conf()")
	r.eventually(t, r.primary, "SELECT EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')")
}

func (r *Replication) must(t testing.TB, s *server, statement string) {
	t.Helper()
	if err := s.exec(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// eventually asks a server until it says yes.
func (r *Replication) eventually(t testing.TB, s *server, question string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startPatience)
	defer cancel()
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }() // only asked
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for holds := false; !holds; {
		if err := conn.QueryRow(ctx, question).Scan(&holds); err != nil {
			t.Fatalf("%s: %v", question, err)
		}
		<-tick.C
	}
}
