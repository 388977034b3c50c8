// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/platform/observe"
)

// The tracker tells what went wrong and nothing of anybody.
func TestTracker(t *testing.T) {
	t.Parallel()
	received := make(chan string, 10)
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		received <- string(body)
	}))
	defer server.Close()
	dsn := strings.Replace(server.URL, "http://", "http://publickey@", 1) + "/1"
	tracker, err := observe.NewTracker(observe.TrackerOptions{DSN: dsn, Environment: "production", Release: "1.2.3", Secrets: []string{"canary-known"}})
	if err != nil {
		t.Fatal(err)
	}
	ctx := observe.WithRequestID(context.Background(), "r-17")
	log := observe.NewLogger(io.Discard, observe.LogOptions{Format: "json", Tracker: tracker})
	log.InfoContext(ctx, "nothing to see")
	log.ErrorContext(ctx, "deliver mail", "error", fmt.Errorf("smtp: %w", errors.New("550 canary@exemple.fr, canary-known")), "email", "canary@exemple.fr", "kind", "welcome")
	tracker.Report(ctx, errors.New("token=canary refused"))
	tracker.Report(ctx, nil)
	tracker.Flush(5 * time.Second)

	var all string
	for range 2 {
		select {
		case body := <-received:
			all += body
		case <-time.After(5 * time.Second):
			t.Fatal("the tracker received nothing")
		}
	}
	for _, want := range []string{"deliver mail", "r-17", "production", "1.2.3", "welcome", "tracker_test.go", "refused"} {
		if !strings.Contains(all, want) {
			t.Errorf("events lack %q", want)
		}
	}
	for _, secret := range []string{"canary", "exemple.fr", "nothing to see"} {
		if strings.Contains(all, secret) {
			t.Errorf("events tell %q:\n%s", secret, all)
		}
	}
}

func TestNewTracker(t *testing.T) {
	t.Parallel()
	tracker, err := observe.NewTracker(observe.TrackerOptions{})
	if tracker != nil || err != nil {
		t.Errorf("NewTracker() = %v, %v, want none without a DSN", tracker, err)
	}
	tracker.Report(context.Background(), errors.New("nobody hears"))
	tracker.Flush(time.Second)
	if _, err := observe.NewTracker(observe.TrackerOptions{DSN: "canary://["}); err == nil || strings.Contains(err.Error(), "canary") {
		t.Errorf("NewTracker() = %v, want a refusal that does not quote the DSN", err)
	}
}
