// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package browser_test

import (
	"testing"

	"aipress24.com/aipress24/internal/app/browser"
)

// Who opens a page of registration for the first time, on a phone, receives at
// most 100 kB: page, styles, scripts, fonts and icons together.
func TestRegistration_weighsLittle(t *testing.T) {
	t.Parallel()
	if !browser.Ready(t) {
		return
	}
	site := browser.NewSite(t)
	for _, path := range []string{"/kyc/", "/kyc/profile", "/kyc/wizard/P001", "/kyc/wizard/P010", "/kyc/wizard/P012", "/kyc/wizard/P021"} {
		got := site.NewTab(t, browser.Phone).Weigh(path)
		if got.Total > 100_000 || got.Total < 30_000 {
			t.Errorf("%s weighs %d bytes: %v", path, got.Total, got.Files)
		}
		t.Logf("%s weighs %d bytes", path, got.Total)
	}
}
