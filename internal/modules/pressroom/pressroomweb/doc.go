// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package pressroomweb is the pages of the Com'room: the room itself, press
// releases, their form, their pictures and their publication.
package pressroomweb
