// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package database

import (
	"context"
	"sync"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/uptrace/bun"
)

// reconnectPause is how long Listen waits before it opens a new connection.
const reconnectPause = time.Second

// signals carries notifications between the goroutines of one process, for
// SQLite.
type signals struct {
	mu        sync.Mutex
	listeners map[string]map[*func(string)]bool
}

// Notify sends payload (at most 8,000 bytes) to the listeners of channel when
// the transaction of ctx and tx commits. On PostgreSQL it reaches every
// process; on SQLite this one only, so that readers in another process must
// also look from time to time.
func (db *DB) Notify(ctx context.Context, tx bun.IDB, channel, payload string) error {
	if db.engine == Postgres {
		_, err := tx.ExecContext(ctx, "SELECT pg_notify(?, ?)", channel, payload)
		return err
	}
	AfterCommit(ctx, func() { db.signals.publish(channel, payload) })
	return nil
}

// Listen calls handle with each payload sent to channel until ctx is done, and
// returns its error. handle is first called with an empty payload, once the
// channel is open, and again after each reconnection: signals may have been
// missed, look at the data. It must be quick. Each Listen on PostgreSQL holds
// a connection of its own, outside the pool.
func (db *DB) Listen(ctx context.Context, channel string, handle func(payload string)) error {
	if db.engine == SQLite {
		defer db.signals.subscribe(channel, &handle)()
		handle("")
		<-ctx.Done()
		return ctx.Err()
	}
	for {
		// A lost connection is not the listener's concern: its safety net is
		// to look at the data now and then, and Ping reports the database.
		_ = db.listenOnce(ctx, channel, handle)
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(reconnectPause):
		}
	}
}

func (db *DB) listenOnce(ctx context.Context, channel string, handle func(payload string)) error {
	conn, err := pgx.ConnectConfig(ctx, db.pool.Config().ConnConfig)
	if err != nil {
		return err
	}
	// The connection is given up whatever its state.
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "LISTEN "+pgx.Identifier{channel}.Sanitize()); err != nil {
		return err
	}
	handle("")
	for {
		n, err := conn.WaitForNotification(ctx)
		if err != nil {
			return err
		}
		handle(n.Payload)
	}
}

func (s *signals) subscribe(channel string, handle *func(string)) (cancel func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.listeners == nil {
		s.listeners = make(map[string]map[*func(string)]bool)
	}
	if s.listeners[channel] == nil {
		s.listeners[channel] = make(map[*func(string)]bool)
	}
	s.listeners[channel][handle] = true
	return func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.listeners[channel], handle)
	}
}

func (s *signals) publish(channel, payload string) {
	s.mu.Lock()
	handlers := make([]func(string), 0, len(s.listeners[channel]))
	for handle := range s.listeners[channel] {
		handlers = append(handlers, *handle)
	}
	s.mu.Unlock()
	for _, handle := range handlers {
		handle(payload)
	}
}
