// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package filelock keeps two processes out of one directory. A lock lasts until its
// file is closed or the process dies, however that happens: nothing is left to
// clean up.
package filelock

// fileMode is that of the file of a lock.
const fileMode = 0o600
