// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"
	"strings"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// readList is a field's values in words, for a page that cannot be edited.
func (c control) readList(ctx context.Context) string {
	values := c.values.texts[c.input()]
	shown := make([]string, len(values))
	for i, value := range values {
		shown[i] = c.labelOf(ctx, value)
	}
	return strings.Join(shown, ", ")
}

// readText is a value in words (spec 08 §11: booleans Oui or Non, dates in
// full, keys as names; a password shows as dots).
func (c control) readText(ctx context.Context) string {
	switch c.Kind {
	case Checkbox:
		if c.values.Bool(c.Name) {
			return i18n.T(ctx, "ui.form.yes")
		}
		return i18n.T(ctx, "ui.form.no")
	case Date, DateTime:
		if t := c.values.Time(c.Name); !t.IsZero() {
			return c.moment(ctx, t)
		}
		return c.values.Text(c.Name)
	case Money:
		if c.values.Has(c.Name) {
			return i18n.Money(ctx, c.values.Cents(c.Name), c.currency())
		}
		return ""
	case Password, NewPassword:
		return "••••••••"
	case Select, Multi, TwoLevel, Remote, Combo:
		return c.readList(ctx)
	case Place:
		country := c.labelOf(ctx, c.values.Text(c.Name))
		if town := c.values.Text(c.detail()); town != "" {
			return c.labelOf(ctx, town) + ", " + country
		}
		return country
	case Text, Textarea, RichText, Image, File, Number, Phone, Email, URL, Hidden, Static:
	}
	return c.values.Text(c.Name)
}

// readItems are the fields that say something on a page that cannot be edited.
func readItems(ctx context.Context, g Group, v Values) []ui.MetaItem {
	var items []ui.MetaItem
	for _, f := range g.Fields {
		if f.Kind == Hidden || f.Kind == Static {
			continue
		}
		c := control{Field: f, values: v}
		item := ui.MetaItem{Label: words(ctx, f.Label), Text: c.readText(ctx)}
		switch f.Kind {
		case RichText:
			if item.Text = ""; !richtext.IsBlank(v.Text(f.Name)) {
				item.Content = ui.Prose(richtext.Sanitise(v.Text(f.Name)))
			}
		case URL:
			if validURL(item.Text) {
				item.URL = item.Text
			}
		case Image:
			if f.Current != "" {
				item.Content = currentImage(f.Current, item.Label)
			}
		case Text, Textarea, Select, Multi, TwoLevel, Remote, Combo, Date, DateTime, File, Money, Number, Phone,
			Email, Password, NewPassword, Checkbox, Place, Hidden, Static:
		}
		items = append(items, item)
	}
	return items
}
