// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package share is what offers to pass a publication on, on the page of an
// article, a press release or an event (spec 03 §12.5).
package share
