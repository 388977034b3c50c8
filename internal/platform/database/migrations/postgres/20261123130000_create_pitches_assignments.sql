-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- The newsroom's pitches and assignments (spec 04 §3.2, §3.3). Both are C2:
-- only their author, who commissions and the editors asked may see them.
-- +goose Up
CREATE TABLE pitches (
    id              BIGINT PRIMARY KEY,
    owner_id        BIGINT NOT NULL REFERENCES members (id),
    outlet_id       BIGINT NOT NULL REFERENCES organisations (id),
    publisher_id    BIGINT REFERENCES organisations (id),
    title           TEXT NOT NULL DEFAULT '',
    brief           TEXT NOT NULL DEFAULT '',
    genre           TEXT NOT NULL DEFAULT '',
    section         TEXT NOT NULL DEFAULT '',
    topic           TEXT NOT NULL DEFAULT '',
    sector          TEXT NOT NULL DEFAULT '',
    language        TEXT NOT NULL DEFAULT 'fr',
    country         TEXT NOT NULL DEFAULT '',
    town            TEXT NOT NULL DEFAULT '',
    status          TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'public', 'archived')),
    outcome         TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'accepted', 'declined')),
    valid_until     TIMESTAMPTZ NOT NULL,
    issue_at        TIMESTAMPTZ NOT NULL,
    submitted_at    TIMESTAMPTZ,
    answered_by     BIGINT REFERENCES members (id),
    answered_at     TIMESTAMPTZ,
    answer_reason   TEXT NOT NULL DEFAULT '',
    version         BIGINT NOT NULL DEFAULT 1,
    created_at      TIMESTAMPTZ NOT NULL,
    modified_at     TIMESTAMPTZ NOT NULL,
    deleted_at      TIMESTAMPTZ,
    title_key       TEXT COLLATE "C" NOT NULL DEFAULT '',
    CHECK ((status = 'archived') = (outcome <> ''))
);
-- Serve the lists: the author's own, and what an outlet has received.
CREATE INDEX pitches_owner_id_idx ON pitches (owner_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX pitches_outlet_id_idx ON pitches (outlet_id, status, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX pitches_publisher_id_idx ON pitches (publisher_id);
CREATE INDEX pitches_answered_by_idx ON pitches (answered_by);

-- Counter-offers (contre-propositions) of an editor about a pitch.
CREATE TABLE pitch_offers (
    id            BIGINT PRIMARY KEY,
    pitch_id      BIGINT NOT NULL REFERENCES pitches (id) ON DELETE CASCADE,
    editor_id     BIGINT NOT NULL REFERENCES members (id),
    copy_deadline TIMESTAMPTZ,
    issue_at      TIMESTAMPTZ,
    fee           BIGINT NOT NULL DEFAULT 0 CHECK (fee >= 0),
    message       TEXT NOT NULL DEFAULT '',
    status        TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'accepted', 'declined', 'withdrawn')),
    created_at    TIMESTAMPTZ NOT NULL,
    closed_at     TIMESTAMPTZ
);
CREATE INDEX pitch_offers_pitch_id_idx ON pitch_offers (pitch_id, id);
CREATE INDEX pitch_offers_editor_id_idx ON pitch_offers (editor_id);
-- An author has one counter-offer at a time to answer.
CREATE UNIQUE INDEX pitch_offers_open_idx ON pitch_offers (pitch_id) WHERE status = 'open';

CREATE TABLE assignments (
    id              BIGINT PRIMARY KEY,
    owner_id        BIGINT NOT NULL REFERENCES members (id),
    commissioner_id BIGINT NOT NULL REFERENCES members (id),
    outlet_id       BIGINT NOT NULL REFERENCES organisations (id),
    publisher_id    BIGINT REFERENCES organisations (id),
    pitch_id        BIGINT REFERENCES pitches (id) ON DELETE SET NULL,
    title           TEXT NOT NULL DEFAULT '',
    brief           TEXT NOT NULL DEFAULT '',
    genre           TEXT NOT NULL DEFAULT '',
    section         TEXT NOT NULL DEFAULT '',
    topic           TEXT NOT NULL DEFAULT '',
    sector          TEXT NOT NULL DEFAULT '',
    language        TEXT NOT NULL DEFAULT 'fr',
    country         TEXT NOT NULL DEFAULT '',
    town            TEXT NOT NULL DEFAULT '',
    status          TEXT NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'pending', 'public', 'rejected')),
    fee             BIGINT NOT NULL DEFAULT 0 CHECK (fee >= 0),
    valid_until     TIMESTAMPTZ NOT NULL,
    copy_deadline   TIMESTAMPTZ NOT NULL,
    issue_at        TIMESTAMPTZ NOT NULL,
    pay_at          TIMESTAMPTZ NOT NULL,
    confirmed_at    TIMESTAMPTZ,
    agreed_at       TIMESTAMPTZ,
    delivered_at    TIMESTAMPTZ,
    closed_by       BIGINT REFERENCES members (id),
    closed_at       TIMESTAMPTZ,
    close_reason    TEXT NOT NULL DEFAULT '',
    version         BIGINT NOT NULL DEFAULT 1,
    created_at      TIMESTAMPTZ NOT NULL,
    modified_at     TIMESTAMPTZ NOT NULL,
    deleted_at      TIMESTAMPTZ,
    title_key       TEXT COLLATE "C" NOT NULL DEFAULT ''
);
-- Serve the lists: what one writes, and what one has commissioned.
CREATE INDEX assignments_owner_id_idx ON assignments (owner_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX assignments_commissioner_id_idx ON assignments (commissioner_id, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX assignments_outlet_id_idx ON assignments (outlet_id);
CREATE INDEX assignments_publisher_id_idx ON assignments (publisher_id);
CREATE INDEX assignments_closed_by_idx ON assignments (closed_by);
-- A pitch is accepted once.
CREATE UNIQUE INDEX assignments_pitch_id_idx ON assignments (pitch_id);

ALTER TABLE articles ADD COLUMN assignment_id BIGINT REFERENCES assignments (id) ON DELETE SET NULL;
-- An assignment is fulfilled by one article.
CREATE UNIQUE INDEX articles_assignment_id_idx ON articles (assignment_id) WHERE deleted_at IS NULL;

-- +goose Down
DROP INDEX articles_assignment_id_idx;
ALTER TABLE articles DROP COLUMN assignment_id;
DROP TABLE assignments;
DROP TABLE pitch_offers;
DROP TABLE pitches;
