// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mailer

import (
	"errors"
	"fmt"
	"testing"
)

// Only a server that asks to come back later is asked again.
func TestIsFinal(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]bool{
		fmt.Errorf("send: %w", ErrInvalid):   true,
		fmt.Errorf("send: %w", ErrRejected):  true,
		fmt.Errorf("send: %w", ErrQuota):     true,
		fmt.Errorf("send: %w", ErrTemporary): false,
		errors.New("disk full"):              false,
	} {
		if IsFinal(err) != want {
			t.Errorf("IsFinal(%v) = %v", err, !want)
		}
	}
	if IsFinal(nil) {
		t.Error("a mail that was sent counts as lost")
	}
}
