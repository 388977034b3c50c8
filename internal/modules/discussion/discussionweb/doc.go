// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package discussionweb is the pages of comments: the section that stands on the
// page of a publication, the addresses under it, and the page where the staff
// decides about what was reported.
package discussionweb
