// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package pictures is the page on which the author of a content puts pictures
// beside it: adds, crops, describes, orders and removes them (spec 04 §5.7).
// Articles, press releases and events share it; who may do what is decided by
// the service of each.
package pictures
