-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Look-alikes are found whatever the accents, hyphens and case of their names
-- (spec 02 §19.3): « Zoe Etienne » is « Zoé Étienne ».
-- +goose Up

-- +goose StatementBegin
CREATE FUNCTION fold_name(name TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT trim(regexp_replace(
        regexp_replace(replace(replace(replace(lower(normalize(name, NFD)), 'œ', 'oe'), 'æ', 'ae'), 'ß', 'ss'), '[\u0300-\u036f]', '', 'g'),
        '[-_.,;:·/()''’‘"‐‑–\u00a0\u202f[:space:]]+', ' ', 'g'))
$$;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION look_up_member() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO member_lookup (member_id, words, name_key, phone_key) VALUES (
        new.id,
        lower(new.first_name || ' ' || new.last_name || ' ' || new.email || ' ' ||
              coalesce((SELECT o.name || ' ' || o.wall_name FROM organisations o WHERE o.id = new.organisation_id), '')),
        fold_name(new.last_name || ' ' || new.first_name),
        right(regexp_replace(new.mobile, '[^0-9]', '', 'g'), 9))
    ON CONFLICT (member_id) DO UPDATE
    SET words = excluded.words, name_key = excluded.name_key, phone_key = excluded.phone_key;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
UPDATE member_lookup l SET name_key = fold_name(m.last_name || ' ' || m.first_name) FROM members m WHERE m.id = l.member_id;

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION look_up_member() RETURNS trigger LANGUAGE plpgsql AS $$
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
UPDATE member_lookup l SET name_key = trim(lower(trim(m.last_name) || ' ' || trim(m.first_name))) FROM members m WHERE m.id = l.member_id;
DROP FUNCTION fold_name(TEXT);
