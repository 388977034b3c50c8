// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package data carries the reference data the product ships with: the
// vocabularies (ontologies) of spec 01 §9, the registration survey of
// spec 02 §3–§7 and the communes of France (spec 01 §10). All are embedded
// compressed and decoded on first use.
//
// A vocabulary is a named list of entries, in one level or in two (category
// and item). An entry's Value is what the database stores, typing errors of
// the source included; its Label is what people read.
//
// The package knows nothing of databases: whoever owns the vocabulary tables
// loads them from here. Its child package demo builds the demonstration world.
package data
