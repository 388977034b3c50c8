// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package dbtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
)

// startPatience bounds the start of a server on a busy machine.
const startPatience = 60 * time.Second

// serverDirectory returns where PostgreSQL's programs are, or "".
var serverDirectory = sync.OnceValue(func() string {
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path)
	}
	newest, version := "", 0
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres") // the pattern is well formed
	for _, path := range found {
		dir := filepath.Dir(path)
		if n, err := strconv.Atoi(filepath.Base(filepath.Dir(dir))); err == nil && n > version {
			newest, version = dir, n
		}
	}
	return newest
})

// guardian starts the server and waits for the end of its standard input,
// which comes when the test program ends, however it ends; then it stops the
// server at once and removes its directory. More settings may follow.
const guardian = `
programs=$1 dir=$2 after=$3
shift 3
"$programs/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c max_connections=400 \
	-c fsync=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 \
	-c shared_buffers=64MB -c autovacuum=off -c log_min_messages=fatal "$@" </dev/null >"$dir/log" 2>&1 &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
if [ "$after" = remove ]; then rm -rf "$dir"; fi
`

// server is a running PostgreSQL cluster of this test program.
type server struct {
	dir   string // data, socket and log
	leash io.Closer
	done  chan error
}

// start runs a server on dir/data, with settings besides those of all tests,
// each "name=value". The removal of dir at the end is the guardian's, because
// the test program may be killed.
func start(dir string, remove bool, settings ...string) (*server, error) {
	after := "keep"
	if remove {
		after = "remove"
	}
	args := []string{"-c", guardian, "guardian", serverDirectory(), dir, after}
	for _, setting := range settings {
		args = append(args, "-c", setting)
	}
	cmd := exec.Command("/bin/sh", args...) //nolint:gosec,noctx // fixed script; the guardian ends it
	cmd.Dir = dir
	cmd.SysProcAttr = unprivileged()
	leash, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	s := &server{dir: dir, leash: leash, done: make(chan error, 1)}
	go func() { s.done <- cmd.Wait() }()
	if err := s.waitReady(); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// waitReady returns when the server takes connections.
func (s *server) waitReady() error {
	ctx, cancel := context.WithTimeout(context.Background(), startPatience)
	defer cancel()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, s.url("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			log, _ := os.ReadFile(filepath.Join(s.dir, "log")) // best effort, to explain the failure
			return fmt.Errorf("PostgreSQL did not start: %w\n%s", err, log)
		}
	}
}

// stop ends the server. Templates are stopped; a test program's server ends
// with it.
func (s *server) stop() error {
	if err := s.leash.Close(); err != nil {
		return err
	}
	return <-s.done
}

// url returns the address of a database of the server.
func (s *server) url(name string) string {
	query := url.Values{"host": {s.dir}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + name + "?" + query.Encode()
}

// exec runs a statement in the server's maintenance database.
func (s *server) exec(ctx context.Context, statement string) (err error) {
	conn, err := pgx.Connect(ctx, s.url("postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, statement)
	return err
}

// run runs a program as the user of the server.
func run(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...) //nolint:gosec,noctx // fixed programs, which end by themselves
	cmd.Dir = dir
	cmd.SysProcAttr = unprivileged()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(name), err, strings.TrimSpace(string(out)))
	}
	return nil
}
