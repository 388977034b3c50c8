// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package live

import "net/http"

// Error is an action that was not run. Its status and message are what
// web.Describe tells the page edge.
type Error struct {
	status int
	key    string
}

// The reasons not to run an action. Compare with errors.Is.
var (
	ErrUnknown = &Error{http.StatusNotFound, "web.live.unknown"}           // no such component or action
	ErrForged  = &Error{http.StatusUnprocessableEntity, "web.live.forged"} // state not signed by us, or for somebody else
	ErrExpired = &Error{http.StatusConflict, "web.live.expired"}           // state older than a day
)

// Error returns the message key, for the logs.
func (e *Error) Error() string { return e.key }

// HTTPStatus returns the status to answer.
func (e *Error) HTTPStatus() int { return e.status }

// MessageKey returns the message to show, in the catalogue "web".
func (e *Error) MessageKey() string { return e.key }
