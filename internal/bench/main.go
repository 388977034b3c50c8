// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"aipress24.com/aipress24/internal/platform/database"
)

// choices are what the flags say.
type choices struct {
	engines  []database.Engine
	posts    []int
	only     string // scenarios whose name holds this text
	workers  int
	duration time.Duration
	warmUp   time.Duration
	dir      string
	log      string // log.level of the server
	fresh    bool
	demo     bool
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c, err := parse(os.Args[1:])
	if err == nil {
		err = measure(ctx, c, os.Stdout)
	}
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "bench:", err)
		stop()
		os.Exit(1) //nolint:gocritic // stop has been called
	}
}

// parse reads the flags.
func parse(args []string) (choices, error) {
	var c choices
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	engines := flags.String("engines", "sqlite,postgres", "engines to measure; postgres is left out where it is not installed")
	posts := flags.String("posts", "1000,100000", "sizes of the wall, in posts")
	flags.StringVar(&c.only, "only", "", "measure the scenarios whose name holds this text")
	flags.IntVar(&c.workers, "workers", 16, "readers at once")
	flags.DurationVar(&c.duration, "duration", 5*time.Second, "how long each scenario is measured")
	flags.DurationVar(&c.warmUp, "warm-up", 1500*time.Millisecond, "how long each scenario runs before it is measured")
	flags.StringVar(&c.dir, "dir", ".cache/bench", "where the prepared worlds stay")
	flags.StringVar(&c.log, "log", "info", "log.level of the server")
	flags.BoolVar(&c.fresh, "fresh", false, "prepare the worlds again")
	flags.BoolVar(&c.demo, "demo", true, "measure the demonstration from scratch too")
	if err := flags.Parse(args); err != nil {
		return c, err
	}
	for name := range strings.SplitSeq(*engines, ",") {
		engine := database.Engine(strings.TrimSpace(name))
		if engine != database.SQLite && engine != database.Postgres {
			return c, fmt.Errorf("no engine %q: there are sqlite and postgres", name)
		}
		c.engines = append(c.engines, engine)
	}
	for text := range strings.SplitSeq(*posts, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if err != nil || n < 1 {
			return c, fmt.Errorf("%q is not a number of posts", text)
		}
		c.posts = append(c.posts, n)
	}
	dir, err := filepath.Abs(c.dir)
	c.dir = dir
	return c, err
}

// measure prepares, serves and loads each world, and prints the report.
func measure(ctx context.Context, c choices, out io.Writer) (err error) {
	if c.fresh {
		if err := os.RemoveAll(c.dir); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(c.dir, 0o755); err != nil { //nolint:gosec // PostgreSQL's user passes through
		return err
	}
	program, err := build(ctx, c.dir)
	if err != nil {
		return err
	}
	var report report
	if err := report.clockMachine(ctx); err != nil {
		return err
	}
	for _, engine := range c.engines {
		if engine == database.Postgres && postgresPrograms() == "" {
			fmt.Fprintln(os.Stderr, "bench: PostgreSQL is not installed, left out")
			continue
		}
		if err := measureEngine(ctx, c, engine, program, &report); err != nil {
			return fmt.Errorf("%s: %w", engine, err)
		}
	}
	if c.demo && c.only == "" {
		if err := measureDemo(ctx, program, &report); err != nil {
			return fmt.Errorf("demonstration: %w", err)
		}
	}
	if err := report.clockMachine(ctx); err != nil {
		return err
	}
	report.write(out)
	return nil
}

// measureEngine measures the worlds of one engine, from the smallest.
func measureEngine(ctx context.Context, c choices, engine database.Engine, program string, report *report) (err error) {
	var cluster *cluster
	if engine == database.Postgres {
		if cluster, err = startCluster(ctx, filepath.Join(c.dir, "postgres")); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, cluster.stop()) }()
	}
	var smaller *world
	for _, posts := range c.posts {
		w := &world{engine: engine, posts: posts, cluster: cluster, dir: filepath.Join(c.dir, fmt.Sprintf("%s-%d", engine, posts))}
		if err := w.prepare(ctx, smaller); err != nil {
			return fmt.Errorf("prepare %d posts: %w", posts, err)
		}
		if err := measureWorld(ctx, c, w, program, report); err != nil {
			return fmt.Errorf("%d posts: %w", posts, err)
		}
		smaller = w
	}
	return nil
}

// measureWorld serves a world and runs the scenarios on it.
func measureWorld(ctx context.Context, c choices, w *world, program string, report *report) (err error) {
	site, err := serve(ctx, program, w, c.log)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, site.stop()) }()
	report.starts = append(report.starts, start{world: w.name(), took: site.coldStart, idle: site.idleMemory})
	crowd, err := signInAll(ctx, site, c.workers)
	if err != nil {
		return err
	}
	if err := runAll(ctx, site, w, readings(crowd, c), report); err != nil {
		return err
	}
	if c.only != "" && c.only != "publish" {
		return nil
	}
	plans, err := crowd.writing(ctx)
	if err != nil {
		return err
	}
	return runAll(ctx, site, w, plans, report)
}

// runAll runs the scenarios one after the other.
func runAll(ctx context.Context, s *site, w *world, plans []plan, report *report) error {
	for _, p := range plans {
		result, err := load(ctx, s, p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
		result.world = w
		report.results = append(report.results, result)
		fmt.Fprintln(os.Stderr, result.line())
	}
	return nil
}
