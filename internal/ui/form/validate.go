// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package form

import (
	"context"
	"errors"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/richtext"
)

// Validate checks v against every field and returns nil or the errs.Fields to
// show beside the fields, one per field, in the form's order. The language of
// ctx is that of amounts and dates inside the messages.
func (f Form) Validate(ctx context.Context, v Values) error {
	if v.finding != "" {
		return f.findProblem(ctx, v)
	}
	var problems errs.Fields
	for _, field := range f.Fields() {
		if field.ReadOnly || field.Kind == Static {
			continue
		}
		if problem := field.check(ctx, v); problem != nil {
			problem.Field = field.Name
			problems = append(problems, problem)
		}
	}
	return problems.OrNil()
}

// check returns the first thing wrong with a field, or nil.
func (f Field) check(ctx context.Context, v Values) *errs.Error {
	if key, bad := v.bad[f.Name]; bad {
		return invalid(key)
	}
	if problem := f.checkPresence(v); problem != nil {
		return problem
	}
	if v.Has(f.Name) || v.Has(f.detail()) {
		if problem := f.checkValue(ctx, v); problem != nil {
			return problem
		}
	}
	for _, rule := range f.Rules {
		if err := rule(v); err != nil {
			return asInvalid(err)
		}
	}
	return nil
}

// checkPresence refuses an empty answer to a required question.
func (f Field) checkPresence(v Values) *errs.Error {
	if !f.Required {
		return nil
	}
	switch f.Kind {
	case Checkbox:
		if !v.Bool(f.Name) {
			return invalid("ui.form.error.must_tick")
		}
		return nil
	case RichText:
		if richtext.IsBlank(v.Text(f.Name)) {
			return invalid("ui.form.error.required")
		}
		return nil
	case Image, File:
		_, sent := v.File(f.Name)
		if !sent && (f.Current == "" || v.Removed(f.Name)) {
			return invalid("ui.form.error.required")
		}
		return nil
	case TwoLevel, Place:
		if v.Text(f.Name) == "" || v.Text(f.detail()) == "" {
			return invalid("ui.form.error.required")
		}
		return nil
	case Text, Textarea, Select, Multi, Remote, Combo, Date, DateTime, Money, Number, Phone, Email, URL,
		Password, NewPassword, Hidden, Static:
	}
	if !strings.ContainsFunc(v.Text(f.Name), isVisible) {
		return invalid("ui.form.error.required")
	}
	return nil
}

// isVisible reports whether a reader sees anything: a field of spaces or of
// invisible marks is empty.
func isVisible(r rune) bool { return unicode.IsGraphic(r) && !unicode.IsSpace(r) }

// checkValue checks an answer that is there, by kind.
func (f Field) checkValue(ctx context.Context, v Values) *errs.Error {
	switch f.Kind {
	case Select, Multi, TwoLevel, Remote, Combo, Place:
		return f.checkChoices(v)
	case Image, File:
		return f.checkFile(ctx, v)
	case Date, DateTime:
		return f.checkMoment(ctx, v)
	case Money:
		return f.checkMoney(ctx, v)
	case Number:
		return f.checkNumber(ctx, v)
	case Email:
		return f.checkShape(ctx, v, validEmail, "ui.form.error.email")
	case URL:
		return f.checkShape(ctx, v, validURL, "ui.form.error.url")
	case Phone:
		return f.checkShape(ctx, v, validPhone, "ui.form.error.phone")
	case Text, Textarea, RichText, Password, NewPassword, Hidden:
		return f.checkLength(ctx, v)
	case Checkbox, Static:
	}
	return nil
}

func (f Field) checkShape(ctx context.Context, v Values, valid func(string) bool, key string) *errs.Error {
	if problem := f.checkLength(ctx, v); problem != nil {
		return problem
	}
	if !valid(v.Text(f.Name)) {
		return invalid(key)
	}
	return nil
}

// checkLength counts characters as readers do, and the visible text only of a
// formatted one.
func (f Field) checkLength(ctx context.Context, v Values) *errs.Error {
	text := v.Text(f.Name)
	if f.Kind == RichText {
		text = richtext.Text(text)
	}
	n := utf8.RuneCountInString(text)
	switch {
	case n > f.limit():
		return invalid("ui.form.error.too_long", "Max", i18n.Number(ctx, int64(f.limit())), "Count", i18n.Number(ctx, int64(n)))
	case n < f.MinLength:
		return invalid("ui.form.error.too_short", "Min", i18n.Number(ctx, int64(f.MinLength)))
	}
	return nil
}

