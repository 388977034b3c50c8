// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"strings"

	"aipress24.com/aipress24/internal/core/courier"
)

// post is the way out of the mails of every module.
func (a *App) post() courier.Post {
	return courier.Post{Mail: a.Mail, SiteURL: strings.TrimSuffix(a.Config.Site.URL, "/"), Log: a.Log}
}
