// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// listView is the list of press releases with its figures.
type listView struct {
	KPIs  []ui.KPI
	Table ui.TableData
}

func (h *handler) newListView(
	ctx context.Context, by access.Actor, q listing.Query, page pressroom.Page, f pressroom.Figures,
) listView {
	t := q.Table(ctx, []ui.TableColumn{
		q.Heading(ctx, string(pressroom.ByTitle), "pressroom.column.title", ui.CellMain),
		listing.Column(ctx, "pressroom.column.publisher", ui.CellMedia),
		q.Heading(ctx, string(pressroom.ByStatus), "pressroom.column.status", ui.CellStatus),
		q.Heading(ctx, string(pressroom.ByDate), "pressroom.column.date", ui.CellDate),
		listing.Column(ctx, "pressroom.column.readers", ui.CellNumber),
	}, stateMenu(ctx, q), publisherMenu(ctx, q, page.Publishers))
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

func stateMenu(ctx context.Context, q listing.Query) ui.FilterData {
	return q.Menu(ctx, "status", listing.Choices(states, func(s pressroom.State) listing.Choice {
		return listing.Choice{Value: string(s), Label: stateLabel(ctx, s)}
	}), "")
}

func stateLabel(ctx context.Context, state pressroom.State) string {
	if state == pressroom.Scheduled {
		return i18n.T(ctx, "pressroom.status.scheduled")
	}
	return i18n.T(ctx, content.Status(state).LabelKey())
}

// publisherMenu offers those that the releases of the list are published for.
func publisherMenu(ctx context.Context, q listing.Query, publishers []mandate.Represented) ui.FilterData {
	return q.Menu(ctx, "publisher", listing.Choices(publishers, func(o mandate.Represented) listing.Choice {
		return listing.Choice{Value: ids.Encode(o.ID), Label: o.Name}
	}), i18n.T(ctx, "pressroom.list.other_publisher"))
}

func kpis(ctx context.Context, f pressroom.Figures) []ui.KPI {
	return []ui.KPI{
		{Label: i18n.T(ctx, "pressroom.kpi.public"), Value: i18n.Number(ctx, int64(f.Public)), Delta: i18n.N(ctx, "pressroom.kpi.of", f.Total)},
		{Label: i18n.T(ctx, "pressroom.kpi.readers"), Value: i18n.Number(ctx, f.Readers)},
		{Label: i18n.T(ctx, "pressroom.kpi.drafts"), Value: i18n.Number(ctx, int64(f.Drafts))},
		{
			Label: i18n.T(ctx, "pressroom.kpi.scheduled"), Value: i18n.Number(ctx, int64(f.Scheduled)),
			Delta: i18n.T(ctx, "pressroom.kpi.scheduled_note"),
		},
	}
}

func (h *handler) newRow(ctx context.Context, by access.Actor, row *pressroom.Row) ui.TableRow {
	state := stateOf(ctx, &row.Release)
	title := ui.TableCell{
		Text: row.Title, URL: releaseURL(row.ID), Thumb: media.SizedURL(row.Cover, "400"),
		Meta: ui.Joined(h.label(ctx, pressroom.Genres, row.Genre), h.label(ctx, pressroom.Sectors, row.Sector)),
	}
	if row.OwnerID != by.UserID {
		title.Meta = ui.Joined(row.Author, title.Meta)
	}
	readers := ""
	if row.Status == content.Public {
		readers = i18n.Number(ctx, row.ViewCount)
	}
	return ui.TableRow{
		ID: rowID(row.ID), Label: row.Title, Menu: rowMenu(ctx, by, &row.Release),
		Cells: []ui.TableCell{
			title, {Text: row.Publisher}, {Text: state.label, Tone: state.tone}, {Text: state.date}, {Text: readers},
		},
	}
}

// rowMenu offers what the member may do now; a draft that lacks something says
// so when it is published.
func rowMenu(ctx context.Context, by access.Actor, r *pressroom.Release) []ui.MenuItem {
	if r.CanEdit(by) != nil {
		return nil
	}
	items := []ui.MenuItem{
		{Label: i18n.T(ctx, "pressroom.action.show"), Icon: "eye", URL: releaseURL(r.ID)},
		{Label: i18n.T(ctx, "pressroom.action.edit"), Icon: "pencil", URL: editURL(r.ID)},
		{Label: i18n.T(ctx, "pressroom.action.images"), Icon: "images", URL: imagesURL(r.ID)},
	}
	now := ui.SiteOf(ctx).Now()
	switch {
	case r.CanUnpublish(by) == nil:
		items = append(items, command(ctx, r, "unpublish", "eye-off"))
	case r.IsScheduled():
		items = append(items, command(ctx, r, "unschedule", "calendar-x"))
	case r.Status == content.Draft && r.Due().After(now):
		items = append(items, command(ctx, r, "schedule", "calendar-clock"))
	case r.Status == content.Draft:
		items = append(items, command(ctx, r, "publish", "send"))
	}
	items = append(items, command(ctx, r, "duplicate", "copy"))
	if r.CanDelete(by) == nil {
		items = append(items, ui.Deletion(i18n.T(ctx, "pressroom.action.delete"), releaseURL(r.ID), i18n.T(ctx, "pressroom.delete.confirm", "Title", r.Title)))
	}
	return items
}

// command is a change of a release, by the last part of its address.
func command(ctx context.Context, r *pressroom.Release, name, icon string) ui.MenuItem {
	return ui.MenuItem{Label: i18n.T(ctx, "pressroom.action."+name), Icon: icon, Post: releaseURL(r.ID) + "/" + name}
}

// state is where a release stands, in words.
type state struct {
	label string
	tone  ui.Tone
	date  string // of publication, planned or done, or of the last change of a draft
}

func stateOf(ctx context.Context, r *pressroom.Release) state {
	now := ui.SiteOf(ctx).Now()
	s := state{label: i18n.T(ctx, r.Status.LabelKey())}
	switch {
	case r.Status == content.Public:
		s.tone, s.date = ui.ToneOK, i18n.DateTime(ctx, r.ShownAt())
		return s
	case r.IsScheduled():
		s.label, s.tone = i18n.T(ctx, "pressroom.status.scheduled"), ui.ToneInfo
		s.date = i18n.DateTime(ctx, r.ScheduledAt)
		return s
	case r.EmbargoedUntil.After(now):
		s.label, s.tone = i18n.T(ctx, "pressroom.status.embargoed"), ui.ToneWarn
	case r.Status == content.Expired:
		s.date = i18n.DateTime(ctx, r.ExpiresAt)
		return s
	}
	s.date = i18n.T(ctx, "pressroom.list.modified", "When", i18n.Relative(ctx, r.ModifiedAt, now))
	return s
}
