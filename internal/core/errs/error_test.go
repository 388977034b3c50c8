// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package errs_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
)

func TestError_Is(t *testing.T) {
	sentinel := errs.New(errs.Forbidden, "article.not_author")
	tests := []struct {
		name string
		err  error
		want bool
	}{
		{"itself", sentinel, true},
		{"wrapped", fmt.Errorf("publish article 1: %w", sentinel), true},
		{"with a cause", errs.Wrap(errs.Forbidden, "article.not_author", io.EOF), true},
		{"another message", errs.New(errs.Forbidden, "article.not_draft"), false},
		{"another kind", errs.New(errs.Conflict, "article.not_author"), false},
		{"inside a form", errs.Fields{sentinel}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := errors.Is(tt.err, sentinel); got != tt.want {
				t.Errorf("errors.Is = %v, want %v", got, tt.want)
			}
		})
	}
}

func TestKindOf(t *testing.T) {
	if got := errs.KindOf(io.EOF); got != errs.Internal {
		t.Errorf("foreign error: kind = %v, want Internal", got)
	}
	if got := errs.KindOf(fmt.Errorf("read: %w", errs.ErrNotFound)); got != errs.NotFound {
		t.Errorf("wrapped: kind = %v, want NotFound", got)
	}
	if errs.Fields(nil).OrNil() != nil {
		t.Error("an empty form has no error")
	}
}
