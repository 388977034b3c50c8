// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package share

import (
	"context"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// Choices is the button that offers to pass a publication on, and the ways to.
type Choices struct {
	Count   string
	URL     string // counts the member
	Address string // of the publication, in full
	MailURL string // opens a letter with the title and the address
}

// New returns the choices for the publication at a path, which count members has
// passed on so far; a POST to its path with « /share » counts one more.
func New(ctx context.Context, path, title string, count int64) *Choices {
	address := ui.SiteOf(ctx).BaseURL + path
	return &Choices{
		Count: i18n.Number(ctx, count), URL: path + "/share", Address: address,
		MailURL: letterURL(title, i18n.T(ctx, "share.letter", "Title", title, "Address", address)),
	}
}

// letterURL is an address that begins a letter to somebody yet to be chosen.
func letterURL(subject, text string) string {
	text = strings.ReplaceAll(text, "\n", "\r\n") // RFC 6068 §5
	return "mailto:?subject=" + mailEscape(subject) + "&body=" + mailEscape(text)
}

// mailEscape writes a space as %20: programs of mail show a plus as it is.
func mailEscape(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
