-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors

-- +goose Up

-- Mails sent, to keep to the weekly quota of each recipient.
-- C2: an address. Kept 90 days.
CREATE TABLE email_log (
    id        BIGINT PRIMARY KEY,
    recipient TEXT NOT NULL,
    sent_at   TIMESTAMP NOT NULL,
    kind      TEXT NOT NULL DEFAULT ''
);

-- Serves the quota: one recipient, a period.
CREATE INDEX email_log_recipient_idx ON email_log (recipient, sent_at);

-- Serves the nightly purge.
CREATE INDEX email_log_sent_at_idx ON email_log (sent_at);

-- Mails kept instead of sent (capture mode), read at /dev/mail.
-- C3: they hold live links. Never filled in production. Kept 90 days.
CREATE TABLE mail_messages (
    id         BIGINT PRIMARY KEY,
    message_id TEXT NOT NULL UNIQUE,
    recipient  TEXT NOT NULL,
    subject    TEXT NOT NULL,
    html       TEXT NOT NULL DEFAULT '',
    text       TEXT NOT NULL DEFAULT '',
    headers    TEXT NOT NULL DEFAULT '{}',
    created_at TIMESTAMP NOT NULL
);

-- Serves the nightly purge.
CREATE INDEX mail_messages_created_at_idx ON mail_messages (created_at);

-- +goose Down
DROP TABLE mail_messages;
DROP TABLE email_log;
