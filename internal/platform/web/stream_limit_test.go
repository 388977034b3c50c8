// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web_test

import (
	"errors"
	"testing"

	"aipress24.com/aipress24/internal/platform/web"
)

// A client has its share of the streams, the process its own bound, and a
// stream that ends gives its place back, once.
func TestStreamLimit(t *testing.T) {
	t.Parallel()
	limit := web.NewStreamLimit(2, 3)
	enter := func(client string, want error) func() {
		t.Helper()
		leave, err := limit.Enter(client)
		if !errors.Is(err, want) {
			t.Fatalf("%s enters: %v, want %v", client, err, want)
		}
		return leave
	}
	first := enter("Ada", nil)
	enter("Ada", nil)
	enter("Ada", web.ErrTooMany)
	enter("Grace", nil)
	enter("Edith", web.ErrTooMany)
	first()
	first()
	enter("Edith", nil)
	enter("Ada", web.ErrTooMany)
}
