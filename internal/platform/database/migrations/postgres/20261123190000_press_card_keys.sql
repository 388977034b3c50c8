-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- One press card is found however it is written (spec 02 §19.3): « n° 55 444 »,
-- « 55.444 » and « 55444 » are the same.
-- +goose Up

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION look_up_press_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE member_lookup SET card_key = ltrim(replace(fold_name(coalesce(new.personal ->> 'no_carte_presse', '')), ' ', ''), 'abcdefghijklmnopqrstuvwxyz°º#')
    WHERE member_id = new.member_id;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
UPDATE member_lookup l SET card_key = ltrim(replace(fold_name(coalesce(p.personal ->> 'no_carte_presse', '')), ' ', ''), 'abcdefghijklmnopqrstuvwxyz°º#') FROM profiles p WHERE p.member_id = l.member_id;

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION look_up_press_card() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE member_lookup SET card_key = lower(replace(coalesce(new.personal ->> 'no_carte_presse', ''), ' ', ''))
    WHERE member_id = new.member_id;
    RETURN NULL;
END
$$;
-- +goose StatementEnd
UPDATE member_lookup l SET card_key = lower(replace(coalesce(p.personal ->> 'no_carte_presse', ''), ' ', '')) FROM profiles p WHERE p.member_id = l.member_id;
