// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox

import (
	"context"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/platform/jobs"
)

// ErrPurged is returned to a follower whose next events were purged: it must
// rebuild what it keeps and follow from [Outbox.LastPosition], read before.
var ErrPurged = errors.New("events to follow were purged")

// followBatch bounds the events given to a follower at once.
const followBatch = 500

func isFinal(err error) bool { return errors.Is(err, ErrPurged) }

// Follow calls handle with all events after position from, in order, in
// batches, as they are dispatched by whatever process; it returns the error of
// ctx, or [ErrPurged]. A batch whose handle fails comes again, at the latest
// after Options.Poll. The cursor is the caller's to keep: the Position of the
// last envelope it handled.
func (o *Outbox) Follow(ctx context.Context, from int64, handle func(ctx context.Context, events []Envelope) error) error {
	return o.whenever(ctx, dispatchedChannel, func(ctx context.Context) error {
		for {
			events, err := o.Events(ctx, from, followBatch)
			if err != nil || len(events) == 0 {
				return err
			}
			if err := handle(ctx, events); err != nil {
				return fmt.Errorf("handle events from %d: %w", events[0].Position, err)
			}
			from = events[len(events)-1].Position
			if len(events) < followBatch {
				return nil
			}
		}
	})
}

// Events returns at most limit dispatched events after a position, in order,
// or [ErrPurged] when the first of them is no longer kept.
func (o *Outbox) Events(ctx context.Context, after int64, limit int) ([]Envelope, error) {
	var rows []row
	err := o.primary().NewSelect().Model(&rows).
		ColumnExpr("id, kind, CAST(payload AS TEXT) AS payload, recorded_at, COALESCE(actor_id, 0) AS actor_id, position").
		Where("position > ?", after).Order("position").Limit(int64(limit)).
		Scan(ctx)
	if err != nil {
		return nil, fmt.Errorf("read events after %d: %w", after, err)
	}
	if len(rows) == 0 {
		return nil, o.checkKept(ctx, after)
	}
	if rows[0].Position != after+1 {
		return nil, ErrPurged
	}
	events := make([]Envelope, len(rows))
	for i, r := range rows {
		events[i] = r.envelope()
	}
	return events, nil
}

// checkKept tells "nothing new" from "all of it purged". The last position is
// read after the events, so an event dispatched in between is looked up again.
func (o *Outbox) checkKept(ctx context.Context, after int64) error {
	last, err := o.LastPosition(ctx)
	if err != nil || last <= after {
		return err
	}
	n, err := o.primary().NewSelect().Model((*row)(nil)).Where("position = ?", after+1).Count(ctx)
	if err == nil && n == 0 {
		return ErrPurged
	}
	return err
}

// WaitIdle returns once every recorded event is dispatched and no job is due or
// running. A relay and a working client must be running; it is for tests and
// commands.
func (o *Outbox) WaitIdle(ctx context.Context, client *jobs.Client) error {
	for {
		if _, err := o.Dispatch(ctx, client); err != nil {
			return err
		}
		if err := client.WaitIdle(ctx); err != nil {
			return err
		}
		// The jobs may have recorded events.
		waiting, err := o.Backlog(ctx)
		if err != nil || waiting == 0 {
			return err
		}
	}
}
