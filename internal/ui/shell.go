// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"strconv"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

// boolText is a boolean as an ARIA attribute wants it.
func boolText(b bool) string { return strconv.FormatBool(b) }

// languageName is the language in itself, as its reader looks for it.
func languageName(l i18n.Lang) string {
	if l == i18n.English {
		return "English"
	}
	return "Français"
}

// schemeIcon is the picture of the scheme in use.
func schemeIcon(ctx context.Context) string {
	for _, s := range schemes(ctx) {
		if s.current {
			return s.icon
		}
	}
	return "monitor"
}

// schemeView is one choice of colours.
type schemeView struct {
	value, label, icon string
	current            bool
}

func schemes(ctx context.Context) []schemeView {
	chosen := web.SchemeOf(ctx)
	return []schemeView{
		{"", i18n.T(ctx, "ui.scheme.system"), "monitor", chosen == web.SystemScheme},
		{"light", i18n.T(ctx, "ui.scheme.light"), "sun", chosen == web.Light},
		{"dark", i18n.T(ctx, "ui.scheme.dark"), "moon", chosen == web.Dark},
	}
}
