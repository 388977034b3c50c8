// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"
)

// Limits of every connection (security checklist §4).
const (
	readHeaderTimeout = 10 * time.Second
	readTimeout       = 60 * time.Second // BodyLimit gives uploads more
	writeTimeout      = 60 * time.Second // streams give themselves more
	idleTimeout       = 120 * time.Second
	maxHeaderBytes    = 64 << 10
	grace             = 15 * time.Second // to finish after SIGTERM (security checklist §8)
)

// ErrAddressInUse says that another process listens where we should.
var ErrAddressInUse = errors.New("address already in use")

// Listen opens the address, host:port. When another process holds it the
// error is ErrAddressInUse and names the address.
func Listen(ctx context.Context, address string) (net.Listener, error) {
	var config net.ListenConfig
	l, err := config.Listen(ctx, "tcp", address)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("listen on %s: %w: stop the other process or choose another address", address, ErrAddressInUse)
	}
	if err != nil {
		return nil, fmt.Errorf("listen on %s: %w", address, err)
	}
	return l, nil
}

// Server serves one listener until its context ends.
type Server struct {
	http    *http.Server
	unready func()
	grace   time.Duration
}

// NewServer returns a server with the platform's limits. Unready, if not nil,
// is called first when stopping, so that load balancers look elsewhere; log
// receives what net/http has to say.
func NewServer(handler http.Handler, log *slog.Logger, unready func()) *Server {
	if log == nil {
		log = slog.Default()
	}
	if unready == nil {
		unready = func() {}
	}
	return &Server{
		unready: unready,
		grace:   grace,
		http: &http.Server{
			Handler:           handler,
			ReadHeaderTimeout: readHeaderTimeout,
			ReadTimeout:       readTimeout,
			WriteTimeout:      writeTimeout,
			IdleTimeout:       idleTimeout,
			MaxHeaderBytes:    maxHeaderBytes,
			ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
		},
	}
}

// Timeouts are the limits an operator may set; zero keeps the platform's own.
type Timeouts struct {
	ReadHeader, Read, Write, Idle time.Duration
	Grace                         time.Duration // to finish when asked to stop
}

// Within gives the server other limits and returns it.
func (s *Server) Within(t Timeouts) *Server {
	set := func(limit *time.Duration, wanted time.Duration) {
		if wanted > 0 {
			*limit = wanted
		}
	}
	set(&s.http.ReadHeaderTimeout, t.ReadHeader)
	set(&s.http.ReadTimeout, t.Read)
	set(&s.http.WriteTimeout, t.Write)
	set(&s.http.IdleTimeout, t.Idle)
	set(&s.grace, t.Grace)
	return s
}

type drainKey struct{}

// draining returns a channel closed when the server of ctx begins to stop.
func draining(ctx context.Context) <-chan struct{} {
	ch, _ := ctx.Value(drainKey{}).(chan struct{})
	return ch
}

// Serve answers requests until ctx ends, then lets those under way finish
// within 15 s; streams end at once, their browsers come back elsewhere. It
// returns nil after a clean stop.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	drain := make(chan struct{})
	// Requests outlive ctx: SIGTERM must not cut them off.
	base := context.WithValue(context.WithoutCancel(ctx), drainKey{}, drain)
	s.http.BaseContext = func(net.Listener) context.Context { return base }
	s.http.RegisterOnShutdown(sync.OnceFunc(func() { close(drain) }))

	failed := make(chan error, 1)
	go func() { failed <- s.http.Serve(l) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve %s: %w", l.Addr(), err)
	case <-ctx.Done():
	}
	s.unready()
	deadline, cancel := context.WithTimeout(base, s.grace)
	defer cancel()
	if err := s.http.Shutdown(deadline); err != nil {
		return errors.Join(fmt.Errorf("stop %s: requests still under way: %w", l.Addr(), err), s.http.Close())
	}
	return nil
}
