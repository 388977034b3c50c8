// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/blob"
	"aipress24.com/aipress24/internal/platform/jobs"
)

// maintenance is one of the installation's regular chores, by name. Running
// one twice does no harm.
type maintenance struct {
	Task string `json:"task" river:"unique"`
}

// Kind names the job.
func (maintenance) Kind() string { return "maintenance" }

// eventsKept is how long dispatched events are kept for followers that come
// back; a search index left alone for longer is rebuilt.
const eventsKept = 30 * 24 * time.Hour

// orphanAge is how old a file must be before the sweep asks who shows it.
const orphanAge = 24 * time.Hour

type maintenanceWorker struct {
	river.WorkerDefaults[maintenance]

	app *App
}

// Work runs the chore.
func (w *maintenanceWorker) Work(ctx context.Context, job *river.Job[maintenance]) error {
	if _, found := w.app.tasks[job.Args.Task]; !found {
		return river.JobCancel(fmt.Errorf("no chore is called %q", job.Args.Task))
	}
	return w.app.Chore(ctx, job.Args.Task)
}

// Timeout gives the sweep of files more time than ordinary jobs have.
func (*maintenanceWorker) Timeout(*river.Job[maintenance]) time.Duration { return 4 * time.Minute }

// addMaintenance registers the chores and when they are due.
func (a *App) addMaintenance(r *jobs.Registry) {
	jobs.AddWorker(r, &maintenanceWorker{app: a})
	a.tasks = map[string]func(context.Context) error{}
	paris := a.Config.Location()
	a.addReviewChores(r)
	a.addWallChores(r)
	a.addEventChores(r)
	a.addReleaseChores(r)
	a.chore(r, "forget-failed-sign-ins", jobs.DailyAt(3, 10, paris), func(ctx context.Context) error {
		return a.SignIn.ForgetFailures(ctx)
	})
	a.chore(r, "forget-unsaved-texts", jobs.DailyAt(3, 25, paris), func(ctx context.Context) error {
		return a.Articles.Versions().ForgetOld(ctx) // of every kind of content
	})
	a.chore(r, "purge-events", jobs.DailyAt(3, 20, paris), func(ctx context.Context) error {
		_, err := a.Outbox.Purge(ctx, eventsKept)
		return err
	})
	a.chore(r, "purge-mail-log", jobs.DailyAt(3, 30, paris), func(ctx context.Context) error {
		_, err := a.Mail.Purge(ctx)
		return err
	})
	a.chore(r, "delete-expired-sessions", jobs.Every(time.Hour), func(ctx context.Context) error {
		_, err := a.DB.Writer().NewRaw("DELETE FROM sessions WHERE expires_at < ?", a.Now().UTC()).Exec(ctx)
		return err
	})
	a.chore(r, "sweep-files", jobs.DailyAt(4, 0, paris), a.sweepFiles)
	a.chore(r, "refresh-statistics", jobs.DailyAt(4, 20, paris), a.DB.Refresh)
}

func (a *App) chore(r *jobs.Registry, name string, due jobs.Schedule, task func(context.Context) error) {
	a.tasks[name] = task
	a.schedules = append(a.schedules, admin.Schedule{Name: name, Due: due})
	r.AddPeriodic(name, due, func() river.JobArgs { return maintenance{Task: name} })
}

// Chore runs one of the regular chores now, by its name.
func (a *App) Chore(ctx context.Context, name string) error {
	task, found := a.tasks[name]
	if !found {
		return fmt.Errorf("no chore is called %q", name)
	}
	return task(ctx)
}

// sweepFiles deletes files that no row names, a day after they were written: a
// file is stored before the row that names it, and the row may never come.
func (a *App) sweepFiles(ctx context.Context) error {
	if err := a.Media.ForgetUnlinked(ctx, a.Now().Add(-orphanAge)); err != nil {
		return err
	}
	for object, err := range a.Blobs.List(ctx, blob.Private, a.Now().Add(-orphanAge)) {
		if err != nil {
			return fmt.Errorf("list files: %w", err)
		}
		named, err := a.Media.Names(ctx, object.Name)
		if err != nil {
			return err
		}
		if named {
			continue
		}
		if err := a.Blobs.Delete(ctx, blob.Private, object.Name); err != nil {
			return fmt.Errorf("delete orphan: %w", err)
		}
	}
	_, err := a.Blobs.RemoveUnfinished(ctx, a.Now().Add(-orphanAge))
	return err
}
