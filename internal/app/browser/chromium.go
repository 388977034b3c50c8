// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"

	"github.com/chromedp/chromedp"
)

// programs are the names of Chromium, in the order we look for them.
var programs = []string{"/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"}

// program is the path of Chromium, or "".
var program = sync.OnceValue(func() string {
	for _, name := range programs {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
})

// Ready reports whether there is a browser to test with. Where all tests are
// required its absence fails the test.
func Ready(t testing.TB) bool {
	t.Helper()
	switch {
	case program() != "":
		return true
	case os.Getenv("AIPRESS24_REQUIRE_ALL") == "1":
		t.Error("no Chromium found: install the package chromium")
	default:
		t.Log("no Chromium found: nothing is tested")
	}
	return false
}

// chromium is the one browser of the test program.
var chromium struct {
	sync.Mutex

	ctx  context.Context //nolint:containedctx // how chromedp names a browser
	stop func()
}

// Main runs the tests of a package and ends what they shared: the browser and
// the prepared world. It returns the status to exit with.
func Main(m *testing.M) int {
	status := m.Run()
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.stop != nil {
		chromium.stop()
	}
	if err := removeWorld(); err != nil {
		fmt.Fprintln(os.Stderr, "remove the prepared world:", err)
		return max(status, 1)
	}
	return status
}

// start returns the context of the running browser, which tabs are made from.
func start() (context.Context, error) {
	chromium.Lock()
	defer chromium.Unlock()
	if chromium.ctx != nil {
		return chromium.ctx, nil
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(program()),
		chromedp.DisableGPU,
		// Nothing looks for the outside world (loopback only).
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("no-pings", true),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
		chromedp.Flag("hide-scrollbars", true),
		// Text is drawn the same everywhere.
		chromedp.Flag("font-render-hinting", "none"),
	)
	all, stopAll := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, stop := chromedp.NewContext(all)
	if err := chromedp.Do(ctx); err != nil { // the first action starts the program
		stop()
		stopAll()
		return nil, fmt.Errorf("start %s: %w", program(), err)
	}
	chromium.ctx = ctx //nolint:fatcontext // the browser outlives each test, and so does its context
	chromium.stop = func() { stop(); stopAll() }
	return ctx, nil
}
