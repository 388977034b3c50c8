// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"context"
	"errors"
	"strings"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// inWords is what an operator reads of an error: where a rule refuses with the
// key of a message for members, its English text.
func inWords(err error) string {
	ctx, said := i18n.WithLang(context.Background(), i18n.English), err.Error()
	for _, refusal := range refusalsIn(err) {
		if i18n.Has(refusal.Message) {
			said = strings.Replace(said, refusal.Message, i18n.T(ctx, refusal.Message, refusal.Args...), 1)
		}
	}
	return said
}

// refusalsIn lists the refusals that an error is made of, in the order in which
// its text tells them.
func refusalsIn(err error) []*errs.Error {
	var list []*errs.Error
	if refusal, is := err.(*errs.Error); is { //nolint:errorlint // one level at a time: As would find the first only
		list = append(list, refusal)
	}
	if many, is := err.(interface{ Unwrap() []error }); is {
		for _, part := range many.Unwrap() {
			list = append(list, refusalsIn(part)...)
		}
		return list
	}
	if inner := errors.Unwrap(err); inner != nil {
		list = append(list, refusalsIn(inner)...)
	}
	return list
}
