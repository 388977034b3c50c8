// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package siteweb

import (
	"cmp"
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/modules/site"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// newListView is the table of the pages (spec 08 §5.10).
func newListView(ctx context.Context, pages []site.Listed) ui.TableData {
	t := ui.TableData{
		ID: "cms", Caption: i18n.T(ctx, "site.cms.caption"),
		Columns: []ui.TableColumn{
			{Label: i18n.T(ctx, "site.cms.column.title"), Kind: ui.CellMain},
			{Label: i18n.T(ctx, "site.cms.column.lang"), Kind: ui.CellText},
			{Label: i18n.T(ctx, "site.cms.column.modified"), Kind: ui.CellDate},
			{Label: i18n.T(ctx, "site.cms.column.editor"), Kind: ui.CellText},
		},
	}
	for _, p := range pages {
		modified, editor := i18n.T(ctx, "site.cms.original"), ""
		if p.Edited {
			modified, editor = i18n.DateTime(ctx, p.ModifiedAt), cmp.Or(p.Editor, i18n.T(ctx, "site.cms.nobody"))
		}
		url := editURL(p.Slug, p.Lang)
		t.Rows = append(t.Rows, ui.TableRow{
			ID: p.Slug + "-" + string(p.Lang), Label: p.Title,
			Cells: []ui.TableCell{
				{Text: p.Title, Meta: p.Slug, URL: url},
				{Text: i18n.T(ctx, "site.cms.lang."+string(p.Lang))},
				{Text: modified},
				{Text: editor},
			},
			Menu: []ui.MenuItem{
				{Label: i18n.T(ctx, "site.cms.edit"), Icon: "pencil", URL: url},
				{Label: i18n.T(ctx, "site.cms.view"), Icon: "eye", URL: pagePath + p.Slug},
			},
		})
	}
	return t
}

// editView is the editor of one text.
type editView struct {
	Title, Lead string
	ViewURL     string
	RestoreURL  string // "" for a text that is the original already
	OriginalURL string // the original in the editor, where it may only come back as a new edition
	Lang        string
	Form        form.Form
	Values      form.Values
	Problem     error
	Preview     string
	Reused      string // « Texte du … », or ""
	History     []historyView
}

type historyView struct{ Text, URL, Edition string }

func newEditView(ctx context.Context, s *site.Sheet, v form.Values, shown string, revision int64) editView {
	language := i18n.T(ctx, "site.cms.lang."+string(s.Lang))
	view := editView{
		Title: i18n.T(ctx, "site.edit.title", "Slug", s.Slug), Lead: i18n.T(ctx, "site.edit.lead", "Lang", language, "Slug", s.Slug),
		ViewURL: pagePath + s.Slug, Lang: string(s.Lang), Form: editForm(ctx, s), Values: v, Preview: shown,
	}
	switch {
	case s.EditionDue:
		view.OriginalURL = editURL(s.Slug, s.Lang) + "?original=1"
	case s.Edited:
		view.RestoreURL = editURL(s.Slug, s.Lang) + "/restore"
	}
	if revision == originalText {
		view.Reused = i18n.T(ctx, "site.edit.reused_original")
	}
	for _, line := range s.History {
		at := i18n.DateTime(ctx, line.SavedAt)
		if line.ID == revision {
			view.Reused = i18n.T(ctx, "site.edit.reused", "Date", at)
		}
		view.History = append(view.History, historyView{
			Text: i18n.T(ctx, "site.edit.history_line", "Date", at, "Editor", cmp.Or(line.Editor, i18n.T(ctx, "site.cms.nobody"))),
			URL:  editURL(s.Slug, s.Lang) + "?revision=" + ids.Encode(line.ID), Edition: line.Edition,
		})
	}
	return view
}

// editForm declares the editor. The preview follows the text by itself; the
// button beside it is for who types without scripts' help.
func editForm(ctx context.Context, s *site.Sheet) form.Form {
	f := form.Form{
		ID: "cms-form", Action: editURL(s.Slug, s.Lang), CancelURL: cmsPath, Guard: "cms:" + s.Slug + ":" + string(s.Lang),
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "version", Kind: form.Hidden},
			{Name: "title", Kind: form.Text, Label: "site.edit.field.title", Required: true, MaxLength: site.MaxTitle},
			{
				Name: "body", Kind: form.Textarea, Label: "site.edit.field.body", Hint: "site.edit.hint.body",
				Required: true, Rows: 25, MaxLength: site.MaxBody,
				Attrs: templ.Attributes{
					"hx-post": previewPath + "?slug=" + s.Slug, "hx-trigger": "input changed delay:400ms", "hx-target": "#cms-preview",
					"hx-swap": "innerHTML", "hx-sync": "this:replace", "spellcheck": "true", "lang": string(s.Lang),
				},
			},
		}}},
	}
	if s.Edition != "" && s.Lang == i18n.French {
		f.Groups[0].Fields = append(f.Groups[0].Fields, form.Field{
			Name: "edition", Kind: form.Checkbox, Label: "site.edit.field.edition",
			Hint: i18n.T(ctx, "site.edit.hint.edition", "Edition", s.Edition),
		}, form.Field{
			Name: "changes", Kind: form.Textarea, Label: "site.edit.field.changes", Hint: "site.edit.hint.changes",
			Rows: 5, MaxLength: site.MaxChanges, Attrs: templ.Attributes{"lang": "fr", "spellcheck": "true"},
		}, form.Field{
			Name: "changes_en", Kind: form.Textarea, Label: "site.edit.field.changes_en", Hint: "site.edit.hint.changes_en",
			Rows: 5, MaxLength: site.MaxChanges, Attrs: templ.Attributes{"lang": "en", "spellcheck": "true"},
		})
	}
	return f
}

// valuesOf puts a text in the form.
func valuesOf(s *site.Sheet) form.Values {
	var v form.Values
	v.SetInt("version", s.Version)
	v.Set("title", s.Title)
	v.Set("body", s.Body)
	return v
}
