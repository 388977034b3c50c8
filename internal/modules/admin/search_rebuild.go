// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"context"
	"sync"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/searchengine"
)

// Rebuilder makes the search index anew from the database; the old one answers
// in the meantime.
type Rebuilder interface {
	Rebuild(ctx context.Context, progress func(done, total int)) (searchengine.Report, error)
}

var (
	errNoIndex    = errs.New(errs.Unavailable, "admin.search.absent")
	errRebuilding = errs.New(errs.Conflict, "admin.search.already")
)

// Rebuild is how far the rebuild of the index is, or how the last one ended.
// It is that of this process, whose own index it concerns.
type Rebuild struct {
	Running     bool
	Done, Total int       // documents
	EndedAt     time.Time // of the last one; zero when there was none
	Took        time.Duration
	Failed      bool
}

// rebuilding is the rebuild under way. It outlives the request that asked for
// it and ends with the service.
type rebuilding struct {
	mu      sync.Mutex
	state   Rebuild
	running sync.WaitGroup
	life    context.Context //nolint:containedctx // the service's own life
	end     context.CancelFunc
}

func (r *rebuilding) snapshot() Rebuild {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.state
}

// begin claims the right to rebuild.
func (r *rebuilding) begin() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.state.Running || r.life.Err() != nil {
		return false
	}
	r.state = Rebuild{Running: true}
	r.running.Add(1)
	return true
}

func (r *rebuilding) progress(done, total int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.state.Done, r.state.Total = done, total
}

func (r *rebuilding) finish(state Rebuild) {
	r.mu.Lock()
	r.state = state
	r.mu.Unlock()
	r.running.Done()
}

// RebuildSearch starts to rebuild this process's index and returns at once;
// Overview tells how far it is. Only one runs at a time.
func (s *Service) RebuildSearch(ctx context.Context, by access.Actor, ip string) error {
	if err := access.Administrators.Check(by); err != nil {
		return err
	}
	if s.Engine == nil {
		return errNoIndex
	}
	if !s.rebuild.begin() {
		return errRebuilding
	}
	if err := s.audit(ctx, audit.Entry{ActorID: by.UserID, IP: ip, Action: "search.rebuild", ObjectKind: "search_index"}); err != nil {
		s.rebuild.finish(Rebuild{})
		return err
	}
	go s.runRebuild()
	return nil
}

func (s *Service) runRebuild() {
	ctx := s.rebuild.life
	report, err := s.Index.Rebuild(ctx, s.rebuild.progress)
	if err != nil {
		s.Log.ErrorContext(ctx, "search index not rebuilt", "error", err)
	}
	s.rebuild.finish(Rebuild{
		Done: report.Documents, Total: report.Documents,
		EndedAt: s.Now(), Took: report.Took, Failed: err != nil,
	})
}
