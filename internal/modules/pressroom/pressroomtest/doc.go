// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package pressroomtest gives tests a Com'room over a real database: a press
// officer of an agency with a client, a colleague, the client's owner, a
// stranger, the vocabularies of a press release, and builders of valid objects.
package pressroomtest
