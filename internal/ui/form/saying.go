// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"

	"aipress24.com/aipress24/internal/platform/richtext"
)

// Saying is what a field holds, as plain text.
type Saying struct {
	Label string
	Text  string // formatted texts have a line for each of their blocks
}

// Sayings puts what a form holds in words, field by field, so that two states of
// it can be compared. Hidden fields, secrets and files are left out.
func (f Form) Sayings(ctx context.Context, v Values) []Saying {
	var list []Saying
	for _, field := range f.Fields() {
		said := Saying{Label: words(ctx, field.Label)}
		switch field.Kind {
		case Hidden, Static, Password, NewPassword, Image, File:
			continue
		case RichText:
			said.Text = richtext.TextLines(v.Text(field.Name))
		case Text, Textarea, Select, Multi, TwoLevel, Remote, Combo, Date, DateTime, Money, Number, Phone, Email, URL, Checkbox, Place:
			said.Text = control{Field: field, values: v}.readText(ctx)
		}
		list = append(list, said)
	}
	return list
}

// Words returns the texts that v holds for the fields of f, files and secrets
// left out, to be kept as a draft or a version.
func (f Form) Words(v Values) map[string][]string {
	kept := map[string][]string{}
	for _, field := range f.Fields() {
		switch field.Kind {
		case Static, Password, NewPassword, Image, File:
			continue
		case Hidden, Text, Textarea, RichText, Select, Multi, Remote, Combo, Date, DateTime, Money, Number, Phone, Email, URL, Checkbox:
			kept[field.Name] = v.texts[field.Name]
		case TwoLevel, Place:
			kept[field.Name], kept[field.detail()] = v.texts[field.Name], v.texts[field.detail()]
		}
	}
	return kept
}

// Filled returns v with kept words in the place of what it held; hidden fields
// stay as they are, since they say what the form was opened at.
func (f Form) Filled(v Values, kept map[string][]string) Values {
	filled := Values{texts: map[string][]string{}, files: v.files}
	for name, list := range v.texts {
		filled.texts[name] = list
	}
	for _, field := range f.Fields() {
		if field.Kind == Hidden {
			continue
		}
		for _, name := range []string{field.Name, field.detail()} {
			if list, known := kept[name]; known {
				filled.texts[name] = list
			}
		}
	}
	return filled
}
