// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member_test

import (
	"context"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/member"
)

func TestPassword(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	const typed = "  une phrase de passe, gardée telle quelle "
	hash, err := member.HashPassword(ctx, typed)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(hash, "phrase") {
		t.Fatal("the hash tells the password")
	}
	tests := []struct {
		name, hash, password string
		want                 bool
	}{
		{"as typed", hash, typed, true},
		{"trimmed", hash, strings.TrimSpace(typed), false},
		{"empty password", hash, "", false},
		{"no hash", "", typed, false},
		{"no hash and no password", "", "", false},
		{"damaged hash", hash[:len(hash)-4], typed, false},
	}
	for _, tt := range tests {
		got, err := member.PasswordMatches(ctx, tt.hash, tt.password)
		if err != nil || got != tt.want {
			t.Errorf("%s: match = %v, %v; want %v", tt.name, got, err, tt.want)
		}
	}
	other, err := member.HashPassword(ctx, typed)
	if err != nil || other == hash {
		t.Error("two hashes of one password must differ")
	}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := member.HashPassword(ended, typed); err == nil {
		t.Log("a free processor may serve a caller who left; nothing is wrong")
	}
}
