// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package siteweb

import (
	"errors"
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/site"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// list answers GET /admin/cms.
func (h *handler) list(w http.ResponseWriter, r *http.Request) error {
	pages, err := h.Pages.List(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, listPage(newListView(r.Context(), pages)))
}

// address reads the text that the address names.
func address(r *http.Request) (slug string, lang i18n.Lang, err error) {
	lang, known := i18n.ParseLang(chi.URLParam(r, "lang"))
	if !known {
		return "", "", errs.ErrNotFound
	}
	return chi.URLParam(r, "slug"), lang, nil
}

// edit answers GET /admin/cms/{slug}/{lang}; with ?revision=, an earlier text
// is in the form, and with ?original= the program's, for whoever wants it back.
func (h *handler) edit(w http.ResponseWriter, r *http.Request) error {
	slug, lang, err := address(r)
	if err != nil {
		return h.unknown(w, r, err)
	}
	if r.URL.Query().Has("original") {
		sheet, err := h.Pages.SheetOfOriginal(r.Context(), ui.Actor(r), slug, lang)
		if err != nil {
			return h.unknown(w, r, err)
		}
		v := valuesOf(sheet)
		v.SetBool("edition", sheet.EditionDue)
		return h.render(w, r, sheet, v, originalText, nil)
	}
	var revision int64
	if text := r.URL.Query().Get("revision"); text != "" {
		if revision, err = ids.Parse(text); err != nil {
			return web.ErrBadID
		}
	}
	sheet, err := h.Pages.Sheet(r.Context(), ui.Actor(r), slug, lang, revision)
	if err != nil {
		return h.unknown(w, r, err)
	}
	return h.render(w, r, sheet, valuesOf(sheet), revision, nil)
}

// unknown leads who asks for a page that is not there to the list, which says
// so (spec 08 §5.10).
func (h *handler) unknown(w http.ResponseWriter, r *http.Request, err error) error {
	if !errors.Is(err, errs.ErrNotFound) {
		return err
	}
	h.Flash(r.Context(), web.Danger, "site.cms.unknown")
	web.Redirect(w, r, cmsPath)
	return nil
}

// originalText stands for the program's text where others have the id of their
// revision.
const originalText = -1

// render draws the editor, again with what was typed when there is an error.
func (h *handler) render(w http.ResponseWriter, r *http.Request, sheet *site.Sheet, v form.Values, revision int64, problem error) error {
	shown, err := h.Pages.Preview(r.Context(), ui.Actor(r), sheet.Slug, v.Text("body"))
	if err != nil {
		shown = ""
	}
	view := newEditView(r.Context(), sheet, v, shown, revision)
	view.Problem = problem
	return ui.RenderStatus(w, r, ui.Status(problem), editPage(view))
}

// save answers POST /admin/cms/{slug}/{lang}.
func (h *handler) save(w http.ResponseWriter, r *http.Request) error {
	slug, lang, err := address(r)
	if err != nil {
		return err
	}
	sheet, err := h.Pages.Sheet(r.Context(), ui.Actor(r), slug, lang, 0)
	if err != nil {
		return err
	}
	f := editForm(r.Context(), sheet)
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err := f.Validate(r.Context(), v); err != nil {
		return h.render(w, r, sheet, v, 0, err)
	}
	err = h.Pages.Save(r.Context(), ui.Actor(r), web.ClientIP(r), site.Input{
		Slug: slug, Lang: lang, Title: v.Text("title"), Body: v.Text("body"),
		Version: v.Int("version"), NewEdition: v.Bool("edition"),
		Changes: v.Text("changes"), ChangesEnglish: v.Text("changes_en"),
	})
	switch errs.KindOf(err) {
	case errs.Invalid, errs.Conflict:
		return h.render(w, r, sheet, v, 0, err)
	default:
		if err != nil {
			return err
		}
	}
	h.Flash(r.Context(), web.OK, "site.edit.saved")
	web.Redirect(w, r, editURL(slug, lang))
	return nil
}

// preview answers POST /admin/cms/preview with what readers would see on the page
// that ?slug= names.
func (h *handler) preview(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	shown, err := h.Pages.Preview(r.Context(), ui.Actor(r), r.URL.Query().Get("slug"), r.PostFormValue("body"))
	if err != nil {
		return err
	}
	return ui.Render(w, r, ui.ProseSmall(shown))
}

// restore answers POST /admin/cms/{slug}/{lang}/restore.
func (h *handler) restore(w http.ResponseWriter, r *http.Request) error {
	slug, lang, err := address(r)
	if err != nil {
		return err
	}
	if err := h.Pages.Restore(r.Context(), ui.Actor(r), web.ClientIP(r), slug, lang); err != nil {
		return err
	}
	h.Flash(r.Context(), web.OK, "site.edit.restored")
	web.Redirect(w, r, editURL(slug, lang))
	return nil
}

func editURL(slug string, lang i18n.Lang) string { return cmsPath + "/" + slug + "/" + string(lang) }
