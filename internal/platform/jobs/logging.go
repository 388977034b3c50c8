// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"context"
	"errors"
	"log/slog"
	"strings"
)

// calmHandler lowers River's errors about its own interrupted transactions to
// debug: River reports each of them when a process stops, and an operator must
// not be called for a stop that was asked for.
type calmHandler struct {
	slog.Handler
}

// calm returns a logger for River.
func calm(log *slog.Logger) *slog.Logger { return slog.New(calmHandler{log.Handler()}) }

// Handle passes the record on, lowered if it tells of an interruption.
func (h calmHandler) Handle(ctx context.Context, r slog.Record) error {
	if r.Level > slog.LevelDebug && interrupted(r) {
		if !h.Enabled(ctx, slog.LevelDebug) {
			return nil
		}
		r.Level = slog.LevelDebug
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs keeps the handler calm.
func (h calmHandler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return calmHandler{h.Handler.WithAttrs(attrs)}
}

// WithGroup keeps the handler calm.
func (h calmHandler) WithGroup(name string) slog.Handler {
	return calmHandler{h.Handler.WithGroup(name)}
}

// interrupted reports whether a record's error is the end of a context. River
// gives errors as values or as texts, under several names.
func interrupted(r slog.Record) bool {
	found := false
	r.Attrs(func(a slog.Attr) bool {
		switch v := a.Value.Any().(type) {
		case error:
			found = errors.Is(v, context.Canceled)
		case string:
			found = strings.HasSuffix(v, context.Canceled.Error())
		}
		return !found
	})
	return found
}
