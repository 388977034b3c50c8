// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"log/slog"
	"slices"
	"strconv"
	"time"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

// Values is what a form holds: texts by field name, and files. Its zero value
// is an empty form.
type Values struct {
	texts map[string][]string
	files map[string]web.File
	bad   map[string]string // why a value could not be read: message key by field

	finding string // field whose list is being searched
}

// LogValue keeps what members write, passwords included, out of the logs.
func (v Values) LogValue() slog.Value { return slog.StringValue("form values") }

// Set stores the values of a field, to show a form already filled in.
func (v *Values) Set(name string, values ...string) {
	if v.texts == nil {
		v.texts = map[string][]string{}
	}
	v.texts[name] = values
}

// SetBool stores the answer of a Checkbox.
func (v *Values) SetBool(name string, yes bool) {
	if yes {
		v.Set(name, "true")
		return
	}
	v.Set(name)
}

// SetTime stores an instant for a DateTime field, or nothing when it is zero.
func (v *Values) SetTime(name string, t time.Time) { v.setMoment(name, t, momentLayout) }

// SetDate stores a day for a Date field, or nothing when it is zero.
func (v *Values) SetDate(name string, t time.Time) { v.setMoment(name, t, time.DateOnly) }

func (v *Values) setMoment(name string, t time.Time, layout string) {
	if t.IsZero() {
		v.Set(name)
		return
	}
	v.Set(name, t.In(i18n.Paris()).Format(layout))
}

// SetCents stores an amount for a Money field.
func (v *Values) SetCents(name string, cents int64) { v.Set(name, formatCents(cents)) }

// SetInt stores a number.
func (v *Values) SetInt(name string, n int64) { v.Set(name, strconv.FormatInt(n, 10)) }

// Text returns the first value of a field, or "".
func (v Values) Text(name string) string {
	if list := v.texts[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// List returns all values of a field.
func (v Values) List(name string) []string { return slices.Clone(v.texts[name]) }

// Bool returns the answer of a Checkbox.
func (v Values) Bool(name string) bool { return v.Text(name) == "true" }

// Int returns a number, or 0: Validate has refused what is none.
func (v Values) Int(name string) int64 {
	n, err := strconv.ParseInt(v.Text(name), 10, 64)
	if err != nil {
		return 0
	}
	return n
}

// Cents returns an amount in cents, or 0: Validate has refused what is none.
func (v Values) Cents(name string) int64 {
	cents, err := ParseCents(v.Text(name))
	if err != nil {
		return 0
	}
	return cents
}

// Time returns the instant of a Date or DateTime field, in UTC, or the zero
// time when it is empty.
func (v Values) Time(name string) time.Time {
	t, err := ParseMoment(v.Text(name))
	if err != nil {
		return time.Time{}
	}
	return t
}

// File returns the file sent in a field and whether there is one.
func (v Values) File(name string) (web.File, bool) {
	f, ok := v.files[name]
	return f, ok
}

// Removed reports whether the member asked to remove the present file.
func (v Values) Removed(name string) bool { return v.Bool(name + removeSuffix) }

// Has reports whether the field holds anything.
func (v Values) Has(name string) bool {
	if _, ok := v.files[name]; ok {
		return true
	}
	return v.Text(name) != ""
}
