-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- The shared language of the platform (spec 01 §6): people, organisations,
-- Business Walls and mandates, vocabularies, places, files, public posts,
-- engagement, bells, audit. Data classes (security checklist §1) stand behind
-- each table: C3 secret, C2 confidential, C1 paid, C0 members.
-- +goose Up

-- organisations (C0): employers, media, agencies. wall_* is a projection of
-- the active Business Wall (spec 01 §8.3), so it carries no foreign key.
CREATE TABLE organisations (
    id          BIGINT PRIMARY KEY,
    name        TEXT NOT NULL,
    slug        TEXT NOT NULL,
    wall_id     BIGINT,
    wall_type   TEXT NOT NULL DEFAULT '',
    wall_name   TEXT NOT NULL DEFAULT '',
    active      BOOLEAN NOT NULL DEFAULT TRUE,
    karma       DOUBLE PRECISION NOT NULL DEFAULT 0,
    created_at  TIMESTAMPTZ NOT NULL,
    modified_at TIMESTAMPTZ NOT NULL,
    deleted_at  TIMESTAMPTZ
);
CREATE INDEX organisations_name_idx ON organisations (name, id);
CREATE INDEX organisations_slug_idx ON organisations (slug);
CREATE INDEX organisations_wall_type_idx ON organisations (wall_type, name) WHERE wall_id IS NOT NULL;

-- members (C2: e-mail, phone, addresses; C3: password_hash). Kept until
-- anonymised on request.
CREATE TABLE members (
    id                BIGINT PRIMARY KEY,
    email             TEXT NOT NULL,
    recovery_email    TEXT NOT NULL DEFAULT '',
    password_hash     TEXT NOT NULL DEFAULT '',
    active            BOOLEAN NOT NULL DEFAULT FALSE,
    validation_status TEXT NOT NULL DEFAULT '',
    gender            TEXT NOT NULL DEFAULT '?' CHECK (gender IN ('M', 'F', '?')),
    first_name        TEXT NOT NULL DEFAULT '',
    last_name         TEXT NOT NULL DEFAULT '',
    photo             TEXT NOT NULL DEFAULT '',
    cover             TEXT NOT NULL DEFAULT '',
    mobile            TEXT NOT NULL DEFAULT '',
    language          TEXT NOT NULL DEFAULT 'fr' CHECK (language IN ('fr', 'en')),
    organisation_id   BIGINT REFERENCES organisations (id),
    selected_wall_id  BIGINT,
    status            TEXT NOT NULL DEFAULT 'Débutant',
    karma             DOUBLE PRECISION NOT NULL DEFAULT 0,
    follower_count    BIGINT NOT NULL DEFAULT 0,
    login_count       BIGINT NOT NULL DEFAULT 0,
    last_login_at     TIMESTAMPTZ,
    submitted_at      TIMESTAMPTZ NOT NULL,
    validated_at      TIMESTAMPTZ,
    terms_accepted_at TIMESTAMPTZ,
    created_at        TIMESTAMPTZ NOT NULL,
    modified_at       TIMESTAMPTZ NOT NULL,
    deleted_at        TIMESTAMPTZ
);
CREATE UNIQUE INDEX members_email_key ON members (email);
CREATE INDEX members_organisation_id_idx ON members (organisation_id);
CREATE INDEX members_last_name_idx ON members (last_name, first_name, id) WHERE active AND deleted_at IS NULL;

CREATE TABLE member_roles (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    role      TEXT NOT NULL CHECK (role IN ('ADMIN', 'LEADER', 'PRESS_MEDIA', 'PRESS_RELATIONS', 'EXPERT', 'ACADEMIC', 'TRANSFORMER')),
    PRIMARY KEY (member_id, role)
);

-- profiles (C2): the survey's answers, by group, one row a member.
CREATE TABLE profiles (
    member_id            BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    survey_profile       TEXT NOT NULL DEFAULT '',
    code                 TEXT NOT NULL DEFAULT '',
    label                TEXT NOT NULL DEFAULT '',
    community            TEXT NOT NULL DEFAULT '',
    contact_type         TEXT NOT NULL DEFAULT '',
    display_level        BIGINT NOT NULL DEFAULT 1 CHECK (display_level BETWEEN 0 AND 2),
    job_title            TEXT NOT NULL DEFAULT '',
    presentation         TEXT NOT NULL DEFAULT '',
    personal             JSONB NOT NULL DEFAULT '{}',
    professional         JSONB NOT NULL DEFAULT '{}',
    matchmaking          JSONB NOT NULL DEFAULT '{}',
    hobbies              JSONB NOT NULL DEFAULT '{}',
    wall_interest        JSONB NOT NULL DEFAULT '{}',
    contact_visibility   JSONB NOT NULL DEFAULT '{}',
    modified_at          TIMESTAMPTZ NOT NULL
);

