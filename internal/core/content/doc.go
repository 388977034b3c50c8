// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package content is the publication life cycle shared by everything that is
// published, and the public posts themselves.
//
// A post is the public face of a source written in a room of Work. It is
// mirrored in the transaction of the source's change of state and never edited
// by hand (spec 01 §8.4).
package content
