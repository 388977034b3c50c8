-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- The public pages that administrators write (spec 08 §5.10).
-- +goose Up

-- cms_pages (C0, kept as long as the page): one text a slug and language. The
-- edition is the version that members accept, of the terms of use only.
CREATE TABLE cms_pages (
    id          BIGINT PRIMARY KEY,
    slug        TEXT NOT NULL,
    lang        TEXT NOT NULL CHECK (lang IN ('fr', 'en')),
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    edition     TEXT NOT NULL DEFAULT '',
    version     BIGINT NOT NULL,
    created_at  TIMESTAMPTZ NOT NULL,
    modified_at TIMESTAMPTZ NOT NULL,
    modified_by BIGINT REFERENCES members (id) ON DELETE SET NULL
);
CREATE UNIQUE INDEX cms_pages_key ON cms_pages (slug, lang);
CREATE INDEX cms_pages_modified_by_idx ON cms_pages (modified_by);

-- cms_revisions (C0, kept as long as the page): every text that was saved, and
-- by whom. It outlives the page, whose original text may come back.
CREATE TABLE cms_revisions (
    id       BIGINT PRIMARY KEY,
    slug     TEXT NOT NULL,
    lang     TEXT NOT NULL,
    title    TEXT NOT NULL,
    body     TEXT NOT NULL,
    edition  TEXT NOT NULL DEFAULT '',
    saved_at TIMESTAMPTZ NOT NULL,
    saved_by BIGINT REFERENCES members (id) ON DELETE SET NULL
);
CREATE INDEX cms_revisions_page_idx ON cms_revisions (slug, lang, id DESC);
CREATE INDEX cms_revisions_saved_by_idx ON cms_revisions (saved_by);

-- +goose Down
DROP TABLE cms_revisions;
DROP TABLE cms_pages;
