-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What members say under a publication, and what others report of it (spec 03
-- §3.4, §4.11; 05 §9).
-- +goose Up

-- comments are plain text. One that was reported often is hidden until the
-- staff has looked; a deleted one is shown to nobody.
CREATE TABLE comments (
    id         BIGINT PRIMARY KEY,
    post_id    BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    owner_id   BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    content    TEXT NOT NULL CHECK (content <> ''),
    created_at TIMESTAMPTZ NOT NULL,
    edited_at  TIMESTAMPTZ,
    hidden_at  TIMESTAMPTZ,
    deleted_at TIMESTAMPTZ
);
CREATE INDEX comments_post_idx ON comments (post_id, id DESC) WHERE hidden_at IS NULL AND deleted_at IS NULL;
CREATE INDEX comments_owner_idx ON comments (owner_id, post_id, id DESC);

-- comment_reports are the reports (signalements) of comments. One member has one
-- open report of a comment.
CREATE TABLE comment_reports (
    id          BIGINT PRIMARY KEY,
    comment_id  BIGINT NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    reporter_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    reason      TEXT NOT NULL CHECK (reason IN ('spam', 'hate', 'disinformation', 'rights', 'off_topic', 'other')),
    words       TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'upheld', 'dismissed')),
    decided_at  TIMESTAMPTZ,
    decided_by  BIGINT REFERENCES members (id) ON DELETE SET NULL,
    created_at  TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX comment_reports_open_key ON comment_reports (comment_id, reporter_id) WHERE status = 'new';
CREATE INDEX comment_reports_status_idx ON comment_reports (status, id);
CREATE INDEX comment_reports_comment_idx ON comment_reports (comment_id);
CREATE INDEX comment_reports_reporter_idx ON comment_reports (reporter_id);

-- +goose Down
DROP TABLE comment_reports;
DROP TABLE comments;
