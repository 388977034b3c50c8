// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
)

// listView is the author's list with its figures.
type listView struct {
	KPIs  []ui.KPI
	Table ui.TableData
}

func (h *handler) newListView(
	ctx context.Context, by access.Actor, q listQuery, page newsroom.ArticlePage, f newsroom.ArticleFigures,
) listView {
	t := ui.TableData{
		ID: "articles", Caption: i18n.T(ctx, "newsroom.list.caption"),
		Columns: []ui.TableColumn{
			sortable(ctx, q, newsroom.ByTitle, "newsroom.column.title", ui.CellMain),
			sortable(ctx, q, newsroom.ByOutlet, "newsroom.column.outlet", ui.CellMedia),
			sortable(ctx, q, newsroom.ByStatus, "newsroom.column.status", ui.CellStatus),
			sortable(ctx, q, newsroom.ByDate, "newsroom.column.date", ui.CellDate),
			{Label: i18n.T(ctx, "newsroom.column.readers"), Kind: ui.CellNumber},
		},
		Filters: ui.FilterBar(ui.FilterBarData{
			Filters: []ui.FilterData{statusFilter(ctx, q), outletFilter(ctx, q, page.Outlets)},
			Sort:    sortMenu(ctx, q), Headed: true,
		}),
		Tools: ui.IconButton(ui.ButtonData{Label: i18n.T(ctx, "newsroom.list.export"), Icon: "download", URL: q.exportURL()}),
		Search: &ui.TableSearch{
			Action: articlesPath, Name: "q", Value: q.Search, Placeholder: i18n.T(ctx, "newsroom.list.search"), Hidden: q.hidden(),
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
func sortable(ctx context.Context, q listQuery, by newsroom.ArticleColumn, key string, kind ui.CellKind) ui.TableColumn {
	c := ui.TableColumn{Label: i18n.T(ctx, key), Kind: kind}
	next := newsroom.ArticleOrder{Column: by, Ascending: by != newsroom.ByDate}
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
	menu := &ui.FilterData{ID: "list-sort", Label: i18n.T(ctx, "newsroom.sort.label")}
	for _, choice := range []struct {
		order newsroom.ArticleOrder
		key   string
	}{
		{newsroom.ArticleOrder{}, "newsroom.sort.newest"},
		{newsroom.ArticleOrder{Column: newsroom.ByTitle, Ascending: true}, "newsroom.sort.title"},
		{newsroom.ArticleOrder{Column: newsroom.ByOutlet, Ascending: true}, "newsroom.sort.outlet"},
		{newsroom.ArticleOrder{Column: newsroom.ByStatus, Ascending: true}, "newsroom.sort.status"},
		{newsroom.ArticleOrder{Column: newsroom.ByDate}, "newsroom.sort.date"},
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
	f := ui.FilterData{ID: "filter-status", Label: i18n.T(ctx, "newsroom.column.status"), Remove: q.inState("").url()}
	for _, status := range []content.Status{content.Draft, content.Public} {
		label := i18n.T(ctx, status.LabelKey())
		f.Options = append(f.Options, ui.FilterOption{Label: label, URL: q.inState(status).url(), Current: status == q.Status})
		if status == q.Status {
			f.Active = label
		}
	}
	return f
}

func outletFilter(ctx context.Context, q listQuery, outlets []newsroom.Outlet) ui.FilterData {
	f := ui.FilterData{ID: "filter-outlet", Label: i18n.T(ctx, "newsroom.column.outlet"), Remove: q.writtenFor(0).url()}
	for _, o := range outlets {
		f.Options = append(f.Options, ui.FilterOption{Label: o.Name, URL: q.writtenFor(o.ID).url(), Current: o.ID == q.OutletID})
		if o.ID == q.OutletID {
			f.Active = o.Name
		}
	}
	if q.OutletID != 0 && f.Active == "" {
		f.Active = i18n.T(ctx, "newsroom.list.other_outlet") // none of the author's
	}
	return f
}

func pager(q listQuery, page newsroom.ArticlePage) ui.TablePager {
	p := ui.TablePager{From: page.First, To: page.First + len(page.Rows) - 1, Total: page.Total}
	if page.First > 1 {
		p.PreviousURL = q.from(page.Previous).url()
	}
	if page.Next != (newsroom.Position{}) {
		p.NextURL = q.from(page.Next).url()
	}
	return p
}

// empty says why there is nothing, and what to do about it.
func empty(ctx context.Context, q listQuery) ui.EmptyData {
	if q.isFiltered() {
		return ui.EmptyData{
			Icon: "search", Title: i18n.T(ctx, "newsroom.list.none_title"), Text: i18n.T(ctx, "newsroom.list.none_text"),
			URL: articlesPath, Action: i18n.T(ctx, "newsroom.list.none_action"),
		}
	}
	return ui.EmptyData{
		Icon: "file-pen", Title: i18n.T(ctx, "newsroom.list.empty_title"), Text: i18n.T(ctx, "newsroom.list.empty_text"),
		URL: articlesPath + "/new", Action: i18n.T(ctx, "newsroom.list.empty_action"),
	}
}

func kpis(ctx context.Context, f newsroom.ArticleFigures) []ui.KPI {
	published := ui.KPI{Label: i18n.T(ctx, "newsroom.kpi.month"), Value: i18n.Number(ctx, int64(f.ThisMonth))}
	if f.ThisMonth+f.LastMonth > 0 {
		gain := f.ThisMonth - f.LastMonth
		published.Delta = i18n.T(ctx, "newsroom.kpi.month_note", "Gain", signed(ctx, gain), "Month", i18n.Month(ctx, f.LastMonthStart))
		published.Up = gain > 0
	}
	readers := ui.KPI{Label: i18n.T(ctx, "newsroom.kpi.readers"), Value: i18n.Number(ctx, int64(f.Readers))}
	if f.Readers+f.EarlierReaders > 0 {
		gain := f.Readers - f.EarlierReaders
		readers.Delta = i18n.T(ctx, "newsroom.kpi.readers_note", "Gain", signed(ctx, gain))
		readers.Up = gain > 0
	}
	return []ui.KPI{
		published, readers,
		{
			Label: i18n.T(ctx, "newsroom.kpi.drafts"), Value: i18n.Number(ctx, int64(f.Drafts)),
			Delta: i18n.N(ctx, "newsroom.kpi.drafts_note", f.Total),
		},
		{
			Label: i18n.T(ctx, "newsroom.kpi.scheduled"), Value: i18n.Number(ctx, int64(f.Scheduled)),
			Delta: i18n.T(ctx, "newsroom.kpi.scheduled_note"),
		},
	}
}

// signed writes a difference with its sign.
func signed(ctx context.Context, n int) string {
	if n > 0 {
		return "+" + i18n.Number(ctx, int64(n))
	}
	return i18n.Number(ctx, int64(n))
}

func (h *handler) newRow(ctx context.Context, by access.Actor, a *newsroom.ArticleRow) ui.TableRow {
	state := stateOf(ctx, &a.Article)
	title := ui.TableCell{
		Text: a.Title, URL: articleURL(a.ID), Thumb: media.SizedURL(a.Cover, "400"),
		Meta: joined(h.label(ctx, genres, a.Genre), h.label(ctx, sectors, a.Sector)),
	}
	readers := ""
	if a.Status == content.Public && !state.scheduled {
		readers = i18n.Number(ctx, a.ViewCount)
	}
	return ui.TableRow{
		ID: rowID(a.ID), Label: a.Title, Menu: rowMenu(ctx, by, &a.Article),
		Cells: []ui.TableCell{
			title, {Text: a.Outlet}, {Text: state.label, Tone: state.tone}, {Text: state.date}, {Text: readers},
		},
	}
}

// rowMenu offers what the author may do now; a draft that lacks something says
// so when it is published.
func rowMenu(ctx context.Context, by access.Actor, a *newsroom.Article) []ui.MenuItem {
	if a.CanEdit(by) != nil {
		return nil
	}
	items := []ui.MenuItem{
		{Label: i18n.T(ctx, "newsroom.action.show"), Icon: "eye", URL: articleURL(a.ID)},
		{Label: i18n.T(ctx, "newsroom.action.edit"), Icon: "pencil", URL: editURL(a.ID)},
		{Label: i18n.T(ctx, "newsroom.action.images"), Icon: "images", URL: imagesURL(a.ID)},
	}
	switch {
	case a.CanUnpublish(by) == nil:
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "newsroom.action.unpublish"), Icon: "eye-off", Post: articleURL(a.ID) + "/unpublish"})
	case a.Status == content.Draft:
		items = append(items, ui.MenuItem{Label: i18n.T(ctx, "newsroom.action.publish"), Icon: "send", Post: articleURL(a.ID) + "/publish"})
	}
	items = append(items, ui.MenuItem{Label: i18n.T(ctx, "newsroom.action.duplicate"), Icon: "copy", Post: articleURL(a.ID) + "/duplicate"})
	if a.CanDelete(by) == nil {
		items = append(items, ui.MenuItem{
			Label: i18n.T(ctx, "newsroom.action.delete"), Icon: "trash-2", Danger: true, Separated: true,
			Post: articleURL(a.ID) + "/delete", Confirm: i18n.T(ctx, "newsroom.delete.confirm", "Title", a.Title),
		})
	}
	return items
}

// state is where an article stands, in words.
type state struct {
	label     string
	tone      ui.Tone
	date      string // of publication, or of the last change of a draft
	scheduled bool
}

func stateOf(ctx context.Context, a *newsroom.Article) state {
	now := ui.SiteOf(ctx).Now()
	s := state{label: i18n.T(ctx, a.Status.LabelKey())}
	switch a.Status {
	case content.Public:
		shown := a.ShownAt()
		s.tone, s.date = ui.ToneOK, i18n.DateTime(ctx, shown)
		if shown.After(now) {
			s.label, s.tone, s.scheduled = i18n.T(ctx, "newsroom.status.scheduled"), ui.ToneInfo, true
		}
		return s
	case content.Pending:
		s.tone = ui.ToneWarn
	case content.Rejected:
		s.tone = ui.ToneDanger
	case content.Draft, content.Private, content.Expired, content.Archived, content.Deleted:
	}
	s.date = i18n.T(ctx, "newsroom.list.modified", "When", i18n.Relative(ctx, a.ModifiedAt, now))
	return s
}

// joined puts two words side by side, either of which may be missing.
func joined(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " · " + b
}

// articleKey names what the browser keeps of an article that is being typed.
func articleKey(id int64) string {
	if id == 0 {
		return "article-new"
	}
	return "article-" + ids.Encode(id)
}
