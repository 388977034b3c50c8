// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"net/http"
	"strconv"
	"time"
)

// How long a proof of identity suffices for what is sensitive: changing the
// address, closing the account (spec 02 §9.1). A page opened within the day may
// be sent for an hour more.
const (
	proofAge   = 24 * time.Hour
	proofGrace = time.Hour
)

// NoteProof remembers that the member has just proved who it is; signing in
// does so by itself.
func (s *Sessions) NoteProof(ctx context.Context) {
	if holderOf(ctx) != nil {
		s.manager.Put(ctx, provenKey, strconv.FormatInt(s.options.Now().Unix(), 10))
	}
}

// IsProven reports whether the member has proved recently enough who it is to
// open, or to send, a sensitive page.
func (s *Sessions) IsProven(r *http.Request) bool {
	ctx := r.Context()
	if holderOf(ctx) == nil {
		return false
	}
	seconds, err := strconv.ParseInt(s.manager.GetString(ctx, provenKey), 10, 64)
	if err != nil {
		return false
	}
	age := proofAge
	if r.Method == http.MethodPost {
		age += proofGrace
	}
	return s.options.Now().Before(time.Unix(seconds, 0).Add(age))
}

// NoteSecondFactor remembers that a second factor was shown in this session.
func (s *Sessions) NoteSecondFactor(ctx context.Context) {
	if holderOf(ctx) != nil {
		s.manager.Put(ctx, factorKey, "1")
	}
}

// HasSecondFactor reports whether a second factor was shown in this session.
func (s *Sessions) HasSecondFactor(ctx context.Context) bool {
	return holderOf(ctx) != nil && s.manager.GetString(ctx, factorKey) != ""
}
