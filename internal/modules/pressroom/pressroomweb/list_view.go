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
	"aipress24.com/aipress24/internal/ui"
)

// listView is the list of press releases with its figures.
type listView struct {
	KPIs  []ui.KPI
	Table ui.TableData
}

func (h *handler) newListView(
	ctx context.Context, by access.Actor, q listQuery, page pressroom.Page, f pressroom.Figures,
) listView {
	t := ui.TableData{
		ID: "releases", Caption: i18n.T(ctx, "pressroom.list.caption"),
		Columns: []ui.TableColumn{
			sortable(ctx, q, pressroom.ByTitle, "pressroom.column.title", ui.CellMain),
			{Label: i18n.T(ctx, "pressroom.column.publisher"), Kind: ui.CellMedia},
			sortable(ctx, q, pressroom.ByStatus, "pressroom.column.status", ui.CellStatus),
			sortable(ctx, q, pressroom.ByDate, "pressroom.column.date", ui.CellDate),
			{Label: i18n.T(ctx, "pressroom.column.readers"), Kind: ui.CellNumber},
		},
		Filters: ui.FilterBar(ui.FilterBarData{
			Filters: []ui.FilterData{stateFilter(ctx, q), publisherFilter(ctx, q, page.Publishers)},
			Sort:    sortMenu(ctx, q), Headed: true,
		}),
		Tools: ui.IconButton(ui.ButtonData{Label: i18n.T(ctx, "pressroom.list.export"), Icon: "download", URL: q.exportURL()}),
		Search: &ui.TableSearch{
			Action: releasesPath, Name: "q", Value: q.Search, Placeholder: i18n.T(ctx, "pressroom.list.search"), Hidden: q.hidden(),
		},
		Pager: pager(q, page), Empty: empty(ctx, q),
	}
	for i := range page.Rows {
		t.Rows = append(t.Rows, h.newRow(ctx, by, &page.Rows[i]))
	}
	if f.Total == 0 {
		t.Search, t.Filters, t.Tools = nil, nil, nil // nothing to look for
	}
	return listView{KPIs: kpis(ctx, f), Table: t}
}

// sortable is a heading that sorts: first the way one reads the column, then
// the other way round.
func sortable(ctx context.Context, q listQuery, by pressroom.Column, key string, kind ui.CellKind) ui.TableColumn {
	c := ui.TableColumn{Label: i18n.T(ctx, key), Kind: kind}
	next := pressroom.Order{Column: by, Ascending: by != pressroom.ByDate}
	if q.Order.Column == by {
		next.Ascending = !q.Order.Ascending
		c.Sorted = "descending"
		if q.Order.Ascending {
			c.Sorted = "ascending"
		}
	}
	c.SortURL = q.sorted(next).url()
	return c
}

// sortMenu offers on a phone what the headings do elsewhere.
func sortMenu(ctx context.Context, q listQuery) *ui.FilterData {
	menu := &ui.FilterData{ID: "list-sort", Label: i18n.T(ctx, "pressroom.sort.label")}
	for _, choice := range []struct {
		order pressroom.Order
		key   string
	}{
		{pressroom.Order{}, "pressroom.sort.newest"},
		{pressroom.Order{Column: pressroom.ByTitle, Ascending: true}, "pressroom.sort.title"},
		{pressroom.Order{Column: pressroom.ByStatus, Ascending: true}, "pressroom.sort.status"},
		{pressroom.Order{Column: pressroom.ByDate}, "pressroom.sort.date"},
	} {
		o := ui.FilterOption{Label: i18n.T(ctx, choice.key), URL: q.sorted(choice.order).url(), Current: q.Order == choice.order}
		if o.Current {
			menu.Active = o.Label
		}
		menu.Options = append(menu.Options, o)
	}
	return menu
}

func stateFilter(ctx context.Context, q listQuery) ui.FilterData {
	f := ui.FilterData{ID: "filter-status", Label: i18n.T(ctx, "pressroom.column.status"), Remove: q.inState(pressroom.AnyState).url()}
	for _, state := range states {
		label := stateLabel(ctx, state)
		f.Options = append(f.Options, ui.FilterOption{Label: label, URL: q.inState(state).url(), Current: state == q.State})
		if state == q.State {
			f.Active = label
		}
	}
	return f
}

func stateLabel(ctx context.Context, state pressroom.State) string {
	if state == pressroom.Scheduled {
		return i18n.T(ctx, "pressroom.status.scheduled")
	}
	return i18n.T(ctx, content.Status(state).LabelKey())
}

func publisherFilter(ctx context.Context, q listQuery, publishers []mandate.Represented) ui.FilterData {
	f := ui.FilterData{ID: "filter-publisher", Label: i18n.T(ctx, "pressroom.column.publisher"), Remove: q.publishedFor(0).url()}
	for _, o := range publishers {
		f.Options = append(f.Options, ui.FilterOption{Label: o.Name, URL: q.publishedFor(o.ID).url(), Current: o.ID == q.PublisherID})
		if o.ID == q.PublisherID {
			f.Active = o.Name
		}
	}
	if q.PublisherID != 0 && f.Active == "" {
		f.Active = i18n.T(ctx, "pressroom.list.other_publisher") // none of the list's
	}
	return f
}

func pager(q listQuery, page pressroom.Page) ui.TablePager {
	p := ui.TablePager{From: page.First, To: page.First + len(page.Rows) - 1, Total: page.Total}
	if page.First > 1 {
		p.PreviousURL = q.from(page.Previous).url()
	}
	if page.Next != (pressroom.Position{}) {
		p.NextURL = q.from(page.Next).url()
	}
	return p
}

// empty says why there is nothing, and what to do about it.
func empty(ctx context.Context, q listQuery) ui.EmptyData {
	if q.isFiltered() {
		return ui.EmptyData{
			Icon: "search", Title: i18n.T(ctx, "pressroom.list.none_title"), Text: i18n.T(ctx, "pressroom.list.none_text"),
			URL: releasesPath, Action: i18n.T(ctx, "pressroom.list.none_action"),
		}
	}
	return ui.EmptyData{
		Icon: "megaphone", Title: i18n.T(ctx, "pressroom.list.empty_title"), Text: i18n.T(ctx, "pressroom.list.empty_text"),
		URL: releasesPath + "/new", Action: i18n.T(ctx, "pressroom.list.empty_action"),
	}
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
		Meta: joined(h.label(ctx, pressroom.Genres, row.Genre), h.label(ctx, pressroom.Sectors, row.Sector)),
	}
	if row.OwnerID != by.UserID {
		title.Meta = joined(row.Author, title.Meta)
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
		items = append(items, ui.MenuItem{
			Label: i18n.T(ctx, "pressroom.action.delete"), Icon: "trash-2", Danger: true, Separated: true,
			Post: releaseURL(r.ID) + "/delete", Confirm: i18n.T(ctx, "pressroom.delete.confirm", "Title", r.Title),
		})
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

// joined puts two words side by side, either of which may be missing.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}
