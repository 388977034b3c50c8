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
	"aipress24.com/aipress24/internal/ui"
)

// listView is the organiser's list with its figures.
type listView struct {
	KPIs  []ui.KPI
	Table ui.TableData
}

func (h *handler) newListView(
	ctx context.Context, by access.Actor, q listQuery, page events.EventPage, f events.EventFigures,
) listView {
	t := ui.TableData{
		ID: "events", Caption: i18n.T(ctx, "events.list.caption"),
		Columns: []ui.TableColumn{
			sortable(ctx, q, events.ByTitle, "events.column.title", ui.CellMain),
			{Label: i18n.T(ctx, "events.column.publisher"), Kind: ui.CellMedia},
			sortable(ctx, q, events.ByStatus, "events.column.status", ui.CellStatus),
			sortable(ctx, q, events.ByStart, "events.column.start", ui.CellDate),
			{Label: i18n.T(ctx, "events.column.participants"), Kind: ui.CellNumber},
		},
		Filters: ui.FilterBar(ui.FilterBarData{
			Filters: []ui.FilterData{statusFilter(ctx, q), h.typeFilter(ctx, q, page.Types)},
			Sort:    sortMenu(ctx, q), Headed: true,
		}),
		Tools: ui.IconButton(ui.ButtonData{Label: i18n.T(ctx, "events.list.export"), Icon: "download", URL: q.exportURL()}),
		Search: &ui.TableSearch{
			Action: eventsPath, Name: "q", Value: q.Search, Placeholder: i18n.T(ctx, "events.list.search"), Hidden: q.hidden(),
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
func sortable(ctx context.Context, q listQuery, by events.EventColumn, key string, kind ui.CellKind) ui.TableColumn {
	c := ui.TableColumn{Label: i18n.T(ctx, key), Kind: kind}
	next := events.EventOrder{Column: by, Ascending: by != events.ByStart}
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
	menu := &ui.FilterData{ID: "list-sort", Label: i18n.T(ctx, "events.sort.label")}
	for _, choice := range []struct {
		order events.EventOrder
		key   string
	}{
		{events.EventOrder{}, "events.sort.newest"},
		{events.EventOrder{Column: events.ByTitle, Ascending: true}, "events.sort.title"},
		{events.EventOrder{Column: events.ByStatus, Ascending: true}, "events.sort.status"},
		{events.EventOrder{Column: events.ByStart}, "events.sort.latest"},
		{events.EventOrder{Column: events.ByStart, Ascending: true}, "events.sort.first"},
	} {
		o := ui.FilterOption{Label: i18n.T(ctx, choice.key), URL: q.sorted(choice.order).url(), Current: q.Order == choice.order}
		if o.Current {
			menu.Active = o.Label
		}
		menu.Options = append(menu.Options, o)
	}
	return menu
}

func statusFilter(ctx context.Context, q listQuery) ui.FilterData {
	f := ui.FilterData{ID: "filter-status", Label: i18n.T(ctx, "events.column.status"), Remove: q.inState("").url()}
	for _, status := range []content.Status{content.Draft, content.Public, content.Expired} {
		label := i18n.T(ctx, status.LabelKey())
		f.Options = append(f.Options, ui.FilterOption{Label: label, URL: q.inState(status).url(), Current: status == q.Status})
		if status == q.Status {
			f.Active = label
		}
	}
	return f
}

func (h *handler) typeFilter(ctx context.Context, q listQuery, offered []string) ui.FilterData {
	f := ui.FilterData{ID: "filter-type", Label: i18n.T(ctx, "events.field.type"), Remove: q.ofType("").url()}
	for _, kind := range offered {
		f.Options = append(f.Options, ui.FilterOption{Label: h.label(ctx, types, kind), URL: q.ofType(kind).url(), Current: kind == q.Type})
	}
	if q.Type != "" {
		f.Active = h.label(ctx, types, q.Type)
	}
	return f
}

func pager(q listQuery, page events.EventPage) ui.TablePager {
	p := ui.TablePager{From: page.First, To: page.First + len(page.Rows) - 1, Total: page.Total}
	if page.First > 1 {
		p.PreviousURL = q.from(page.Previous).url()
	}
	if page.Next != (events.Position{}) {
		p.NextURL = q.from(page.Next).url()
	}
	return p
}

// empty says why there is nothing, and what to do about it.
func empty(ctx context.Context, q listQuery) ui.EmptyData {
	if q.isFiltered() {
		return ui.EmptyData{
			Icon: "search", Title: i18n.T(ctx, "events.list.none_title"), Text: i18n.T(ctx, "events.list.none_text"),
			URL: eventsPath, Action: i18n.T(ctx, "events.list.none_action"),
		}
	}
	return ui.EmptyData{
		Icon: "calendar-days", Title: i18n.T(ctx, "events.list.empty_title"), Text: i18n.T(ctx, "events.list.empty_text"),
		URL: eventsPath + "/new", Action: i18n.T(ctx, "events.list.empty_action"),
	}
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
		Meta: joined(h.label(ctx, types, e.Type), cityOf(e.Town)),
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
		items = append(items, ui.MenuItem{
			Label: i18n.T(ctx, "events.action.delete"), Icon: "trash-2", Danger: true, Separated: true,
			Post: eventURL(e.ID) + "/delete", Confirm: i18n.T(ctx, "events.delete.confirm", "Title", e.Title),
		})
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

// joined puts two words side by side, either of which may be missing.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}
