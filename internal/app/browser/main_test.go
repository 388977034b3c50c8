// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"os"
	"testing"

	"aipress24.com/aipress24/internal/app/browser"
)

// TestMain ends the browser that the tests share.
func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }
