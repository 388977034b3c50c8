-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Look-alikes are found whatever the accents, hyphens and case of their names
-- (spec 02 §19.3): « Zoe Etienne » is « Zoé Étienne ».
-- +goose Up

-- fold_name is a function of the program (internal/platform/database).
DROP TRIGGER members_lookup_changed;
DROP TRIGGER members_lookup_added;
-- +goose StatementBegin
CREATE TRIGGER members_lookup_added AFTER INSERT ON members BEGIN
    INSERT INTO member_lookup (member_id, words, name_key, phone_key) VALUES (
        new.id,
        lower(new.first_name || ' ' || new.last_name || ' ' || new.email || ' ' ||
              coalesce((SELECT o.name || ' ' || o.wall_name FROM organisations o WHERE o.id = new.organisation_id), '')),
        fold_name(new.last_name || ' ' || new.first_name),
        substr(replace(replace(replace(replace(replace(replace(new.mobile, ' ', ''), '.', ''), '-', ''), '(', ''), ')', ''), '+', ''), -9));
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER members_lookup_changed AFTER UPDATE OF first_name, last_name, email, mobile, organisation_id ON members BEGIN
    UPDATE member_lookup SET
        words = lower(new.first_name || ' ' || new.last_name || ' ' || new.email || ' ' ||
                      coalesce((SELECT o.name || ' ' || o.wall_name FROM organisations o WHERE o.id = new.organisation_id), '')),
        name_key = fold_name(new.last_name || ' ' || new.first_name),
        phone_key = substr(replace(replace(replace(replace(replace(replace(new.mobile, ' ', ''), '.', ''), '-', ''), '(', ''), ')', ''), '+', ''), -9)
    WHERE member_id = new.id;
END;
-- +goose StatementEnd

UPDATE member_lookup SET name_key = coalesce((SELECT fold_name(m.last_name || ' ' || m.first_name) FROM members m WHERE m.id = member_lookup.member_id), '');

-- +goose Down
DROP TRIGGER members_lookup_changed;
DROP TRIGGER members_lookup_added;
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
UPDATE member_lookup SET name_key = coalesce((SELECT trim(lower(trim(m.last_name) || ' ' || trim(m.first_name))) FROM members m WHERE m.id = member_lookup.member_id), '');
