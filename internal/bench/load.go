// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// plan is a scenario ready to run.
type plan struct {
	name    string
	workers int
	want    int           // status of every answer
	warmUp  time.Duration // run before, not measured
	length  time.Duration // 0: until there are no more requests
	every   time.Duration // between the beginnings of a worker's requests; 0: as soon as answered

	// next returns the i-th request of a worker; nil when there are no more.
	next func(worker, i int) []byte
}

// by returns the plan for at most n workers.
func (p plan) by(n int) plan {
	p.workers = min(p.workers, n)
	return p
}

// result is what a scenario took.
type result struct {
	name    string
	world   *world
	workers int
	count   int
	took    time.Duration
	sorted  []time.Duration // of every request
	bytes   int64
	used    usage
	memory  int64
}

// load runs the plan: each worker sends its next request as soon as it has
// been answered, or at the plan's pace.
func load(ctx context.Context, s *site, p plan) (result, error) {
	var measuring, stop atomic.Bool
	measuring.Store(p.length == 0)
	runs := make([]run, p.workers)
	before, started := s.usage(), time.Now()
	g, ctx := errgroup.WithContext(ctx)
	for i := range runs {
		g.Go(func() error { return runs[i].work(ctx, s.addr, p, i, &measuring, &stop) })
	}
	if p.length > 0 {
		g.Go(func() error {
			defer stop.Store(true)
			if err := pause(ctx, p.warmUp); err != nil {
				return err
			}
			before, started = s.usage(), time.Now()
			measuring.Store(true)
			return pause(ctx, p.length)
		})
	}
	if err := g.Wait(); err != nil {
		return result{}, err
	}
	r := result{name: p.name, workers: p.workers, took: time.Since(started), used: s.usage().since(before), memory: memoryOf(s.process.Process.Pid)}
	for i := range runs {
		r.sorted = append(r.sorted, runs[i].times...)
		r.bytes += runs[i].bytes
	}
	r.count = len(r.sorted)
	slices.Sort(r.sorted)
	return r, nil
}

func pause(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// run is the part of one worker.
type run struct {
	times []time.Duration
	bytes int64
}

func (r *run) work(ctx context.Context, addr string, p plan, worker int, measuring, stop *atomic.Bool) error {
	c, err := dial(ctx, addr)
	if err != nil {
		return err
	}
	defer c.close()
	r.times = make([]time.Duration, 0, 1<<16)
	began := time.Now()
	for i := 0; !stop.Load(); i++ {
		request := p.next(worker, i)
		if request == nil {
			return nil
		}
		counts := measuring.Load()
		sent := time.Now()
		if p.every > 0 { // a request sent late has waited since it was due
			sent = began.Add(time.Duration(i) * p.every)
			if err := pause(ctx, time.Until(sent)); err != nil {
				return err
			}
		}
		a, err := c.do(request, false)
		if err != nil {
			return err
		}
		if a.status != p.want {
			return fmt.Errorf("status %d, want %d (location %q)", a.status, p.want, a.location)
		}
		if counts {
			r.times = append(r.times, time.Since(sent))
			r.bytes += int64(a.bytes)
		}
	}
	return nil
}

// percentile returns the time that p per cent of the requests did not exceed.
func (r *result) percentile(p float64) time.Duration {
	if len(r.sorted) == 0 {
		return 0
	}
	return r.sorted[min(len(r.sorted)-1, int(float64(len(r.sorted))*p/100))]
}

func (r *result) rate() float64 { return float64(r.count) / r.took.Seconds() }

func milliseconds(d time.Duration) string { return fmt.Sprintf("%.2f", float64(d.Microseconds())/1000) }

// line is the result as progress shows it.
func (r *result) line() string {
	return fmt.Sprintf("%-24s %-8s %7d  %8.0f/s  p50 %s  p95 %s  p99 %s ms  cpu %s each, server %d %%", r.name, r.world.engine, r.world.posts, r.rate(),
		milliseconds(r.percentile(50)), milliseconds(r.percentile(95)), milliseconds(r.percentile(99)),
		r.used.each(r.count), r.used.share(r.used.server))
}
