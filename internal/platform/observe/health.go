// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

const (
	// checkTimeout bounds one readiness check.
	checkTimeout = 2 * time.Second
	// readyFor is how long an answer is kept, so that asking often costs the
	// neighbours nothing.
	readyFor = time.Second
)

// errDraining says that the process is about to stop.
var errDraining = errors.New("stopping")

// Health answers the two questions of an orchestrator: does the process live
// (/healthz), and may it be given requests (/readyz).
type Health struct {
	log      *slog.Logger
	now      func() time.Time
	names    []string
	checks   []func(context.Context) error
	draining atomic.Bool

	mu    sync.Mutex
	last  time.Time
	state []error // by check
}

// NewHealth returns a Health without checks. The log, which may be nil, is
// told why a check fails; the public answer is not.
func NewHealth(log *slog.Logger) *Health {
	if log == nil {
		log = slog.Default()
	}
	return &Health{log: log, now: time.Now}
}

// AddCheck registers a condition of readiness: database, migrations, search,
// blob. It must obey its context, which ends after 2 s. Add all checks before
// serving.
func (h *Health) AddCheck(name string, check func(context.Context) error) {
	h.names = append(h.names, name)
	h.checks = append(h.checks, check)
}

// Drain makes the process unready for good, at the beginning of its stop.
func (h *Health) Drain() { h.draining.Store(true) }

// Live serves /healthz: 200 as long as the process answers at all.
func (h *Health) Live() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		_, _ = fmt.Fprintln(w, "ok")
	})
}

// Ready serves /readyz: 200, or 503 when a check fails or the process stops;
// one line per check, or JSON for those who accept it.
func (h *Health) Ready() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := h.Check(r.Context())
		status := http.StatusOK
		if err != nil {
			status = http.StatusServiceUnavailable
			w.Header().Set("Retry-After", "5")
		}
		w.Header().Set("Cache-Control", "no-store")
		if strings.Contains(r.Header.Get("Accept"), "application/json") {
			h.writeJSON(w, status)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(status)
		for _, line := range h.report() {
			_, _ = fmt.Fprintf(w, "%s: %s\n", line.name, line.state)
		}
	})
}

// Check runs the checks, side by side, and returns what is wrong. An answer
// younger than a second is given again.
func (h *Health) Check(ctx context.Context) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.state == nil || h.now().Sub(h.last) >= readyFor {
		h.state = h.run(context.WithoutCancel(ctx)) // shared: one visitor who leaves must not fail it
		h.last = h.now()
	}
	faults := append([]error(nil), h.state...)
	if h.draining.Load() {
		faults = append(faults, errDraining)
	}
	return errors.Join(faults...)
}

func (h *Health) run(ctx context.Context) []error {
	ctx, cancel := context.WithTimeout(ctx, checkTimeout)
	defer cancel()
	state := make([]error, len(h.checks))
	var wait sync.WaitGroup
	for i, check := range h.checks {
		wait.Go(func() {
			if err := check(ctx); err != nil {
				state[i] = fmt.Errorf("%s: %w", h.names[i], err)
				h.log.LogAttrs(ctx, slog.LevelWarn, "not ready", slog.String("check", h.names[i]), slog.Any("error", err))
			}
		})
	}
	wait.Wait()
	return state
}

type healthLine struct{ name, state string }

// report tells the state of each check without its reason.
func (h *Health) report() []healthLine {
	h.mu.Lock()
	defer h.mu.Unlock()
	lines := make([]healthLine, 0, len(h.names)+1)
	for i, name := range h.names {
		state := "ok"
		if i < len(h.state) && h.state[i] != nil {
			state = "failed"
		}
		lines = append(lines, healthLine{name, state})
	}
	if h.draining.Load() {
		lines = append(lines, healthLine{"process", errDraining.Error()})
	}
	return lines
}

func (h *Health) writeJSON(w http.ResponseWriter, status int) {
	checks := map[string]string{}
	for _, line := range h.report() {
		checks[line.name] = line.state
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"ready": status == http.StatusOK, "checks": checks}) // the client may be gone
}
