// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
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

// show answers GET /wip/articles/{id}: the article as readers will see it.
func (h *handler) show(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r)
	if err != nil {
		return err
	}
	return ui.Render(w, r, showPage(h.newShowView(r.Context(), ui.Actor(r), sheet)))
}

// sheet reads the article of the address. It is not found, or not the
// member's, before anything else is looked at (spec 04 §5.1).
func (h *handler) sheet(r *http.Request) (*newsroom.ArticleSheet, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return nil, err
	}
	return h.articles.Sheet(r.Context(), ui.Actor(r), id)
}

// publish answers POST /wip/articles/{id}/publish.
func (h *handler) publish(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if _, err := h.articles.Publish(r.Context(), ui.Actor(r), id); err != nil {
		return h.refusePublication(w, r, id, err)
	}
	return h.changed(w, r, id, "newsroom.flash.published")
}

// refusePublication leads back to the form of an article that cannot be
// published, with the reason; its status has not changed (spec 04 §5.1).
func (h *handler) refusePublication(w http.ResponseWriter, r *http.Request, id int64, err error) error {
	kind := errs.KindOf(err)
	if kind != errs.Invalid && kind != errs.Conflict || kind == errs.Conflict && web.IsHTMX(r) {
		return err
	}
	sheet, readErr := h.articles.Sheet(r.Context(), ui.Actor(r), id)
	if readErr != nil {
		return readErr
	}
	if web.IsHTMX(r) {
		// The row stays; the form comes with the reason.
		h.sessions.Flash(r.Context(), web.Danger, errs.MessageOf(err))
		web.Redirect(w, r, editURL(id))
		return nil
	}
	return h.renderEdit(w, r, sheet, valuesOf(sheet.Article), err)
}

// unpublish answers POST /wip/articles/{id}/unpublish.
func (h *handler) unpublish(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if _, err := h.articles.Unpublish(r.Context(), ui.Actor(r), id); err != nil {
		return err
	}
	return h.changed(w, r, id, "newsroom.flash.unpublished")
}

// duplicate answers POST /wip/articles/{id}/duplicate: the copy is opened in its
// form.
func (h *handler) duplicate(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r)
	if err != nil {
		return err
	}
	title := i18n.T(r.Context(), "newsroom.copy_of", "Title", sheet.Article.Title)
	duplicate, err := h.articles.Duplicate(r.Context(), ui.Actor(r), sheet.Article.ID, title)
	if err != nil {
		return err
	}
	h.sessions.Flash(r.Context(), web.OK, "newsroom.flash.duplicated")
	web.Redirect(w, r, editURL(duplicate.ID))
	return nil
}

// delete answers POST /wip/articles/{id}/delete.
func (h *handler) delete(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := h.articles.Delete(r.Context(), ui.Actor(r), id); err != nil {
		return err
	}
	return h.toList(w, r, "newsroom.flash.deleted")
}

// toList goes to the list, which shows the message.
func (h *handler) toList(w http.ResponseWriter, r *http.Request, message string) error {
	h.sessions.Flash(r.Context(), web.OK, message)
	web.Redirect(w, r, articlesPath)
	return nil
}

// changed tells that the state of an article has changed: htmx, from the list,
// gets the new row and figures; a plain form goes to the list.
func (h *handler) changed(w http.ResponseWriter, r *http.Request, id int64, message string) error {
	if !web.IsHTMX(r) {
		return h.toList(w, r, message)
	}
	row, err := h.articles.Row(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	figures, err := h.articles.Figures(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(r.Context(), message), Detail: row.Title})
	target := "#" + rowID(id)
	w.Header().Set("HX-Retarget", target)
	w.Header().Set("HX-Reselect", target)
	w.Header().Set("HX-Reswap", "outerHTML")
	page := newsroom.ArticlePage{Rows: []newsroom.ArticleRow{row}}
	return ui.Render(w, r, rowChanged(h.newListView(r.Context(), ui.Actor(r), articleList.Whole(), page, figures)))
}

func articleURL(id int64) string { return articlesPath + "/" + ids.Encode(id) }
func editURL(id int64) string    { return articleURL(id) + "/edit" }
func imagesURL(id int64) string  { return articleURL(id) + "/images" }
func rowID(id int64) string      { return "article-" + ids.Encode(id) }
