// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package errs

import (
	"errors"
	"fmt"
)

// Kind says whose problem an error is; the page edge maps it to a status.
type Kind uint8

// The kinds, in the order of the HTTP statuses they become.
const (
	Internal        Kind = iota // 500: our fault
	Invalid                     // 422: a form to correct
	Unauthenticated             // 401 or a redirect to sign in
	Forbidden                   // 403: visible but closed
	NotFound                    // 404: absent, or hidden from this person
	Conflict                    // 409: the state has changed meanwhile
	TooLarge                    // 413: more than the limit
	TooMany                     // 429: too often
	Unavailable                 // 503: a neighbour is missing, try later
)

// Error carries a Kind and a message that may be shown to a member.
// The wrapped error is for the logs only.
type Error struct {
	Kind    Kind
	Message string // message key, translated at the edge
	Field   string // form field, when Kind is Invalid
	Args    []any  // name, value pairs for the message
	Err     error
}

// New returns an error of the given kind whose message is the given key.
func New(kind Kind, message string) *Error {
	return &Error{Kind: kind, Message: message}
}

// Wrap returns an error of the given kind and message around its cause.
func Wrap(kind Kind, message string, cause error) *Error {
	return &Error{Kind: kind, Message: message, Err: cause}
}

// ErrNotFound is what a store returns when the row is absent or hidden.
var ErrNotFound = New(NotFound, "error.not_found")

// ErrForbidden is what a guard returns when the actor may know that the page
// exists but not open it.
var ErrForbidden = New(Forbidden, "error.forbidden")

// ErrUnauthenticated is what a guard returns to somebody who is not signed in.
var ErrUnauthenticated = New(Unauthenticated, "error.unauthenticated")

// ErrTermsOwed is what a guard returns to a member who must first accept the
// terms of use in force (spec 02 §19.11).
var ErrTermsOwed = New(Forbidden, "account.terms.owed")

// Error returns the message key and the cause, for the logs.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Message, e.Err)
	}
	return e.Message
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is the same refusal: same kind, message and field.
// It lets errors.Is compare sentinels that travel with other causes.
func (e *Error) Is(target error) bool {
	var other *Error
	if !errors.As(target, &other) {
		return false
	}
	return e.Kind == other.Kind && e.Message == other.Message && e.Field == other.Field
}

// KindOf returns the kind of err: Internal unless an *Error says otherwise.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Internal
}

// Fields is several Invalid errors at once: what a form has to correct.
type Fields []*Error

// Error lists the message keys, for the logs.
func (f Fields) Error() string {
	s := "invalid form"
	for _, e := range f {
		s += "; " + e.Field + ": " + e.Message
	}
	return s
}

// Unwrap exposes each field's error to errors.Is and errors.As.
func (f Fields) Unwrap() []error {
	list := make([]error, len(f))
	for i, e := range f {
		list[i] = e
	}
	return list
}

// OrNil returns f, or nil when it is empty, as an error.
func (f Fields) OrNil() error {
	if len(f) == 0 {
		return nil
	}
	return f
}
