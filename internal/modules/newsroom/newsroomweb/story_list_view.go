// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// storyListView is a list of pitches or of assignments.
type storyListView struct {
	Kind   *storyKind
	Tabs   []ui.TabItem // by scope; none when there is one only
	Table  ui.TableData
	NewURL string // "" when none may be made
}

// storyTable is what is particular to one of the two lists.
type storyTable struct {
	kind      *storyKind
	columns   []ui.TableColumn
	rows      []ui.TableRow
	page      listing.Page
	mayCreate bool
	hasScopes bool
}

// newStoryList draws a list of either kind.
func newStoryList(ctx context.Context, q listing.Query, t storyTable) storyListView {
	k := t.kind
	v := storyListView{Kind: k, Table: q.Table(ctx, t.columns, storyStateMenu(ctx, k, q))}
	v.Table.Rows, v.Table.Pager = t.rows, q.Pager(t.page)
	if t.hasScopes {
		v.Tabs = scopeTabs(ctx, k, q)
	}
	if t.mayCreate {
		v.NewURL = k.path + "/new"
	}
	if t.page.Total == 0 && !q.IsNarrowed() {
		v.Table = v.Table.Bare()
	}
	if !t.mayCreate && !q.IsNarrowed() {
		v.Table.Empty.URL, v.Table.Empty.Action = "", "" // nothing to begin
	}
	return v
}

func scopeTabs(ctx context.Context, k *storyKind, q listing.Query) []ui.TabItem {
	tab := func(scope, name string) ui.TabItem {
		return ui.TabItem{Label: i18n.T(ctx, "story."+k.name+".box."+name), URL: q.With("box", scope).URL(), Current: q.Value("box") == scope}
	}
	tabs := []ui.TabItem{tab("", "all")}
	for _, scope := range k.scopes {
		tabs = append(tabs, tab(scope, scope))
	}
	return tabs
}

func storyStateMenu(ctx context.Context, k *storyKind, q listing.Query) ui.FilterData {
	return q.Menu(ctx, "status", listing.Choices(k.states, func(state string) listing.Choice {
		return listing.Choice{Value: state, Label: i18n.T(ctx, "story."+k.name+".state."+state)}
	}), "")
}
