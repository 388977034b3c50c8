-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Members comment on events as they do on posts (spec 03 §3.4, §5.7).
-- +goose Up

ALTER TABLE event_posts ADD COLUMN comment_count BIGINT NOT NULL DEFAULT 0 CHECK (comment_count >= 0);

-- A comment stands under a post or under an event. SQLite lifts no NOT NULL: the
-- table is written anew, and with it the reports, which follow its new name.
CREATE TABLE new_comments (
    id         BIGINT PRIMARY KEY,
    post_id    BIGINT REFERENCES posts (id) ON DELETE CASCADE,
    event_id   BIGINT REFERENCES event_posts (id) ON DELETE CASCADE,
    owner_id   BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    content    TEXT NOT NULL CHECK (content <> ''),
    created_at TIMESTAMP NOT NULL,
    edited_at  TIMESTAMP,
    hidden_at  TIMESTAMP,
    deleted_at TIMESTAMP,
    CHECK ((post_id IS NULL) <> (event_id IS NULL))
);
INSERT INTO new_comments (id, post_id, owner_id, content, created_at, edited_at, hidden_at, deleted_at)
SELECT id, post_id, owner_id, content, created_at, edited_at, hidden_at, deleted_at FROM comments;
CREATE TABLE new_comment_reports (
    id          BIGINT PRIMARY KEY,
    comment_id  BIGINT NOT NULL REFERENCES new_comments (id) ON DELETE CASCADE,
    reporter_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    reason      TEXT NOT NULL CHECK (reason IN ('spam', 'hate', 'disinformation', 'rights', 'off_topic', 'other')),
    words       TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'upheld', 'dismissed')),
    decided_at  TIMESTAMP,
    decided_by  BIGINT REFERENCES members (id) ON DELETE SET NULL,
    created_at  TIMESTAMP NOT NULL
);
INSERT INTO new_comment_reports (id, comment_id, reporter_id, reason, words, status, decided_at, decided_by, created_at)
SELECT id, comment_id, reporter_id, reason, words, status, decided_at, decided_by, created_at FROM comment_reports;
DROP TABLE comment_reports;
DROP TABLE comments;
ALTER TABLE new_comments RENAME TO comments;
ALTER TABLE new_comment_reports RENAME TO comment_reports;
CREATE INDEX comments_post_idx ON comments (post_id, id DESC) WHERE hidden_at IS NULL AND deleted_at IS NULL;
CREATE INDEX comments_owner_idx ON comments (owner_id, post_id, id DESC);
CREATE UNIQUE INDEX comment_reports_open_key ON comment_reports (comment_id, reporter_id) WHERE status = 'new';
CREATE INDEX comment_reports_status_idx ON comment_reports (status, id);
CREATE INDEX comment_reports_comment_idx ON comment_reports (comment_id);
CREATE INDEX comment_reports_reporter_idx ON comment_reports (reporter_id);
CREATE INDEX comments_event_idx ON comments (event_id, id DESC) WHERE hidden_at IS NULL AND deleted_at IS NULL;

-- +goose Down
CREATE TABLE new_comments (
    id         BIGINT PRIMARY KEY,
    post_id    BIGINT NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    owner_id   BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    content    TEXT NOT NULL CHECK (content <> ''),
    created_at TIMESTAMP NOT NULL,
    edited_at  TIMESTAMP,
    hidden_at  TIMESTAMP,
    deleted_at TIMESTAMP
);
INSERT INTO new_comments (id, post_id, owner_id, content, created_at, edited_at, hidden_at, deleted_at)
SELECT id, post_id, owner_id, content, created_at, edited_at, hidden_at, deleted_at FROM comments WHERE post_id IS NOT NULL;
CREATE TABLE new_comment_reports (
    id          BIGINT PRIMARY KEY,
    comment_id  BIGINT NOT NULL REFERENCES new_comments (id) ON DELETE CASCADE,
    reporter_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    reason      TEXT NOT NULL CHECK (reason IN ('spam', 'hate', 'disinformation', 'rights', 'off_topic', 'other')),
    words       TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'upheld', 'dismissed')),
    decided_at  TIMESTAMP,
    decided_by  BIGINT REFERENCES members (id) ON DELETE SET NULL,
    created_at  TIMESTAMP NOT NULL
);
INSERT INTO new_comment_reports (id, comment_id, reporter_id, reason, words, status, decided_at, decided_by, created_at)
SELECT id, comment_id, reporter_id, reason, words, status, decided_at, decided_by, created_at FROM comment_reports WHERE comment_id IN (SELECT id FROM new_comments);
DROP TABLE comment_reports;
DROP TABLE comments;
ALTER TABLE new_comments RENAME TO comments;
ALTER TABLE new_comment_reports RENAME TO comment_reports;
CREATE INDEX comments_post_idx ON comments (post_id, id DESC) WHERE hidden_at IS NULL AND deleted_at IS NULL;
CREATE INDEX comments_owner_idx ON comments (owner_id, post_id, id DESC);
CREATE UNIQUE INDEX comment_reports_open_key ON comment_reports (comment_id, reporter_id) WHERE status = 'new';
CREATE INDEX comment_reports_status_idx ON comment_reports (status, id);
CREATE INDEX comment_reports_comment_idx ON comment_reports (comment_id);
CREATE INDEX comment_reports_reporter_idx ON comment_reports (reporter_id);
ALTER TABLE event_posts DROP COLUMN comment_count;
