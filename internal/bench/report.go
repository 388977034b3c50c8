// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"time"
)

// start is how a world was served.
type start struct {
	world string
	took  time.Duration
	idle  int64
}

// demonstration is how the demonstration came up.
type demonstration struct {
	fresh, again time.Duration
	idle         int64 // after the second start
}

// report is all that was measured.
type report struct {
	machine []float64 // requests per second of a handler that does nothing, before and after
	starts  []start
	results []result
	demo    *demonstration
}

// clockMachine notes how fast the machine is now.
func (r *report) clockMachine(ctx context.Context) error {
	speed, err := speedOfMachine(ctx)
	r.machine = append(r.machine, speed)
	return err
}

// write prints the report as Markdown.
func (r *report) write(out io.Writer) {
	fmt.Fprintf(out, "%s, %s, %d processors, load average before the end: %s; a bare handler answers %.0f requests/s (before and after)\n\n",
		time.Now().Format(time.DateOnly), runtime.Version(), runtime.NumCPU(), loadAverage(), r.machine)
	fmt.Fprintln(out, "| Scenario | Engine | Posts | Readers | Requests/s | p50 ms | p95 ms | p99 ms | Bytes sent | CPU µs each | of which server / database / client | RSS MB |")
	fmt.Fprintln(out, "|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	for i := range r.results {
		x := &r.results[i]
		fmt.Fprintf(out, "| %s | %s | %d | %d | %.0f | %s | %s | %s | %d | %d | %d / %d / %d %% | %d |\n",
			x.name, x.world.engine, x.world.posts, x.workers, x.rate(),
			milliseconds(x.percentile(50)), milliseconds(x.percentile(95)), milliseconds(x.percentile(99)),
			x.bytes/int64(max(1, x.count)), x.used.each(x.count).Microseconds(),
			x.used.share(x.used.server), x.used.share(x.used.database), x.used.share(x.used.client), x.memory>>20)
	}
	fmt.Fprintln(out)
	fmt.Fprintln(out, "| Start of `serve` on | First page after ms | RSS at rest MB |")
	fmt.Fprintln(out, "|---|--:|--:|")
	for _, s := range r.starts {
		fmt.Fprintf(out, "| %s | %d | %d |\n", s.world, s.took.Milliseconds(), s.idle>>20)
	}
	if r.demo != nil {
		fmt.Fprintf(out, "| demo, from nothing | %d | |\n| demo, again | %d | %d |\n",
			r.demo.fresh.Milliseconds(), r.demo.again.Milliseconds(), r.demo.idle>>20)
	}
}

func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(text))[:3], " ")
}
