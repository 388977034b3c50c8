-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What refused applicants answered is kept for 30 days, no longer (spec 02 §13).
-- members.former_email (C2, for these 30 days): the address of a refused
-- applicant, free again, by which who registers again is recognised.
-- +goose Up

ALTER TABLE members ADD COLUMN former_email TEXT NOT NULL DEFAULT '';
CREATE INDEX members_former_email_idx ON members (former_email) WHERE former_email <> '';
UPDATE members SET password_hash = '', closing_at = deleted_at + INTERVAL '30 days'
WHERE validation_status = 'Inscription refusée' AND deleted_at IS NOT NULL AND closing_at IS NULL AND anonymised_at IS NULL;

-- +goose Down
DROP INDEX members_former_email_idx;
ALTER TABLE members DROP COLUMN former_email;
