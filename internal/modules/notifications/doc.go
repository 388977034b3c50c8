// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package notifications is the bell: short messages to one member, posted by
// what happens elsewhere. A bell is kept as a message key with its words, and
// read in its receiver's language.
package notifications
