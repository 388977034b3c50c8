// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package adminweb

import (
	"context"

	"github.com/riverqueue/river/rivertype"

	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// jobsView is the page on background work.
type jobsView struct {
	Counts    ui.TableData
	Schedules ui.TableData
	Console   bool // River's own pages are mounted
}

func newJobsView(ctx context.Context, counts admin.JobCounts, due []admin.Due, console bool) jobsView {
	v := jobsView{
		Counts: ui.TableData{
			ID: "counts", Caption: i18n.T(ctx, "admin.jobs.counts"),
			Columns: []ui.TableColumn{
				{Label: i18n.T(ctx, "admin.jobs.state_label"), Kind: ui.CellStatus},
				{Label: i18n.T(ctx, "admin.jobs.meaning"), Kind: ui.CellMedia},
				{Label: i18n.T(ctx, "admin.jobs.number"), Kind: ui.CellNumber},
			},
		},
		Schedules: ui.TableData{
			ID: "schedules", Caption: i18n.T(ctx, "admin.jobs.schedules"),
			Columns: []ui.TableColumn{
				{Label: i18n.T(ctx, "admin.jobs.name"), Kind: ui.CellMain},
				{Label: i18n.T(ctx, "admin.jobs.next"), Kind: ui.CellDate},
			},
			Empty: ui.EmptyData{Icon: "calendar-clock", Title: i18n.T(ctx, "admin.jobs.no_schedule")},
		},
		Console: console,
	}
	for _, state := range jobStates() {
		v.Counts.Rows = append(v.Counts.Rows, ui.TableRow{ID: "state-" + string(state), Label: jobState(ctx, state), Cells: []ui.TableCell{
			{Text: jobState(ctx, state), Tone: jobTone(state, counts[state])},
			{Text: i18n.T(ctx, "admin.jobs.about."+string(state))},
			{Text: i18n.Number(ctx, counts[state])},
		}})
	}
	for _, d := range due {
		v.Schedules.Rows = append(v.Schedules.Rows, ui.TableRow{Label: d.Name, Cells: []ui.TableCell{
			{Text: d.Name}, {Text: i18n.DateTime(ctx, d.At)},
		}})
	}
	return v
}

// jobStates are the states in the order of a job's life.
func jobStates() []rivertype.JobState {
	return []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStateRunning, rivertype.JobStateScheduled, rivertype.JobStatePending,
		rivertype.JobStateRetryable, rivertype.JobStateDiscarded, rivertype.JobStateCancelled, rivertype.JobStateCompleted,
	}
}

func jobState(ctx context.Context, state rivertype.JobState) string {
	return i18n.T(ctx, "admin.jobs.state."+string(state))
}

// jobTone alarms about what failed, if there is any of it.
func jobTone(state rivertype.JobState, n int64) ui.Tone {
	switch state {
	case rivertype.JobStateDiscarded:
		if n > 0 {
			return ui.ToneDanger
		}
	case rivertype.JobStateRetryable:
		if n > 0 {
			return ui.ToneWarn
		}
	case rivertype.JobStateCompleted:
		return ui.ToneOK
	case rivertype.JobStateRunning:
		return ui.ToneInfo
	case rivertype.JobStateAvailable, rivertype.JobStateScheduled, rivertype.JobStatePending, rivertype.JobStateCancelled:
	}
	return ui.ToneNeutral
}
