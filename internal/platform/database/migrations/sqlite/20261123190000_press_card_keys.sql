-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- One press card is found however it is written (spec 02 §19.3): « n° 55 444 »,
-- « 55.444 » and « 55444 » are the same.
-- +goose Up

DROP TRIGGER profiles_lookup_changed;
DROP TRIGGER profiles_lookup_added;
-- +goose StatementBegin
CREATE TRIGGER profiles_lookup_added AFTER INSERT ON profiles BEGIN
    UPDATE member_lookup SET card_key = ltrim(replace(fold_name(coalesce(json_extract(new.personal, '$.no_carte_presse'), '')), ' ', ''), 'abcdefghijklmnopqrstuvwxyz°º#')
    WHERE member_id = new.member_id;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER profiles_lookup_changed AFTER UPDATE OF personal ON profiles BEGIN
    UPDATE member_lookup SET card_key = ltrim(replace(fold_name(coalesce(json_extract(new.personal, '$.no_carte_presse'), '')), ' ', ''), 'abcdefghijklmnopqrstuvwxyz°º#')
    WHERE member_id = new.member_id;
END;
-- +goose StatementEnd
UPDATE member_lookup SET card_key = coalesce((SELECT ltrim(replace(fold_name(coalesce(json_extract(p.personal, '$.no_carte_presse'), '')), ' ', ''), 'abcdefghijklmnopqrstuvwxyz°º#') FROM profiles p WHERE p.member_id = member_lookup.member_id), '');

-- +goose Down
DROP TRIGGER profiles_lookup_changed;
DROP TRIGGER profiles_lookup_added;
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
UPDATE member_lookup SET card_key = coalesce((SELECT lower(replace(coalesce(json_extract(p.personal, '$.no_carte_presse'), ''), ' ', '')) FROM profiles p WHERE p.member_id = member_lookup.member_id), '');
