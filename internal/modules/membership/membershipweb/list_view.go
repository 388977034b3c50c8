// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membershipweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/membership"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// listView is one of the lists of people.
type listView struct {
	Name  string // of the menu entry
	Title string
	Lead  string
	Tabs  []ui.TabItem // of the members: active, and not any more
	Table ui.TableData
}

func newListView(ctx context.Context, kind membership.ListKind, q listQuery, page *membership.Page) listView {
	name := string(kind)
	v := listView{
		Name:  name,
		Title: i18n.T(ctx, "membership.title."+name),
		Lead:  i18n.T(ctx, "membership.lead."+name),
		Table: ui.TableData{
			ID: name, Caption: i18n.T(ctx, "membership.title."+name), Columns: columns(ctx, kind),
			Search: &ui.TableSearch{Action: q.path, Name: "search", Value: q.search, Placeholder: i18n.T(ctx, "membership.search")},
			Empty:  empty(ctx, kind, q),
		},
	}
	if kind == membership.Members || kind == membership.Departed {
		v.Name = string(membership.Members)
		v.Tabs = []ui.TabItem{
			{Label: i18n.T(ctx, "membership.tab.users"), URL: q.path, Current: kind == membership.Members},
			{Label: i18n.T(ctx, "membership.tab.departed"), URL: q.path + "?state=" + departedState, Current: kind == membership.Departed},
		}
	}
	if q.state != "" {
		v.Table.Search.Hidden = []ui.Param{{Name: "state", Value: q.state}}
	}
	for i := range page.Rows {
		v.Table.Rows = append(v.Table.Rows, row(ctx, kind, q, &page.Rows[i]))
	}
	if len(page.Rows) > 0 {
		v.Table.Pager = pager(kind, q, page)
	}
	return v
}

func columns(ctx context.Context, kind membership.ListKind) []ui.TableColumn {
	column := func(name string, k ui.CellKind) ui.TableColumn {
		return ui.TableColumn{Label: i18n.T(ctx, "membership.column."+name), Kind: k}
	}
	name := column("name", ui.CellMain)
	if kind == membership.Members {
		return []ui.TableColumn{
			name, column("email", ui.CellMedia), column("karma", ui.CellNumber), column("job", ui.CellMedia),
			column("organisation", ui.CellMedia), column("status", ui.CellText), column("action", ui.CellText),
		}
	}
	if kind == membership.Departed {
		return []ui.TableColumn{
			name, column("email", ui.CellMedia), column("organisation", ui.CellMedia), column("login", ui.CellDate),
			column("state", ui.CellText), column("action", ui.CellText),
		}
	}
	date := "submitted"
	if kind == membership.Modified {
		date = "login"
	}
	return []ui.TableColumn{
		name, column("organisation", ui.CellMedia), column(date, ui.CellDate), column("job", ui.CellMedia),
		column("email", ui.CellMedia), column("action", ui.CellText),
	}
}

func row(ctx context.Context, kind membership.ListKind, q listQuery, r *membership.Row) ui.TableRow {
	name := ui.TableCell{Text: r.Name()}
	if name.Text == "" {
		name.Text = r.Email
	}
	line := ui.TableRow{ID: "member-" + writePlace(membership.Place{ID: r.ID}), Label: name.Text}
	link := func(address, key string) ui.TableCell {
		return ui.TableCell{Content: rowLink(withBack(address, q.here()), i18n.T(ctx, key), name.Text)}
	}
	email, org, job := ui.TableCell{Content: address(r.Email, r.EmailVerified && kind != membership.Members)}, ui.TableCell{Text: r.Organisation}, ui.TableCell{Text: r.JobTitle}
	if kind == membership.Members {
		name.URL = withBack(memberURL(r.ID), q.here())
		line.Cells = []ui.TableCell{
			name, email, {Text: i18n.Decimal(ctx, r.Karma, 1)}, job, org, {Text: r.Status}, link(memberURL(r.ID), "membership.detail"),
		}
		return line
	}
	if kind == membership.Departed {
		line.Cells = departedCells(ctx, q, r, name, org, link)
		return line
	}
	name.URL = withBack(reviewURL(r.ID), q.here())
	if r.Reviewer != "" {
		name.Meta = i18n.T(ctx, "membership.with", "Name", r.Reviewer)
	}
	date := ui.TableCell{Text: i18n.DateTime(ctx, r.SubmittedAt)}
	if kind == membership.Modified {
		date.Text = moment(ctx, r.LastLoginAt, "membership.never_signed_in")
	}
	line.Cells = []ui.TableCell{name, org, date, job, email, link(reviewURL(r.ID), "membership.validation")}
	return line
}

// departedCells say what became of an account, and when its data are erased. A
// refused one, which may register anew, has no page any more.
func departedCells(ctx context.Context, q listQuery, r *membership.Row, name, org ui.TableCell, link func(address, key string) ui.TableCell) []ui.TableCell {
	state, action := "membership.state.inactive", link(memberURL(r.ID), "membership.detail")
	name.URL = withBack(memberURL(r.ID), q.here())
	switch {
	case r.Status == member.StatusRejected:
		state, action, name.URL = "membership.state.refused", ui.TableCell{}, ""
	case !r.ErasedAt.IsZero():
		state = "membership.state.closing"
	}
	became := ui.TableCell{Text: i18n.T(ctx, state)}
	if !r.ErasedAt.IsZero() {
		became.Text = i18n.T(ctx, "membership.erased_at", "State", became.Text, "Date", i18n.Date(ctx, r.ErasedAt))
	}
	login := ui.TableCell{Text: moment(ctx, r.LastLoginAt, "membership.never_signed_in")}
	return []ui.TableCell{name, {Content: address(r.Email, false)}, org, login, became, action}
}

// pager leads to the neighbouring pages. The rank of the first row travels in
// the address: counting the rows before would read them all.
func pager(kind membership.ListKind, q listQuery, page *membership.Page) ui.TablePager {
	p := ui.TablePager{From: q.rank, To: q.rank + len(page.Rows) - 1, Total: page.Total, More: page.More}
	if !page.More {
		p.Total = max(p.Total, p.To)
	}
	if page.Earlier {
		p.PreviousURL = q.url("", membership.Place{}, 0)
		if q.rank > membership.PageRows+1 {
			p.PreviousURL = q.url("before", page.First(kind), q.rank-membership.PageRows)
		}
	}
	if page.Later {
		p.NextURL = q.url("after", page.Last(kind), q.rank+len(page.Rows))
	}
	return p
}

// empty says why nobody is shown.
func empty(ctx context.Context, kind membership.ListKind, q listQuery) ui.EmptyData {
	if q.search != "" {
		return ui.EmptyData{
			Icon: "search", Title: i18n.T(ctx, "membership.empty.search"), Text: i18n.T(ctx, "membership.empty.search_text"),
			URL: q.without(), Action: i18n.T(ctx, "membership.empty.search_action"),
		}
	}
	return ui.EmptyData{
		Icon: "circle-check", Title: i18n.T(ctx, "membership.empty."+string(kind)), Text: i18n.T(ctx, "membership.empty."+string(kind)+"_text"),
	}
}
