// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package observe

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/getsentry/sentry-go"
)

// Tracker sends failures to Sentry, without personal data. A nil *Tracker,
// which is what an empty DSN gives, sends nothing.
type Tracker struct {
	client *sentry.Client
	scrub  *scrubber
}

// TrackerOptions says where failures go and what they are labelled with.
type TrackerOptions struct {
	DSN         string // empty: no tracker
	Environment string
	Release     string
	Secrets     []string // values to remove wherever they appear
}

// NewTracker returns a tracker, or nil when there is no DSN.
func NewTracker(o TrackerOptions) (*Tracker, error) {
	if o.DSN == "" {
		return nil, nil //nolint:nilnil // a nil tracker is the one that sends nothing
	}
	t := &Tracker{scrub: newScrubber(append([]string{o.DSN}, o.Secrets...))}
	client, err := sentry.NewClient(sentry.ClientOptions{
		Dsn: o.DSN, Environment: o.Environment, Release: o.Release, ServerName: "aipress24",
		AttachStacktrace: true, MaxBreadcrumbs: -1, DisableClientReports: true,
		Integrations: func([]sentry.Integration) []sentry.Integration { return nil }, // they collect more than we tell
		BeforeSend:   func(event *sentry.Event, _ *sentry.EventHint) *sentry.Event { return t.clean(event) },
	})
	if err != nil {
		return nil, errors.New("sentry.dsn cannot be used") // the error quotes it
	}
	t.client = client
	return t, nil
}

// Report sends an error that was handled but that somebody should look at.
func (t *Tracker) Report(ctx context.Context, err error) {
	if t == nil || err == nil {
		return
	}
	event := t.client.EventFromException(err, sentry.LevelError)
	t.send(ctx, event)
}

// Flush sends what waits, for at most the given time, before the process ends.
func (t *Tracker) Flush(timeout time.Duration) {
	if t != nil {
		t.client.Flush(timeout)
	}
}

// record sends a log record of level error.
func (t *Tracker) record(ctx context.Context, r slog.Record, scrub *scrubber) {
	if t == nil {
		return
	}
	var cause error
	tags := map[string]string{}
	r.Attrs(func(a slog.Attr) bool {
		if err, ok := a.Value.Any().(error); ok {
			cause = err
			return true
		}
		if a.Key != stackKey {
			tags[a.Key] = scrub.attr(nil, slog.Attr{Key: a.Key, Value: a.Value.Resolve()}).Value.String()
		}
		return true
	})
	event := t.client.EventFromMessage(r.Message, sentry.LevelError)
	if cause != nil {
		event = t.client.EventFromException(fmt.Errorf("%s: %w", r.Message, cause), sentry.LevelError)
	}
	event.Tags = tags
	t.send(ctx, event)
}

func (t *Tracker) send(ctx context.Context, event *sentry.Event) {
	if id := RequestID(ctx); id != "" {
		if event.Tags == nil {
			event.Tags = map[string]string{}
		}
		event.Tags["request_id"] = id
	}
	t.client.CaptureEvent(event, nil, sentry.NewScope())
}

// clean keeps what helps to repair and nothing of persons or requests.
func (t *Tracker) clean(event *sentry.Event) *sentry.Event {
	event.User = sentry.User{}
	event.Request = nil
	event.Breadcrumbs = nil
	event.Attachments = nil
	event.ServerName = ""
	event.Message = t.scrub.text(event.Message)
	for i := range event.Exception {
		event.Exception[i].Value = t.scrub.text(event.Exception[i].Value)
	}
	for key, value := range event.Tags {
		if isUnspoken(key) {
			value = mask
		}
		event.Tags[key] = t.scrub.text(value)
	}
	return event
}
