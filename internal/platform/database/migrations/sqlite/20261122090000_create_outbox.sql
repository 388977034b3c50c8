-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors

-- +goose Up

-- Domain events, recorded in the transaction of the change they tell of.
-- C1: events carry ids, never contents. Kept 30 days once dispatched.
CREATE TABLE outbox_events (
    -- Order of recording as the database saw it: unlike ids, which come from
    -- each node's clock, an event never precedes one that its author had read.
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    id            BIGINT NOT NULL UNIQUE,
    kind          TEXT NOT NULL,
    payload       TEXT NOT NULL,
    recorded_at   TIMESTAMP NOT NULL,
    actor_id      BIGINT,
    -- Dense rank in commit order, given by the relay along with the jobs.
    position      BIGINT UNIQUE,
    dispatched_at TIMESTAMP,
    CHECK ((position IS NULL) = (dispatched_at IS NULL))
);

-- Serves the relay: what is still to dispatch.
CREATE INDEX outbox_events_undispatched_idx ON outbox_events (sequence) WHERE position IS NULL;

-- Serves the retention of dispatched events.
CREATE INDEX outbox_events_dispatched_at_idx ON outbox_events (dispatched_at) WHERE position IS NOT NULL;

-- The last position given: one row. It outlives the events, so that purging
-- them never gives a position twice.
CREATE TABLE outbox_position (
    singleton BOOLEAN PRIMARY KEY DEFAULT TRUE CHECK (singleton),
    last      BIGINT NOT NULL
);
INSERT INTO outbox_position (last) VALUES (0);

-- +goose Down
DROP TABLE outbox_position;
DROP TABLE outbox_events;
