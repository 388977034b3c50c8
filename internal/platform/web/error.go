// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"errors"
	"net/http"
)

// Error is a request that the platform refuses. The page edge shows Key,
// translated, with Status.
type Error struct {
	Status int    // HTTP status
	Key    string // message key, in the catalogue "web"
}

// Error returns the message key, for the logs.
func (e *Error) Error() string { return e.Key }

// The refusals of the platform. Compare with errors.Is.
var (
	ErrBadID       = &Error{http.StatusNotFound, "web.error.not_found"}              // unreadable identifier in an address (spec 01 §2)
	ErrBadCursor   = &Error{http.StatusNotFound, "web.error.bad_cursor"}             // unreadable position in a list
	ErrCrossOrigin = &Error{http.StatusForbidden, "web.error.cross_origin"}          // a change asked by another site
	ErrTooLarge    = &Error{http.StatusRequestEntityTooLarge, "web.error.too_large"} // body or file above its limit
	ErrLongAddress = &Error{http.StatusRequestURITooLong, "web.error.long_address"}
	ErrMalformed   = &Error{http.StatusBadRequest, "web.error.malformed"} // unreadable form or JSON
	ErrNoFile      = &Error{http.StatusBadRequest, "web.error.no_file"}   // the expected file is missing or nameless
	ErrTooMany     = &Error{http.StatusTooManyRequests, "web.error.too_many"}
	ErrOverloaded  = &Error{http.StatusServiceUnavailable, "web.error.overloaded"}
	ErrNotReady    = &Error{http.StatusServiceUnavailable, "web.error.not_ready"}
)

// StatusOf returns the HTTP status that err stands for, or 0 when it is not
// one of the platform's refusals.
func StatusOf(err error) int {
	status, _ := Describe(err)
	return status
}

// Describe returns the HTTP status and the message key of a refusal, or 0 and
// "" for any other error. Other platform packages take part by implementing
// HTTPStatus() int and MessageKey() string.
func Describe(err error) (status int, key string) {
	var refusal interface {
		error
		HTTPStatus() int
		MessageKey() string
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &refusal):
		return refusal.HTTPStatus(), refusal.MessageKey()
	case errors.As(err, &large):
		return ErrTooLarge.Status, ErrTooLarge.Key
	}
	return 0, ""
}

// HTTPStatus returns the status of the refusal.
func (e *Error) HTTPStatus() int { return e.Status }

// MessageKey returns the message of the refusal.
func (e *Error) MessageKey() string { return e.Key }

// Gone reports whether the client has left: nobody reads the answer, and
// nothing went wrong on our side.
func Gone(r *http.Request, err error) bool {
	return errors.Is(err, context.Canceled) && r.Context().Err() != nil
}

// Refuse answers a request that no handler will see. Implementations render a
// page for err, whose status Describe tells; headers such as Retry-After are
// already set.
type Refuse func(w http.ResponseWriter, r *http.Request, err error)

// plainRefusal is used until somebody provides pages.
func plainRefusal(w http.ResponseWriter, _ *http.Request, err error) {
	status := StatusOf(err)
	if status == 0 {
		status = http.StatusInternalServerError
	}
	w.Header().Set("Cache-Control", "no-store")
	http.Error(w, http.StatusText(status), status)
}
