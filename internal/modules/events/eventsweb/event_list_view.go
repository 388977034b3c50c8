// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// listView is the organiser's list with its figures.
type listView struct {
	KPIs  []ui.KPI
	Table ui.TableData
}

func (h *handler) newListView(
	ctx context.Context, by access.Actor, q listing.Query, page events.EventPage, f events.EventFigures,
) listView {
	t := q.Table(ctx, []ui.TableColumn{
		q.Heading(ctx, string(events.ByTitle), "events.column.title", ui.CellMain),
		listing.Column(ctx, "events.column.publisher", ui.CellMedia),
		q.Heading(ctx, string(events.ByStatus), "events.column.status", ui.CellStatus),
		q.Heading(ctx, string(events.ByStart), "events.column.start", ui.CellDate),
		listing.Column(ctx, "events.column.participants", ui.CellNumber),
	}, statusMenu(ctx, q), h.typeMenu(ctx, q, page.Types))
	t.Pager = q.Pager(listing.Page{
		First: page.First, Rows: len(page.Rows), Total: page.Total, Previous: web.Cursor(page.Previous), Next: web.Cursor(page.Next),
	})
	for i := range page.Rows {
		t.Rows = append(t.Rows, h.newRow(ctx, by, &page.Rows[i]))
	}
	if f.Total == 0 {
		t = t.Bare()
	}
	return listView{KPIs: kpis(ctx, f), Table: t}
}

func statusMenu(ctx context.Context, q listing.Query) ui.FilterData {
	return q.Menu(ctx, "status", listing.Choices(eventStates, func(s content.Status) listing.Choice {
		return listing.Choice{Value: string(s), Label: i18n.T(ctx, s.LabelKey())}
	}), "")
}

// typeMenu offers the types of the organiser's events.
func (h *handler) typeMenu(ctx context.Context, q listing.Query, offered []string) ui.FilterData {
	return q.Menu(ctx, "type", listing.Choices(offered, func(kind string) listing.Choice {
		return listing.Choice{Value: kind, Label: h.label(ctx, types, kind)}
	}), h.label(ctx, types, q.Value("type")))
}

func kpis(ctx context.Context, f events.EventFigures) []ui.KPI {
	number := func(n int) string { return i18n.Number(ctx, int64(n)) }
	return []ui.KPI{
		{Label: i18n.T(ctx, "events.kpi.coming"), Value: number(f.Coming), Delta: i18n.N(ctx, "events.kpi.coming_note", f.Total)},
		{Label: i18n.T(ctx, "events.kpi.participants"), Value: number(f.Participants), Delta: i18n.T(ctx, "events.kpi.participants_note")},
		{Label: i18n.T(ctx, "events.kpi.requests"), Value: number(f.Requests), Delta: i18n.T(ctx, "events.kpi.requests_note")},
		{Label: i18n.T(ctx, "events.kpi.drafts"), Value: number(f.Drafts), Delta: i18n.T(ctx, "events.kpi.drafts_note")},
	}
}

func (h *handler) newRow(ctx context.Context, by access.Actor, e *events.EventRow) ui.TableRow {
	state := stateOf(ctx, &e.Event)
	title := ui.TableCell{
		Text: e.Title, URL: eventURL(e.ID), Thumb: media.SizedURL(e.Cover, "400"),
		Meta: ui.Joined(h.label(ctx, types, e.Type), cityOf(e.Town)),
	}
	participants := ui.TableCell{}
	if e.PostID != 0 {
		participants.Text = seatsText(ctx, e.Approved, e.Capacity)
	}
	start := ""
	if !e.StartsAt.IsZero() {
		start = i18n.DateTime(ctx, e.StartsAt)
	}
	return ui.TableRow{
		ID: rowID(e.ID), Label: e.Title, Menu: rowMenu(ctx, by, &e.Event),
		Cells: []ui.TableCell{title, {Text: e.Publisher}, {Text: state.label, Tone: state.tone}, {Text: start}, participants},
	}
}

// seatsText is « 12 » or « 12 / 40 ».
func seatsText(ctx context.Context, taken, capacity int64) string {
	if capacity == 0 {
		return i18n.Number(ctx, taken)
	}
	return i18n.Number(ctx, taken) + " / " + i18n.Number(ctx, capacity)
}

// rowMenu offers what the organiser may do now; a draft that lacks something
// says so when it is published.
func rowMenu(ctx context.Context, by access.Actor, e *events.Event) []ui.MenuItem {
	if e.CanEdit(by) != nil {
		return nil
	}
	items := []ui.MenuItem{
		{Label: i18n.T(ctx, "events.action.show"), Icon: "eye", URL: eventURL(e.ID)},
		{Label: i18n.T(ctx, "events.action.edit"), Icon: "pencil", URL: editURL(e.ID)},
		{Label: i18n.T(ctx, "events.action.images"), Icon: "images", URL: imagesURL(e.ID)},
	}
	if !e.PublishedAt.IsZero() {
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "events.action.accreditations"), Icon: "users", URL: accreditationsURL(e.ID)})
	}
	switch {
	case e.CanUnpublish(by) == nil:
		items = append(items, ui.MenuItem{
			Label: i18n.T(ctx, "events.action.unpublish"), Icon: "eye-off", Post: eventURL(e.ID) + "/unpublish",
			Confirm: i18n.T(ctx, "events.unpublish.confirm", "Title", e.Title),
		})
	case e.Status == content.Draft:
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "events.action.publish"), Icon: "send", Post: eventURL(e.ID) + "/publish"})
	}
	items = append(items, ui.MenuItem{Label: i18n.T(ctx, "events.action.duplicate"), Icon: "copy", Post: eventURL(e.ID) + "/duplicate"})
	if e.CanDelete(by) == nil {
		items = append(items, ui.Deletion(i18n.T(ctx, "events.action.delete"), eventURL(e.ID), i18n.T(ctx, "events.delete.confirm", "Title", e.Title)))
	}
	return items
}

// state is where an event stands, in words.
type state struct {
	label string
	tone  ui.Tone
}

func stateOf(ctx context.Context, e *events.Event) state {
	s := state{label: i18n.T(ctx, e.Status.LabelKey())}
	switch e.Status {
	case content.Public:
		s.tone = ui.ToneOK
		if e.HasEnded(ui.SiteOf(ctx).Now()) {
			s.label, s.tone = i18n.T(ctx, "events.status.over"), ui.ToneNeutral
		}
	case content.Pending:
		s.tone = ui.ToneWarn
	case content.Rejected:
		s.tone = ui.ToneDanger
	case content.Draft, content.Private, content.Expired, content.Archived, content.Deleted:
	}
	return s
}
