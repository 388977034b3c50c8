// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb

import (
	"context"

	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// wallTypes are the types of Business Wall in the order of spec 07 §3.
var wallTypes = []string{
	"media", "news_agency", "academics", "pr", "leaders_experts", "transformers", "micro", "corporate_media", "union",
}

// typeName is the short label of a type of wall, or « Non officialisée ».
func typeName(ctx context.Context, wallType string) string {
	if key := "social.wall_type." + wallType; i18n.Has(key) {
		return i18n.T(ctx, key)
	}
	return i18n.T(ctx, "orgadmin.unofficial")
}

func standingName(ctx context.Context, s orgadmin.Standing) string {
	return i18n.T(ctx, "orgadmin.standing."+string(s))
}

func standingTone(s orgadmin.Standing) ui.Tone {
	switch s {
	case orgadmin.Official:
		return ui.ToneOK
	case orgadmin.Suspended:
		return ui.ToneWarn
	case orgadmin.Closed:
		return ui.ToneDanger
	case orgadmin.Unofficial:
	}
	return ui.ToneNeutral
}

// listView is the list of organisations.
type listView struct {
	Table ui.TableData
	Empty int // organisations that nobody works for
}

func newListView(ctx context.Context, q listQuery, page *orgadmin.Page, empty int) listView {
	v := listView{Empty: empty, Table: ui.TableData{
		ID: "orgs", Caption: i18n.T(ctx, "orgadmin.title"), Columns: columns(ctx),
		Search: &ui.TableSearch{
			Action: listPath, Name: "search", Value: q.filter.Search, Placeholder: i18n.T(ctx, "orgadmin.search"), Hidden: hidden(q),
		},
		Filters: ui.FilterBar(ui.FilterBarData{Filters: []ui.FilterData{standingFilter(ctx, q), typeFilter(ctx, q)}}),
		Tools:   ui.IconButton(ui.ButtonData{Label: i18n.T(ctx, "orgadmin.export"), Icon: "download", URL: listing.Address(exportPath, q.values())}),
		Empty:   emptyList(ctx),
	}}
	for i := range page.Rows {
		v.Table.Rows = append(v.Table.Rows, newRow(ctx, q, &page.Rows[i]))
	}
	if len(page.Rows) > 0 {
		v.Table.Pager = pager(q, page)
	}
	return v
}

func columns(ctx context.Context) []ui.TableColumn {
	column := func(name string, kind ui.CellKind) ui.TableColumn {
		return ui.TableColumn{Label: i18n.T(ctx, "orgadmin.column."+name), Kind: kind}
	}
	return []ui.TableColumn{
		column("name", ui.CellMain), column("wall", ui.CellMedia), column("type", ui.CellMedia),
		column("standing", ui.CellStatus), column("members", ui.CellNumber), column("karma", ui.CellNumber), column("action", ui.CellText),
	}
}

func newRow(ctx context.Context, q listQuery, row *orgadmin.Row) ui.TableRow {
	to := withBack(recordURL(row.ID), q.here())
	wall := row.WallName
	if row.WallType == "" || wall == "" {
		wall = i18n.T(ctx, "orgadmin.no_wall")
	}
	return ui.TableRow{
		ID: "org-" + ids.Encode(row.ID), Label: row.Name,
		Cells: []ui.TableCell{
			{Text: row.Name, URL: to}, {Text: wall}, {Text: typeName(ctx, row.WallType)},
			{Text: standingName(ctx, row.Standing()), Tone: standingTone(row.Standing())},
			{Text: i18n.Number(ctx, int64(row.Members))}, {Text: i18n.Decimal(ctx, row.Karma, 1)},
			{Content: rowLink(to, i18n.T(ctx, "orgadmin.detail"), row.Name)},
		},
	}
}

func hidden(q listQuery) []ui.Param {
	var list []ui.Param
	values := q.values()
	for _, name := range []string{"standing", "type"} {
		if value := values.Get(name); value != "" {
			list = append(list, ui.Param{Name: name, Value: value})
		}
	}
	return list
}

func standingFilter(ctx context.Context, q listQuery) ui.FilterData {
	f := ui.FilterData{ID: "filter-standing", Label: i18n.T(ctx, "orgadmin.column.standing"), Remove: q.with("standing", "")}
	for _, s := range orgadmin.Standings() {
		o := ui.FilterOption{Label: standingName(ctx, s), URL: q.with("standing", string(s)), Current: s == q.filter.Standing}
		if o.Current {
			f.Active = o.Label
		}
		f.Options = append(f.Options, o)
	}
	return f
}

func typeFilter(ctx context.Context, q listQuery) ui.FilterData {
	f := ui.FilterData{ID: "filter-type", Label: i18n.T(ctx, "orgadmin.column.type"), Remove: q.with("type", "")}
	for _, name := range wallTypes {
		o := ui.FilterOption{Label: typeName(ctx, name), URL: q.with("type", name), Current: name == q.filter.WallType}
		if o.Current {
			f.Active = o.Label
		}
		f.Options = append(f.Options, o)
	}
	return f
}

// pager leads to the neighbouring pages. The rank of the first row travels in
// the address: counting the rows before would read them all.
func pager(q listQuery, page *orgadmin.Page) ui.TablePager {
	p := ui.TablePager{From: q.rank, To: q.rank + len(page.Rows) - 1, Total: page.Total, More: page.More}
	if !page.More {
		p.Total = max(p.Total, p.To)
	}
	if page.Earlier {
		p.PreviousURL = q.url("", orgadmin.Place{}, 0)
		if q.rank > orgadmin.PageRows+1 {
			p.PreviousURL = q.url("before", page.First(), q.rank-orgadmin.PageRows)
		}
	}
	if page.Later {
		p.NextURL = q.url("after", page.Last(), q.rank+len(page.Rows))
	}
	return p
}

func emptyList(ctx context.Context) ui.EmptyData {
	return ui.EmptyData{
		Icon: "search", Title: i18n.T(ctx, "orgadmin.empty.title"), Text: i18n.T(ctx, "orgadmin.empty.text"),
		URL: listPath, Action: i18n.T(ctx, "orgadmin.empty.action"),
	}
}
