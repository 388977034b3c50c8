// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
)

// measureDemo starts the demonstration in an empty directory, and again.
func measureDemo(ctx context.Context, program string, report *report) (err error) {
	dir, err := os.MkdirTemp("", "aipress24-bench-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	addr, err := freeAddress(ctx)
	if err != nil {
		return err
	}
	log := filepath.Join(dir, "server.log")
	args := []string{"demo", "--addr", addr, "--data-dir", filepath.Join(dir, "data")}
	var d demonstration
	first, err := launch(ctx, addr, log, nil, program, args...)
	if err != nil {
		return err
	}
	d.fresh = first.coldStart
	if err := first.stop(); err != nil {
		return err
	}
	again, err := launch(ctx, addr, log, nil, program, args...)
	if err != nil {
		return err
	}
	d.again = again.coldStart
	if err := again.rest(ctx); err != nil {
		return errors.Join(err, again.stop())
	}
	d.idle = again.idleMemory
	report.demo = &d
	return again.stop()
}