-- sign_in_failures (C2, kept 1 day): shared by all nodes so that throttling
-- holds across processes (security checklist §3).
CREATE TABLE sign_in_failures (
    id     BIGINT PRIMARY KEY,
    email  TEXT NOT NULL,
    ip     TEXT NOT NULL,
    at     TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_failures_email_idx ON sign_in_failures (email, at);
CREATE INDEX sign_in_failures_ip_idx ON sign_in_failures (ip, at);

-- business_walls (C0; billing contact C2).
CREATE TABLE business_walls (
    id              BIGINT PRIMARY KEY,
    type            TEXT NOT NULL CHECK (type IN ('media', 'news_agency', 'academics', 'pr', 'leaders_experts', 'transformers', 'micro', 'corporate_media', 'union')),
    status          TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'active', 'suspended', 'cancelled')),
    free            BOOLEAN NOT NULL DEFAULT FALSE,
    owner_id        BIGINT NOT NULL REFERENCES members (id),
    payer_id        BIGINT NOT NULL REFERENCES members (id),
    organisation_id BIGINT REFERENCES organisations (id),
    name            TEXT NOT NULL DEFAULT '',
    baseline        TEXT NOT NULL DEFAULT '',
    description     TEXT NOT NULL DEFAULT '',
    logo            TEXT NOT NULL DEFAULT '',
    cover           TEXT NOT NULL DEFAULT '',
    site_url        TEXT NOT NULL DEFAULT '',
    country         TEXT NOT NULL DEFAULT '',
    town            TEXT NOT NULL DEFAULT '',
    sectors         JSONB NOT NULL DEFAULT '[]',
    company_types   JSONB NOT NULL DEFAULT '[]',
    missions        JSONB NOT NULL DEFAULT '{}',
    rights_policy   JSONB,
    activated_at    TIMESTAMPTZ,
    created_at      TIMESTAMPTZ NOT NULL,
    modified_at     TIMESTAMPTZ NOT NULL
);
-- One active wall per organisation is the database's rule, not a prior SELECT's.
CREATE UNIQUE INDEX business_walls_active_key ON business_walls (organisation_id) WHERE status = 'active';
CREATE INDEX business_walls_owner_id_idx ON business_walls (owner_id);
CREATE INDEX business_walls_payer_id_idx ON business_walls (payer_id);
CREATE INDEX business_walls_organisation_id_idx ON business_walls (organisation_id);

CREATE TABLE wall_roles (
    id          BIGINT PRIMARY KEY,
    wall_id     BIGINT NOT NULL REFERENCES business_walls (id) ON DELETE CASCADE,
    member_id   BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    role        TEXT NOT NULL CHECK (role IN ('BW_OWNER', 'BWMi', 'BWMe', 'BWPRi', 'BWPRe')),
    status      TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'accepted', 'rejected', 'expired')),
    missions    JSONB NOT NULL DEFAULT '[]',
    invited_at  TIMESTAMPTZ,
    answered_at TIMESTAMPTZ
);
CREATE UNIQUE INDEX wall_roles_key ON wall_roles (wall_id, member_id, role);
CREATE INDEX wall_roles_member_id_idx ON wall_roles (member_id);

CREATE TABLE partnerships (
    id          BIGINT PRIMARY KEY,
    client_id   BIGINT NOT NULL REFERENCES business_walls (id) ON DELETE CASCADE,
    agency_id   BIGINT NOT NULL REFERENCES business_walls (id) ON DELETE CASCADE,
    status      TEXT NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'accepted', 'rejected', 'active', 'revoked', 'expired')),
    invited_by  BIGINT NOT NULL REFERENCES members (id),
    invited_at  TIMESTAMPTZ NOT NULL,
    answered_at TIMESTAMPTZ,
    ends_at     TIMESTAMPTZ
);
CREATE INDEX partnerships_client_id_idx ON partnerships (client_id);
CREATE INDEX partnerships_agency_id_idx ON partnerships (agency_id);
CREATE INDEX partnerships_invited_by_idx ON partnerships (invited_by);

