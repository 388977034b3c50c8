// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mandate

import (
	"context"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// RoleName is what a role is called on a Business Wall of a type, in the language
// of ctx: the PR managers of unions are Press Managers (spec 07 §3). A role that
// has no name is shown as it is kept.
func RoleName(ctx context.Context, wallType, role string) string {
	for _, key := range []string{"mandate.role." + wallType + "." + role, "mandate.role." + role} {
		if i18n.Has(key) {
			return i18n.T(ctx, key)
		}
	}
	return role
}
