// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"os"
	"testing"

	"aipress24.com/aipress24/internal/app/browser"
)

func TestMain(m *testing.M) { os.Exit(browser.Main(m)) }

func TestLook(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	tab := site.NewTab(t, browser.Desktop)
	tab.SignIn("journalist")
	tab.Axe()
	tab.Fits()
	tab.Shot("wall")
}
