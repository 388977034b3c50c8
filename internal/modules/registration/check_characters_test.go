// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration_test

import (
	"errors"
	"testing"

	"aipress24.com/aipress24/internal/core/errs"
)

// Names with NUL, control characters or broken text are refused with a message
// beside the field (security checklist §6).
func TestCheck_controlCharacters(t *testing.T) {
	t.Parallel()
	p := profileOf(t, "P009")
	for _, name := range []string{"a\x00b\r\nBcc: x", "a\x00b", "a\nb", "a\x1bb", "a\xffb"} {
		sheet := full(p)
		sheet.Answers.Set("first_name", name)
		err := sheet.Check(t.Context(), lists{})
		var refusal *errs.Error
		if !errors.As(err, &refusal) || refusal.Field != "first_name" || refusal.Message != "registration.error.characters" {
			t.Errorf("%q: %v", name, err)
		}
	}
}
