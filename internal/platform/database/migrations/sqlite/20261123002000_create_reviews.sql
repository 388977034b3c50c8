-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- The review of registrations and changes (spec 02 §8, §19.3), and what finds
-- members by a part of a name, an address or an employer.
-- +goose Up

-- review_notes (C2, kept as long as the member): what the staff writes about a
-- registration, what it asks the applicant, what the applicant answers.
CREATE TABLE review_notes (
    id         BIGINT PRIMARY KEY,
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    author_id  BIGINT REFERENCES members (id) ON DELETE SET NULL,
    kind       TEXT NOT NULL CHECK (kind IN ('note', 'question', 'answer')),
    body       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX review_notes_member_id_idx ON review_notes (member_id, id);
CREATE INDEX review_notes_author_id_idx ON review_notes (author_id);

-- review_assignments (C1): who looks after which registration or proposal.
CREATE TABLE review_assignments (
    member_id   BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    reviewer_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    assigned_at TIMESTAMP NOT NULL
);
CREATE INDEX review_assignments_reviewer_id_idx ON review_assignments (reviewer_id);

-- review_letters (C2, deleted once sent, after 30 days at the latest): letters
-- about a decision, to the address of that moment: the one of a refused account
-- is free at once.
CREATE TABLE review_letters (
    id         BIGINT PRIMARY KEY,
    member_id  BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    address    TEXT NOT NULL,
    payload    TEXT NOT NULL DEFAULT '{}',
    created_at TIMESTAMP NOT NULL
);
CREATE INDEX review_letters_member_id_idx ON review_letters (member_id);
CREATE INDEX review_letters_created_at_idx ON review_letters (created_at);

-- member_lookup (C2, as long as the member): what members are found by, kept
-- by triggers so that no way of writing a member can forget it. Keys compare
-- names, the last nine digits of telephones and numbers of press cards.
CREATE TABLE member_lookup (
    member_id BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    words     TEXT NOT NULL DEFAULT '',
    name_key  TEXT NOT NULL DEFAULT '',
    phone_key TEXT NOT NULL DEFAULT '',
    card_key  TEXT NOT NULL DEFAULT ''
);
CREATE INDEX member_lookup_name_key_idx ON member_lookup (name_key) WHERE name_key <> '';
CREATE INDEX member_lookup_phone_key_idx ON member_lookup (phone_key) WHERE phone_key <> '';
CREATE INDEX member_lookup_card_key_idx ON member_lookup (card_key) WHERE card_key <> '';

-- Finds any part of the words from three characters on. What is deleted leaves
-- nothing behind.
CREATE VIRTUAL TABLE member_lookup_index USING fts5 (words, content='member_lookup', content_rowid='member_id', tokenize='trigram');
INSERT INTO member_lookup_index (member_lookup_index, rank) VALUES ('secure-delete', 1);

-- +goose StatementBegin
CREATE TRIGGER member_lookup_added AFTER INSERT ON member_lookup BEGIN
    INSERT INTO member_lookup_index (rowid, words) VALUES (new.member_id, new.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER member_lookup_changed AFTER UPDATE OF words ON member_lookup WHEN old.words <> new.words BEGIN
    INSERT INTO member_lookup_index (member_lookup_index, rowid, words) VALUES ('delete', old.member_id, old.words);
    INSERT INTO member_lookup_index (rowid, words) VALUES (new.member_id, new.words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER member_lookup_removed AFTER DELETE ON member_lookup BEGIN
    INSERT INTO member_lookup_index (member_lookup_index, rowid, words) VALUES ('delete', old.member_id, old.words);
END;
-- +goose StatementEnd

INSERT INTO member_lookup (member_id, words, name_key, phone_key, card_key)
SELECT m.id,
       lower(m.first_name || ' ' || m.last_name || ' ' || m.email || ' ' || coalesce(o.name || ' ' || o.wall_name, '')),
       trim(lower(trim(m.last_name) || ' ' || trim(m.first_name))),
       substr(replace(replace(replace(replace(replace(replace(m.mobile, ' ', ''), '.', ''), '-', ''), '(', ''), ')', ''), '+', ''), -9),
       lower(replace(coalesce(json_extract(p.personal, '$.no_carte_presse'), ''), ' ', ''))
FROM members m LEFT JOIN organisations o ON o.id = m.organisation_id LEFT JOIN profiles p ON p.member_id = m.id;

-- +goose StatementBegin
CREATE TRIGGER members_lookup_added AFTER INSERT ON members BEGIN
    INSERT INTO member_lookup (member_id, words, name_key, phone_key) VALUES (
        new.id,
        lower(new.first_name || ' ' || new.last_name || ' ' || new.email || ' ' ||
              coalesce((SELECT o.name || ' ' || o.wall_name FROM organisations o WHERE o.id = new.organisation_id), '')),
        trim(lower(trim(new.last_name) || ' ' || trim(new.first_name))),
        substr(replace(replace(replace(replace(replace(replace(new.mobile, ' ', ''), '.', ''), '-', ''), '(', ''), ')', ''), '+', ''), -9));
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER members_lookup_changed AFTER UPDATE OF first_name, last_name, email, mobile, organisation_id ON members BEGIN
    UPDATE member_lookup SET
        words = lower(new.first_name || ' ' || new.last_name || ' ' || new.email || ' ' ||
                      coalesce((SELECT o.name || ' ' || o.wall_name FROM organisations o WHERE o.id = new.organisation_id), '')),
        name_key = trim(lower(trim(new.last_name) || ' ' || trim(new.first_name))),
        phone_key = substr(replace(replace(replace(replace(replace(replace(new.mobile, ' ', ''), '.', ''), '-', ''), '(', ''), ')', ''), '+', ''), -9)
    WHERE member_id = new.id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER profiles_lookup_added AFTER INSERT ON profiles BEGIN
    UPDATE member_lookup SET card_key = lower(replace(coalesce(json_extract(new.personal, '$.no_carte_presse'), ''), ' ', ''))
    WHERE member_id = new.member_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER profiles_lookup_changed AFTER UPDATE OF personal ON profiles BEGIN
    UPDATE member_lookup SET card_key = lower(replace(coalesce(json_extract(new.personal, '$.no_carte_presse'), ''), ' ', ''))
    WHERE member_id = new.member_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER organisations_lookup_changed AFTER UPDATE OF name, wall_name ON organisations
WHEN old.name <> new.name OR old.wall_name <> new.wall_name BEGIN
    UPDATE member_lookup SET words = (
        SELECT lower(m.first_name || ' ' || m.last_name || ' ' || m.email || ' ' || new.name || ' ' || new.wall_name)
        FROM members m WHERE m.id = member_lookup.member_id)
    WHERE member_id IN (SELECT m.id FROM members m WHERE m.organisation_id = new.id);
END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER organisations_lookup_changed;
DROP TRIGGER profiles_lookup_changed;
DROP TRIGGER profiles_lookup_added;
DROP TRIGGER members_lookup_changed;
DROP TRIGGER members_lookup_added;
DROP TABLE member_lookup;
DROP TABLE member_lookup_index;
DROP TABLE review_letters;
DROP TABLE review_assignments;
DROP TABLE review_notes;
