// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package devdoors is what developers and testers may open that members never
// should: the mails kept instead of sent, and a sample letter that shows
// whether mails leave.
//
// The mails hold live links (class C3), hence the doors: internal/app mounts
// the pages of devdoorsweb only when dev.enabled is set, and the process
// refuses to start with it in production (security checklist §3).
//
// Neighbours: platform/mailer keeps and sends; the gallery of components that
// devdoorsweb also opens is ui/gallery.
package devdoors
