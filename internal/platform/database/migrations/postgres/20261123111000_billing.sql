-- SPDX-License-Identifier: AGPL-3.0-only
-- Copyright (c) 2026 The Aipress24 authors
--
-- +goose Up

-- subscriptions (C2): one per Business Wall, what the payment provider last said
-- of it (spec 07 §4.3). Invoicing records are kept 10 years by the provider.
CREATE TABLE subscriptions (
    id                BIGINT PRIMARY KEY,
    wall_id           BIGINT NOT NULL REFERENCES business_walls (id) ON DELETE CASCADE,
    status            TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'active', 'past_due', 'cancelled', 'expired')),
    measure           TEXT NOT NULL DEFAULT '' CHECK (measure IN ('', 'client_count', 'employee_count')),
    quantity          BIGINT NOT NULL DEFAULT 1 CHECK (quantity >= 1),
    reference         TEXT NOT NULL DEFAULT '',
    price_id          TEXT NOT NULL DEFAULT '',
    cycle             TEXT NOT NULL DEFAULT 'monthly' CHECK (cycle IN ('monthly', 'annual')),
    net_cents         BIGINT NOT NULL DEFAULT 0,
    currency          TEXT NOT NULL DEFAULT 'EUR',
    customer_id       TEXT NOT NULL DEFAULT '',
    provider_id       TEXT,
    session_id        TEXT,
    session_url       TEXT NOT NULL DEFAULT '',
    provider_status   TEXT NOT NULL DEFAULT '',
    suspended_for     TEXT NOT NULL DEFAULT '' CHECK (suspended_for IN ('', 'unpaid', 'paused', 'overdue')),
    invoice_url       TEXT NOT NULL DEFAULT '',
    cancels_at_end    BOOLEAN NOT NULL DEFAULT FALSE,
    payer_email       TEXT NOT NULL DEFAULT '',
    contact           JSONB NOT NULL DEFAULT '{}',
    terms_version     TEXT NOT NULL DEFAULT '',
    terms_accepted_at TIMESTAMPTZ,
    started_at        TIMESTAMPTZ,
    period_end        TIMESTAMPTZ,
    past_due_since    TIMESTAMPTZ,
    cancelled_at      TIMESTAMPTZ,
    applied_at        TIMESTAMPTZ,
    told_at           TIMESTAMPTZ,
    declared          BIGINT NOT NULL DEFAULT 0,
    created_at        TIMESTAMPTZ NOT NULL,
    modified_at       TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX subscriptions_wall_id_key ON subscriptions (wall_id);
CREATE UNIQUE INDEX subscriptions_provider_id_key ON subscriptions (provider_id);
CREATE UNIQUE INDEX subscriptions_session_id_key ON subscriptions (session_id);
-- Serves the nightly job: who has been past due for how long.
CREATE INDEX subscriptions_past_due_idx ON subscriptions (past_due_since, id) WHERE status = 'past_due';

-- billing_events (C2): what the provider told, once each. The standing of a
-- subscription is computed from all that was told of it, in the order in which
-- it happened, whatever the order of arrival.
CREATE TABLE billing_events (
    id          TEXT PRIMARY KEY,
    kind        TEXT NOT NULL,
    object      TEXT NOT NULL DEFAULT '',
    facts       JSONB NOT NULL DEFAULT '{}',
    outcome     TEXT NOT NULL DEFAULT '',
    happened_at TIMESTAMPTZ NOT NULL,
    received_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX billing_events_object_idx ON billing_events (object, happened_at, id);

-- billing_products, billing_prices (C0): mirror of the provider's catalogue. A
-- row is deactivated, never deleted. Version orders what was told of it.
CREATE TABLE billing_products (
    id            TEXT PRIMARY KEY,
    name          TEXT NOT NULL DEFAULT '',
    active        BOOLEAN NOT NULL DEFAULT TRUE,
    default_price TEXT NOT NULL DEFAULT '',
    metadata      JSONB NOT NULL DEFAULT '{}',
    version       TEXT NOT NULL DEFAULT '',
    synced_at     TIMESTAMPTZ NOT NULL
);

CREATE TABLE billing_prices (
    id           TEXT PRIMARY KEY,
    product_id   TEXT NOT NULL,
    unit_cents   BIGINT NOT NULL DEFAULT 0,
    currency     TEXT NOT NULL DEFAULT 'EUR',
    active       BOOLEAN NOT NULL DEFAULT TRUE,
    cycle        TEXT NOT NULL DEFAULT '',
    tiers_mode   TEXT NOT NULL DEFAULT '',
    tiers        JSONB NOT NULL DEFAULT '[]',
    tax_behavior TEXT NOT NULL DEFAULT 'unspecified',
    nickname     TEXT NOT NULL DEFAULT '',
    metadata     JSONB NOT NULL DEFAULT '{}',
    version      TEXT NOT NULL DEFAULT '',
    synced_at    TIMESTAMPTZ NOT NULL
);
CREATE INDEX billing_prices_product_id_idx ON billing_prices (product_id);

-- billing_details (C2): an organisation as the provider's customer, and a mirror
-- of what its invoices say (spec 07 §4.6).
CREATE TABLE billing_details (
    organisation_id BIGINT PRIMARY KEY REFERENCES organisations (id) ON DELETE CASCADE,
    customer_id     TEXT,
    email           TEXT NOT NULL DEFAULT '',
    vat_number      TEXT NOT NULL DEFAULT '',
    address_line1   TEXT NOT NULL DEFAULT '',
    address_line2   TEXT NOT NULL DEFAULT '',
    postal_code     TEXT NOT NULL DEFAULT '',
    city            TEXT NOT NULL DEFAULT '',
    country         TEXT NOT NULL DEFAULT '',
    modified_at     TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX billing_details_customer_id_key ON billing_details (customer_id);

-- sandbox_objects (C0): what the sandbox payment provider remembers in place of
-- a real one. Empty in production.
CREATE TABLE sandbox_objects (
    id         TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('session', 'portal', 'customer', 'subscription', 'event')),
    owner      TEXT NOT NULL DEFAULT '',
    data       JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sandbox_objects_owner_idx ON sandbox_objects (kind, owner, id);

-- +goose Down
DROP TABLE sandbox_objects;
DROP TABLE billing_details;
DROP TABLE billing_prices;
DROP TABLE billing_products;
DROP TABLE billing_events;
DROP TABLE subscriptions;
