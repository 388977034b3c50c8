// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/platform/config"
)

func TestReadBuild(t *testing.T) {
	t.Parallel()
	info := &debug.BuildInfo{
		Main: debug.Module{Version: "(devel)"},
		Deps: []*debug.Module{
			{Path: "z.example/z", Version: "v1.0.0"},
			{Path: "a.example/a", Version: "v2.0.0", Replace: &debug.Module{Path: "b.example/b", Version: "v2.1.0"}},
		},
		Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "abc123"}, {Key: "vcs.modified", Value: "true"}, {Key: "vcs.time", Value: "2026-11-22T08:00:00Z"},
		},
	}
	b := readBuild("", info)
	if b.Version != "(devel)" || b.Commit != "abc123" || !b.Modified || b.CommittedAt.Hour() != 8 {
		t.Errorf("readBuild() = %+v", b)
	}
	want := []Dependency{
		{Path: "a.example/a", Version: "v2.0.0", Replace: "b.example/b v2.1.0"}, {Path: "z.example/z", Version: "v1.0.0"},
	}
	if !slices.Equal(b.Dependencies, want) {
		t.Errorf("dependencies = %+v, want %+v", b.Dependencies, want)
	}
	if got := readBuild("1.4.0", info).Version; got != "1.4.0" {
		t.Errorf("version of a release = %q", got)
	}
	if got := readBuild("1.4.0", nil); got.Version != "1.4.0" || got.Go == "" {
		t.Errorf("without build information: %+v", got)
	}
}

// Each row changes one thing in a calm installation.
func TestTasks(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, time.November, 22, 9, 0, 0, 0, time.UTC)
	tests := []struct {
		name   string
		change func(*Figures, *Overview)
		want   []Concern
	}{
		{name: "calm"},
		{name: "registration waits", change: func(f *Figures, _ *Overview) { f.Waiting = 2 }, want: []Concern{MembersWaiting}},
		{name: "event under way", change: func(_ *Figures, o *Overview) { o.Outbox = Outbox{Backlog: 1, Oldest: at.Add(-time.Second)} }},
		{name: "event late", change: func(_ *Figures, o *Overview) { o.Outbox = Outbox{Backlog: 1, Oldest: at.Add(-2 * time.Minute)} }, want: []Concern{EventsLate}},
		{name: "job given up", change: func(_ *Figures, o *Overview) { o.Jobs[rivertype.JobStateDiscarded] = 1 }, want: []Concern{JobsFailed}},
		{name: "job to retry", change: func(_ *Figures, o *Overview) { o.Jobs[rivertype.JobStateRetryable] = 1 }, want: []Concern{JobsRetrying}},
		{name: "index a little late", change: func(_ *Figures, o *Overview) { o.Index.Lag = lagPatience }},
		{name: "index late", change: func(_ *Figures, o *Overview) { o.Index.Lag = lagPatience + 1 }, want: []Concern{IndexLate}},
		{name: "index missing", change: func(_ *Figures, o *Overview) { o.Index.Lag, o.Index.NeedsRebuild = 5000, true }, want: []Concern{IndexMissing}},
		{name: "migration pending", change: func(_ *Figures, o *Overview) { o.Database.Pending = 1 }, want: []Concern{MigrationsPending}},
		{name: "quota reached", change: func(_ *Figures, o *Overview) { o.Mail.AtQuota = 1 }, want: []Concern{QuotaReached}},
		{name: "urgent first", change: func(f *Figures, o *Overview) { f.Waiting, o.Database.Pending = 1, 1 }, want: []Concern{MigrationsPending, MembersWaiting}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			f, o := Figures{}, &Overview{At: at, Jobs: JobCounts{}}
			if tt.change != nil {
				tt.change(&f, o)
			}
			var got []Concern
			for _, task := range tasks(f, o) {
				got = append(got, task.Concern)
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("tasks() = %v, want %v", got, tt.want)
			}
		})
	}
}

// Of the configuration only names of drivers survive.
func TestSettingsOf_KeepsNoSecret(t *testing.T) {
	t.Parallel()
	c := &config.Config{Environment: config.Development}
	c.Blob.URL = "s3://bucket-canary/prefix"
	c.Blob.S3.AccessKey, c.Blob.S3.SecretKey = config.NewSecret("key-canary"), config.NewSecret("key-canary")
	c.Mail.URL = config.NewAddress("smtp://user:mail-canary@mail.example:587")
	c.Payments.Provider = "stripe"
	c.Stripe.SecretKey, c.Stripe.WebhookSecret = config.NewSecret("stripe-canary"), config.NewSecret("stripe-canary")
	c.Sentry.DSN = config.NewSecret("sentry-canary")
	c.Dev.Enabled = true
	s := SettingsOf(c)
	if text := fmt.Sprintf("%+v", s); strings.Contains(text, "canary") || strings.Contains(text, "example") {
		t.Errorf("settings hold too much: %s", text)
	}
	want := Settings{
		Environment: "development", Storage: "s3", Mail: "smtp", Payments: "stripe", PaymentsReady: true, ErrorTracker: true, DebugDoors: true,
	}
	if s != want {
		t.Errorf("SettingsOf() = %+v, want %+v", s, want)
	}
	c.Stripe.WebhookSecret = config.Secret{}
	if SettingsOf(c).PaymentsReady {
		t.Error("Stripe without its webhook's secret counts as ready")
	}
}
