// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"os"
	"path/filepath"

	"github.com/chromedp/chromedp"
)

// shots is the directory of pictures, "" for none.
func shots() string { return os.Getenv("AIPRESS24_SHOTS") }

// Shot keeps a picture of the window as NAME.png in the directory that
// AIPRESS24_SHOTS names, for somebody to look at; without it nothing happens.
func (tab *Tab) Shot(name string) {
	tab.t.Helper()
	tab.keep(name, chromedp.CaptureScreenshot())
}

// LongShot keeps a picture of the whole page.
func (tab *Tab) LongShot(name string) {
	tab.t.Helper()
	if shots() != "" {
		tab.do(chromedp.Evaluate[chromedp.Void]("scrollTo({ top: 0, behavior: 'instant' })"))
	}
	tab.keep(name, chromedp.FullScreenshot(100))
}

func (tab *Tab) keep(name string, take chromedp.Action[[]byte]) {
	tab.t.Helper()
	dir := shots()
	if dir == "" {
		return
	}
	tab.Pictures()
	picture, err := chromedp.Run(tab.ctx, take)
	if err != nil {
		tab.t.Fatalf("take a picture of %s: %v", tab.Path(), err)
	}
	if err := os.MkdirAll(dir, 0o750); err != nil {
		tab.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600); err != nil {
		tab.t.Fatal(err)
	}
}
