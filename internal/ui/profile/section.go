// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package profile

import (
	"context"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Section is a group of the survey with what a reader sees of it.
type Section struct {
	Title string
	Rows  []Row
}

// Row is a field and its value in words.
type Row struct {
	Name    string // of the field, such as tel_mobile
	Label   string
	Text    string // [survey.Masked] when masked
	Lang    string // language of Text, when not the page's
	URL     string // where Text leads, or ""
	Picture string // address of a picture that stands for Text, or ""
	Masked  bool
	Long    bool // several lines
}

// FieldLabel is how a field, or the second part of one, is called.
func FieldLabel(ctx context.Context, name string) string { return i18n.T(ctx, "survey.field."+name) }

// GroupLabel is the title of a group.
func GroupLabel(ctx context.Context, key string) string { return i18n.T(ctx, "survey.group."+key) }

// Sections puts groups into words, without the fields named in but, which the
// page shows elsewhere. A group with nothing left is omitted.
func Sections(ctx context.Context, words *vocabulary.Store, groups []survey.ShownGroup, but ...string) []Section {
	var sections []Section
	for _, g := range groups {
		s := Section{Title: GroupLabel(ctx, g.Key)}
		for _, f := range g.Fields {
			if !slices.Contains(but, f.Field.Name) {
				s.Rows = append(s.Rows, rows(ctx, words, f)...)
			}
		}
		if len(s.Rows) > 0 {
			sections = append(sections, s)
		}
	}
	return sections
}

// rows are a field's: two when it has a second list (spec 05 §4.6).
func rows(ctx context.Context, words *vocabulary.Store, f survey.Shown) []Row {
	row := Row{Name: f.Field.Name, Label: FieldLabel(ctx, f.Field.Name)}
	if f.Masked {
		row.Text, row.Masked = survey.Masked, true
		return []Row{row}
	}
	var list []Row
	if len(f.Values) > 0 {
		row.fill(ctx, words, f)
		list = append(list, row)
	}
	if len(f.Sub) > 0 && f.Field.Detail != nil {
		sub := Row{Name: f.Field.Detail.Name, Label: FieldLabel(ctx, f.Field.Detail.Name)}
		sub.join(ctx, words, f.Field.Vocabulary, f.Sub)
		list = append(list, sub)
	}
	return list
}

func (r *Row) fill(ctx context.Context, words *vocabulary.Store, f survey.Shown) {
	values := f.Values
	switch f.Field.Widget {
	case survey.WidgetSquareImage, survey.WidgetImage:
		r.Picture = media.SizedURL(values[0], "400")
	case survey.WidgetCheckbox, survey.WidgetTerms:
		r.Text = i18n.T(ctx, "ui.form.yes") // an empty box is not shown
	case survey.WidgetTextarea:
		r.Text, r.Long = values[0], true
	case survey.WidgetURL:
		r.Text, r.URL = values[0], web.ExternalURL(values[0])
	case survey.WidgetEmail, survey.WidgetUniqueEmail:
		r.Text, r.URL = values[0], "mailto:"+values[0]
	case survey.WidgetPhone:
		r.Text, r.URL = values[0], "tel:"+digits(values[0])
	default:
		r.join(ctx, words, f.Field.Vocabulary, values)
	}
}

// join lists values by comma, as their vocabulary calls them. Computed lists,
// whose names begin with @, hold their own words; so do families.
func (r *Row) join(ctx context.Context, words *vocabulary.Store, name string, values []string) {
	if name == "" || strings.HasPrefix(name, "@") {
		r.Text = strings.Join(values, ", ")
		return
	}
	language := string(i18n.LangOf(ctx))
	texts := make([]string, len(values))
	for i, value := range values {
		word, _ := words.Word(ctx, name, value, language) // with an error, the value
		texts[i] = word.Text
		if word.Language != language {
			r.Lang = word.Language
		}
	}
	r.Text = strings.Join(texts, ", ")
}

// digits keeps of a telephone number what is dialled.
func digits(number string) string {
	number = strings.ReplaceAll(number, "(0)", "")
	return strings.Map(func(c rune) rune {
		if c >= '0' && c <= '9' || c == '+' {
			return c
		}
		return -1
	}, number)
}

// item is the row as the list of facts shows it.
func (r Row) item() ui.MetaItem {
	m := ui.MetaItem{Label: r.Label, Text: r.Text, Lang: r.Lang, URL: r.URL}
	switch {
	case r.Masked:
		m.Content = masked()
	case r.Picture != "":
		m.Content = picture(r)
	case r.Long:
		m.Content = lines(r)
	}
	return m
}

func items(rows []Row) []ui.MetaItem {
	list := make([]ui.MetaItem, len(rows))
	for i, r := range rows {
		list[i] = r.item()
	}
	return list
}
