-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Who passed a publication on (spec 03 §12.5), and the order of the wall by it.
-- +goose Up

ALTER TABLE posts ADD COLUMN share_count BIGINT NOT NULL DEFAULT 0 CHECK (share_count >= 0);

-- post_shares holds one row per member and post, however often they share it.
CREATE TABLE post_shares (
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    post_id    BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (member_id, post_id)
);
CREATE INDEX post_shares_post_id_idx ON post_shares (post_id);

-- Serves the order by shares. Few posts are shared, and every reader counted on
-- any other would have written a row of this index too.
CREATE INDEX posts_share_count_idx ON posts (kind, share_count DESC, published_at DESC, id DESC)
    WHERE status = 'public' AND deleted_at IS NULL AND share_count > 0;

-- +goose Down
DROP INDEX posts_share_count_idx;
DROP TABLE post_shares;
ALTER TABLE posts DROP COLUMN share_count;
