-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Members comment on events as they do on posts (spec 03 §3.4, §5.7).
-- +goose Up

ALTER TABLE event_posts ADD COLUMN comment_count BIGINT NOT NULL DEFAULT 0 CHECK (comment_count >= 0);

-- A comment stands under a post or under an event.
ALTER TABLE comments ALTER COLUMN post_id DROP NOT NULL;
ALTER TABLE comments ADD COLUMN event_id BIGINT REFERENCES event_posts (id) ON DELETE CASCADE;
ALTER TABLE comments ADD CONSTRAINT comments_subject_check CHECK ((post_id IS NULL) <> (event_id IS NULL));
CREATE INDEX comments_event_idx ON comments (event_id, id DESC) WHERE hidden_at IS NULL AND deleted_at IS NULL;

-- +goose Down
DROP INDEX comments_event_idx;
DELETE FROM comments WHERE event_id IS NOT NULL;
ALTER TABLE comments DROP CONSTRAINT comments_subject_check;
ALTER TABLE comments DROP COLUMN event_id;
ALTER TABLE comments ALTER COLUMN post_id SET NOT NULL;
ALTER TABLE event_posts DROP COLUMN comment_count;
