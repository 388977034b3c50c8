-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- +goose Up

-- Serves the directory of organisations, which each process keeps in memory and
-- brings up to date with what has changed (spec 05 §4.5).
CREATE INDEX organisations_modified_at_idx ON organisations (modified_at);

-- +goose Down
DROP INDEX organisations_modified_at_idx;
