// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"aipress24.com/aipress24/internal/platform/observe"
)

// row stands for a member's record that somebody logs whole.
type row struct{ Name, Password string }

// nilError is an error whose nil pointer cannot be read.
type nilError struct{ text string }

func (e *nilError) Error() string { return e.text }

// Whatever way a secret takes into a log line, it does not come out.
func TestLogger_neverTellsSecrets(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		canary := "canary" + rapid.StringMatching(`[a-zA-Z0-9]{6,20}`).Draw(t, "canary")
		known := rapid.Bool().Draw(t, "known")
		options := observe.LogOptions{Format: rapid.SampledFrom([]string{"json", "text"}).Draw(t, "format"), Level: slog.LevelDebug}
		if known {
			options.Secrets = []string{canary, ""}
		}
		var b bytes.Buffer
		log := observe.NewLogger(&b, options)
		ctx := observe.WithRequestID(context.Background(), "r1")
		say(ctx, log, canary)
		if known { // then any text at all may hold it
			log.Info("plain "+canary, "value", canary, "stack", canary)
			log.With("value", canary).WithGroup("g").Info("with", "error", errors.New(canary))
		}
		if strings.Contains(b.String(), canary) {
			t.Fatalf("the secret shows in\n%s", b.String())
		}
	})
}

// say logs canary in all the places where its nature can be told.
func say(ctx context.Context, log *slog.Logger, canary string) {
	for _, key := range []string{"password", "NewPassword", "csrf_token", "client_secret", "Authorization", "Set-Cookie", "email", "sentry.dsn"} {
		log.InfoContext(ctx, "by name", key, canary, slog.Group(key, "inside", canary))
		log.With(key, canary).WithGroup("g").Error("by name before", "x", 1)
		log.WithGroup(key).Info("by group", "x", canary)
	}
	texts := []string{
		canary + "@exemple.fr", "smtp://relay:" + canary + "@host:587", "postgres://u:p%40" + canary + "@h/d?sslmode=require",
		`Get "https://x.fr/reset?token=` + canary + `": EOF`, "password=" + canary + " host=x", `{"secret": "` + canary + `"}`,
		"Authorization: Bearer " + canary, "key sk_live_" + canary + " refused", "550 <" + canary + "@x> unknown",
	}
	for _, text := range texts {
		log.DebugContext(ctx, text)
		log.Warn("by shape", "text", text, "error", fmt.Errorf("deliver: %w", errors.New(text)), "list", []string{text}, slog.Group("g", "text", text))
	}
	log.Info("by type", "row", row{Name: canary, Password: canary}, "pointer", &row{Name: canary}, "map", map[string]string{"name": canary}, "bytes", []byte(canary))
}

func TestLogger_lines(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log := observe.NewLogger(&b, observe.LogOptions{Format: "json"})
	ctx := observe.WithRequestID(context.Background(), "r1")
	observe.SetActor(ctx, 42)
	var missing *nilError
	log.DebugContext(ctx, "too small")
	log.With("part", "outbox").InfoContext(ctx, "relayed", "events", 3, "error", missing, "ids", []int64{1, 2})
	var line map[string]any
	if err := json.Unmarshal(b.Bytes(), &line); err != nil {
		t.Fatalf("%v in %s", err, b.String())
	}
	want := map[string]any{"level": "INFO", "msg": "relayed", "part": "outbox", "events": 3.0, "request_id": "r1", "actor_id": 42.0, "ids": "[1 2]", "error": "(*observe_test.nilError)"}
	for key, value := range want {
		if line[key] != value {
			t.Errorf("%s = %v, want %v", key, line[key], value)
		}
	}
	if line["time"] == nil {
		t.Error("the line has no time")
	}
}

func TestLogger_keepsOrdinaryText(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"publish article 12: context deadline exceeded", "migration 20270105093000_create_articles applied", "dial tcp 127.0.0.1:5432: connect: connection refused", "À l’heure : 18 h 30"} {
		var b bytes.Buffer
		observe.NewLogger(&b, observe.LogOptions{Format: "json"}).Info(text)
		if !strings.Contains(b.String(), text) {
			t.Errorf("%q became %s", text, b.String())
		}
	}
}
