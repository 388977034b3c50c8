// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package member_test

import (
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/member"
)

func TestIsEmail(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"ada@example.org": true, "été@exemple.fr": true, "a@b": true,
		"": false, "ada": false, "@example.org": false, "ada@": false,
		"a\x00@example.org": false, "a\n@example.org": false, "\xff@example.org": false,
		strings.Repeat("a", 250) + "@b.fr": false,
	} {
		if got := member.IsEmail(address); got != want {
			t.Errorf("IsEmail(%.40q) = %v, want %v", address, got, want)
		}
	}
}

func TestIsName(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]bool{
		"Éloïse": true, "": true, strings.Repeat("é", member.MaxName): true,
		strings.Repeat("é", member.MaxName+1): false, "a\x1fb": false, "\xff": false,
	} {
		if got := member.IsName(name); got != want {
			t.Errorf("IsName(%.40q) = %v, want %v", name, got, want)
		}
	}
}
