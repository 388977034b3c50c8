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
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// listView is the author's list with its figures.
type listView struct {
	KPIs  []ui.KPI
	Table ui.TableData
}

func (h *handler) newListView(
	ctx context.Context, by access.Actor, q listing.Query, page newsroom.ArticlePage, f newsroom.ArticleFigures,
) listView {
	t := q.Table(ctx, []ui.TableColumn{
		q.Heading(ctx, string(newsroom.ByTitle), "newsroom.column.title", ui.CellMain),
		q.Heading(ctx, string(newsroom.ByOutlet), "newsroom.column.outlet", ui.CellMedia),
		q.Heading(ctx, string(newsroom.ByStatus), "newsroom.column.status", ui.CellStatus),
		q.Heading(ctx, string(newsroom.ByDate), "newsroom.column.date", ui.CellDate),
		listing.Column(ctx, "newsroom.column.readers", ui.CellNumber),
	}, statusMenu(ctx, q), outletMenu(ctx, q, page.Outlets))
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
	return q.Menu(ctx, "status", listing.Choices(articleStates, func(s content.Status) listing.Choice {
		return listing.Choice{Value: string(s), Label: i18n.T(ctx, s.LabelKey())}
	}), "")
}

// outletMenu offers the outlets that the author has written for.
func outletMenu(ctx context.Context, q listing.Query, outlets []newsroom.Outlet) ui.FilterData {
	return q.Menu(ctx, "outlet", listing.Choices(outlets, func(o newsroom.Outlet) listing.Choice {
		return listing.Choice{Value: ids.Encode(o.ID), Label: o.Name}
	}), i18n.T(ctx, "newsroom.list.other_outlet"))
}

func kpis(ctx context.Context, f newsroom.ArticleFigures) []ui.KPI {
	published := ui.KPI{Label: i18n.T(ctx, "newsroom.kpi.month"), Value: i18n.Number(ctx, int64(f.ThisMonth))}
	if f.ThisMonth+f.LastMonth > 0 {
		gain := f.ThisMonth - f.LastMonth
		published.Delta = i18n.T(ctx, "newsroom.kpi.month_same", "Month", i18n.MonthName(ctx, f.LastMonthStart))
		if gain != 0 {
			published.Delta = i18n.T(ctx, "newsroom.kpi.month_note", "Gain", signed(ctx, gain), "Month", i18n.MonthName(ctx, f.LastMonthStart))
		}
		published.Up = gain > 0
	}
	readers := ui.KPI{Label: i18n.T(ctx, "newsroom.kpi.readers"), Value: i18n.Number(ctx, int64(f.Readers))}
	if f.Readers+f.EarlierReaders > 0 {
		gain := f.Readers - f.EarlierReaders
		readers.Delta = i18n.T(ctx, "newsroom.kpi.readers_same")
		if gain != 0 {
			readers.Delta = i18n.T(ctx, "newsroom.kpi.readers_note", "Gain", signed(ctx, gain))
		}
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
		Meta: ui.Joined(h.label(ctx, genres, a.Genre), h.label(ctx, sectors, a.Sector)),
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
		items = append(items, ui.Deletion(i18n.T(ctx, "newsroom.action.delete"), articleURL(a.ID), i18n.T(ctx, "newsroom.delete.confirm", "Title", a.Title)))
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
