// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package page is read by the scanner's test and never compiled.
package page

import (
	"context"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
)

var errRefused = errs.New(errs.Forbidden, "error.refused")

func say(ctx context.Context, status string, args ...any) []any {
	return []any{
		i18n.T(ctx, "page.title", args...),
		i18n.T(ctx, "page.hello", "Name", "Ada"),
		i18n.N(ctx, "page.count", 3, "Where", "Paris"),
		i18n.T(ctx, "page.status."+status),
		&errs.Error{Kind: errs.Invalid, Message: "error.title", Field: "title"},
		i18n.Number(ctx, 3),
	}
}
