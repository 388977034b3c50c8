-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What was written before, and what is being written (spec 04 §13.2). All of it
-- is C2: only those who may edit the content see it.
-- +goose Up

-- revisions: the words of a content after each saving, the last fifty.
CREATE TABLE revisions (
    id          BIGINT PRIMARY KEY,
    object_kind TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    member_id   BIGINT NOT NULL REFERENCES members (id),
    at          TIMESTAMPTZ NOT NULL,
    words       JSONB NOT NULL,
    sum         TEXT NOT NULL
);
CREATE INDEX revisions_object_idx ON revisions (object_kind, object_id, id DESC);
CREATE INDEX revisions_member_id_idx ON revisions (member_id);

-- working_copies: what a member has typed and not saved, kept for 30 days.
-- Object 0 is the content that a member has not saved for the first time.
CREATE TABLE working_copies (
    object_kind TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    member_id   BIGINT NOT NULL REFERENCES members (id),
    at          TIMESTAMPTZ NOT NULL,
    words       JSONB NOT NULL,
    PRIMARY KEY (object_kind, object_id, member_id)
);
CREATE INDEX working_copies_member_id_idx ON working_copies (member_id);
CREATE INDEX working_copies_at_idx ON working_copies (at);

-- edit_leases: which tabs have a content open, for some minutes.
CREATE TABLE edit_leases (
    object_kind TEXT NOT NULL,
    object_id   BIGINT NOT NULL,
    tab         TEXT NOT NULL,
    member_id   BIGINT NOT NULL REFERENCES members (id),
    since       TIMESTAMPTZ NOT NULL,
    expires_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (object_kind, object_id, tab)
);
CREATE INDEX edit_leases_member_id_idx ON edit_leases (member_id);
CREATE INDEX edit_leases_expires_at_idx ON edit_leases (expires_at);

-- +goose Down
DROP TABLE edit_leases;
DROP TABLE working_copies;
DROP TABLE revisions;
