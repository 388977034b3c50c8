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
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX review_notes_member_id_idx ON review_notes (member_id, id);
CREATE INDEX review_notes_author_id_idx ON review_notes (author_id);

-- review_assignments (C1): who looks after which registration or proposal.
CREATE TABLE review_assignments (
    member_id   BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    reviewer_id BIGINT NOT NULL REFERENCES members (id) ON DELETE CASCADE,
    assigned_at TIMESTAMPTZ NOT NULL
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
    payload    JSONB NOT NULL DEFAULT '{}',
    created_at TIMESTAMPTZ NOT NULL
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

-- Finds any part of the words from three characters on. A server without the
-- extension finds them too, more slowly.
-- +goose StatementBegin
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX member_lookup_words_idx ON member_lookup USING gin (words gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR undefined_file OR feature_not_supported OR undefined_object THEN
    RAISE NOTICE 'pg_trgm is not at hand: members are searched without an index';
END
$$;
-- +goose StatementEnd

INSERT INTO member_lookup (member_id, words, name_key, phone_key, card_key)
SELECT m.id,
       lower(m.first_name || ' ' || m.last_name || ' ' || m.email || ' ' || coalesce(o.name || ' ' || o.wall_name, '')),
       trim(lower(trim(m.last_name) || ' ' || trim(m.first_name))),
       right(regexp_replace(m.mobile, '[^0-9]', '', 'g'), 9),
       lower(replace(coalesce(p.personal ->> 'no_carte_presse', ''), ' ', ''))
FROM members m LEFT JOIN organisations o ON o.id = m.organisation_id LEFT JOIN profiles p ON p.member_id = m.id;

-- +goose StatementBegin
CREATE FUNCTION look_up_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO member_lookup (member_id, words, name_key, phone_key) VALUES (
        new.id,
        lower(new.first_name || ' ' || new.last_name || ' ' || new.email || ' ' ||
              coalesce((SELECT o.name || ' ' || o.wall_name FROM organisations o WHERE o.id = new.organisation_id), '')),
        trim(lower(trim(new.last_name) || ' ' || trim(new.first_name))),
        right(regexp_replace(new.mobile, '[^0-9]', '', 'g'), 9))
    ON CONFLICT (member_id) DO UPDATE
    SET words = excluded.words, name_key = excluded.name_key, phone_key = excluded.phone_key;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION look_up_press_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE member_lookup SET card_key = lower(replace(coalesce(new.personal ->> 'no_carte_presse', ''), ' ', ''))
    WHERE member_id = new.member_id;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE FUNCTION look_up_staff() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE member_lookup l
    SET words = lower(m.first_name || ' ' || m.last_name || ' ' || m.email || ' ' || new.name || ' ' || new.wall_name)
    FROM members m WHERE m.id = l.member_id AND m.organisation_id = new.id;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
CREATE TRIGGER members_lookup_added AFTER INSERT ON members FOR EACH ROW EXECUTE FUNCTION look_up_member();
CREATE TRIGGER members_lookup_changed AFTER UPDATE OF first_name, last_name, email, mobile, organisation_id ON members
    FOR EACH ROW EXECUTE FUNCTION look_up_member();
CREATE TRIGGER profiles_lookup_added AFTER INSERT ON profiles FOR EACH ROW EXECUTE FUNCTION look_up_press_card();
CREATE TRIGGER profiles_lookup_changed AFTER UPDATE OF personal ON profiles FOR EACH ROW EXECUTE FUNCTION look_up_press_card();
CREATE TRIGGER organisations_lookup_changed AFTER UPDATE OF name, wall_name ON organisations
    FOR EACH ROW WHEN (old.name <> new.name OR old.wall_name <> new.wall_name) EXECUTE FUNCTION look_up_staff();

-- The administrators' list puts those who never signed in last.
DROP INDEX members_last_login_idx;
CREATE INDEX members_last_login_idx ON members (last_login_at DESC NULLS LAST, id DESC) WHERE active AND deleted_at IS NULL;

-- +goose Down
DROP INDEX members_last_login_idx;
CREATE INDEX members_last_login_idx ON members (last_login_at DESC, id DESC) WHERE active AND deleted_at IS NULL;
DROP TRIGGER organisations_lookup_changed ON organisations;
DROP TRIGGER profiles_lookup_changed ON profiles;
DROP TRIGGER profiles_lookup_added ON profiles;
DROP TRIGGER members_lookup_changed ON members;
DROP TRIGGER members_lookup_added ON members;
DROP FUNCTION look_up_staff();
DROP FUNCTION look_up_press_card();
DROP FUNCTION look_up_member();
DROP TABLE member_lookup;
DROP TABLE review_letters;
DROP TABLE review_assignments;
DROP TABLE review_notes;
