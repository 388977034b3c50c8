-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- How people become members and stay so (spec 02 §3): registration in
-- progress, proposals that wait for approval, invitations, links sent by mail.
-- +goose Up

ALTER TABLE members ADD COLUMN photo_credit TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN cover_credit TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN press_card TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN terms_version TEXT NOT NULL DEFAULT '';
ALTER TABLE members ADD COLUMN email_verified_at TIMESTAMPTZ;
ALTER TABLE members ADD COLUMN closing_at TIMESTAMPTZ;
ALTER TABLE members ADD COLUMN anonymised_at TIMESTAMPTZ;
-- Serves the queue of the editorial team, newest first.
CREATE INDEX members_pending_idx ON members (validation_status, submitted_at DESC, id DESC) WHERE NOT active AND deleted_at IS NULL;
-- Serves the administrators' list.
CREATE INDEX members_last_login_idx ON members (last_login_at DESC, id DESC) WHERE active AND deleted_at IS NULL;
CREATE INDEX members_recovery_email_idx ON members (recovery_email) WHERE recovery_email <> '';
-- Serves the daily anonymisation.
CREATE INDEX members_closing_at_idx ON members (closing_at) WHERE closing_at IS NOT NULL;

-- registration_drafts (C2; C3: password_hash, token_hash; kept 7 days): the
-- questionnaire being filled in by a visitor, or by a member who edits a
-- profile.
CREATE TABLE registration_drafts (
    id                BIGINT PRIMARY KEY,
    token_hash        TEXT NOT NULL,
    member_id         BIGINT REFERENCES members (id) ON DELETE CASCADE,
    survey_profile    TEXT NOT NULL DEFAULT '',
    email             TEXT NOT NULL DEFAULT '',
    password_hash     TEXT NOT NULL DEFAULT '',
    answers           JSONB NOT NULL DEFAULT '{}',
    complete          BOOLEAN NOT NULL DEFAULT FALSE,
    organisation_id   BIGINT REFERENCES organisations (id),
    email_verified_at TIMESTAMPTZ,
    created_at        TIMESTAMPTZ NOT NULL,
    modified_at       TIMESTAMPTZ NOT NULL,
    expires_at        TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX registration_drafts_token_key ON registration_drafts (token_hash);
CREATE UNIQUE INDEX registration_drafts_member_key ON registration_drafts (member_id) WHERE member_id IS NOT NULL;
CREATE INDEX registration_drafts_organisation_id_idx ON registration_drafts (organisation_id);
CREATE INDEX registration_drafts_expires_at_idx ON registration_drafts (expires_at);

-- profile_proposals (C2): changes of critical fields that wait for approval,
-- one a member (spec 02 §6.2).
CREATE TABLE profile_proposals (
    member_id      BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    survey_profile TEXT NOT NULL,
    answers        JSONB NOT NULL,
    changed        JSONB NOT NULL,
    submitted_at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX profile_proposals_submitted_at_idx ON profile_proposals (submitted_at DESC, member_id DESC);

-- organisation_invitations (C2): addresses invited to join an organisation.
CREATE TABLE organisation_invitations (
    id              BIGINT PRIMARY KEY,
    organisation_id BIGINT NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
    email           TEXT NOT NULL,
    invited_by      BIGINT REFERENCES members (id) ON DELETE SET NULL,
    created_at      TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX organisation_invitations_key ON organisation_invitations (organisation_id, email);
CREATE INDEX organisation_invitations_email_idx ON organisation_invitations (email);
CREATE INDEX organisation_invitations_invited_by_idx ON organisation_invitations (invited_by);

-- account_tokens (C3, kept until they expire): links sent by mail, by hash.
CREATE TABLE account_tokens (
    hash       TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    member_id  BIGINT REFERENCES members (id) ON DELETE CASCADE,
    email      TEXT NOT NULL DEFAULT '',
    payload    JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX account_tokens_member_id_idx ON account_tokens (member_id, kind);
CREATE INDEX account_tokens_expires_at_idx ON account_tokens (expires_at);

-- +goose Down
DROP TABLE account_tokens;
DROP TABLE organisation_invitations;
DROP TABLE profile_proposals;
DROP TABLE registration_drafts;
DROP INDEX members_closing_at_idx;
DROP INDEX members_recovery_email_idx;
DROP INDEX members_last_login_idx;
DROP INDEX members_pending_idx;
ALTER TABLE members DROP COLUMN anonymised_at;
ALTER TABLE members DROP COLUMN closing_at;
ALTER TABLE members DROP COLUMN email_verified_at;
ALTER TABLE members DROP COLUMN terms_version;
ALTER TABLE members DROP COLUMN press_card;
ALTER TABLE members DROP COLUMN cover_credit;
ALTER TABLE members DROP COLUMN photo_credit;
