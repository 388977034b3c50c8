// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/pictures"
)

// pictures are the pages of the pictures of articles.
func (h *handler) pictures() *pictures.Pages {
	return &pictures.Pages{
		Editor: h.articles, Album: h.album, Shell: articleShell, Sessions: h.sessions, Uploads: h.uploads,
	}
}

// album is the pictures of an article.
func (h *handler) album(ctx context.Context, by access.Actor, articleID int64) (pictures.Album, error) {
	article, list, err := h.articles.Article(ctx, by, articleID)
	if err != nil {
		return pictures.Album{}, err
	}
	return pictures.Album{
		Title: article.Title, URL: imagesURL(articleID), ListURL: articlesPath, Pictures: list,
		Back: ui.Stage{Label: i18n.T(ctx, "newsroom.step.back_edit"), URL: editURL(articleID)},
		Next: ui.Stage{Label: i18n.T(ctx, "newsroom.step.next_show"), URL: articleURL(articleID)},
	}, nil
}
