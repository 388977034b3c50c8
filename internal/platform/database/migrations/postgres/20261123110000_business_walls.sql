-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- Everything an organisation says of itself, and how a Business Wall comes to
-- be, is run, and ends (spec 07 §4–§9, §14).
-- +goose Up

-- business_walls (C0; approval, billing contact: C2).
-- Its standing: what the payment provider and the staff said of it. The status
-- follows from these, whatever the order in which they were heard.
ALTER TABLE business_walls ADD COLUMN standing TEXT NOT NULL DEFAULT 'good' CHECK (standing IN ('good', 'suspended'));
ALTER TABLE business_walls ADD COLUMN standing_at TIMESTAMPTZ;
ALTER TABLE business_walls ADD COLUMN past_due_since TIMESTAMPTZ;
ALTER TABLE business_walls ADD COLUMN suspends_at TIMESTAMPTZ;
ALTER TABLE business_walls ADD COLUMN countdown BIGINT NOT NULL DEFAULT 0;
ALTER TABLE business_walls ADD COLUMN blocked_at TIMESTAMPTZ;
ALTER TABLE business_walls ADD COLUMN cancelled_at TIMESTAMPTZ;
ALTER TABLE business_walls ADD COLUMN replaces_id BIGINT;
ALTER TABLE business_walls ADD COLUMN employees BIGINT NOT NULL DEFAULT 0 CHECK (employees >= 0);
ALTER TABLE business_walls ADD COLUMN verification TEXT NOT NULL DEFAULT 'pending' CHECK (verification IN ('pending', 'verified', 'rejected'));
ALTER TABLE business_walls ADD COLUMN verification_comment TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN verified_at TIMESTAMPTZ;
ALTER TABLE business_walls ADD COLUMN verified_by BIGINT;
ALTER TABLE business_walls ADD COLUMN no_partner BOOLEAN NOT NULL DEFAULT FALSE;
-- Its people.
ALTER TABLE business_walls ADD COLUMN owner_job_title TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN owner_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN payer_is_owner BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE business_walls ADD COLUMN payer_first_name TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN payer_last_name TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN payer_service TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN payer_email TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN payer_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN payer_address TEXT NOT NULL DEFAULT '';
-- Its sheet.
ALTER TABLE business_walls ADD COLUMN logo_copyright TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN cover_copyright TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN siren TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN siret TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN vat_number TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN approval TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN official_name TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN group_name TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN institution_name TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN entity_name TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN press_name TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN clients TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN editorial_line TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN audience TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN periodicity TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN size TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN postal_address TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN geolocation TEXT NOT NULL DEFAULT '';
ALTER TABLE business_walls ADD COLUMN organisation_types JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN organisation_type_details JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN press_types JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN agency_types JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN sector_categories JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN politics_interests JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN politics_interest_details JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN economy_interests JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN economy_interest_details JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN association_interests JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN association_interest_details JSONB NOT NULL DEFAULT '[]';
ALTER TABLE business_walls ADD COLUMN postcode TEXT;
ALTER TABLE business_walls ADD COLUMN department TEXT;
ALTER TABLE business_walls ADD COLUMN city TEXT;

-- One wall in force per organisation, suspended ones included: none can come
-- back beside another. One draft of each type.
DROP INDEX business_walls_active_key;
CREATE UNIQUE INDEX business_walls_active_key ON business_walls (organisation_id) WHERE status IN ('active', 'suspended');
CREATE UNIQUE INDEX business_walls_draft_key ON business_walls (organisation_id, type) WHERE status = 'draft';
-- Serves the queue of walls to verify.
CREATE INDEX business_walls_verification_idx ON business_walls (verification, id) WHERE status IN ('active', 'suspended');
-- Serves the daily countdown to suspension.
CREATE INDEX business_walls_suspends_at_idx ON business_walls (suspends_at) WHERE suspends_at IS NOT NULL;
-- Serves the choice of an agency, by name.
CREATE INDEX business_walls_type_idx ON business_walls (type, status, name, id);

