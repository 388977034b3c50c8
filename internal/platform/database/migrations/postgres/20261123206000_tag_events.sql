-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Tags of events (spec 03 §12.3), as those of articles and press releases.
-- +goose Up

-- event_tags says which events of the agenda have a tag; the end is the event's.
CREATE TABLE event_tags (
    post_id BIGINT NOT NULL REFERENCES event_posts (id) ON DELETE CASCADE,
    key     TEXT NOT NULL REFERENCES tags (key),
    auto    BOOLEAN NOT NULL,
    ends_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (post_id, key)
);
-- Serves the filter of the agenda, which is of what is to come.
CREATE INDEX event_tags_key_idx ON event_tags (key, ends_at, post_id);

ALTER TABLE events ADD COLUMN tags JSONB;
ALTER TABLE event_posts ADD COLUMN tags JSONB;

-- +goose Down
ALTER TABLE event_posts DROP COLUMN tags;
ALTER TABLE events DROP COLUMN tags;
DROP TABLE event_tags;
