// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package newsroomtest gives tests a newsroom over a real database: two
// journalists of one media, an outlet of another house, the vocabularies of
// an article, and builders of valid objects.
package newsroomtest
