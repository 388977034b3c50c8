// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package siteweb is the pages that everybody may open, what search engines and
// monitors ask for, and the editor of public pages in the administration.
package siteweb
