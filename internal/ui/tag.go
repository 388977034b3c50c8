// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"

	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// tagOrigin says where a tag comes from, which its colour alone must not.
func tagOrigin(ctx context.Context, t tag.Tag) string {
	if t.Auto {
		return i18n.T(ctx, "tag.auto")
	}
	return i18n.T(ctx, "tag.manual")
}
