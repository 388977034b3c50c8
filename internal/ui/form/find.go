// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/platform/typeahead"
)

// A long list does not travel in the page: its script fetches it from Source.
// Without JavaScript the form itself is the search: a line of text and a button
// beside the field post all that was typed, and the form comes back with the
// answers to tick. Handlers need to do nothing for it: Validate refuses such a
// form, as one that is not finished.
const (
	findButton = "_find" // posted name of the button; its value is the field's
	findSuffix = "_find" // what is looked for in a field

	// maxFound is how many answers are shown.
	maxFound = 100
)

// Finding is the field whose list a reader without JavaScript is searching, or
// "": the form must be drawn again with v.
func (v Values) Finding() string { return v.finding }

// searchable reports whether the field's list is too long for the page.
func (f Field) searchable() bool {
	switch f.Kind {
	case Multi, TwoLevel, Remote:
		return f.Source != "" && len(f.Families) > 0
	case Text, Textarea, RichText, Select, Combo, Date, DateTime, Image, File, Money, Number, Phone, Email, URL,
		Password, NewPassword, Checkbox, Place, Hidden, Static:
	}
	return false
}

// searches reports whether the form has such a field.
func (f Form) searches() bool {
	for _, field := range f.Fields() {
		if field.searchable() && !field.ReadOnly {
			return true
		}
	}
	return false
}

// readSearch takes what is looked for from the request.
func (v *Values) readSearch(posted url.Values, f Field) {
	if f.searchable() && posted.Get(findButton) == f.Name {
		v.finding = f.Name
		v.Set(f.Name+findSuffix, richtext.Plain(posted.Get(f.Name+findSuffix)))
	}
}

// found are the answers to the search of a field, chosen ones left out.
func (c control) found(ctx context.Context) []Option {
	if c.values.finding != c.Name {
		return nil
	}
	var lines []string
	var options []Option
	for _, family := range c.Families {
		for _, o := range family.Options {
			if c.chosen(o.Value) {
				continue
			}
			label := c.label(ctx, o)
			if family.Label != "" {
				label += " – " + words(ctx, family.Label)
			}
			lines, options = append(lines, label), append(options, Option{Value: o.Value, Label: label})
		}
	}
	var answers []Option
	for _, i := range typeahead.New(lines).Find(c.values.Text(c.Name+findSuffix), maxFound) {
		answers = append(answers, options[i])
	}
	return answers
}

// findProblem is why a form that only asks for a search is not accepted.
func (f Form) findProblem(ctx context.Context, v Values) error {
	for _, field := range f.Fields() {
		if field.Name != v.finding {
			continue
		}
		key := "ui.form.find.found"
		if n := len((control{Field: field, values: v}).found(ctx)); n == 0 {
			key = "ui.form.find.nothing"
		}
		problem := invalid(key, "Query", v.Text(field.Name+findSuffix))
		problem.Field = field.Name
		return errs.Fields{problem}
	}
	return nil
}

// checked reports whether the town of a Place field is checked: where towns are
// offered they are.
func (f Field) checked() bool { return f.Kind == Place && f.Source == TownsURL }

// readPlace puts a town that is known as it is stored; another stays as typed,
// for Validate to tell.
func (v *Values) readPlace(f Field, country, typed string) {
	country, typed = richtext.Plain(country), richtext.Plain(typed)
	if f.checked() && country != "" && typed != "" {
		typed = f.resolve(country, typed)
	}
	v.Set(f.Name, country)
	v.Set(f.detail(), typed)
}

// resolve finds the town that was meant. One that the field held before is
// kept, even if it has left the list.
func (f Field) resolve(country, typed string) string {
	for _, held := range f.Chosen {
		if strings.HasPrefix(held.Value, country+" / ") && (typed == held.Value || typed == place.Parse(held.Value).Label()) {
			return held.Value
		}
	}
	if stored, ok := place.Resolve(country, typed); ok {
		return stored
	}
	return typed
}

// checkTown refuses a town that is not one, naming those that may be meant.
func (f Field) checkTown(v Values) *errs.Error {
	country, town := v.Text(f.Name), v.Text(f.detail())
	if !f.checked() || town == "" {
		return nil
	}
	if country == "" {
		return invalid("ui.form.error.town_country")
	}
	if place.Known(country, town) || f.held(town) && strings.HasPrefix(town, country+" / ") {
		return nil
	}
	if !place.IsClosed(country) {
		return invalid("ui.form.error.town_length", "Max", place.MaxTown)
	}
	const examples = 3
	var meant []string
	for _, c := range place.Towns(country, town, examples) {
		meant = append(meant, c.Label)
	}
	if len(meant) == 0 {
		return invalid("ui.form.error.town")
	}
	return invalid("ui.form.error.town_meant", "Towns", strings.Join(meant, ", "))
}

// held reports whether the field held the value before.
func (f Field) held(value string) bool {
	for _, o := range f.Chosen {
		if o.Value == value {
			return true
		}
	}
	return false
}

// townLabel is the town as it is typed: the country stands beside it.
func (c control) townLabel() string {
	town := c.values.Text(c.detail())
	if _, label, found := strings.Cut(town, " / "); found {
		return label
	}
	return town
}
