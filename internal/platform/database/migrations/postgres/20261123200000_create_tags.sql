-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Tags of articles and press releases (spec 03 §3.4): what their authors chose
-- beside the source, the effective ones beside the post.
-- +goose Up

-- tags holds each word once, as it was published first.
CREATE TABLE tags (
    key        TEXT PRIMARY KEY,
    label      TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- post_tags says which posts have a tag; kind and date are the post's.
CREATE TABLE post_tags (
    post_id      BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    key          TEXT NOT NULL REFERENCES tags (key),
    kind         TEXT NOT NULL,
    auto         BOOLEAN NOT NULL,
    published_at TIMESTAMPTZ,
    PRIMARY KEY (post_id, key)
);
-- Serves the filter of the wall, newest first.
CREATE INDEX post_tags_key_idx ON post_tags (key, kind, published_at DESC, post_id DESC);

ALTER TABLE posts ADD COLUMN tags JSONB;
ALTER TABLE articles ADD COLUMN tags JSONB;
ALTER TABLE press_releases ADD COLUMN tags JSONB;

-- +goose Down
ALTER TABLE press_releases DROP COLUMN tags;
ALTER TABLE articles DROP COLUMN tags;
ALTER TABLE posts DROP COLUMN tags;
DROP TABLE post_tags;
DROP TABLE tags;
