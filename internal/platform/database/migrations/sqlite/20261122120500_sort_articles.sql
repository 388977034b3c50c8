-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What an author's list of articles is sorted by (spec 04 §7.1). The keys are
-- written with the article; those of older rows are good enough until then.
-- +goose Up

ALTER TABLE articles ADD COLUMN title_key TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN listed_at TIMESTAMP NOT NULL DEFAULT '1970-01-01 00:00:00+00:00';
UPDATE articles SET title_key = lower(substr(title, 1, 100)),
    listed_at = CASE WHEN status = 'public' THEN coalesce(release_at, published_at, modified_at) ELSE modified_at END;
-- Each serves a column's order in both directions, the rows of one author.
CREATE INDEX articles_owner_title_idx ON articles (owner_id, title_key, id) WHERE deleted_at IS NULL;
CREATE INDEX articles_owner_outlet_idx ON articles (owner_id, outlet_id, id) WHERE deleted_at IS NULL;
CREATE INDEX articles_owner_status_idx ON articles (owner_id, status, id) WHERE deleted_at IS NULL;
CREATE INDEX articles_owner_listed_idx ON articles (owner_id, listed_at, id) WHERE deleted_at IS NULL;

-- +goose Down
DROP INDEX articles_owner_listed_idx;
DROP INDEX articles_owner_status_idx;
DROP INDEX articles_owner_outlet_idx;
DROP INDEX articles_owner_title_idx;
ALTER TABLE articles DROP COLUMN listed_at;
ALTER TABLE articles DROP COLUMN title_key;
