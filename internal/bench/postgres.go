// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	clusterPatience = 60 * time.Second
	clusterRetry    = 20 * time.Millisecond
)

// cluster is a PostgreSQL server of our own that waits for the disk at each
// commit, as a real one must: figures of writing would mean nothing else.
type cluster struct {
	dir    string
	server *exec.Cmd
}

// postgresPrograms returns where PostgreSQL's programs are, or "".
func postgresPrograms() string {
	if path, err := exec.LookPath("postgres"); err == nil {
		return filepath.Dir(path)
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/postgres") // the pattern is well formed
	if len(found) == 0 {
		return ""
	}
	return filepath.Dir(found[len(found)-1])
}

// startCluster starts the server of dir, which is made when missing.
func startCluster(ctx context.Context, dir string) (*cluster, error) {
	account, err := serverAccount()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "data")
	if _, err := os.Stat(filepath.Join(data, "PG_VERSION")); err != nil {
		if err := createCluster(ctx, dir, data, account); err != nil {
			return nil, err
		}
	}
	c := &cluster{dir: dir}
	//nolint:gosec // fixed program and arguments
	c.server = exec.CommandContext(ctx, filepath.Join(postgresPrograms(), "postgres"), "-D", data, "-k", dir,
		"-c", "listen_addresses=", "-c", "shared_buffers=256MB", "-c", "max_wal_size=2GB", "-c", "log_min_messages=fatal")
	c.server.Dir = dir
	c.server.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Credential: account, Pdeathsig: syscall.SIGINT}
	c.server.Cancel = func() error { return c.server.Process.Signal(syscall.SIGINT) }
	if err := c.server.Start(); err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	if err := c.awaitReady(ctx); err != nil {
		return nil, errors.Join(err, c.stop())
	}
	return c, nil
}

// serverAccount is who runs the server when we are root, whom PostgreSQL
// refuses; nil is ourselves.
func serverAccount() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil //nolint:nilnil // nobody else is needed
	}
	found, err := user.Lookup("postgres")
	if err != nil {
		return nil, fmt.Errorf("PostgreSQL does not run as root: %w", err)
	}
	uid, err := strconv.ParseUint(found.Uid, 10, 32)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.ParseUint(found.Gid, 10, 32)
	if err != nil {
		return nil, err
	}
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
}

func createCluster(ctx context.Context, dir, data string, account *syscall.Credential) error {
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // ours and the server's
		return err
	}
	if account != nil {
		if err := os.Chown(dir, int(account.Uid), int(account.Gid)); err != nil {
			return err
		}
	}
	//nolint:gosec // fixed program and arguments
	cmd := exec.CommandContext(ctx, filepath.Join(postgresPrograms(), "initdb"), "-D", data, "-U", "postgres",
		"-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions")
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: account}
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return nil
}

func (c *cluster) awaitReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, clusterPatience)
	defer cancel()
	tick := time.NewTicker(clusterRetry)
	defer tick.Stop()
	for {
		conn, err := pgx.Connect(ctx, c.url("postgres"))
		if err == nil {
			return conn.Close(ctx)
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL did not start: %w", err)
		}
	}
}

// url returns the address of a database. It stays the same from run to run:
// the search index is named after it.
func (c *cluster) url(name string) string {
	query := url.Values{"host": {c.dir}, "user": {"postgres"}, "sslmode": {"disable"}}
	return "postgres:///" + name + "?" + query.Encode()
}

// run runs a statement in the maintenance database.
func (c *cluster) run(ctx context.Context, statement string) (err error) {
	conn, err := pgx.Connect(ctx, c.url("postgres"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, conn.Close(ctx)) }()
	_, err = conn.Exec(ctx, statement)
	return err
}

// stop ends the server in good order.
func (c *cluster) stop() error {
	if err := c.server.Process.Signal(syscall.SIGINT); err != nil {
		return err
	}
	return c.server.Wait()
}

// pid is the server's first process, whose children serve the connections.
func (c *cluster) pid() int {
	if c == nil {
		return 0
	}
	return c.server.Process.Pid
}
