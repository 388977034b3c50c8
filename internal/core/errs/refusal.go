// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package errs

import "errors"

// IsRefusal reports whether a form is to be shown again with err: something in
// it is to be corrected, or the state has changed meanwhile.
func IsRefusal(err error) bool {
	var fields Fields
	if errors.As(err, &fields) {
		return true
	}
	kind := KindOf(err)
	return kind == Invalid || kind == Conflict
}

// MessageOf is the message key that a member may read of err.
func MessageOf(err error) string {
	var e *Error
	if errors.As(err, &e) {
		return e.Message
	}
	return "error.internal.text"
}
