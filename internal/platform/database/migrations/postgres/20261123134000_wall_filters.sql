-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What the wall filters and sorts by (spec 03 §4.3). Department and city come
-- from the town and are written with the post; those of older French posts are
-- taken from it here.
-- +goose Up

ALTER TABLE posts ADD COLUMN department TEXT NOT NULL DEFAULT '';
ALTER TABLE posts ADD COLUMN city TEXT NOT NULL DEFAULT '';
UPDATE posts SET city = substr(town, 13), department = CASE
    WHEN substr(town, 7, 2) IN ('97', '98') THEN substr(town, 7, 3)
    WHEN substr(town, 7, 3) IN ('200', '201') THEN '2A'
    WHEN substr(town, 7, 2) = '20' THEN '2B'
    ELSE substr(town, 7, 2) END
WHERE town LIKE 'FRA / _____ %';

-- Each serves a filter, newest first, and the counts of its values.
CREATE INDEX posts_sector_idx ON posts (kind, sector, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_section_idx ON posts (kind, section, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_genre_idx ON posts (kind, genre, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_topic_idx ON posts (kind, topic, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_country_idx ON posts (kind, country, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_department_idx ON posts (kind, department, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_city_idx ON posts (kind, city, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
-- Each serves an order by popularity.
CREATE INDEX posts_view_count_idx ON posts (kind, view_count DESC, published_at DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_like_count_idx ON posts (kind, like_count DESC, published_at DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_comment_count_idx ON posts (kind, comment_count DESC, published_at DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;

-- +goose Down
DROP INDEX posts_comment_count_idx;
DROP INDEX posts_like_count_idx;
DROP INDEX posts_view_count_idx;
DROP INDEX posts_city_idx;
DROP INDEX posts_department_idx;
DROP INDEX posts_country_idx;
DROP INDEX posts_topic_idx;
DROP INDEX posts_genre_idx;
DROP INDEX posts_section_idx;
DROP INDEX posts_sector_idx;
ALTER TABLE posts DROP COLUMN city;
ALTER TABLE posts DROP COLUMN department;
