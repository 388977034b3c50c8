// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package social is members and organisations as others see them, and who
// follows whom.
package social
