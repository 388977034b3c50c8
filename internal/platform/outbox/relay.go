// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/riverqueue/river"

	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/jobs"
)

const (
	// relayBatch bounds the events of one dispatch, and so the time for
	// which it holds the writer on SQLite.
	relayBatch = 200

	// relayLock serialises the relays of all processes on PostgreSQL.
	relayLock = 0x6f7574626f78 // "outbox"
)

// Relay dispatches events until ctx is done, and returns its error. Several
// relays may run; they take turns.
func (o *Outbox) Relay(ctx context.Context, client *jobs.Client) error {
	return o.whenever(ctx, recordedChannel, func(ctx context.Context) error {
		for {
			n, err := o.Dispatch(ctx, client)
			if err != nil || n < relayBatch {
				return err
			}
		}
	})
}

// Dispatch gives the next events their positions and their jobs, in one
// transaction, and returns their number. [Outbox.Relay] calls it; so may a
// test or a command.
func (o *Outbox) Dispatch(ctx context.Context, client *jobs.Client) (int, error) {
	dispatched := 0
	err := client.RunInTx(ctx, func(ctx context.Context, tx jobs.Tx) error {
		events, err := o.claim(ctx, tx)
		if err != nil {
			return err
		}
		dispatched = len(events)
		if inserts := o.deliveries(events); len(inserts) > 0 {
			return tx.Insert(ctx, inserts)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("dispatch events: %w", err)
	}
	if dispatched == 0 {
		return 0, nil
	}
	// Outside the transaction: if the process dies here, followers find the
	// events at their next look.
	if err := o.db.Notify(ctx, o.db.Writer(), dispatchedChannel, ""); err != nil {
		o.log.WarnContext(ctx, "followers not woken", "error", err)
	}
	return dispatched, nil
}

// claim marks the next events as dispatched and returns them by position. The
// lock comes first, so that the claim sees all that earlier relays committed.
func (o *Outbox) claim(ctx context.Context, tx jobs.Tx) ([]Envelope, error) {
	if o.db.Engine() == database.Postgres {
		if _, err := tx.Exec(ctx, "SELECT pg_advisory_xact_lock($1)", relayLock); err != nil {
			return nil, err
		}
	}
	var events []Envelope
	err := tx.Each(ctx, func(row database.Row) error {
		var e Envelope
		var at instant
		var payload string
		if err := row.Scan(&e.EventID, &e.Kind, &payload, &at, &e.ActorID, &e.Position); err != nil {
			return err
		}
		e.At, e.Payload = at.Time, json.RawMessage(payload)
		events = append(events, e)
		return nil
	}, claimSQL, relayBatch, o.now().UTC().Truncate(time.Microsecond))
	if err != nil || len(events) == 0 {
		return nil, err
	}
	if _, err := tx.Exec(ctx, "UPDATE outbox_position SET last = last + $1", len(events)); err != nil {
		return nil, err
	}
	slices.SortFunc(events, func(a, b Envelope) int { return int(a.Position - b.Position) })
	return events, nil
}

// claimSQL numbers and returns the next events in the order of recording, in
// one statement so that it sees one state of the table.
const claimSQL = `
UPDATE outbox_events
SET position = (SELECT last FROM outbox_position) + next.rank, dispatched_at = $2
FROM (
    SELECT sequence AS seq, ROW_NUMBER() OVER (ORDER BY sequence) AS rank
    FROM outbox_events
    WHERE position IS NULL
    ORDER BY sequence
    LIMIT $1
) AS next
WHERE outbox_events.sequence = next.seq
RETURNING id, kind, CAST(payload AS TEXT), recorded_at, COALESCE(actor_id, 0), position`

// deliveries returns one job per event and subscriber.
func (o *Outbox) deliveries(events []Envelope) []river.InsertManyParams {
	var inserts []river.InsertManyParams
	for _, e := range events {
		for _, s := range o.registry.subscribers[e.Kind] {
			options := s.insert
			inserts = append(inserts, river.InsertManyParams{
				Args:       delivery{EventID: e.EventID, At: e.At, ActorID: e.ActorID, Payload: e.Payload, kind: s.jobKind},
				InsertOpts: &options,
			})
		}
	}
	return inserts
}

// whenever calls work at once, when woken through a channel, and at each poll,
// until ctx is done. Failures are logged: the next call tries again.
func (o *Outbox) whenever(ctx context.Context, channel string, work func(context.Context) error) error {
	ctx, stop := context.WithCancel(ctx)
	woken := make(chan struct{}, 1)
	listening := make(chan struct{})
	go func() {
		defer close(listening)
		// It ends with ctx, which is reported below.
		_ = o.db.Listen(ctx, channel, func(string) {
			select {
			case woken <- struct{}{}:
			default: // a wake-up is waiting already
			}
		})
	}()
	defer func() {
		stop()
		<-listening
	}()
	poll := time.NewTicker(o.poll)
	defer poll.Stop()
	for {
		err := work(ctx)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case isFinal(err):
			return err
		case err != nil:
			o.log.ErrorContext(ctx, "outbox", "channel", channel, "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-woken:
		case <-poll.C:
		}
	}
}