-- vocabulary_entries (C0): reference lists, edited by administrators.
CREATE TABLE vocabulary_entries (
    id         BIGINT PRIMARY KEY,
    vocabulary TEXT NOT NULL,
    value      TEXT NOT NULL,
    category   TEXT NOT NULL DEFAULT '',
    label      TEXT NOT NULL,
    label_en   TEXT NOT NULL DEFAULT '',
    seq        BIGINT NOT NULL DEFAULT 0,
    extras     JSONB NOT NULL DEFAULT '{}'
);
CREATE UNIQUE INDEX vocabulary_entries_value_key ON vocabulary_entries (vocabulary, value);
CREATE INDEX vocabulary_entries_seq_idx ON vocabulary_entries (vocabulary, seq, value);

-- media_files: what was uploaded (C0 or C2 by its links); the bytes are in the
-- object store under the same name.
CREATE TABLE media_files (
    name         TEXT PRIMARY KEY,
    content_type TEXT NOT NULL,
    size         BIGINT NOT NULL CHECK (size >= 0),
    width        BIGINT NOT NULL DEFAULT 0,
    height       BIGINT NOT NULL DEFAULT 0,
    credit       TEXT NOT NULL DEFAULT '',
    created_at   TIMESTAMPTZ NOT NULL
);

CREATE TABLE media_renditions (
    media_name   TEXT NOT NULL REFERENCES media_files (name) ON DELETE CASCADE,
    width        BIGINT NOT NULL,
    height       BIGINT NOT NULL,
    name         TEXT NOT NULL,
    content_type TEXT NOT NULL,
    PRIMARY KEY (media_name, width)
);

-- media_links says what a file belongs to, and hence who may see it: a draft's
-- pictures follow the draft (security checklist §5).
CREATE TABLE media_links (
    media_name TEXT NOT NULL REFERENCES media_files (name) ON DELETE CASCADE,
    kind       TEXT NOT NULL CHECK (kind IN ('upload', 'member', 'organisation', 'article', 'registration', 'press_card', 'wall', 'press_release', 'event', 'page')),
    object_id  BIGINT NOT NULL,
    PRIMARY KEY (media_name, kind, object_id)
);
CREATE INDEX media_links_object_idx ON media_links (kind, object_id);

