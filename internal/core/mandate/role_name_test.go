// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mandate_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Roles have one name wherever they are shown; the PR managers of unions are
// Press Managers (spec 07 §3, §7.1).
func TestRoleName(t *testing.T) {
	t.Parallel()
	for _, x := range []struct{ lang, wall, role, want string }{
		{"fr", "media", "BW_OWNER", "Business Wall Owner"},
		{"fr", "union", "BWMi", "Business Wall Manager (interne)"},
		{"fr", "pr", "BWPRe", "PR Manager (externe)"},
		{"fr", "union", "BWPRe", "Press Manager (externe)"},
		{"en", "union", "BWPRi", "Press Manager (internal)"},
		{"en", "", "BWPRi", "PR Manager (internal)"},
		{"fr", "media", "unheard-of", "unheard-of"},
	} {
		ctx := i18n.WithLang(t.Context(), i18n.Lang(x.lang))
		if got := mandate.RoleName(ctx, x.wall, x.role); got != x.want {
			t.Errorf("%s on a wall of type %s in %s is called %q, want %q", x.role, x.wall, x.lang, got, x.want)
		}
	}
}
