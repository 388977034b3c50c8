-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- What protects accounts besides the password (spec 02 §9, §19.5): second
-- factors, the letters that tell of changes, and the count of attempts.
-- +goose Up

-- account_letters (C2; kept 7 days): security mails that wait to be sent.
CREATE TABLE account_letters (
    id         BIGINT PRIMARY KEY,
    kind       TEXT NOT NULL,
    member_id  BIGINT REFERENCES members (id) ON DELETE CASCADE, -- null: looked up by recipient
    recipient  TEXT NOT NULL,
    details    JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX account_letters_member_id_idx ON account_letters (member_id);
CREATE INDEX account_letters_created_at_idx ON account_letters (created_at);

-- account_attempts (C2; kept 1 day): what is limited for all nodes together;
-- the name is a sum of what is counted.
CREATE TABLE account_attempts (
    id   BIGINT PRIMARY KEY,
    name TEXT NOT NULL,
    at   TIMESTAMPTZ NOT NULL
);
CREATE INDEX account_attempts_name_idx ON account_attempts (name, at);
CREATE INDEX account_attempts_at_idx ON account_attempts (at);

-- one_time_codes (C3: secret, sealed; kept until it is taken away or the account
-- is closed): the application that draws a member's codes.
CREATE TABLE one_time_codes (
    member_id    BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    secret       TEXT NOT NULL,
    last_step    BIGINT NOT NULL DEFAULT 0, -- of the last code used: none is used twice
    created_at   TIMESTAMPTZ NOT NULL,
    confirmed_at TIMESTAMPTZ
);

-- recovery_codes (C3: sums only; kept until used or drawn again).
CREATE TABLE recovery_codes (
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    hash       TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (member_id, hash)
);

-- passkeys (C2: public keys and their names; kept until taken away or the
-- account is closed).
CREATE TABLE passkeys (
    id            BIGINT PRIMARY KEY,
    member_id     BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    credential_id TEXT NOT NULL,
    credential    BYTEA NOT NULL,
    name          TEXT NOT NULL,
    created_at    TIMESTAMPTZ NOT NULL,
    last_used_at  TIMESTAMPTZ
);
CREATE UNIQUE INDEX passkeys_credential_key ON passkeys (credential_id);
CREATE INDEX passkeys_member_id_idx ON passkeys (member_id);

-- +goose Down
DROP TABLE passkeys;
DROP TABLE recovery_codes;
DROP TABLE one_time_codes;
DROP TABLE account_attempts;
DROP TABLE account_letters;
