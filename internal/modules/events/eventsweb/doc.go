// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package eventsweb is the pages of events: the Event'room where organisers
// write them and look after who comes, and the portal where members find them.
package eventsweb
