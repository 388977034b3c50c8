// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package apptest is the whole program in a test: real router, real engines, a
// fresh migrated database, mail kept, files and index in memory, a clock that
// moves when told.
//
// A test reads like the specification: personas ask (App.Persona), builders
// give a valid object and let the test change what matters (App.Article), a
// browser visits (App.SignIn, Browser.Get), App.Settle waits until every side
// effect has happened.
package apptest
