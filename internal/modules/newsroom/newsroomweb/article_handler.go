// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// list answers GET /wip/articles with a page of the author's articles; the
// search field takes the table out of it.
func (h *handler) list(w http.ResponseWriter, r *http.Request) error {
	query, err := articleList.Read(r)
	if err != nil {
		return err
	}
	page, err := h.articles.Articles(r.Context(), ui.Actor(r), articleFilter(query))
	if err != nil {
		return err
	}
	figures, err := h.articles.Figures(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, listPage(h.newListView(r.Context(), ui.Actor(r), query, page, figures)))
}

// publish answers POST /wip/articles/{id}/publish. An article that cannot be
// published yet is opened in its form (spec 04 §5.1).
func (h *handler) publish(w http.ResponseWriter, r *http.Request) error {
	return h.editor().DoOrMend(w, r, editor.Telling(h.articles.Publish, "newsroom.flash.published"))
}

// unpublish answers POST /wip/articles/{id}/unpublish.
func (h *handler) unpublish(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Do(w, r, editor.Telling(h.articles.Unpublish, "newsroom.flash.unpublished"))
}

// duplicate answers POST /wip/articles/{id}/duplicate.
func (h *handler) duplicate(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Duplicate(w, r, "newsroom.flash.duplicated",
		func(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet) (int64, error) {
			title := i18n.T(ctx, "newsroom.copy_of", "Title", sheet.Article.Title)
			duplicate, err := h.articles.Duplicate(ctx, by, sheet.Article.ID, title)
			if err != nil {
				return 0, err
			}
			return duplicate.ID, nil
		})
}

// delete answers POST /wip/articles/{id}/delete.
func (h *handler) delete(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Delete(w, r, "newsroom.flash.deleted", h.articles.Delete)
}

func articleURL(id int64) string { return articleKind.URL(id) }
func editURL(id int64) string    { return articleKind.EditURL(id) }
func imagesURL(id int64) string  { return articleKind.ImagesURL(id) }
func rowID(id int64) string      { return articleKind.RowID(id) }
