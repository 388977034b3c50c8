// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// storyListView is a list of pitches or of assignments.
type storyListView struct {
	Kind   *storyKind
	Tabs   []ui.TabItem // by scope; none when there is one only
	Table  ui.TableData
	NewURL string // "" when none may be made
}

// newStoryList draws the frame of a list; its rows come after.
func newStoryList(ctx context.Context, q storyQuery, columns []ui.TableColumn, mayCreate, hasScopes bool) storyListView {
	k := q.kind
	v := storyListView{Kind: k}
	if mayCreate {
		v.NewURL = k.path + "/new"
	}
	if hasScopes {
		v.Tabs = scopeTabs(ctx, q)
	}
	v.Table = ui.TableData{
		ID: k.id, Caption: i18n.T(ctx, "story."+k.name+".caption"), Columns: columns,
		Filters: ui.FilterBar(ui.FilterBarData{
			Filters: []ui.FilterData{stateFilter(ctx, q)}, Sort: storySortMenu(ctx, q), Headed: true,
		}),
		Tools: ui.IconButton(ui.ButtonData{Label: i18n.T(ctx, "newsroom.list.export"), Icon: "download", URL: q.exportURL()}),
		Search: &ui.TableSearch{
			Action: k.path, Name: "q", Value: q.Search, Placeholder: i18n.T(ctx, "newsroom.list.search"), Hidden: q.hidden(),
		},
		Empty: storyEmpty(ctx, q, mayCreate),
	}
	return v
}

func scopeTabs(ctx context.Context, q storyQuery) []ui.TabItem {
	tabs := []ui.TabItem{{Label: i18n.T(ctx, "story."+q.kind.name+".box.all"), URL: q.inScope("").url(), Current: q.Scope == ""}}
	for _, scope := range q.kind.scopes {
		tabs = append(tabs, ui.TabItem{
			Label: i18n.T(ctx, "story."+q.kind.name+".box."+scope), URL: q.inScope(scope).url(), Current: q.Scope == scope,
		})
	}
	return tabs
}

// storySortable is a heading that sorts: first the way one reads the column,
// then the other way round.
func storySortable(ctx context.Context, q storyQuery, by newsroom.StoryColumn, key string, kind ui.CellKind) ui.TableColumn {
	c := ui.TableColumn{Label: i18n.T(ctx, key), Kind: kind}
	next := newsroom.StoryOrder{Column: by, Ascending: true}
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

// storySortMenu offers on a phone what the headings do elsewhere.
func storySortMenu(ctx context.Context, q storyQuery) *ui.FilterData {
	menu := &ui.FilterData{ID: "list-sort", Label: i18n.T(ctx, "newsroom.sort.label")}
	for _, choice := range []struct {
		order newsroom.StoryOrder
		key   string
	}{
		{newsroom.StoryOrder{}, "newsroom.sort.newest"},
		{newsroom.StoryOrder{Column: newsroom.StoryByTitle, Ascending: true}, "newsroom.sort.title"},
		{newsroom.StoryOrder{Column: newsroom.StoryByStatus, Ascending: true}, "newsroom.sort.status"},
		{newsroom.StoryOrder{Column: newsroom.StoryByDate, Ascending: true}, "story." + q.kind.name + ".sort_date"},
	} {
		o := ui.FilterOption{Label: i18n.T(ctx, choice.key), URL: q.sorted(choice.order).url(), Current: q.Order == choice.order}
		if o.Current {
			menu.Active = o.Label
		}
		menu.Options = append(menu.Options, o)
	}
	return menu
}

func stateFilter(ctx context.Context, q storyQuery) ui.FilterData {
	f := ui.FilterData{ID: "filter-status", Label: i18n.T(ctx, "newsroom.column.status"), Remove: q.inState("").url()}
	for _, state := range q.kind.states {
		label := i18n.T(ctx, "story."+q.kind.name+".state."+state)
		f.Options = append(f.Options, ui.FilterOption{Label: label, URL: q.inState(state).url(), Current: state == q.State})
		if state == q.State {
			f.Active = label
		}
	}
	return f
}

// storyEmpty says why there is nothing, and what to do about it.
func storyEmpty(ctx context.Context, q storyQuery, mayCreate bool) ui.EmptyData {
	k := q.kind
	if q.isFiltered() {
		return ui.EmptyData{
			Icon: "search", Title: i18n.T(ctx, "story."+k.name+".none_title"), Text: i18n.T(ctx, "story.none_text"),
			URL: k.path, Action: i18n.T(ctx, "story.none_action"),
		}
	}
	e := ui.EmptyData{Icon: "file-pen", Title: i18n.T(ctx, "story."+k.name+".empty_title"), Text: i18n.T(ctx, "story."+k.name+".empty_text")}
	if mayCreate {
		e.URL, e.Action = k.path+"/new", i18n.T(ctx, "story."+k.name+".new")
	}
	return e
}

// storyPager is the foot of a list.
func storyPager(q storyQuery, first, rows, total int, next, previous newsroom.Position) ui.TablePager {
	p := ui.TablePager{From: first, To: first + rows - 1, Total: total}
	if first > 1 {
		p.PreviousURL = q.from(previous).url()
	}
	if next != (newsroom.Position{}) {
		p.NextURL = q.from(next).url()
	}
	return p
}
