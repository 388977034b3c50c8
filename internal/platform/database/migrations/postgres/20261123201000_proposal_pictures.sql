-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Changes that wait for approval show pictures of their own (spec 02 §6.1–6.2).
-- +goose Up
ALTER TABLE media_links DROP CONSTRAINT media_links_kind_check;
ALTER TABLE media_links ADD CONSTRAINT media_links_kind_check
    CHECK (kind IN ('upload', 'member', 'organisation', 'article', 'registration', 'proposal', 'press_card', 'wall', 'press_release', 'event', 'page'));

-- +goose Down
DELETE FROM media_links WHERE kind = 'proposal';
ALTER TABLE media_links DROP CONSTRAINT media_links_kind_check;
ALTER TABLE media_links ADD CONSTRAINT media_links_kind_check
    CHECK (kind IN ('upload', 'member', 'organisation', 'article', 'registration', 'press_card', 'wall', 'press_release', 'event', 'page'));
