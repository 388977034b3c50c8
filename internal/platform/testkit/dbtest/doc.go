// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package dbtest gives tests real, migrated, empty databases of their own, on
// SQLite always and on PostgreSQL when a server is installed.
//
// A test program that asks for PostgreSQL gets a throw-away cluster: a copy of
// one prepared once per machine and schema, without a network port, which
// disappears with the program even when that is killed. Each test works in a
// database cloned from the migrated one.
package dbtest