// checkChoices accepts what the list holds, and no more values than allowed.
func (f Field) checkChoices(v Values) *errs.Error {
	if f.Kind == Place {
		if f.closed() && v.Text(f.Name) != "" && !f.knows(v.Text(f.Name)) || utf8.RuneCountInString(v.Text(f.detail())) > f.limit() {
			return invalid("ui.form.error.choice")
		}
		return f.checkTown(v)
	}
	values := v.texts[f.input()]
	if len(values) > f.maxChoices() {
		return invalid("ui.form.error.too_many", "Max", f.maxChoices())
	}
	for _, value := range values {
		if f.closed() && !f.knows(value) || utf8.RuneCountInString(value) > f.limit() {
			return invalid("ui.form.error.choice")
		}
	}
	return nil
}

func (f Field) checkFile(ctx context.Context, v Values) *errs.Error {
	file, ok := v.File(f.Name)
	if !ok {
		return nil
	}
	if size := int64(len(file.Data)); size > f.maxBytes() {
		return invalid("ui.form.error.file_size", "Size", i18n.Bytes(ctx, size), "Max", limitBytes(ctx, f.maxBytes()))
	}
	// The content decides, not what the browser says; the name may not say
	// otherwise (security checklist §5).
	kind := mimetype.Detect(file.Data)
	if slices.ContainsFunc(f.accept(), kind.Is) && f.takesName(file.Name) {
		return nil
	}
	if f.Kind == Image {
		return invalid("ui.form.error.image_type")
	}
	return invalid("ui.form.error.file_type")
}

// endings are how the names of the files of a type end.
var endings = map[string][]string{
	"image/jpeg": {".jpg", ".jpeg", ".jpe", ".jfif"}, "image/png": {".png"}, "image/webp": {".webp"}, "application/pdf": {".pdf"},
	"text/csv": {".csv"}, "text/plain": {".txt"}, "text/tab-separated-values": {".tsv", ".tab"},
}

// takesName reports whether the name of a file ends as those of the types that are
// accepted do, or has no ending. That of a PNG may end in « .jpg »: programs save
// pictures so, and each is read for what it is.
func (f Field) takesName(name string) bool {
	ending := strings.ToLower(path.Ext(name))
	return ending == "" || slices.ContainsFunc(f.accept(), func(kind string) bool {
		return slices.Contains(endings[kind], ending)
	})
}

// accept is the list of media types; a File field that declares none accepts
// none, so that nothing is forgotten.
func (f Field) accept() []string {
	if len(f.Accept) == 0 && f.Kind == Image {
		return []string{"image/jpeg", "image/png"}
	}
	return f.Accept
}

func (f Field) checkMoment(ctx context.Context, v Values) *errs.Error {
	t := v.Time(f.Name)
	show := i18n.DateTime
	if f.Kind == Date {
		show = i18n.Date
	}
	switch {
	case t.IsZero():
		return invalid("ui.form.error.date")
	case !f.NotBefore.IsZero() && t.Before(f.NotBefore):
		return invalid("ui.form.error.before", "Date", show(ctx, f.NotBefore))
	case !f.NotAfter.IsZero() && t.After(f.NotAfter):
		return invalid("ui.form.error.after", "Date", show(ctx, f.NotAfter))
	}
	return nil
}

func (f Field) checkMoney(ctx context.Context, v Values) *errs.Error {
	cents, err := ParseCents(v.Text(f.Name))
	if err != nil {
		return invalid("ui.form.error.money")
	}
	if f.bounded() && (cents < f.Min || cents > f.Max) {
		return invalid("ui.form.error.money_range", "Min", i18n.Money(ctx, f.Min, f.currency()), "Max", i18n.Money(ctx, f.Max, f.currency()))
	}
	return nil
}

func (f Field) checkNumber(ctx context.Context, v Values) *errs.Error {
	n, err := strconv.ParseInt(v.Text(f.Name), 10, 64)
	if err != nil {
		return invalid("ui.form.error.number")
	}
	if f.bounded() && (n < f.Min || n > f.Max) {
		return invalid("ui.form.error.number_range", "Min", i18n.Number(ctx, f.Min), "Max", i18n.Number(ctx, f.Max))
	}
	return nil
}

func (f Field) bounded() bool { return f.Min != 0 || f.Max != 0 }

// invalid is one thing to correct.
func invalid(key string, args ...any) *errs.Error {
	return &errs.Error{Kind: errs.Invalid, Message: key, Args: args}
}

// asInvalid keeps the message of a rule; an error that has none is the general
// one.
func asInvalid(err error) *errs.Error {
	var e *errs.Error
	if errors.As(err, &e) {
		copied := *e
		return &copied
	}
	return &errs.Error{Kind: errs.Invalid, Message: "error.invalid.text", Err: err}
}
