-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Press releases and their pictures, as their authors write them in the
-- Com'room (spec 04 §3.5). The public face is in posts.
-- +goose Up

-- press_releases (C2): drafts, embargoed texts and published ones.
CREATE TABLE press_releases (
    id              BIGINT PRIMARY KEY,
    owner_id        BIGINT NOT NULL REFERENCES members (id),
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
    status          TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'private', 'pending', 'public', 'rejected', 'expired', 'archived', 'deleted')),
    embargoed_until TIMESTAMPTZ,
    release_at      TIMESTAMPTZ,
    scheduled_at    TIMESTAMPTZ,
    scheduled_by    BIGINT REFERENCES members (id),
    published_at    TIMESTAMPTZ,
    expires_at      TIMESTAMPTZ,
    version         BIGINT NOT NULL DEFAULT 1,
    created_at      TIMESTAMPTZ NOT NULL,
    modified_at     TIMESTAMPTZ NOT NULL,
    deleted_at      TIMESTAMPTZ,
    title_key       TEXT NOT NULL DEFAULT '',
    listed_at       TIMESTAMPTZ NOT NULL,
    -- Only a draft waits for its minute, and in somebody's name.
    CHECK (scheduled_at IS NULL OR status = 'draft' AND scheduled_by IS NOT NULL)
);
-- Each serves an order of the list of who wrote, in both directions.
CREATE INDEX press_releases_owner_id_idx ON press_releases (owner_id, id) WHERE deleted_at IS NULL;
CREATE INDEX press_releases_owner_title_idx ON press_releases (owner_id, title_key, id) WHERE deleted_at IS NULL;
CREATE INDEX press_releases_owner_status_idx ON press_releases (owner_id, status, id) WHERE deleted_at IS NULL;
CREATE INDEX press_releases_owner_listed_idx ON press_releases (owner_id, listed_at, id) WHERE deleted_at IS NULL;
-- Serves the list of who looks after the releases of an organisation.
CREATE INDEX press_releases_publisher_id_idx ON press_releases (publisher_id, id) WHERE deleted_at IS NULL;
CREATE INDEX press_releases_scheduled_by_idx ON press_releases (scheduled_by) WHERE scheduled_by IS NOT NULL;
-- Serves the job that publishes at the minute.
CREATE INDEX press_releases_scheduled_at_idx ON press_releases (scheduled_at) WHERE scheduled_at IS NOT NULL;

CREATE TABLE press_release_images (
    id          BIGINT PRIMARY KEY,
    release_id  BIGINT NOT NULL REFERENCES press_releases (id) ON DELETE CASCADE,
    owner_id    BIGINT NOT NULL REFERENCES members (id),
    media_name  TEXT NOT NULL REFERENCES media_files (name),
    caption     TEXT NOT NULL DEFAULT '',
    copyright   TEXT NOT NULL DEFAULT '',
    position    BIGINT NOT NULL CHECK (position >= 0),
    created_at  TIMESTAMPTZ NOT NULL,
    modified_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX press_release_images_release_id_idx ON press_release_images (release_id, position);
CREATE INDEX press_release_images_owner_id_idx ON press_release_images (owner_id);
CREATE INDEX press_release_images_media_name_idx ON press_release_images (media_name);

-- +goose Down
DROP TABLE press_release_images;
DROP TABLE press_releases;
