// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Channels of database.Notify. They carry no content: they only wake.
const (
	recordedChannel   = "outbox_recorded"
	dispatchedChannel = "outbox_dispatched"
)

// Options completes an outbox. The zero value suits production.
type Options struct {
	// Now is the clock; nil means the system's.
	Now func() time.Time

	// Poll is how often the relay and the followers look without being
	// woken: the safety net for lost signals. Zero means a second.
	Poll time.Duration

	// Logger is told of failures that will be tried again; nil means
	// slog.Default.
	Logger *slog.Logger
}

// Outbox records events, dispatches them and lets them be followed. It is safe
// for concurrent use.
type Outbox struct {
	db       *database.DB
	ids      *ids.Generator
	registry *Registry
	now      func() time.Time
	poll     time.Duration
	log      *slog.Logger
}

// New returns the outbox of db, dispatching to the subscribers in r.
func New(db *database.DB, generator *ids.Generator, r *Registry, o Options) *Outbox {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Outbox{
		db:       db,
		ids:      generator,
		registry: r,
		now:      o.Now,
		poll:     cmp.Or(o.Poll, time.Second),
		log:      cmp.Or(o.Logger, slog.Default()),
	}
}

// row is an event in the table.
type row struct {
	bun.BaseModel `bun:"table:outbox_events,alias:e"`

	Sequence     int64 `bun:",pk,autoincrement"`
	ID           int64
	Kind         string
	Payload      string
	RecordedAt   time.Time
	ActorID      int64     `bun:",nullzero"`
	Position     int64     `bun:",nullzero"`
	DispatchedAt time.Time `bun:",nullzero"`
}

// envelope returns the event as followers see it.
func (r row) envelope() Envelope {
	return Envelope{
		Meta:     Meta{EventID: r.ID, At: r.RecordedAt.UTC(), ActorID: r.ActorID},
		Position: r.Position,
		Kind:     r.Kind,
		Payload:  json.RawMessage(r.Payload),
	}
}

// Record adds events, in this order, to the transaction tx, with the context
// that database.RunInTx gave: they are dispatched if it commits. The relay is
// woken at the commit.
func (o *Outbox) Record(ctx context.Context, tx bun.IDB, events ...Event) error {
	if len(events) == 0 {
		return nil
	}
	actor, _ := ctx.Value(actorKey{}).(int64)
	now := o.now().UTC()
	rows := make([]row, len(events))
	for i, event := range events {
		payload, err := json.Marshal(event)
		if err != nil {
			return fmt.Errorf("record %s: %w", event.Kind(), err)
		}
		rows[i] = row{ID: o.ids.Next(), Kind: event.Kind(), Payload: string(payload), RecordedAt: now, ActorID: actor}
	}
	if _, err := tx.NewInsert().Model(&rows).Returning("NULL").Exec(ctx); err != nil {
		return fmt.Errorf("record %s: %w", events[0].Kind(), err)
	}
	if err := o.db.Notify(ctx, tx, recordedChannel, ""); err != nil {
		return fmt.Errorf("wake the relay: %w", err)
	}
	return nil
}

// purgeBatch keeps each deletion short, so that writers need not wait.
const purgeBatch = 1000

// Purge deletes the events dispatched longer than age ago and returns their
// number. A follower further behind gets [ErrPurged].
func (o *Outbox) Purge(ctx context.Context, age time.Duration) (int64, error) {
	var total int64
	before := o.now().Add(-age).UTC()
	for {
		old := o.db.Writer().NewSelect().Model((*row)(nil)).Column("sequence").
			Where("position IS NOT NULL").Where("dispatched_at < ?", before).Limit(purgeBatch)
		result, err := o.db.Writer().NewDelete().Model((*row)(nil)).Where("sequence IN (?)", old).Exec(ctx)
		if err != nil {
			return total, fmt.Errorf("purge events: %w", err)
		}
		n, err := result.RowsAffected()
		if err != nil {
			return total, fmt.Errorf("purge events: %w", err)
		}
		total += n
		if n < purgeBatch {
			return total, nil
		}
	}
}

// Backlog returns how many events wait to be dispatched, for metrics.
func (o *Outbox) Backlog(ctx context.Context) (int64, error) {
	n, err := o.primary().NewSelect().Model((*row)(nil)).Where("position IS NULL").Count(ctx)
	if err != nil {
		return 0, fmt.Errorf("count events to dispatch: %w", err)
	}
	return n, nil
}

// LastPosition returns the position of the event dispatched last, or 0 when
// there was none: where a follower starts that needs no history.
func (o *Outbox) LastPosition(ctx context.Context) (int64, error) {
	var last int64
	if err := o.primary().NewRaw("SELECT last FROM outbox_position").Scan(ctx, &last); err != nil {
		return 0, fmt.Errorf("read the last position: %w", err)
	}
	return last, nil
}

// primary is the side whose reads see every commit: never a replica.
func (o *Outbox) primary() *bun.DB {
	if o.db.Engine() == database.SQLite {
		return o.db.Reader()
	}
	return o.db.Writer()
}
