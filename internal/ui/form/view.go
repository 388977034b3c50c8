// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// fewChoices is the length up to which a multiple choice is plain checkboxes.
const fewChoices = 8

// control is one field ready to be drawn.
type control struct {
	Field
	values  Values
	problem string // error in words, or ""
}

// problem is one line of the summary.
type problem struct {
	label, text, target string
}

// problemsOf takes the errors of fields out of err.
func problemsOf(err error) errs.Fields {
	var many errs.Fields
	if errors.As(err, &many) {
		return many
	}
	var one *errs.Error
	if errors.As(err, &one) && one.Kind != errs.Internal {
		return errs.Fields{one}
	}
	return nil
}

// summary lists the problems in the form's order; one that concerns no field
// comes first and leads nowhere.
func (f Form) summary(ctx context.Context, err error) []problem {
	var list []problem
	found := problemsOf(err)
	fields := f.Fields()
	for _, e := range found {
		if !slices.ContainsFunc(fields, func(field Field) bool { return field.Name == e.Field }) {
			list = append(list, problem{text: i18n.T(ctx, e.Message, e.Args...)})
		}
	}
	for _, field := range fields {
		for _, e := range found {
			if e.Field == field.Name {
				list = append(list, problem{
					label: words(ctx, field.Label), text: i18n.T(ctx, e.Message, e.Args...), target: "#" + field.target(),
				})
			}
		}
	}
	return list
}

// controlOf prepares a field, with its first problem.
func controlOf(ctx context.Context, f Field, v Values, err error) control {
	c := control{Field: f, values: v}
	for _, e := range problemsOf(err) {
		if e.Field == f.Name {
			c.problem = i18n.T(ctx, e.Message, e.Args...)
			break
		}
	}
	return c
}

// id is the DOM id of the field's main control.
func (f Field) id() string {
	if f.ID != "" {
		return f.ID
	}
	return "f-" + f.Name
}

// target is where the summary's link leads.
func (f Field) target() string {
	if f.Kind == Multi && f.size() <= fewChoices {
		return f.id() + "-0"
	}
	return f.id()
}

func (c control) hintID() string { return c.id() + "-hint" }
func (c control) errID() string  { return c.id() + "-err" }

// currentClass shows a banner as the band that readers see, whatever its own
// proportions, and other pictures whole.
func (c control) currentClass() string {
	if c.Ratio == "4/1" {
		return "aspect-4/1 max-h-none min-h-28 w-full rounded-md object-cover"
	}
	return "max-h-40 rounded-md"
}

// describedBy lists what explains the control to a screen reader.
func (c control) describedBy(ctx context.Context) string {
	var ids []string
	if c.problem != "" {
		ids = append(ids, c.errID())
	}
	if c.hint(ctx) != "" {
		ids = append(ids, c.hintID())
	}
	return strings.Join(ids, " ")
}

// hint is the help below the control: its own words, then its limits.
func (c control) hint(ctx context.Context) string {
	parts := []string{}
	if c.Hint != "" {
		parts = append(parts, words(ctx, c.Hint))
	}
	kind := c.Kind
	if c.Note != "" && (kind == Textarea || kind == Image || kind == File) {
		kind = Text // the note says the limits
	}
	switch kind {
	case Textarea:
		parts = append(parts, i18n.T(ctx, "ui.form.characters", "Count", i18n.Number(ctx, int64(c.limit()))))
	case Image, File:
		parts = append(parts, i18n.T(ctx, "ui.form.file_limit", "Types", typeNames(c.accept()), "Size", limitBytes(ctx, c.maxBytes())))
	case DateTime, Date:
		if t := c.values.Time(c.Name); !t.IsZero() {
			parts = append(parts, i18n.T(ctx, "ui.form.chosen", "Date", c.moment(ctx, t)))
		}
	case Combo:
		if c.Multiple {
			parts = append(parts, i18n.T(ctx, "ui.form.free_entry"))
		}
	case Text, RichText, Select, Multi, TwoLevel, Remote, Money, Number, Phone, Email, URL, Password,
		NewPassword, Checkbox, Place, Hidden, Static:
	}
	return strings.Join(parts, " ")
}

// moment writes a date in words.
func (f Field) moment(ctx context.Context, t time.Time) string {
	if f.Kind == Date {
		return i18n.Day(ctx, t)
	}
	return i18n.DateTime(ctx, t)
}

// typeNames writes media types as people call them: "JPEG, PNG".
func typeNames(types []string) string {
	names := make([]string, len(types))
	for i, t := range types {
		_, name, found := strings.Cut(t, "/")
		if !found {
			name = t
		}
		switch name {
		case "plain":
			name = "txt"
		case "tab-separated-values":
			name = "tsv"
		}
		names[i] = strings.ToUpper(name)
	}
	return strings.Join(names, ", ")
}

