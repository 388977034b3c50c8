// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// tileView is one kind of content of the room.
type tileView struct {
	Initials string
	Class    string // of the coloured square
	Label    string
	URL      string
	Count    string // « 3 éléments »
}

func tiles(ctx context.Context, f newsroom.ArticleFigures) []tileView {
	return []tileView{{
		Initials: i18n.T(ctx, "newsroom.tile.articles_initials"), Class: "sq sq-press",
		Label: i18n.T(ctx, "newsroom.articles"), URL: articlesPath,
		Count: i18n.N(ctx, "newsroom.tile.count", f.Total),
	}}
}
