// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// RegisterPath is where somebody becomes a member (spec 02 §5).
const RegisterPath = "/kyc/"

// Public describes a page that everybody may open: the home page, texts,
// prices. Members see it inside their usual shell.
type Public struct {
	Title       string
	Description string    // for search engines and shared links
	Path        string    // canonical path
	Lang        i18n.Lang // of the content, when it is not the reader's
	Data        any       // JSON-LD, or nil
	Full        bool      // bands from edge to edge instead of a column
}

// canonical is the page's one public address.
func (p Public) canonical(ctx context.Context) string { return SiteOf(ctx).BaseURL + p.Path }

// locale is the page's language as Open Graph writes it.
func (p Public) locale(ctx context.Context) string {
	lang := p.Lang
	if lang == "" {
		lang = i18n.LangOf(ctx)
	}
	if lang == i18n.English {
		return "en_GB"
	}
	return "fr_FR"
}

// CanRegister reports whether the site has its registration.
func CanRegister(ctx context.Context) bool { return navigationOf(SiteOf(ctx)).register }

// hasRegistration looks for the registration in the URL table.
func hasRegistration(routes Routes) bool {
	_, ok := routes.Find(http.MethodGet, RegisterPath)
	return ok
}
