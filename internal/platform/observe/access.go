// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// slow is the duration above which a request is worth a warning (spec 08 §9.2).
const slow = 500 * time.Millisecond

// AccessOptions says what Access needs.
type AccessOptions struct {
	Log            *slog.Logger
	Metrics        *Metrics // may be nil
	TrustedProxies []netip.Prefix
	// Route returns the pattern of the route that served r, asked for
	// afterwards; nil: chi's. Paths are never logged: they hold slugs and
	// tokens.
	Route func(r *http.Request) string
	Now   func() time.Time // nil: time.Now
}

// Access returns the outermost middleware: it names the request, logs it once
// it is answered and counts it.
func Access(o AccessOptions) func(http.Handler) http.Handler {
	if o.Route == nil {
		o.Route = chiRoute
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	a := &access{AccessOptions: o, ids: newRequestIDs(o.TrustedProxies), out: trustedHandler(o.Log)}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.serve(w, r, next) })
	}
}

type access struct {
	AccessOptions
	ids *requestIDs
	out slog.Handler
}

func (a *access) serve(w http.ResponseWriter, r *http.Request, next http.Handler) {
	start := a.Now()
	v := &visit{id: a.ids.of(r)}
	w.Header().Set(RequestIDHeader, v.id)
	r = r.WithContext(context.WithValue(r.Context(), visitKey{}, v))
	recorder := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
	a.Metrics.begin()
	completed := false
	defer func() { // a panic that nobody recovered is told too, and goes on
		a.end(r, v, recorder, a.Now().Sub(start), completed)
	}()
	next.ServeHTTP(recorder, r)
	completed = true
}

// end logs and counts one answered request.
func (a *access) end(r *http.Request, v *visit, w middleware.WrapResponseWriter, took time.Duration, completed bool) {
	status := w.Status()
	switch {
	case status == 0 && completed:
		status = http.StatusOK // net/http's own answer to an empty handler
	case status == 0:
		status = http.StatusInternalServerError
	}
	route, method := a.Route(r), knownMethod(r.Method)
	stream := strings.HasPrefix(w.Header().Get("Content-Type"), "text/event-stream")
	a.Metrics.end(route, method, status, took, stream)

	level, message := slog.LevelInfo, "request"
	if took > slow && !stream {
		level, message = slog.LevelWarn, "slow request"
	}
	ctx := r.Context()
	if !a.out.Enabled(ctx, level) {
		return
	}
	record := slog.NewRecord(a.Now(), level, message, 0)
	record.AddAttrs(
		slog.String("request_id", v.id),
		slog.String("method", method),
		slog.String("route", route),
		slog.Int("status", status),
		slog.Int("bytes", w.BytesWritten()),
	)
	record.AddAttrs(slog.Int64("duration_us", took.Microseconds())) // whole: slog writes fractions slowly
	if actor := v.actor.Load(); actor != 0 {
		record.AddAttrs(slog.Int64("actor_id", actor))
	}
	if !completed {
		record.AddAttrs(slog.Bool("aborted", true))
	}
	_ = a.out.Handle(ctx, record) // a log that cannot be written has nobody to tell
}

// unmatched is the route of requests that no route serves; their paths are
// the visitor's invention.
const unmatched = "unmatched"

// chiRoute returns the pattern of chi's router.
func chiRoute(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil {
		if pattern := c.RoutePattern(); pattern != "" {
			return pattern
		}
	}
	return unmatched
}

// knownMethod keeps invented methods out of labels and logs.
func knownMethod(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}
