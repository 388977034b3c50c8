-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Changes that wait for approval show pictures of their own (spec 02 §6.1–6.2).
-- SQLite changes no CHECK: the table is written anew; nothing refers to it.
-- +goose Up
CREATE TABLE new_media_links (
    media_name TEXT NOT NULL REFERENCES media_files (name) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('upload', 'member', 'organisation', 'article', 'registration', 'proposal', 'press_card', 'wall', 'press_release', 'event', 'page')),
    object_id  BIGINT NOT NULL,
    PRIMARY KEY (media_name, kind, object_id)
);
INSERT INTO new_media_links (media_name, kind, object_id) SELECT media_name, kind, object_id FROM media_links;
DROP TABLE media_links;
ALTER TABLE new_media_links RENAME TO media_links;
CREATE INDEX media_links_object_idx ON media_links (kind, object_id);

-- +goose Down
CREATE TABLE new_media_links (
    media_name TEXT NOT NULL REFERENCES media_files (name) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('upload', 'member', 'organisation', 'article', 'registration', 'press_card', 'wall', 'press_release', 'event', 'page')),
    object_id  BIGINT NOT NULL,
    PRIMARY KEY (media_name, kind, object_id)
);
INSERT INTO new_media_links (media_name, kind, object_id) SELECT media_name, kind, object_id FROM media_links WHERE kind <> 'proposal';
DROP TABLE media_links;
ALTER TABLE new_media_links RENAME TO media_links;
CREATE INDEX media_links_object_idx ON media_links (kind, object_id);
