// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package businesswallweb is the pages of the Business Wall under /BW/: the way
// to a wall, its management, the answers to invitations and the agency's
// cockpit (spec 07 §6–§10). Rights are the services' to check; handlers turn
// their refusals into the page that helps.
package businesswallweb
