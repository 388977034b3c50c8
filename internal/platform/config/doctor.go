// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package config

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Status is the outcome of a check.
type Status string

// The outcomes: fine, probably not meant, does not work.
const (
	OK      Status = "ok"
	Warning Status = "warning"
	Failed  Status = "failed"
)

// Check is one line of `doctor`: what was tried, how it went and, when it did
// not, what to do.
type Check struct {
	Name   string
	Status Status
	Detail string
	Fix    string
}

// Passed returns the check of something that works.
func Passed(name, detail string) Check { return Check{Name: name, Status: OK, Detail: detail} }

// Failure returns the check of something that does not work, and its remedy.
// The text of err must be safe to show.
func Failure(name string, err error, fix string) Check {
	return Check{Name: name, Status: Failed, Detail: err.Error(), Fix: fix}
}

// probeTimeout bounds one probe: a dead neighbour must not hang the doctor.
const probeTimeout = 10 * time.Second

// Doctor is the list of probes of `doctor`, in the order they were added.
type Doctor struct {
	probes []func(context.Context) []Check
}

// Add appends a probe. It must obey its context, which ends after 10 s.
func (d *Doctor) Add(probe func(context.Context) []Check) { d.probes = append(d.probes, probe) }

// Run runs the probes one after the other and writes each check as it is
// known. It reports whether nothing failed.
func (d *Doctor) Run(ctx context.Context, w io.Writer) (bool, error) {
	healthy := true
	for _, probe := range d.probes {
		for _, check := range bounded(ctx, probe) {
			healthy = healthy && check.Status != Failed
			if err := check.write(w); err != nil {
				return false, err
			}
		}
	}
	return healthy, nil
}

func bounded(ctx context.Context, probe func(context.Context) []Check) []Check {
	ctx, cancel := context.WithTimeout(ctx, probeTimeout)
	defer cancel()
	return probe(ctx)
}

func (c Check) write(w io.Writer) error {
	text := fmt.Sprintf("%-8s %s", c.Status, c.Name)
	if c.Detail != "" {
		text += ": " + c.Detail
	}
	if c.Fix != "" {
		text += "\n         → " + c.Fix
	}
	_, err := fmt.Fprintln(w, text)
	return err
}

// Probe checks what the configuration alone can tell: its doubts, and whether
// data.dir can be written.
func (c *Config) Probe(context.Context) []Check {
	checks := []Check{Passed("configuration", "environment is "+string(c.Environment))}
	for _, warning := range c.warnings {
		checks = append(checks, Check{Name: "configuration", Status: Warning, Detail: warning})
	}
	return append(checks, c.probeData())
}

func (c *Config) probeData() Check {
	const name = "data.dir"
	defer WithoutTrace(c.Data.Dir)()
	fix := "create the directory and give it to the account of the service: " + c.Data.Dir
	if err := os.MkdirAll(c.Data.Dir, 0o750); err != nil {
		return Failure(name, err, fix)
	}
	file, err := os.CreateTemp(c.Data.Dir, "doctor-*")
	if err != nil {
		return Failure(name, err, fix)
	}
	if err := file.Close(); err != nil {
		return Failure(name, err, fix)
	}
	if err := os.Remove(file.Name()); err != nil {
		return Failure(name, err, fix)
	}
	return Passed(name, c.Data.Dir+" can be written")
}

// WithoutTrace notes which of these directories and those above them are
// missing, and returns what removes them again where they are empty: a probe has
// to make them, but leaves an installation as it was.
func WithoutTrace(dirs ...string) (remove func()) {
	var missing []string
	for _, dir := range dirs {
		for _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist); _, err = os.Lstat(dir) {
			missing = append(missing, dir)
			dir = filepath.Dir(dir)
		}
	}
	return func() {
		slices.SortFunc(missing, func(a, b string) int { return len(b) - len(a) }) // the deepest first
		for _, dir := range missing {
			_ = os.Remove(dir) // one that has files by now stays
		}
	}
}
