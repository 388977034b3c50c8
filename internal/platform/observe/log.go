// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"context"
	"io"
	"log/slog"
	"os"
	"sync"
)

// LogOptions says how to log.
type LogOptions struct {
	Level   slog.Leveler // least serious level; nil: info
	Format  string       // "text", "json", or "auto": text on a terminal
	Secrets []string     // values to remove wherever they appear
	// Tracker receives the records of level error, already cleaned; may be nil.
	Tracker *Tracker
}

// NewLogger returns a logger that writes to w, adds the request and actor of
// the context to each line, and removes secrets and personal data. Make it
// the default one with slog.SetDefault.
func NewLogger(w io.Writer, o LogOptions) *slog.Logger {
	scrub := newScrubber(o.Secrets)
	out := &lockedWriter{w: w} // two handlers share it
	build := func(replace func([]string, slog.Attr) slog.Attr) slog.Handler {
		options := &slog.HandlerOptions{Level: o.Level, ReplaceAttr: replace}
		if isText(w, o.Format) {
			return slog.NewTextHandler(out, options)
		}
		return slog.NewJSONHandler(out, options)
	}
	return slog.New(&handler{inner: build(scrub.attr), trusted: build(nil), scrub: scrub, tracker: o.Tracker})
}

// isText reports whether lines are for eyes rather than for a collector.
func isText(w io.Writer, format string) bool {
	switch format {
	case "text":
		return true
	case "json":
		return false
	}
	file, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// lockedWriter keeps the lines of several handlers apart.
type lockedWriter struct {
	sync.Mutex
	w io.Writer
}

// Write writes one line.
func (l *lockedWriter) Write(p []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.w.Write(p)
}

// handler adds what the context knows and cleans the rest.
type handler struct {
	inner   slog.Handler // cleans every attribute
	trusted slog.Handler // for lines of this package, which hold nothing to clean
	scrub   *scrubber
	tracker *Tracker
}

// Enabled reports whether records of this level are written.
func (h *handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.inner.Enabled(ctx, level)
}

// Handle writes one record.
func (h *handler) Handle(ctx context.Context, r slog.Record) error {
	if visit := visitOf(ctx); visit != nil && !hasAttr(r, "request_id") {
		r = r.Clone()
		r.AddAttrs(slog.String("request_id", visit.id))
		if actor := visit.actor.Load(); actor != 0 && !hasAttr(r, "actor_id") {
			r.AddAttrs(slog.Int64("actor_id", actor))
		}
	}
	if r.Level >= slog.LevelError {
		h.tracker.record(ctx, r, h.scrub)
	}
	return h.inner.Handle(ctx, r)
}

func hasAttr(r slog.Record, key string) bool {
	found := false
	r.Attrs(func(a slog.Attr) bool {
		found = a.Key == key
		return !found
	})
	return found
}

// WithAttrs returns a handler whose records all have attrs.
func (h *handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	return &handler{inner: h.inner.WithAttrs(attrs), trusted: h.trusted.WithAttrs(clean(h.scrub, attrs)), scrub: h.scrub, tracker: h.tracker}
}

// WithGroup returns a handler whose records are in a group.
func (h *handler) WithGroup(name string) slog.Handler {
	return &handler{inner: h.inner.WithGroup(name), trusted: h.trusted.WithGroup(name), scrub: h.scrub, tracker: h.tracker}
}

// clean cleans attributes once, for the handler that does not.
func clean(scrub *scrubber, attrs []slog.Attr) []slog.Attr {
	cleaned := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		a.Value = a.Value.Resolve()
		if a.Value.Kind() == slog.KindGroup {
			cleaned[i] = slog.Attr{Key: a.Key, Value: slog.GroupValue(clean(scrub, a.Value.Group())...)}
			continue
		}
		cleaned[i] = scrub.attr(nil, a)
	}
	return cleaned
}

// trustedHandler returns the handler for lines that hold nothing to clean.
func trustedHandler(log *slog.Logger) slog.Handler {
	if h, ok := log.Handler().(*handler); ok {
		return h.trusted
	}
	return log.Handler()
}
