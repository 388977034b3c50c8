// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package outbox

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/platform/jobs"
)

// Registry knows who subscribes to which events. Every process of an
// installation fills it alike: any of them may dispatch.
type Registry struct {
	jobs        *jobs.Registry
	subscribers map[string][]*subscription // by kind of event
}

// NewRegistry returns an empty registry whose subscriptions become workers of
// work.
func NewRegistry(work *jobs.Registry) *Registry {
	return &Registry{jobs: work, subscribers: make(map[string][]*subscription)}
}

// Option changes how a subscriber's jobs run.
type Option func(*subscription)

// Timeout bounds each attempt; the default is jobs.Timeout and the limit
// jobs.RescueAfter.
func Timeout(d time.Duration) Option { return func(s *subscription) { s.timeout = d } }

// MaxAttempts sets how often the subscriber is tried; the default is
// jobs.MaxAttempts.
func MaxAttempts(n int) Option { return func(s *subscription) { s.insert.MaxAttempts = n } }

// Queue chooses a queue declared with jobs.Registry.AddQueue.
func Queue(name string) Option { return func(s *subscription) { s.insert.Queue = name } }

// Priority ranks the jobs within their queue, from 1, the first and the
// default, to 4.
func Priority(n int) Option { return func(s *subscription) { s.insert.Priority = n } }

// On has handle called with each event of type E, as a job of its own, under
// the name of the subscriber: "mailer", "search"… E is a struct, not a pointer.
// handle is retried when it fails or its process dies, and so must bear being
// called again: m.EventID is the key. Two subscriptions to the same kind need
// different names; jobs.New reports a name taken twice.
func On[E Event](r *Registry, subscriber string, handle func(ctx context.Context, e E, m Meta) error, options ...Option) {
	var event E
	s := &subscription{
		jobKind: subscriber + ":" + event.Kind(),
		insert: river.InsertOpts{
			// Dispatch inserts each job once by construction; this guards
			// against a relay that is wrong, not one that dies.
			UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: everyState},
		},
	}
	s.handle = func(ctx context.Context, payload json.RawMessage, m Meta) error {
		var e E
		if err := json.Unmarshal(payload, &e); err != nil {
			return fmt.Errorf("decode %s %d: %w", e.Kind(), m.EventID, err)
		}
		return handle(ctx, e, m)
	}
	for _, option := range options {
		option(s)
	}
	r.subscribers[event.Kind()] = append(r.subscribers[event.Kind()], s)
	jobs.AddWorkerArgs(r.jobs, delivery{kind: s.jobKind}, &worker{subscription: s})
}

// everyState makes jobs unique for as long as they are kept.
var everyState = append(rivertype.UniqueOptsByStateDefault(),
	rivertype.JobStateCancelled, rivertype.JobStateDiscarded)

// subscription is one subscriber of one kind of event.
type subscription struct {
	jobKind string
	insert  river.InsertOpts
	timeout time.Duration
	handle  func(ctx context.Context, payload json.RawMessage, m Meta) error
}

// delivery is the argument of the job that tells one subscriber of one event.
type delivery struct {
	EventID int64           `json:"event_id,string" river:"unique"`
	At      time.Time       `json:"at"`
	ActorID int64           `json:"actor_id,string,omitempty"`
	Payload json.RawMessage `json:"payload"`

	kind string
}

// Kind implements river.JobArgs: "subscriber:kind.of.event", so that River
// counts and shows each subscription apart.
func (d delivery) Kind() string { return d.kind }

type worker struct {
	river.WorkerDefaults[delivery]
	*subscription
}

// Timeout implements river.Worker.
func (w *worker) Timeout(*river.Job[delivery]) time.Duration { return w.timeout }

// Work implements river.Worker.
func (w *worker) Work(ctx context.Context, job *river.Job[delivery]) error {
	d := job.Args
	return w.handle(ctx, d.Payload, Meta{EventID: d.EventID, At: d.At, ActorID: d.ActorID})
}
