// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/versions"
)

// versions are the pages of the versions of articles.
func (h *handler) versions() *versions.Pages {
	return &versions.Pages{
		Keeper: h.articles.Versions(), Kind: newsroom.Written(0).Kind, Prefix: articlesPath,
		Subject: h.written, Shell: articleShell, Sessions: h.sessions,
	}
}

// written is an article as its form shows it.
func (h *handler) written(ctx context.Context, by access.Actor, id int64) (versions.Subject, error) {
	if id == 0 {
		f, err := h.articleForm(ctx, by, nil)
		return versions.Subject{Title: i18n.T(ctx, "newsroom.new.title"), Form: f, Values: newValues(by), EditURL: articlesPath + "/new"}, err
	}
	sheet, err := h.articles.Sheet(ctx, by, id)
	if err != nil {
		return versions.Subject{}, err
	}
	return h.subjectOf(ctx, by, sheet)
}

// wordsIn puts an article in the words of its form.
func wordsIn(f form.Form) func(*newsroom.Article) revision.Words {
	return func(a *newsroom.Article) revision.Words { return versions.Words(f, valuesOf(a)) }
}

func (h *handler) subjectOf(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet) (versions.Subject, error) {
	a := sheet.Article
	f, err := h.articleForm(ctx, by, sheet)
	return versions.Subject{ID: a.ID, Title: a.Title, Form: f, Values: valuesOf(a), EditURL: editURL(a.ID)}, err
}
