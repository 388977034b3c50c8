-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Who passed an event on (spec 03 §12.5), and the order of the agenda by it.
-- +goose Up

ALTER TABLE event_posts ADD COLUMN share_count BIGINT NOT NULL DEFAULT 0 CHECK (share_count >= 0);

-- event_shares holds one row per member and event, however often they share it.
CREATE TABLE event_shares (
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    post_id    BIGINT NOT NULL REFERENCES event_posts (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (member_id, post_id)
);
CREATE INDEX event_shares_post_id_idx ON event_shares (post_id);

-- Serves the order by shares.
CREATE INDEX event_posts_shares_idx ON event_posts (share_count DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;

-- +goose Down
DROP INDEX event_posts_shares_idx;
DROP TABLE event_shares;
ALTER TABLE event_posts DROP COLUMN share_count;
