// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
)

// dashboardView is the first page of Work.
type dashboardView struct {
	Cards  []cardView
	Recent ui.TableData
	Write  bool // the member may begin an article
}

// cardView is a number with the way to what it counts.
type cardView struct {
	Label string
	Count string
	URL   string
	All   string // name of the link, which says what « all » is
}

// newsroomCards are the numbers of the newsroom: what is there to do first, in
// the order of spec 04 §7.3 for the rest.
func newsroomCards(f newsroom.WorkFigures) []Card {
	return []Card{
		{"story.card.pitches_to_read", f.Pitches.ToRead, PitchesPath + "?box=received"},
		{"story.card.assignments_proposed", f.Assignments.Proposed, assignmentsPath + "?box=mine&status=proposed"},
		{"story.card.assignments_to_write", f.Assignments.ToWrite, assignmentsPath + "?box=mine&status=pending"},
		{"story.card.articles_published", f.PublishedArticles, articlesPath + "?status=public"},
		{"story.card.articles_in_progress", f.DraftArticles, articlesPath + "?status=draft"},
		{"story.card.pitches_waiting", f.Pitches.Waiting, PitchesPath + "?box=sent&status=public"},
		{"story.card.assignments_ordered", f.Assignments.Ordered, assignmentsPath + "?box=ordered"},
	}
}

func newDashboard(ctx context.Context, by access.Actor, cards []Card, recent []newsroom.Work) dashboardView {
	v := dashboardView{Write: access.Articles.Allows(by)}
	for _, c := range cards {
		if c.Count == 0 {
			continue
		}
		label := i18n.T(ctx, c.Label)
		v.Cards = append(v.Cards, cardView{
			Label: label, Count: i18n.Number(ctx, int64(c.Count)), URL: c.URL, All: i18n.T(ctx, "story.card.all_of", "Label", label),
		})
	}
	v.Recent = ui.TableData{
		ID: "recent", Caption: i18n.T(ctx, "story.recent.title"),
		Columns: []ui.TableColumn{
			{Label: i18n.T(ctx, "newsroom.column.title"), Kind: ui.CellMain},
			{Label: i18n.T(ctx, "story.recent.kind")},
			{Label: i18n.T(ctx, "newsroom.column.outlet"), Kind: ui.CellMedia},
			{Label: i18n.T(ctx, "newsroom.column.status"), Kind: ui.CellStatus},
			{Label: i18n.T(ctx, "story.column.created"), Kind: ui.CellDate},
		},
		Empty: ui.EmptyData{Icon: "briefcase", Title: i18n.T(ctx, "story.recent.empty_title"), Text: i18n.T(ctx, "story.recent.empty_text")},
		Pager: ui.TablePager{From: min(1, len(recent)), To: len(recent), Total: len(recent)},
	}
	if v.Write {
		v.Recent.Empty.URL, v.Recent.Empty.Action = articlesPath+"/new", i18n.T(ctx, "newsroom.list.empty_action")
	}
	for _, w := range recent {
		v.Recent.Rows = append(v.Recent.Rows, workRow(ctx, w))
	}
	return v
}

// workPaths is where each kind of content is.
var workPaths = map[string]string{
	"article": articlesPath, "pitch": PitchesPath, "assignment": assignmentsPath,
	"press_release": "/wip/communiques", "event": "/wip/events",
}

func workRow(ctx context.Context, w newsroom.Work) ui.TableRow {
	s := workState(ctx, w)
	title := titleOf(ctx, w.Title)
	return ui.TableRow{
		ID: "work-" + ids.Encode(w.ID), Label: title,
		Cells: []ui.TableCell{
			{Text: title, URL: workPaths[w.Kind] + "/" + ids.Encode(w.ID)}, {Text: i18n.T(ctx, "story.kind."+w.Kind)}, {Text: w.Outlet},
			{Text: s.label, Tone: s.tone}, {Text: i18n.Date(ctx, w.CreatedAt)},
		},
	}
}

// workState is where a content stands, in the words of its own list.
func workState(ctx context.Context, w newsroom.Work) state {
	switch w.Kind {
	case "pitch":
		return pitchState(ctx, &newsroom.Pitch{Status: w.Status, Outcome: w.Outcome}, false)
	case "assignment":
		a := &newsroom.Assignment{Status: w.Status}
		if w.Agreed {
			a.AgreedAt = w.CreatedAt
		}
		return assignmentState(ctx, a)
	}
	s := state{label: i18n.T(ctx, w.Status.LabelKey())}
	if w.Status == content.Public {
		s.tone = ui.ToneOK
	}
	return s
}
