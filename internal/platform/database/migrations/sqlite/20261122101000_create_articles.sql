-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- The newsroom's articles (spec 04 §3.4). articles is C2 until published.
-- +goose Up
CREATE TABLE articles (
    id              BIGINT PRIMARY KEY,
    owner_id        BIGINT NOT NULL REFERENCES members (id),
    outlet_id       BIGINT NOT NULL REFERENCES organisations (id),
    commissioner_id BIGINT NOT NULL REFERENCES members (id),
    publisher_id    BIGINT REFERENCES organisations (id),
    title           TEXT NOT NULL DEFAULT '',
    standfirst      TEXT NOT NULL DEFAULT '',
    body            TEXT NOT NULL DEFAULT '',
    genre           TEXT NOT NULL DEFAULT '',
    section         TEXT NOT NULL DEFAULT '',
    topic           TEXT NOT NULL DEFAULT '',
    sector          TEXT NOT NULL DEFAULT '',
    language        TEXT NOT NULL DEFAULT 'fr',
    address         TEXT NOT NULL DEFAULT '',
    country         TEXT NOT NULL DEFAULT '',
    town            TEXT NOT NULL DEFAULT '',
    copyright       TEXT NOT NULL DEFAULT '',
    status          TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'private', 'pending', 'public', 'rejected', 'expired', 'archived', 'deleted')),
    issue_at        TIMESTAMP,
    release_at      TIMESTAMP,
    published_at    TIMESTAMP,
    expires_at      TIMESTAMP,
    version         BIGINT NOT NULL DEFAULT 1,
    created_at      TIMESTAMP NOT NULL,
    modified_at     TIMESTAMP NOT NULL,
    deleted_at      TIMESTAMP
);
-- Serves the author's list: owner, then newest first.
CREATE INDEX articles_owner_id_idx ON articles (owner_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX articles_outlet_id_idx ON articles (outlet_id);
CREATE INDEX articles_commissioner_id_idx ON articles (commissioner_id);
CREATE INDEX articles_publisher_id_idx ON articles (publisher_id);

CREATE TABLE article_images (
    id          BIGINT PRIMARY KEY,
    article_id  BIGINT NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    owner_id    BIGINT NOT NULL REFERENCES members (id),
    media_name  TEXT NOT NULL REFERENCES media_files (name),
    caption     TEXT NOT NULL DEFAULT '',
    copyright   TEXT NOT NULL DEFAULT '',
    position    BIGINT NOT NULL CHECK (position >= 0),
    created_at  TIMESTAMP NOT NULL,
    modified_at TIMESTAMP NOT NULL
);
CREATE INDEX article_images_article_id_idx ON article_images (article_id, position);
CREATE INDEX article_images_owner_id_idx ON article_images (owner_id);
CREATE INDEX article_images_media_name_idx ON article_images (media_name);

-- +goose Down
DROP TABLE article_images;
DROP TABLE articles;