// columnClass is written in full so that the style sheet keeps it.
func (f Field) columnClass() string {
	switch f.Width {
	case 1:
		return "field col-1"
	case 2:
		return "field col-2"
	case 3:
		return "field col-3"
	case 4:
		return "field col-4"
	case 5:
		return "field col-5"
	}
	return "field col-6"
}

// inputType is the type attribute of a one-line control.
func (f Field) inputType() string {
	switch f.Kind {
	case Email:
		return "email"
	case URL:
		return "url"
	case Phone:
		return "tel"
	case Password, NewPassword:
		return "password"
	case Date:
		return "date"
	case Text, Textarea, RichText, Select, Multi, TwoLevel, Remote, Combo, DateTime, Image, File, Money,
		Number, Checkbox, Place, Hidden, Static:
	}
	return "text"
}

// inputMode is the keyboard a phone shows.
func (f Field) inputMode() string {
	switch f.Kind {
	case Money:
		return "decimal"
	case Number:
		return "numeric"
	case Text, Textarea, RichText, Select, Multi, TwoLevel, Remote, Combo, Date, DateTime, Image, File, Phone,
		Email, URL, Password, NewPassword, Checkbox, Place, Hidden, Static:
	}
	return ""
}

// autocomplete lets the browser and password managers fill the field in.
func (f Field) autocomplete() string {
	if f.Autocomplete != "" {
		return f.Autocomplete
	}
	switch f.Kind {
	case Password:
		return "current-password"
	case NewPassword:
		return "new-password"
	case Text, Textarea, RichText, Select, Multi, TwoLevel, Remote, Combo, Date, DateTime, Image, File, Money,
		Number, Phone, Email, URL, Checkbox, Place, Hidden, Static:
	}
	return ""
}

// shown is the text the control starts with. Passwords are never sent back.
func (c control) shown() string {
	switch c.Kind {
	case Password, NewPassword:
		return ""
	case Text, Textarea, RichText, Select, Multi, TwoLevel, Remote, Combo, Date, DateTime, Image, File, Money,
		Number, Phone, Email, URL, Checkbox, Place, Hidden, Static:
	}
	return c.values.Text(c.Name)
}

// day and hour are the two halves of a DateTime.
func (c control) day() string {
	day, _, _ := strings.Cut(c.values.Text(c.Name), "T")
	return day
}

func (c control) hour() string {
	_, hour, _ := strings.Cut(c.values.Text(c.Name), "T")
	if len(hour) > len("15:04") {
		return hour[:len("15:04")]
	}
	return hour
}

func (c control) chosen(value string) bool {
	return slices.Contains(c.values.texts[c.input()], value)
}

// shownFamilies are the options to draw: all of the list, or with a Source only
// the chosen ones, since the script completes them.
func (c control) shownFamilies() []Family {
	values := c.values.texts[c.input()]
	if c.Source == "" || c.Kind == Place { // of a place, Source gives the towns
		return c.withStrangers(values)
	}
	var options []Option
	for _, value := range values {
		options = append(options, Option{Value: value})
	}
	return []Family{{Options: options}}
}

// withStrangers adds the chosen values that the list does not hold: a free
// entry, or a term that has left the vocabulary since.
func (c control) withStrangers(values []string) []Family {
	families := c.Families
	var strangers []Option
	for _, value := range values {
		if value != "" && !c.knows(value) && !c.closed() {
			strangers = append(strangers, Option{Value: value})
		}
	}
	if len(strangers) > 0 {
		families = append(slices.Clip(families), Family{Options: strangers})
	}
	return families
}

// label is how an option is shown.
func (c control) label(ctx context.Context, o Option) string {
	if o.Label != "" {
		return words(ctx, o.Label)
	}
	return c.labelOf(ctx, o.Value)
}

func (c control) rows() string {
	if c.Rows > 0 {
		return itoa(c.Rows)
	}
	if c.Kind == RichText {
		return "14"
	}
	return "8"
}

func (f Field) town() string { return f.id() + "-detail" }

func acceptList(types []string) string { return strings.Join(types, ",") }

// currencySign is the mark beside an amount.
func currencySign(code string) string {
	if code == "EUR" {
		return "€"
	}
	return code
}

// described is what every control says of its state.
func (c control) described(describedBy string) templ.Attributes {
	attrs := templ.Attributes{}
	for name, value := range c.Attrs {
		attrs[name] = value
	}
	if c.problem != "" {
		attrs["aria-invalid"] = "true"
	}
	if describedBy != "" {
		attrs["aria-describedby"] = describedBy
	}
	if c.Required {
		attrs["required"] = true
	}
	if a := c.autocomplete(); a != "" {
		attrs["autocomplete"] = a
	}
	if c.Placeholder != "" {
		attrs["placeholder"] = c.Placeholder
	}
	return attrs
}
