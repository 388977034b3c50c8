// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"log/slog"
	"testing"

	"aipress24.com/aipress24/internal/platform/web"
)

// BenchmarkPublish is one author publishing drafts, with all that follows in
// the same process: mirror, events, jobs, bells, index.
func BenchmarkPublish(b *testing.B) {
	handler := openSite(b)
	addr := listen(b, web.NewServer(handler, slog.New(slog.DiscardHandler), nil))
	crowd, err := signInAll(b.Context(), &site{addr: addr}, 8)
	if err != nil {
		b.Fatal(err)
	}
	form, err := crowd.draftForm(b.Context(), crowd.writers[0])
	if err != nil {
		b.Fatal(err)
	}
	form.Set("title", "Mesure")
	create := post("/wip/articles", crowd.writers[0], form.Encode())
	browser, err := dial(b.Context(), addr)
	if err != nil {
		b.Fatal(err)
	}
	defer browser.close()
	for b.Loop() {
		b.StopTimer()
		if err := crowd.create(b.Context(), create); err != nil {
			b.Fatal(err)
		}
		path, err := crowd.newest(b.Context(), crowd.writers[0])
		if err != nil {
			b.Fatal(err)
		}
		publish := post(path, crowd.writers[0], "")
		b.StartTimer()
		if a, err := browser.do(publish, false); err != nil || a.status != 303 {
			b.Fatalf("publish: status %d, %v", a.status, err)
		}
	}
}
