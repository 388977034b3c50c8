// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"context"
	"time"

	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/core/access"
)

// Figures counts what the platform is made of.
type Figures struct {
	Members       int64 // active accounts
	Waiting       int64 // registrations to approve
	Proposals     int64 // changes of profiles to approve
	Organisations int64
	Articles      int64 // that readers see now
}

// Concern is the kind of a task.
type Concern string

// The concerns, the most urgent first.
const (
	MigrationsPending Concern = "migrations"
	EventsLate        Concern = "events"
	JobsFailed        Concern = "jobs_failed"
	IndexMissing      Concern = "index_missing"
	IndexLate         Concern = "index_late"
	JobsRetrying      Concern = "jobs_retrying"
	QuotaReached      Concern = "quota"
	MembersWaiting    Concern = "members"
	ChangesWaiting    Concern = "changes"
)

const (
	// eventPatience is how long an event may wait before somebody should look:
	// the relay dispatches within a second.
	eventPatience = time.Minute
	// lagPatience is how many events the index may be behind: followers read
	// batches, and a publication by many members is no alarm.
	lagPatience = 100
)

// Task is a fact that somebody should deal with.
type Task struct {
	Concern Concern
	Count   int64
	Since   time.Time // when it began, or zero
}

// Dashboard is the start page of the staff.
type Dashboard struct {
	Figures     Figures
	Overview    *Overview // without files
	Tasks       []Task    // the most urgent first
	Unavailable []Section
}

// Dashboard returns the figures of the start page and what waits for somebody,
// for administrators only.
func (s *Service) Dashboard(ctx context.Context, by access.Actor) (*Dashboard, error) {
	if err := access.Administrators.Check(by); err != nil {
		return nil, err
	}
	o := s.blank()
	d := &Dashboard{Overview: o}
	d.Unavailable = s.readAll(ctx, []reading{
		{SectionMembers, func(ctx context.Context) (err error) {
			d.Figures, err = figures(ctx, s.DB.Reader(), s.Now().UTC())
			return err
		}},
		{SectionDatabase, func(ctx context.Context) error { return s.readDatabase(ctx, &o.Database) }},
		{SectionOutbox, func(ctx context.Context) error { return s.readOutbox(ctx, &o.Outbox) }},
		{SectionJobs, func(ctx context.Context) error { return s.readJobs(ctx, &o.Jobs) }},
		{SectionIndex, func(ctx context.Context) error { return s.readIndex(ctx, &o.Index) }},
		{SectionMail, func(ctx context.Context) error { return s.readMail(ctx, &o.Mail) }},
	})
	o.Unavailable = d.Unavailable
	d.Tasks = tasks(d.Figures, o)
	return d, nil
}

// tasks derives what waits for somebody from the figures. Pure.
func tasks(f Figures, o *Overview) []Task {
	var list []Task
	add := func(applies bool, t Task) {
		if applies {
			list = append(list, t)
		}
	}
	late := !o.Outbox.Oldest.IsZero() && o.At.Sub(o.Outbox.Oldest) > eventPatience
	retrying := o.Jobs[rivertype.JobStateRetryable]
	add(o.Database.Pending > 0, Task{Concern: MigrationsPending, Count: int64(o.Database.Pending)})
	add(late, Task{Concern: EventsLate, Count: o.Outbox.Backlog, Since: o.Outbox.Oldest})
	add(o.Jobs.Failed() > 0, Task{Concern: JobsFailed, Count: o.Jobs.Failed()})
	add(o.Index.NeedsRebuild, Task{Concern: IndexMissing})
	add(!o.Index.NeedsRebuild && o.Index.Lag > lagPatience, Task{Concern: IndexLate, Count: o.Index.Lag})
	add(retrying > 0, Task{Concern: JobsRetrying, Count: retrying})
	add(o.Mail.AtQuota > 0, Task{Concern: QuotaReached, Count: o.Mail.AtQuota})
	add(f.Waiting > 0, Task{Concern: MembersWaiting, Count: f.Waiting})
	add(f.Proposals > 0, Task{Concern: ChangesWaiting, Count: f.Proposals})
	return list
}
