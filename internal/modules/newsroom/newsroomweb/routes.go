// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// Routes returns every URL of articles. No cache keeps what shows drafts:
// they are confidential (security checklist §1, C2).
func Routes(articles *newsroom.ArticleService, vocabularies *vocabulary.Store, sessions *web.Sessions, uploads *web.Limiter) ui.Routes {
	h := &handler{articles: articles, vocabularies: vocabularies, sessions: sessions, uploads: uploads}
	all := append(h.articleRoutes(), h.pictures().Routes(articlesPath, access.Articles)...)
	all = append(all, h.editor().Versions().Routes(access.Articles)...)
	return all.NoStore()
}

func (h *handler) articleRoutes() ui.Routes {
	pages := h.editor()
	return ui.Routes{
		ui.Get("/wip/articles", access.Articles, h.list),
		ui.Get("/wip/articles/export", access.Articles, h.export),
		ui.Get("/wip/articles/new", access.Articles, pages.Compose),
		ui.Post("/wip/articles", access.Articles, pages.Create).WithBody(editor.MaxForm),
		ui.Get("/wip/articles/{id}", access.Articles, pages.Show),
		ui.Get("/wip/articles/{id}/edit", access.Articles, pages.Edit),
		ui.Post("/wip/articles/{id}", access.Articles, pages.Update).WithBody(editor.MaxForm),
		ui.Post("/wip/articles/{id}/publish", access.Articles, h.publish),
		ui.Post("/wip/articles/{id}/unpublish", access.Articles, h.unpublish),
		ui.Post("/wip/articles/{id}/duplicate", access.Articles, h.duplicate),
		ui.Post("/wip/articles/{id}/delete", access.Articles, h.delete),
	}
}

// Addresses inside the room.
const (
	roomPath     = "/wip/newsroom"
	articlesPath = "/wip/articles"
)

type handler struct {
	articles     *newsroom.ArticleService
	vocabularies *vocabulary.Store
	sessions     *web.Sessions
	uploads      *web.Limiter // of pictures a member sends; nil counts nothing
}