-- One owner a wall.
CREATE UNIQUE INDEX wall_roles_owner_key ON wall_roles (wall_id) WHERE role = 'BW_OWNER' AND status = 'accepted';
-- Serves the nightly expiry.
CREATE INDEX wall_roles_pending_idx ON wall_roles (invited_at) WHERE status = 'pending';
ALTER TABLE wall_roles ADD COLUMN invited_by BIGINT;

ALTER TABLE partnerships ADD COLUMN message TEXT NOT NULL DEFAULT '';
ALTER TABLE partnerships ADD COLUMN starts_at TIMESTAMPTZ;
ALTER TABLE partnerships ADD COLUMN revoked_at TIMESTAMPTZ;
ALTER TABLE partnerships ADD COLUMN notes TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX partnerships_open_key ON partnerships (client_id, agency_id) WHERE status IN ('invited', 'accepted', 'active');
CREATE INDEX partnerships_invited_at_idx ON partnerships (invited_at) WHERE status = 'invited';
CREATE INDEX partnerships_ends_at_idx ON partnerships (ends_at) WHERE ends_at IS NOT NULL;

-- wall_images (C0): the gallery, positions from 0 without holes.
CREATE TABLE wall_images (
    id         BIGINT PRIMARY KEY,
    wall_id    BIGINT NOT NULL REFERENCES business_walls (id) ON DELETE CASCADE,
    media_name TEXT NOT NULL REFERENCES media_files (name),
    caption    TEXT NOT NULL DEFAULT '',
    copyright  TEXT NOT NULL DEFAULT '',
    position   BIGINT NOT NULL CHECK (position >= 0),
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX wall_images_wall_id_idx ON wall_images (wall_id, position);
CREATE INDEX wall_images_media_name_idx ON wall_images (media_name);

-- wall_applications (C2, kept until activation or reset): where a member stands
-- on the way to a Business Wall, one a member.
CREATE TABLE wall_applications (
    member_id         BIGINT PRIMARY KEY REFERENCES members (id) ON DELETE CASCADE,
    type              TEXT NOT NULL DEFAULT '',
    type_confirmed    BOOLEAN NOT NULL DEFAULT FALSE,
    contacts_given    BOOLEAN NOT NULL DEFAULT FALSE,
    organisation_name TEXT NOT NULL DEFAULT '',
    owner_job_title   TEXT NOT NULL DEFAULT '',
    owner_phone       TEXT NOT NULL DEFAULT '',
    payer_is_owner    BOOLEAN NOT NULL DEFAULT TRUE,
    payer_first_name  TEXT NOT NULL DEFAULT '',
    payer_last_name   TEXT NOT NULL DEFAULT '',
    payer_service     TEXT NOT NULL DEFAULT '',
    payer_email       TEXT NOT NULL DEFAULT '',
    payer_phone       TEXT NOT NULL DEFAULT '',
    payer_address     TEXT NOT NULL DEFAULT '',
    quantity          BIGINT NOT NULL DEFAULT 0 CHECK (quantity >= 0),
    terms_accepted_at TIMESTAMPTZ,
    terms_version     TEXT NOT NULL DEFAULT '',
    manages_alone     BOOLEAN NOT NULL DEFAULT FALSE,
    publishes_alone   BOOLEAN NOT NULL DEFAULT FALSE,
    all_missions      BOOLEAN NOT NULL DEFAULT FALSE,
    no_partner        BOOLEAN NOT NULL DEFAULT FALSE,
    wall_id           BIGINT REFERENCES business_walls (id) ON DELETE SET NULL,
    modified_at       TIMESTAMPTZ NOT NULL
);
CREATE INDEX wall_applications_wall_id_idx ON wall_applications (wall_id);

-- +goose Down
DROP TABLE wall_applications;
DROP TABLE wall_images;
DROP INDEX partnerships_ends_at_idx;
DROP INDEX partnerships_invited_at_idx;
DROP INDEX partnerships_open_key;
ALTER TABLE partnerships DROP COLUMN notes;
ALTER TABLE partnerships DROP COLUMN revoked_at;
ALTER TABLE partnerships DROP COLUMN starts_at;
ALTER TABLE partnerships DROP COLUMN message;
ALTER TABLE wall_roles DROP COLUMN invited_by;
DROP INDEX wall_roles_pending_idx;
DROP INDEX wall_roles_owner_key;
DROP INDEX business_walls_type_idx;
DROP INDEX business_walls_suspends_at_idx;
DROP INDEX business_walls_verification_idx;
DROP INDEX business_walls_draft_key;
DROP INDEX business_walls_active_key;
CREATE UNIQUE INDEX business_walls_active_key ON business_walls (organisation_id) WHERE status = 'active';
ALTER TABLE business_walls DROP COLUMN organisation_types;
ALTER TABLE business_walls DROP COLUMN organisation_type_details;
ALTER TABLE business_walls DROP COLUMN press_types;
ALTER TABLE business_walls DROP COLUMN agency_types;
ALTER TABLE business_walls DROP COLUMN sector_categories;
ALTER TABLE business_walls DROP COLUMN politics_interests;
ALTER TABLE business_walls DROP COLUMN politics_interest_details;
ALTER TABLE business_walls DROP COLUMN economy_interests;
ALTER TABLE business_walls DROP COLUMN economy_interest_details;
ALTER TABLE business_walls DROP COLUMN association_interests;
ALTER TABLE business_walls DROP COLUMN association_interest_details;
ALTER TABLE business_walls DROP COLUMN logo_copyright;
ALTER TABLE business_walls DROP COLUMN cover_copyright;
ALTER TABLE business_walls DROP COLUMN siren;
ALTER TABLE business_walls DROP COLUMN siret;
ALTER TABLE business_walls DROP COLUMN vat_number;
ALTER TABLE business_walls DROP COLUMN approval;
ALTER TABLE business_walls DROP COLUMN official_name;
ALTER TABLE business_walls DROP COLUMN group_name;
ALTER TABLE business_walls DROP COLUMN institution_name;
ALTER TABLE business_walls DROP COLUMN entity_name;
ALTER TABLE business_walls DROP COLUMN press_name;
ALTER TABLE business_walls DROP COLUMN clients;
ALTER TABLE business_walls DROP COLUMN editorial_line;
ALTER TABLE business_walls DROP COLUMN audience;
ALTER TABLE business_walls DROP COLUMN periodicity;
ALTER TABLE business_walls DROP COLUMN size;
ALTER TABLE business_walls DROP COLUMN phone;
ALTER TABLE business_walls DROP COLUMN postal_address;
ALTER TABLE business_walls DROP COLUMN geolocation;
ALTER TABLE business_walls DROP COLUMN payer_first_name;
ALTER TABLE business_walls DROP COLUMN payer_last_name;
ALTER TABLE business_walls DROP COLUMN payer_service;
ALTER TABLE business_walls DROP COLUMN payer_email;
ALTER TABLE business_walls DROP COLUMN payer_phone;
ALTER TABLE business_walls DROP COLUMN payer_address;
ALTER TABLE business_walls DROP COLUMN standing;
ALTER TABLE business_walls DROP COLUMN standing_at;
ALTER TABLE business_walls DROP COLUMN past_due_since;
ALTER TABLE business_walls DROP COLUMN suspends_at;
ALTER TABLE business_walls DROP COLUMN countdown;
ALTER TABLE business_walls DROP COLUMN blocked_at;
ALTER TABLE business_walls DROP COLUMN cancelled_at;
ALTER TABLE business_walls DROP COLUMN replaces_id;
ALTER TABLE business_walls DROP COLUMN employees;
ALTER TABLE business_walls DROP COLUMN verification;
ALTER TABLE business_walls DROP COLUMN verification_comment;
ALTER TABLE business_walls DROP COLUMN verified_at;
ALTER TABLE business_walls DROP COLUMN verified_by;
ALTER TABLE business_walls DROP COLUMN no_partner;
ALTER TABLE business_walls DROP COLUMN owner_job_title;
ALTER TABLE business_walls DROP COLUMN owner_phone;
ALTER TABLE business_walls DROP COLUMN payer_is_owner;
ALTER TABLE business_walls DROP COLUMN postcode;
ALTER TABLE business_walls DROP COLUMN department;
ALTER TABLE business_walls DROP COLUMN city;
