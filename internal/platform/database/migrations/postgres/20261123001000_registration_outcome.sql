-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What became of a registration that was submitted, so that a second click
-- tells the same and creates nothing (spec 02 §5). The answers are gone by then;
-- the row itself is kept an hour. (C2, as the rest of registration_drafts.)
-- +goose Up
ALTER TABLE registration_drafts ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
-- The language in which the person fills it in, for mails.
ALTER TABLE registration_drafts ADD COLUMN language TEXT NOT NULL DEFAULT 'fr';

-- +goose Down
ALTER TABLE registration_drafts DROP COLUMN language;
ALTER TABLE registration_drafts DROP COLUMN outcome;
