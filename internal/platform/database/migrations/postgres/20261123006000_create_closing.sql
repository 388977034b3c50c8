-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Members who leave (spec 02 §13): the copy of their data, and the notice to
-- those who have not come for two years.
-- +goose Up

-- data_archives (C2; kept 24 hours once ready): copies of what the platform
-- holds of a member, one a member; the file is in the object store.
CREATE TABLE data_archives (
    id         BIGINT PRIMARY KEY,
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    file       TEXT NOT NULL DEFAULT '', -- name in the object store; '' while it is being made
    size       BIGINT NOT NULL DEFAULT 0,
    asked_at   TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX data_archives_member_key ON data_archives (member_id);
-- Serves the removal of archives that are too old.
CREATE INDEX data_archives_expires_at_idx ON data_archives (expires_at);

-- inactivity_notices (C1; until the member comes back or the account is
-- anonymised): who was told that the account will be closed.
CREATE TABLE inactivity_notices (
    member_id BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    sent_at   TIMESTAMPTZ NOT NULL
);
-- Serves the daily closing.
CREATE INDEX inactivity_notices_sent_at_idx ON inactivity_notices (sent_at);

-- +goose Down
DROP TABLE inactivity_notices;
DROP TABLE data_archives;
