// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package media_test

import (
	"testing"

	"aipress24.com/aipress24/internal/core/media"
)

// Pages write the sign: one that was typed is not shown twice.
func TestCredit(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"© Moi": "Moi", "©\u00a02026 AFP": "2026 AFP", "(c) Lise Roc": "Lise Roc", "AFP": "AFP", "": "", "©": ""} {
		if got := media.Credit(typed); got != want {
			t.Errorf("%q = %q, want %q", typed, got, want)
		}
	}
}
