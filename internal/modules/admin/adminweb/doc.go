// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package adminweb is the staff's pages on the installation: dashboard, system
// and background work (spec 08 §5.1, §5.15). All are for administrators only.
//
// The job queue's own console is River's, mounted at RiverPrefix behind the
// same guard. Its Content-Security-Policy differs from ours and is set here.
package adminweb
