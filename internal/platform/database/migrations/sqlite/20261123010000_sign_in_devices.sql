-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- A browser in which the member has signed in before is throttled by its own
-- failures, not by a stranger's (security checklist §3).
-- +goose Up

-- device (C2, kept 1 day with its row): number of that browser, '' for a
-- stranger's.
ALTER TABLE sign_in_failures ADD COLUMN device TEXT NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE sign_in_failures DROP COLUMN device;
