// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// LoadMoreData is the way to the rest of a list; without URL there is no more.
type LoadMoreData struct {
	ID    string // DOM id, "more" by default
	URL   string // next page, by the last id shown
	Label string // « Plus de publications »
}

func (m LoadMoreData) id() string {
	if m.ID == "" {
		return "more"
	}
	return m.ID
}

// CellKind says how a column behaves when the table stacks on a phone.
type CellKind uint8

// The kinds of a column.
const (
	CellText   CellKind = iota
	CellMain            // title, with thumbnail and meta; takes the width
	CellMedia           // secondary text, hidden on a phone
	CellStatus          // badge
	CellDate            // date
	CellNumber          // right-aligned, labelled on a phone
)

// TableColumn is a heading.
type TableColumn struct {
	Label   string
	Kind    CellKind
	SortURL string // "" for a column that cannot be sorted
	Sorted  string // "ascending", "descending" or ""
}

// TableCell is one value; the column's kind decides its look.
type TableCell struct {
	Text    string
	Meta    string // second line, in CellMain
	URL     string
	Thumb   string // picture address, in CellMain
	Tone    Tone   // in CellStatus
	Content templ.Component
}

// TableRow is one line with its menu of actions.
type TableRow struct {
	ID    string // DOM id and value of the bulk checkbox
	Label string // what the row is about, for the names of its controls
	Cells []TableCell
	Menu  []MenuItem
}

// MenuItem is one command of a menu: a link with URL, a change with Post.
type MenuItem struct {
	Label     string
	Icon      string
	URL       string
	Post      string
	Confirm   string
	Danger    bool
	Separated bool
}

// Deletion is the last command of a menu, done after a question. The thing is
// deleted by a POST to its address and /delete.
func Deletion(label, url, question string) MenuItem {
	return MenuItem{Label: label, Icon: "trash-2", Danger: true, Separated: true, Post: url + "/delete", Confirm: question}
}

// TableSearch is the search field of a table; its state is in the query.
type TableSearch struct {
	Action      string
	Name        string
	Value       string
	Placeholder string
	Hidden      []Param // other filters to keep
}

// Param is one query parameter.
type Param struct{ Name, Value string }

// PageLink is one number of a pager.
type PageLink struct {
	Label   string
	URL     string
	Current bool
}

// TablePager is the foot of a table: « Lignes 1 à 10 sur 23 ».
type TablePager struct {
	From, To, Total int
	More            bool // there are more than Total, which were not counted
	PreviousURL     string
	NextURL         string
	Pages           []PageLink
}

// TableData is a list of things with columns.
type TableData struct {
	ID      string // DOM id, target of its own refreshes
	Caption string // said to a screen reader
	Columns []TableColumn
	Rows    []TableRow
	Search  *TableSearch
	Filters templ.Component // filter buttons beside the search
	Tools   templ.Component // export and display buttons
	Bulk    templ.Component // commands on the selected rows; nil: no selection
	BulkURL string          // where the selection is posted
	Pager   TablePager
	Empty   EmptyData
}

// Bare is t without search, filters and tools: there is nothing to look for.
func (t TableData) Bare() TableData {
	t.Search, t.Filters, t.Tools = nil, nil, nil
	return t
}

func (t TableData) hasMenu() bool {
	for _, row := range t.Rows {
		if len(row.Menu) > 0 {
			return true
		}
	}
	return false
}

// hasThumbs reports whether a row shows a picture: the others then keep its
// place, so that titles stay in line.
func (t TableData) hasThumbs() bool {
	for _, row := range t.Rows {
		for _, cell := range row.Cells {
			if cell.Thumb != "" {
				return true
			}
		}
	}
	return false
}

func (t TableData) hasToolbar() bool {
	return t.Search != nil || t.Filters != nil || t.Tools != nil
}

// kind is the kind of the i-th cell.
func (t TableData) kind(i int) CellKind {
	if i < len(t.Columns) {
		return t.Columns[i].Kind
	}
	return CellText
}

func (t TableData) label(i int) string {
	if i < len(t.Columns) {
		return t.Columns[i].Label
	}
	return ""
}

func cellClass(k CellKind) string {
	switch k {
	case CellMain:
		return "c-main"
	case CellMedia:
		return "c-media"
	case CellStatus:
		return "c-st"
	case CellDate:
		return "c-date meta whitespace-nowrap"
	case CellNumber:
		return "num"
	case CellText:
	}
	return ""
}

// sortIcon shows the direction a column is sorted in.
func sortIcon(sorted string) string {
	if sorted == "ascending" {
		return "arrow-up"
	}
	return "arrow-down"
}

func (p TablePager) summary(ctx context.Context) string {
	key := "ui.table.rows"
	if p.More {
		key = "ui.table.rows_of_many"
	}
	return i18n.T(ctx, key,
		"From", i18n.Number(ctx, int64(p.From)),
		"To", i18n.Number(ctx, int64(p.To)),
		"Total", i18n.Number(ctx, int64(p.Total)))
}
