// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"testing"
)

// An asked-for stop calls nobody; other errors stay errors.
func TestCalm_lowersInterruptions(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		attr   slog.Attr
		silent bool
	}{
		{"cancelled, as a value", slog.Any("err", fmt.Errorf("begin: %w", context.Canceled)), true},
		{"cancelled, as a text", slog.String("error", "begin: context canceled"), true},
		{"too late", slog.Any("err", context.DeadlineExceeded), false},
		{"broken", slog.Any("err", errors.New("disk full")), false},
		{"no error", slog.Int("jobs", 3), false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			log := calm(slog.New(slog.NewTextHandler(&out, nil))).With("client", "x").WithGroup("river")
			log.ErrorContext(t.Context(), "trouble", tt.attr)
			if silent := out.Len() == 0; silent != tt.silent {
				t.Errorf("silent = %v, want %v: %s", silent, tt.silent, out.String())
			}
		})
	}
}
