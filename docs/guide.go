// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package docs carries the user guide, which the site also shows as a page.
package docs

import "embed"

// Guide holds user.fr.md and user.en.md, the user guide in Markdown.
//
//go:embed user.fr.md user.en.md
var Guide embed.FS
