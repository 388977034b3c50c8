// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package place reads the places members type: a country and a postcode with a
// town, stored as « FRA / 75011 Paris » (spec 01 §10), and knows the towns of
// France.
//
// The list of France is closed: only its towns are accepted, and found by name
// or postcode while one types. Elsewhere people write their town themselves.
// The French countries of ISO 3166 beyond the sea (Réunion, Guadeloupe…) have
// the suggestions of their postcodes and take other words too.
package place
