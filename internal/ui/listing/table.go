// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package listing

import (
	"context"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Table is the list without its rows: headings, search, filters, orders, and
// what is said when there is nothing.
func (q Query) Table(ctx context.Context, columns []ui.TableColumn, filters ...ui.FilterData) ui.TableData {
	words := q.list.Words
	return ui.TableData{
		ID: q.list.ID, Caption: i18n.T(ctx, words.Caption), Columns: columns,
		Filters: ui.FilterBar(ui.FilterBarData{Filters: filters, Sort: q.sortMenu(ctx), Headed: true}),
		Tools:   ui.IconButton(ui.ButtonData{Label: i18n.T(ctx, words.Export), Icon: "download", URL: q.exportURL()}),
		Search: &ui.TableSearch{
			Action: q.list.Path, Name: searchParam, Value: q.Search, Placeholder: i18n.T(ctx, words.Search), Hidden: q.hidden(),
		},
		Empty: q.empty(ctx),
	}
}

// Heading is a heading that sorts: first the way one reads the column, then the
// other way round. The label is a message key.
func (q Query) Heading(ctx context.Context, column, label string, kind ui.CellKind) ui.TableColumn {
	c := Column(ctx, label, kind)
	next, _ := q.list.first(column)
	if q.Column == column {
		next.Ascending = !q.Ascending
		c.Sorted = "descending"
		if q.Ascending {
			c.Sorted = "ascending"
		}
	}
	c.SortURL = q.sorted(next).URL()
	return c
}

// Column is a heading that does not sort. The label is a message key.
func Column(ctx context.Context, label string, kind ui.CellKind) ui.TableColumn {
	return ui.TableColumn{Label: i18n.T(ctx, label), Kind: kind}
}

// sortMenu offers on a phone what the headings do elsewhere.
func (q Query) sortMenu(ctx context.Context) *ui.FilterData {
	menu := &ui.FilterData{ID: "list-sort", Label: i18n.T(ctx, q.list.Words.Sort)}
	for _, s := range q.list.Sorts {
		o := ui.FilterOption{
			Label: i18n.T(ctx, s.Label), URL: q.sorted(s).URL(), Current: q.Column == s.Column && q.Ascending == s.Ascending,
		}
		if o.Current {
			menu.Active = o.Label
		}
		menu.Options = append(menu.Options, o)
	}
	return menu
}

// Choice is a value of a filter, as it travels and as it reads.
type Choice struct{ Value, Label string }

// Choices are values in their order, each with its label.
func Choices[T any](values []T, choice func(T) Choice) []Choice {
	list := make([]Choice, len(values))
	for i, value := range values {
		list[i] = choice(value)
	}
	return list
}

// Menu is the menu of a filter. Other is how a chosen value reads that is not
// among the choices.
func (q Query) Menu(ctx context.Context, filter string, choices []Choice, other string) ui.FilterData {
	chosen := q.Value(filter)
	menu := ui.FilterData{ID: "filter-" + filter, Remove: q.With(filter, "").URL()}
	for _, f := range q.list.Filters {
		if f.Name == filter {
			menu.Label = i18n.T(ctx, f.Label)
		}
	}
	if chosen != "" {
		menu.Active = other
	}
	for _, c := range choices {
		o := ui.FilterOption{Label: c.Label, URL: q.With(filter, c.Value).URL(), Current: c.Value == chosen}
		if o.Current {
			menu.Active = o.Label
		}
		menu.Options = append(menu.Options, o)
	}
	return menu
}

// Page is which part of a list is shown.
type Page struct {
	First    int // rank of its first row, from 1
	Rows     int
	Total    int
	Previous web.Cursor // where the page before begins
	Next     web.Cursor // zero on the last page
}

// Pager is the foot of the table.
func (q Query) Pager(page Page) ui.TablePager {
	p := ui.TablePager{From: page.First, To: page.First + page.Rows - 1, Total: page.Total}
	if page.First > 1 {
		p.PreviousURL = q.from(page.Previous).URL()
	}
	if !page.Next.IsZero() {
		p.NextURL = q.from(page.Next).URL()
	}
	return p
}

// empty says why there is nothing, and what to do about it.
func (q Query) empty(ctx context.Context) ui.EmptyData {
	words := q.list.Words
	said, icon, to := words.Empty, words.Icon, q.list.Path+"/new"
	if q.IsNarrowed() {
		said, icon, to = words.None, "search", q.list.Path
	}
	e := ui.EmptyData{Icon: icon, Title: i18n.T(ctx, said.Title), Text: i18n.T(ctx, said.Text)}
	if said.Action != "" {
		e.URL, e.Action = to, i18n.T(ctx, said.Action)
	}
	return e
}
