// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package discussion is what members say under publications, articles, press
// releases and events alike: comments, the reports (signalements) of comments,
// and what the staff decides about those (spec 03 §4.11; 05 §9).
//
// A publication is known by its portal and its id, and the posts of each portal
// have a table of their own: venue is all that differs between them.
//
// The package knows nothing of HTTP; its pages are in discussionweb. Portals
// show the comments of a publication through a small interface that each of
// them declares.
package discussion
