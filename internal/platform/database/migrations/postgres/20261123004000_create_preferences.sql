-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What members choose to be told of, and their personal feeds (spec 02 §12,
-- §18 U13).
-- +goose Up

-- notice_choices (C2, as long as the account): what a member refuses to be told
-- of, by kind and channel. Without a row nothing is refused.
CREATE TABLE notice_choices (
    member_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind      TEXT NOT NULL,
    bell      BOOLEAN NOT NULL DEFAULT TRUE,
    mail      BOOLEAN NOT NULL DEFAULT TRUE,
    PRIMARY KEY (member_id, kind)
);

-- personal_feeds (C3: token_hash; until revoked): the secret address at which a
-- news reader fetches the wall for a member, one a member, by hash.
CREATE TABLE personal_feeds (
    member_id  BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    token_hash TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX personal_feeds_token_hash_key ON personal_feeds (token_hash);

-- +goose Down
DROP TABLE personal_feeds;
DROP TABLE notice_choices;
