// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package mediaweb serves the pictures of the platform and receives those that
// the editor puts into a text (spec 03 §8).
//
// A picture is served at its name, which is derived from its content, in the
// size asked for; who may see it is decided by core/media, which also keeps
// what is received.
package mediaweb
