// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
	"aipress24.com/aipress24/internal/ui/versions"
)

// articleKind is where articles are written.
var articleKind = editor.Kind{Name: "article", Path: articlesPath}

// editor are the pages on which an article is written.
func (h *handler) editor() *editor.Pages[newsroom.ArticleSheet] {
	return &editor.Pages[newsroom.ArticleSheet]{
		Kind: articleKind, Sheet: h.articles.Sheet, Text: h.text, Shown: h.shown, Save: h.save, Row: h.row,
		Keeper: h.articles.Versions(), Revised: newsroom.Written(0).Kind, Shell: articleShell, Sessions: h.sessions,
	}
}

// text is an article as the page of its form shows it, or with nil a new one.
func (h *handler) text(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet) (editor.Text, error) {
	f, err := h.articleForm(ctx, by, sheet)
	if err != nil {
		return editor.Text{}, err
	}
	if sheet == nil {
		return editor.Text{
			Title: i18n.T(ctx, "newsroom.new.title"), Lead: i18n.T(ctx, "newsroom.new.lead"), Form: f, Values: newValues(by),
		}, nil
	}
	a := sheet.Article
	state := stateOf(ctx, a)
	t := editor.Text{
		ID: a.ID, Title: a.Title, Form: f, Values: valuesOf(a),
		Heading: i18n.T(ctx, "newsroom.edit.title"), State: state.label, Tone: state.tone,
		Back: ui.Stage{Label: i18n.T(ctx, "newsroom.step.back_show"), URL: articleURL(a.ID)},
		Next: ui.Stage{Label: i18n.T(ctx, "newsroom.step.next_images"), URL: imagesURL(a.ID)},
	}
	if a.Status == content.Draft {
		t.About = i18n.T(ctx, "newsroom.edit.publish_text")
		t.Further = []ui.ButtonData{articleKind.Further(i18n.T(ctx, "newsroom.action.publish"), "send", editor.Publish)}
	}
	return t, nil
}

// save does what the button that was pressed says, and returns the message.
func (h *handler) save(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet, typed editor.Typed) (string, error) {
	in := inputOf(typed.Values)
	in.Words = versions.WordsOf(typed.Form, valuesOf)
	if sheet == nil {
		_, err := h.articles.Create(ctx, by, in)
		return "newsroom.flash.saved", err
	}
	if typed.Action == editor.Publish {
		_, err := h.articles.UpdateAndPublish(ctx, by, sheet.Article.ID, in)
		return "newsroom.flash.published", err
	}
	_, err := h.articles.Update(ctx, by, sheet.Article.ID, in)
	return "newsroom.flash.saved", err
}

// row is an article in its list, with the figures above it.
func (h *handler) row(ctx context.Context, by access.Actor, id int64) (string, templ.Component, error) {
	row, err := h.articles.Row(ctx, by, id)
	if err != nil {
		return "", nil, err
	}
	figures, err := h.articles.Figures(ctx, by)
	if err != nil {
		return "", nil, err
	}
	var page newsroom.ArticlePage
	page.Rows = []newsroom.ArticleRow{row}
	return row.Title, rowChanged(h.newListView(ctx, by, articleList.Whole(), page, figures)), nil
}
