// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package media is the pictures of the platform: what was uploaded, in which
// sizes it is kept, and who may see it.
//
// A file is stored once, by its content. Links say what shows it, and decide
// who may open it: a portrait or a logo is for every member, the pictures of
// an article follow the article, a fresh upload is for who sent it (security
// checklist §5). The bytes received are never served: only renditions are.
package media
