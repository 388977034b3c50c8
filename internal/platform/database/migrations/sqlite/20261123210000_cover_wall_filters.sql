-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Each index that the wall is walked by also holds the other filters and who
-- the posts are from: a post that is left out costs a line of the index, not a
-- visit to its row, whose filters lie beyond the body.
-- +goose Up

DROP INDEX posts_sector_idx;
CREATE INDEX posts_sector_idx ON posts (kind, sector, published_at DESC, id DESC, expires_at, section, genre, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_section_idx;
CREATE INDEX posts_section_idx ON posts (kind, section, published_at DESC, id DESC, expires_at, sector, genre, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_genre_idx;
CREATE INDEX posts_genre_idx ON posts (kind, genre, published_at DESC, id DESC, expires_at, sector, section, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_topic_idx;
CREATE INDEX posts_topic_idx ON posts (kind, topic, published_at DESC, id DESC, expires_at, sector, section, genre, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_country_idx;
CREATE INDEX posts_country_idx ON posts (kind, country, published_at DESC, id DESC, expires_at, sector, section, genre, topic, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_department_idx;
CREATE INDEX posts_department_idx ON posts (kind, department, published_at DESC, id DESC, expires_at, sector, section, genre, topic, country, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_city_idx;
CREATE INDEX posts_city_idx ON posts (kind, city, published_at DESC, id DESC, expires_at, sector, section, genre, topic, country, department, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_view_count_idx;
CREATE INDEX posts_view_count_idx ON posts (kind, view_count DESC, published_at DESC, id DESC, expires_at, sector, section, genre, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_like_count_idx;
CREATE INDEX posts_like_count_idx ON posts (kind, like_count DESC, published_at DESC, id DESC, expires_at, sector, section, genre, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_comment_count_idx;
CREATE INDEX posts_comment_count_idx ON posts (kind, comment_count DESC, published_at DESC, id DESC, expires_at, sector, section, genre, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_share_count_idx;
CREATE INDEX posts_share_count_idx ON posts (kind, share_count DESC, published_at DESC, id DESC, expires_at, sector, section, genre, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE share_count > 0 AND status = 'public' AND deleted_at IS NULL;
CREATE INDEX posts_date_idx ON posts (kind, published_at DESC, id DESC, expires_at, sector, section, genre, topic, country, department, city, owner_id, publisher_id, outlet_id)
    WHERE status = 'public' AND deleted_at IS NULL;

-- +goose Down
DROP INDEX posts_date_idx;
DROP INDEX posts_share_count_idx;
CREATE INDEX posts_share_count_idx ON posts (kind, share_count DESC, published_at DESC, id DESC)
    WHERE share_count > 0 AND status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_view_count_idx;
CREATE INDEX posts_view_count_idx ON posts (kind, view_count DESC, published_at DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_like_count_idx;
CREATE INDEX posts_like_count_idx ON posts (kind, like_count DESC, published_at DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_comment_count_idx;
CREATE INDEX posts_comment_count_idx ON posts (kind, comment_count DESC, published_at DESC, id DESC) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_sector_idx;
CREATE INDEX posts_sector_idx ON posts (kind, sector, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_section_idx;
CREATE INDEX posts_section_idx ON posts (kind, section, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_genre_idx;
CREATE INDEX posts_genre_idx ON posts (kind, genre, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_topic_idx;
CREATE INDEX posts_topic_idx ON posts (kind, topic, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_country_idx;
CREATE INDEX posts_country_idx ON posts (kind, country, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_department_idx;
CREATE INDEX posts_department_idx ON posts (kind, department, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
DROP INDEX posts_city_idx;
CREATE INDEX posts_city_idx ON posts (kind, city, published_at DESC, id DESC, expires_at) WHERE status = 'public' AND deleted_at IS NULL;
