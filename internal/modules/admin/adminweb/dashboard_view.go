// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package adminweb

import (
	"context"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// dashboardView is the start page of the administration.
type dashboardView struct {
	People  []ui.KPI
	Engine  []ui.KPI
	Tasks   []taskView
	Missing string // sections that could not be read, or ""
}

// taskView is one line of what waits for somebody.
type taskView struct {
	Name  string // of the concern, for tests
	Text  string
	Since string // « depuis 4 h 12 min », or ""
	Tone  ui.Tone
	State string
	URL   string // "" where no page exists yet
}

func newDashboardView(ctx context.Context, d *admin.Dashboard) dashboardView {
	o := d.Overview
	v := dashboardView{
		People: []ui.KPI{
			figure(ctx, "admin.figure.members", d.Figures.Members),
			figure(ctx, "admin.figure.waiting", d.Figures.Waiting+d.Figures.Proposals),
			figure(ctx, "admin.figure.organisations", d.Figures.Organisations),
			figure(ctx, "admin.figure.articles", d.Figures.Articles),
		},
		Engine: []ui.KPI{
			figure(ctx, "admin.figure.jobs_failed", o.Jobs.Failed()),
			figure(ctx, "admin.figure.backlog", o.Outbox.Backlog),
		},
		Missing: missing(ctx, d.Unavailable),
	}
	if o.Index.Present {
		v.Engine = append(v.Engine, figure(ctx, "admin.figure.lag", o.Index.Lag))
	}
	for _, t := range d.Tasks {
		v.Tasks = append(v.Tasks, newTaskView(ctx, t, o.At))
	}
	return v
}

func figure(ctx context.Context, key string, n int64) ui.KPI {
	return ui.KPI{Label: i18n.T(ctx, key), Value: i18n.Number(ctx, n)}
}

// newTaskView gives a task its words, its urgency and the page where it is
// dealt with.
func newTaskView(ctx context.Context, t admin.Task, now time.Time) taskView {
	v := taskView{Name: string(t.Concern), Tone: ui.ToneWarn, State: i18n.T(ctx, "admin.task.state.watch"), URL: systemPath}
	urgent := func() { v.Tone, v.State = ui.ToneDanger, i18n.T(ctx, "admin.task.state.urgent") }
	n := int(t.Count)
	switch t.Concern {
	case admin.MigrationsPending:
		urgent()
		v.Text = i18n.N(ctx, "admin.task.migrations", n)
	case admin.EventsLate:
		urgent()
		v.Text = i18n.N(ctx, "admin.task.events", n)
	case admin.JobsFailed:
		urgent()
		v.Text, v.URL = i18n.N(ctx, "admin.task.jobs_failed", n), jobsPath
	case admin.IndexMissing:
		urgent()
		v.Text = i18n.T(ctx, "admin.task.index_missing")
	case admin.IndexLate:
		v.Text = i18n.N(ctx, "admin.task.index_late", n)
	case admin.JobsRetrying:
		v.Text, v.URL = i18n.N(ctx, "admin.task.jobs_retrying", n), jobsPath
	case admin.QuotaReached:
		v.Text = i18n.N(ctx, "admin.task.quota", n)
	case admin.MembersWaiting:
		v.Tone, v.State, v.URL = ui.ToneInfo, i18n.T(ctx, "admin.task.state.todo"), newcomersPath
		v.Text = i18n.N(ctx, "admin.task.members", n)
	case admin.ChangesWaiting:
		v.Tone, v.State, v.URL = ui.ToneInfo, i18n.T(ctx, "admin.task.state.todo"), modifiedPath
		v.Text = i18n.N(ctx, "admin.task.changes", n)
	}
	if !t.Since.IsZero() {
		v.Since = i18n.T(ctx, "admin.task.since", "Duration", duration(ctx, now.Sub(t.Since)))
	}
	return v
}

// missing names the sections that could not be read, or "".
func missing(ctx context.Context, sections []admin.Section) string {
	if len(sections) == 0 {
		return ""
	}
	names := make([]string, len(sections))
	for i, s := range sections {
		names[i] = i18n.T(ctx, "admin.section."+string(s))
	}
	return i18n.T(ctx, "admin.missing", "Sections", strings.Join(names, ", "))
}

// duration says how long something has lasted, in its two largest units.
func duration(ctx context.Context, d time.Duration) string {
	hours, minutes := int64(d/time.Hour), int64(d/time.Minute)
	switch {
	case hours >= 24:
		return i18n.T(ctx, "admin.duration.days", "Days", i18n.Number(ctx, hours/24), "Hours", hours%24)
	case hours >= 1:
		return i18n.T(ctx, "admin.duration.hours", "Hours", hours, "Minutes", minutes%60)
	case minutes >= 1:
		return i18n.T(ctx, "admin.duration.minutes", "Minutes", minutes)
	}
	return i18n.T(ctx, "admin.duration.moment")
}
