// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package account is signing in and out. It answers the same, in the same
// time, to an unknown address, a wrong password and a closed account, and
// slows down whoever guesses, on all nodes at once (security checklist §3).
package account
