-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Events: what organisers write in the Event'room (C2 until published), what
-- members see of it, and who takes part (spec 03 §3.3, §13 E1, E2; 04 §3.6).
-- +goose Up
CREATE TABLE events (
    id           BIGINT PRIMARY KEY,
    owner_id     BIGINT NOT NULL REFERENCES members (id),
    publisher_id BIGINT REFERENCES organisations (id),
    title        TEXT NOT NULL DEFAULT '',
    standfirst   TEXT NOT NULL DEFAULT '',
    body         TEXT NOT NULL DEFAULT '',
    type         TEXT NOT NULL DEFAULT '',
    sector       TEXT NOT NULL DEFAULT '',
    language     TEXT NOT NULL DEFAULT 'fr',
    organiser    TEXT NOT NULL DEFAULT '',
    contact      TEXT NOT NULL DEFAULT '',
    address      TEXT NOT NULL DEFAULT '',
    country      TEXT NOT NULL DEFAULT '',
    town         TEXT NOT NULL DEFAULT '',
    url          TEXT NOT NULL DEFAULT '',
    starts_at    TIMESTAMPTZ,
    ends_at      TIMESTAMPTZ,
    admission    TEXT NOT NULL DEFAULT 'open' CHECK (admission IN ('open', 'on_request', 'closed')),
    capacity     BIGINT NOT NULL DEFAULT 0 CHECK (capacity >= 0),
    deadline_at  TIMESTAMPTZ,
    audience     JSONB NOT NULL DEFAULT '["PRESS_MEDIA"]',
    question     TEXT NOT NULL DEFAULT '',
    status       TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'private', 'pending', 'public', 'rejected', 'expired', 'archived', 'deleted')),
    published_at TIMESTAMPTZ,
    expires_at   TIMESTAMPTZ,
    version      BIGINT NOT NULL DEFAULT 1,
    created_at   TIMESTAMPTZ NOT NULL,
    modified_at  TIMESTAMPTZ NOT NULL,
    deleted_at   TIMESTAMPTZ,
    title_key    TEXT NOT NULL DEFAULT ''
);
-- Each serves the organiser's list in one of its orders.
CREATE INDEX events_owner_id_idx ON events (owner_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX events_owner_title_idx ON events (owner_id, title_key, id) WHERE deleted_at IS NULL;
CREATE INDEX events_owner_status_idx ON events (owner_id, status, id) WHERE deleted_at IS NULL;
CREATE INDEX events_owner_starts_idx ON events (owner_id, starts_at, id) WHERE deleted_at IS NULL;
CREATE INDEX events_publisher_id_idx ON events (publisher_id);
-- Serves the expiry of publications.
CREATE INDEX events_expires_at_idx ON events (expires_at) WHERE expires_at IS NOT NULL;

CREATE TABLE event_images (
    id          BIGINT PRIMARY KEY,
    event_id    BIGINT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    owner_id    BIGINT NOT NULL REFERENCES members (id),
    media_name  TEXT NOT NULL REFERENCES media_files (name),
    caption     TEXT NOT NULL DEFAULT '',
    copyright   TEXT NOT NULL DEFAULT '',
    position    BIGINT NOT NULL CHECK (position >= 0),
    created_at  TIMESTAMPTZ NOT NULL,
    modified_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX event_images_event_id_idx ON event_images (event_id, position);
CREATE INDEX event_images_owner_id_idx ON event_images (owner_id);
CREATE INDEX event_images_media_name_idx ON event_images (media_name);

-- event_posts is what members see, written in the transaction of the source.
CREATE TABLE event_posts (
    id                BIGINT PRIMARY KEY,
    source_id         BIGINT NOT NULL REFERENCES events (id),
    owner_id          BIGINT NOT NULL REFERENCES members (id),
    publisher_id      BIGINT REFERENCES organisations (id),
    title             TEXT NOT NULL DEFAULT '',
    title_key         TEXT NOT NULL DEFAULT '',
    summary           TEXT NOT NULL DEFAULT '',
    content           TEXT NOT NULL DEFAULT '',
    type              TEXT NOT NULL DEFAULT '',
    category          TEXT NOT NULL DEFAULT '',
    sector            TEXT NOT NULL DEFAULT '',
    language          TEXT NOT NULL DEFAULT 'fr',
    organiser         TEXT NOT NULL DEFAULT '',
    contact           TEXT NOT NULL DEFAULT '',
    address           TEXT NOT NULL DEFAULT '',
    country           TEXT NOT NULL DEFAULT '',
    town              TEXT NOT NULL DEFAULT '',
    postcode          TEXT NOT NULL DEFAULT '',
    department        TEXT NOT NULL DEFAULT '',
    city              TEXT NOT NULL DEFAULT '',
    url               TEXT NOT NULL DEFAULT '',
    image             TEXT NOT NULL DEFAULT '',
    gallery           JSONB NOT NULL DEFAULT '[]',
    starts_at         TIMESTAMPTZ NOT NULL,
    ends_at           TIMESTAMPTZ NOT NULL,
    lasting           BOOLEAN NOT NULL DEFAULT FALSE,
    admission         TEXT NOT NULL DEFAULT 'open' CHECK (admission IN ('open', 'on_request', 'closed')),
    capacity          BIGINT NOT NULL DEFAULT 0 CHECK (capacity >= 0),
    deadline_at       TIMESTAMPTZ,
    audience          JSONB NOT NULL DEFAULT '["PRESS_MEDIA"]',
    question          TEXT NOT NULL DEFAULT '',
    status            TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'private', 'pending', 'public', 'rejected', 'expired', 'archived', 'deleted')),
    published_at      TIMESTAMPTZ,
    last_updated_at   TIMESTAMPTZ,
    expires_at        TIMESTAMPTZ,
    reminded_at       TIMESTAMPTZ,
    sequence          BIGINT NOT NULL DEFAULT 0,
    participant_count BIGINT NOT NULL DEFAULT 0 CHECK (participant_count >= 0),
    view_count        BIGINT NOT NULL DEFAULT 0 CHECK (view_count >= 0),
    like_count        BIGINT NOT NULL DEFAULT 0 CHECK (like_count >= 0),
    created_at        TIMESTAMPTZ NOT NULL,
    modified_at       TIMESTAMPTZ NOT NULL,
    deleted_at        TIMESTAMPTZ
);
CREATE UNIQUE INDEX event_posts_source_key ON event_posts (source_id);
-- Serves the agenda: what begins next; the few that last long are apart.
CREATE INDEX event_posts_starts_idx ON event_posts (starts_at, id) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX event_posts_lasting_idx ON event_posts (ends_at, id) WHERE status = 'public' AND deleted_at IS NULL AND lasting;
-- Each serves a filter, in the order of the agenda.
CREATE INDEX event_posts_type_idx ON event_posts (type, starts_at, id) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX event_posts_sector_idx ON event_posts (sector, starts_at, id) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX event_posts_department_idx ON event_posts (department, starts_at, id) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX event_posts_city_idx ON event_posts (city, starts_at, id) WHERE status = 'public' AND deleted_at IS NULL;
-- Serve the orders by popularity.
CREATE INDEX event_posts_views_idx ON event_posts (view_count DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX event_posts_likes_idx ON event_posts (like_count DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX event_posts_owner_idx ON event_posts (owner_id, starts_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX event_posts_publisher_idx ON event_posts (publisher_id, starts_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX event_posts_expires_at_idx ON event_posts (expires_at) WHERE expires_at IS NOT NULL;
CREATE INDEX event_posts_modified_at_idx ON event_posts (modified_at);

-- participations is who asked to take part, and what became of it.
CREATE TABLE participations (
    id           BIGINT PRIMARY KEY,
    post_id      BIGINT NOT NULL REFERENCES event_posts (id) ON DELETE CASCADE,
    member_id    BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    status       TEXT NOT NULL CHECK (status IN ('requested', 'approved', 'refused', 'waitlisted', 'cancelled', 'attended', 'no_show')),
    motive       TEXT NOT NULL DEFAULT '',
    message      TEXT NOT NULL DEFAULT '',
    hidden       BOOLEAN NOT NULL DEFAULT FALSE,
    badge_code   TEXT,
    requested_at TIMESTAMPTZ NOT NULL,
    decided_at   TIMESTAMPTZ,
    decided_by   BIGINT REFERENCES members (id),
    attended_at  TIMESTAMPTZ,
    modified_at  TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX participations_member_key ON participations (post_id, member_id);
CREATE UNIQUE INDEX participations_badge_code_key ON participations (badge_code);
-- Serves counting seats and promoting the oldest of the waiting list.
CREATE INDEX participations_queue_idx ON participations (post_id, status, requested_at, id);
CREATE INDEX participations_member_id_idx ON participations (member_id, status);
CREATE INDEX participations_decided_by_idx ON participations (decided_by);

-- calendar_feeds (C3) holds the hash of the secret of a member's agenda.
CREATE TABLE calendar_feeds (
    member_id  BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX calendar_feeds_token_hash_key ON calendar_feeds (token_hash);

CREATE TABLE event_likes (
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    post_id    BIGINT NOT NULL REFERENCES event_posts (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (member_id, post_id)
);
CREATE INDEX event_likes_post_id_idx ON event_likes (post_id);

-- event_views holds one row per member and event: distinct readers are counted.
CREATE TABLE event_views (
    post_id   BIGINT NOT NULL REFERENCES event_posts (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    first_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (post_id, member_id)
);
CREATE INDEX event_views_member_id_idx ON event_views (member_id);

INSERT INTO feed_versions (feed, version) VALUES ('events', 1);

-- +goose Down
DELETE FROM feed_versions WHERE feed = 'events';
DROP TABLE event_views;
DROP TABLE event_likes;
DROP TABLE calendar_feeds;
DROP TABLE participations;
DROP TABLE event_posts;
DROP TABLE event_images;
DROP TABLE events;
