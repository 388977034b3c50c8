// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"log/slog"
	"os"
	"testing"
)

// TestMain silences the default logger: failures that tests provoke on purpose
// are not news. The kit shows the program's own log when a test fails.
func TestMain(m *testing.M) {
	slog.SetDefault(slog.New(slog.DiscardHandler))
	os.Exit(m.Run())
}
