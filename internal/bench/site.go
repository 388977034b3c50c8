// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

const (
	startPatience = 2 * time.Minute
	startRetry    = 2 * time.Millisecond

	// idleAfter is how long the server is left alone before its memory at
	// rest is read.
	idleAfter = 3 * time.Second
)

// site is a running server.
type site struct {
	addr       string
	process    *exec.Cmd
	log        *os.File
	ended      chan struct{} // closed when the process has ended, with err
	err        error
	database   int           // pid of PostgreSQL, or 0
	coldStart  time.Duration // from the start of the process to the first page
	idleMemory int64         // bytes, after one page
}

// freeAddress finds a port of the loopback that nobody listens on.
func freeAddress(ctx context.Context) (string, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	addr := l.Addr().String()
	return addr, l.Close()
}

// serve starts "aipress24 serve" on a world, and returns once it answers.
func serve(ctx context.Context, program string, w *world, level string) (*site, error) {
	addr, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	env := append(w.environment(), "AIPRESS24_LOG_LEVEL="+level, "AIPRESS24_SITE_URL=http://"+addr)
	s, err := launch(ctx, addr, filepath.Join(w.dir, "server.log"), env, program, "serve", "--addr", addr)
	if err != nil {
		return nil, err
	}
	s.database = w.cluster.pid()
	return s, s.rest(ctx)
}

// launch starts the program and waits for its first page.
func launch(ctx context.Context, addr, log string, env []string, program string, args ...string) (*site, error) {
	s := &site{addr: addr}
	var err error
	if s.log, err = os.Create(log); err != nil { //nolint:gosec // our own file
		return nil, err
	}
	s.process = exec.CommandContext(ctx, program, args...) //nolint:gosec // our own program
	s.process.Env = append(os.Environ(), env...)
	s.process.Stdout, s.process.Stderr = s.log, s.log
	s.process.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	started := time.Now()
	if err := s.process.Start(); err != nil {
		return nil, err
	}
	s.ended = make(chan struct{})
	go func() {
		s.err = s.process.Wait()
		close(s.ended)
	}()
	if err := s.awaitPage(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("%w; see %s", err, log), s.stop())
	}
	s.coldStart = time.Since(started)
	return s, nil
}

// awaitPage returns when the sign-in page is there.
func (s *site) awaitPage(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startPatience)
	defer cancel()
	tick := time.NewTicker(startRetry)
	defer tick.Stop()
	for {
		if status, err := s.fetch(ctx, "/auth/login"); err == nil && status == 200 {
			return nil
		}
		select {
		case <-tick.C:
		case <-s.ended:
			return errors.New("the server has ended")
		case <-ctx.Done():
			return errors.New("the server does not answer")
		}
	}
}

func (s *site) fetch(ctx context.Context, path string) (int, error) {
	c, err := dial(ctx, s.addr)
	if err != nil {
		return 0, err
	}
	defer c.close()
	a, err := c.do(get(path, ""), false)
	return a.status, err
}

// rest leaves the server alone and reads its memory.
func (s *site) rest(ctx context.Context) error {
	select {
	case <-time.After(idleAfter):
	case <-ctx.Done():
		return ctx.Err()
	}
	s.idleMemory = memoryOf(s.process.Process.Pid)
	return nil
}

// stop asks the server to stop and waits for it.
func (s *site) stop() error {
	// One that has ended already tells why by its own error.
	_ = s.process.Process.Signal(syscall.SIGTERM)
	<-s.ended
	return errors.Join(s.err, s.log.Close())
}
