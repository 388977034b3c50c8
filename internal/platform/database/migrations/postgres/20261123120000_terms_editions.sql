-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What changed in each edition of the terms of use, for the members who must
-- accept it (spec 02 §19.11).
-- +goose Up

-- terms_editions (C0, kept for ever): the proof of what members were shown. One
-- text an edition and language, one change a line.
CREATE TABLE terms_editions (
    edition      TEXT NOT NULL,
    lang         TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
    changes      TEXT NOT NULL,
    published_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (edition, lang)
);

-- +goose Down
DROP TABLE terms_editions;
