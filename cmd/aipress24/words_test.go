// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
)

// The command line says words where the pages look a message up.
func TestInWords(t *testing.T) {
	t.Parallel()
	short, page := errs.New(errs.Invalid, "password.too_short"), errs.New(errs.NotFound, "error.not_found")
	const shortWords = "This password is too short: it needs at least 12 characters. A sentence of several words will do."
	tests := []struct {
		name string
		err  error
		want string
	}{
		{"no refusal", io.ErrUnexpectedEOF, "unexpected EOF"},
		{"a refusal", short, shortWords},
		{"wrapped", fmt.Errorf("create member: %w", short), "create member: " + shortWords},
		{"with a cause", errs.Wrap(errs.Invalid, short.Message, io.EOF), shortWords + ": EOF"},
		{"several", errors.Join(page, short), "This page cannot be found.\n" + shortWords},
		{"a form", errs.Fields{{Kind: errs.Invalid, Field: "password", Message: short.Message}}, "invalid form; password: " + shortWords},
		{"not a key", errs.New(errs.Internal, "the disk is full"), "the disk is full"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := inWords(tt.err); got != tt.want {
				t.Errorf("inWords() = %q, want %q", got, tt.want)
			}
		})
	}
}
