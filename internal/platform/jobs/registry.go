// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package jobs

import (
	"errors"
	"fmt"

	"github.com/riverqueue/river"
)

// DefaultQueue is where jobs run that choose no queue.
const DefaultQueue = river.QueueDefault

// Registry holds what a process knows to do: workers, schedules and queues. All
// processes of an installation register the same. It is filled while the
// program is put together and then given to [New].
type Registry struct {
	workers   *river.Workers
	periodic  []*river.PeriodicJob
	queues    map[string]int
	failures  []error
	scheduled map[string]bool
}

// NewRegistry returns an empty registry.
func NewRegistry() *Registry {
	return &Registry{
		workers:   river.NewWorkers(),
		queues:    make(map[string]int),
		scheduled: make(map[string]bool),
	}
}

// AddWorker registers the worker of jobs with arguments T. Mistakes, such as
// two workers for a kind, are reported by [New].
func AddWorker[T river.JobArgs](r *Registry, w river.Worker[T]) {
	if err := river.AddWorkerSafely(r.workers, w); err != nil {
		r.failures = append(r.failures, fmt.Errorf("register worker: %w", err))
	}
}

// AddWorkerArgs is [AddWorker] for argument types whose kind depends on their
// value, here that of args.
func AddWorkerArgs[T river.JobArgs](r *Registry, args T, w river.Worker[T]) {
	defer func() {
		// River reports the same mistakes as AddWorkerSafely, as panics.
		if failure := recover(); failure != nil {
			r.failures = append(r.failures, fmt.Errorf("register worker: %v", failure))
		}
	}()
	river.AddWorkerArgs(r.workers, args, w)
}

// AddQueue declares a queue worked by at most workers jobs at a time in each
// process, to keep slow work from holding up the rest.
func (r *Registry) AddQueue(name string, workers int) {
	r.queues[name] = workers
}

// AddPeriodic inserts the job that job returns at each slot of schedule. A slot
// gives one job whatever the number of processes and restarts; job may
// return nil to skip it. The name identifies the schedule and must be unique.
func (r *Registry) AddPeriodic(name string, schedule Schedule, job func() river.JobArgs) {
	if r.scheduled[name] {
		r.failures = append(r.failures, fmt.Errorf("register schedule %q: name taken", name))
		return
	}
	r.scheduled[name] = true
	insert := func() (river.JobArgs, *river.InsertOpts) {
		args := job()
		if args == nil {
			return nil, nil
		}
		return args, &river.InsertOpts{
			UniqueOpts: river.UniqueOpts{ByArgs: true, ByPeriod: schedule.slot},
		}
	}
	r.periodic = append(r.periodic, river.NewPeriodicJob(schedule, insert, &river.PeriodicJobOpts{
		ID:         name,
		RunOnStart: schedule.catchUp,
	}))
}

// err returns the mistakes made while registering.
func (r *Registry) err() error { return errors.Join(r.failures...) }
