// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"

	"github.com/go-chi/chi/v5/middleware"
)

// PanicError is a panic of a handler, as an error.
type PanicError struct {
	Value any
	Stack []byte
}

// Error returns the value of the panic, for the logs only.
func (e *PanicError) Error() string { return fmt.Sprintf("panic: %v", e.Value) }

// Unwrap returns the value of the panic when it is an error.
func (e *PanicError) Unwrap() error {
	err, _ := e.Value.(error)
	return err
}

// Recover returns the middleware that turns a panic into a *PanicError given
// to fail, which renders the page of status 500. When the answer has already
// begun, the connection is cut instead: half a page must not look whole.
// The panic is logged here, with its stack; fail need not.
func Recover(log *slog.Logger, fail func(w http.ResponseWriter, r *http.Request, err error)) func(http.Handler) http.Handler {
	if log == nil {
		log = slog.Default()
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			recorder := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
			defer func() {
				value := recover()
				if value == nil {
					return
				}
				if value == http.ErrAbortHandler { //nolint:errorlint // a sentinel that net/http compares so
					panic(value)
				}
				err := &PanicError{Value: value, Stack: debug.Stack()}
				log.LogAttrs(r.Context(), slog.LevelError, "panic",
					slog.Any("error", err), slog.String("method", knownMethod(r.Method)), slog.String("route", chiRoute(r)), slog.String(stackKey, string(err.Stack)))
				if recorder.Status() != 0 {
					panic(http.ErrAbortHandler)
				}
				fail(recorder, r, err)
			}()
			next.ServeHTTP(recorder, r)
		})
	}
}
