-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors

-- +goose Up

-- Sessions of members and of visitors with something to remember.
-- Class C2 (whose, from where). Kept until expires_at, then deleted by a job.
CREATE TABLE sessions (
    token_hash   TEXT PRIMARY KEY, -- SHA-256 of the token, which only the browser has
    member_id    BIGINT,           -- null for a visitor
    data         BYTEA NOT NULL,   -- flashes, interface state: compact JSON
    created_at   TIMESTAMPTZ NOT NULL,
    last_seen_at TIMESTAMPTZ NOT NULL,
    expires_at   TIMESTAMPTZ NOT NULL,
    ip           TEXT NOT NULL DEFAULT '',
    user_agent   TEXT NOT NULL DEFAULT ''
);

-- Serves revocation and the list of a member's own sessions.
CREATE INDEX sessions_member_id_idx ON sessions (member_id) WHERE member_id IS NOT NULL;

-- Serves the removal of expired sessions.
CREATE INDEX sessions_expires_at_idx ON sessions (expires_at);

-- +goose Down
DROP TABLE sessions;