-- posts (C0; content C1): what readers see, mirrored from the rooms of Work in
-- the transaction of their change of state (spec 01 §8.4).
CREATE TABLE posts (
    id              BIGINT PRIMARY KEY,
    kind            TEXT NOT NULL CHECK (kind IN ('article', 'press_release')),
    source_id       BIGINT NOT NULL,
    owner_id        BIGINT NOT NULL REFERENCES members (id),
    publisher_id    BIGINT REFERENCES organisations (id),
    outlet_id       BIGINT REFERENCES organisations (id),
    title           TEXT NOT NULL DEFAULT '',
    summary         TEXT NOT NULL DEFAULT '',
    content         TEXT NOT NULL DEFAULT '',
    genre           TEXT NOT NULL DEFAULT '',
    section         TEXT NOT NULL DEFAULT '',
    topic           TEXT NOT NULL DEFAULT '',
    sector          TEXT NOT NULL DEFAULT '',
    language        TEXT NOT NULL DEFAULT 'fr',
    address         TEXT NOT NULL DEFAULT '',
    country         TEXT NOT NULL DEFAULT '',
    town            TEXT NOT NULL DEFAULT '',
    image           TEXT NOT NULL DEFAULT '',
    image_alt       TEXT NOT NULL DEFAULT '',
    gallery         JSONB NOT NULL DEFAULT '[]',
    status          TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'private', 'pending', 'public', 'rejected', 'expired', 'archived', 'deleted')),
    published_at    TIMESTAMPTZ,
    last_updated_at TIMESTAMPTZ,
    expires_at      TIMESTAMPTZ,
    publisher_type  TEXT NOT NULL DEFAULT 'media' CHECK (publisher_type IN ('agency', 'media', 'com', 'other')),
    rights_snapshot JSONB,
    view_count      BIGINT NOT NULL DEFAULT 0 CHECK (view_count >= 0),
    like_count      BIGINT NOT NULL DEFAULT 0 CHECK (like_count >= 0),
    comment_count   BIGINT NOT NULL DEFAULT 0 CHECK (comment_count >= 0),
    created_at      TIMESTAMPTZ NOT NULL,
    modified_at     TIMESTAMPTZ NOT NULL,
    deleted_at      TIMESTAMPTZ
);
CREATE UNIQUE INDEX posts_source_key ON posts (kind, source_id);
-- Serves the wall: newest first, then by id.
CREATE INDEX posts_wall_idx ON posts (kind, status, published_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX posts_owner_idx ON posts (owner_id, published_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX posts_publisher_idx ON posts (publisher_id, published_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX posts_outlet_idx ON posts (outlet_id, published_at DESC, id DESC) WHERE deleted_at IS NULL;
-- Serves the next expiry, which changes the wall by itself.
CREATE INDEX posts_expires_at_idx ON posts (expires_at) WHERE expires_at IS NOT NULL;
-- Serves the reconciliation of the search index.
CREATE INDEX posts_modified_at_idx ON posts (modified_at);

-- feed_versions counts the changes to what a wall shows, so that a rendered
-- wall can be reused exactly as long as it is true.
CREATE TABLE feed_versions (
    feed    TEXT PRIMARY KEY,
    version BIGINT NOT NULL
);
INSERT INTO feed_versions (feed, version) VALUES ('wire', 1);

CREATE TABLE follows (
    follower_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind        TEXT NOT NULL CHECK (kind IN ('member', 'organisation')),
    target_id   BIGINT NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (follower_id, kind, target_id)
);
CREATE INDEX follows_target_idx ON follows (kind, target_id, follower_id);

CREATE TABLE likes (
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    post_id    BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (member_id, post_id)
);
CREATE INDEX likes_post_id_idx ON likes (post_id);

-- post_views holds one row per member and post: the count is of distinct
-- readers (spec 01 §8.6).
CREATE TABLE post_views (
    post_id   BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    first_at  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (post_id, member_id)
);
CREATE INDEX post_views_member_id_idx ON post_views (member_id);

-- notifications (C2): bells. One per event and receiver, whatever is retried.
CREATE TABLE notifications (
    id          BIGINT PRIMARY KEY,
    receiver_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    event_id    BIGINT NOT NULL,
    message     TEXT NOT NULL,
    args        JSONB NOT NULL DEFAULT '{}',
    url         TEXT NOT NULL DEFAULT '',
    read        BOOLEAN NOT NULL DEFAULT FALSE,
    created_at  TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX notifications_event_key ON notifications (event_id, receiver_id, message);
CREATE INDEX notifications_receiver_idx ON notifications (receiver_id, read, id DESC);

-- audit_entries (C2, kept 5 years): append-only trace of what was done to
-- rights, accounts and data. No foreign keys: it outlives what it tells of.
CREATE TABLE audit_entries (
    id          BIGINT PRIMARY KEY,
    at          TIMESTAMPTZ NOT NULL,
    actor_id    BIGINT,
    action      TEXT NOT NULL,
    object_kind TEXT NOT NULL DEFAULT '',
    object_id   BIGINT,
    details     JSONB NOT NULL DEFAULT '{}',
    ip          TEXT NOT NULL DEFAULT ''
);
CREATE INDEX audit_entries_object_idx ON audit_entries (object_kind, object_id, id);
CREATE INDEX audit_entries_actor_id_idx ON audit_entries (actor_id, id);

-- +goose Down
DROP TABLE audit_entries;
DROP TABLE notifications;
DROP TABLE post_views;
DROP TABLE likes;
DROP TABLE follows;
DROP TABLE feed_versions;
DROP TABLE posts;
DROP TABLE media_links;
DROP TABLE media_renditions;
DROP TABLE media_files;
DROP TABLE vocabulary_entries;
DROP TABLE partnerships;
DROP TABLE wall_roles;
DROP TABLE business_walls;
DROP TABLE sign_in_failures;
DROP TABLE profiles;
DROP TABLE member_roles;
DROP TABLE members;
DROP TABLE organisations;
