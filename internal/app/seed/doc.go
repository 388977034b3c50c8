// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package seed puts the demonstration world of data/demo into a database: its
// people, organisations, articles and pictures, as if they had used the
// platform for two months. It writes rows directly, for these histories are not
// the work of anybody signed in.
package seed
