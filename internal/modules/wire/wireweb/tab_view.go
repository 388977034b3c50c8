// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"cmp"
	"context"
	"slices"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// dress puts the bars above the cards, and says why there are none.
func (h *handler) dress(ctx context.Context, v *wallView, q tabQuery) {
	for _, tab := range wire.Tabs() {
		v.Tabs = append(v.Tabs, ui.TabItem{
			Label: i18n.T(ctx, "wire.tab."+string(tab)), URL: tabURL(tab), Current: tab == q.Tab, Hint: i18n.T(ctx, "wire.tip."+string(tab)),
		})
	}
	v.Empty = empty(ctx, q, v.Nobody)
	if v.Nobody {
		return // nothing to filter
	}
	for _, facet := range wire.Facets() {
		if facet.IsOffered() {
			v.Bar.Filters = append(v.Bar.Filters, ui.FilterData{
				ID: "filter-" + string(facet), Label: i18n.T(ctx, "wire.facet."+string(facet)), Source: q.choicesURL(facet),
			})
		}
		for _, value := range q.Values[facet] {
			v.Chips = append(v.Chips, chip{
				Label: i18n.T(ctx, "wire.chip", "Facet", i18n.T(ctx, "wire.chip."+string(facet)), "Value", h.valueLabel(ctx, q.Tab, facet, value)),
				URL:   q.with(q.Without(facet, value)).url(),
			})
		}
	}
	v.Bar.Sort = &ui.FilterData{ID: "wall-sort", Label: i18n.T(ctx, "wire.sort")}
	for _, by := range wire.Sortings() {
		o := ui.FilterOption{Label: i18n.T(ctx, "wire.sort."+string(by)), URL: q.sorted(by).url(), Current: by == q.Sort}
		if o.Current {
			v.Bar.Sort.Active = o.Label
		}
		v.Bar.Sort.Options = append(v.Bar.Sort.Options, o)
	}
	v.ClearURL = q.with(wire.Selection{Sort: q.Sort}).url()
}

// empty says why a tab shows nothing, and what to do about it (spec 03 §5.1).
func empty(ctx context.Context, q tabQuery, nobody bool) ui.EmptyData {
	text := func(name string) ui.EmptyData {
		return ui.EmptyData{Icon: "newspaper", Title: i18n.T(ctx, "wire."+name+".title"), Text: i18n.T(ctx, "wire."+name+".text")}
	}
	switch {
	case nobody:
		e := text("nobody")
		e.Icon, e.URL, e.Action = "user-plus", "/swork/organisations", i18n.T(ctx, "wire.nobody.organisations")
		if q.Tab == wire.TabJournalists {
			e.URL, e.Action = "/swork/members", i18n.T(ctx, "wire.nobody.members")
		}
		return e
	case q.IsFiltered():
		e := text("nothing")
		e.Icon, e.URL, e.Action = "search", q.with(wire.Selection{Sort: q.Sort}).url(), i18n.T(ctx, "wire.filter.clear")
		return e
	case q.Tab.Follows():
		return text("silent")
	}
	return text("empty")
}

// chip is a value that is selected; its address is the tab without it.
type chip struct{ Label, URL string }

// choices are what one filter offers, on a page of their own.
type choices struct {
	Title   string
	BackURL string
	Options []ui.FilterOption
}

func (h *handler) newChoices(ctx context.Context, q tabQuery, facet wire.Facet, offered []wire.Value) choices {
	v := choices{Title: i18n.T(ctx, "wire.facet."+string(facet)), BackURL: q.url()}
	for _, o := range offered {
		v.Options = append(v.Options, ui.FilterOption{
			Label: h.valueLabel(ctx, q.Tab, facet, o.Value), Count: i18n.Number(ctx, o.Count),
			URL: q.with(q.Toggled(facet, o.Value)).url(), Current: q.Has(facet, o.Value),
		})
	}
	slices.SortStableFunc(v.Options, func(a, b ui.FilterOption) int {
		return cmp.Compare(content.SortKey(a.Label), content.SortKey(b.Label))
	})
	return v
}

// valueLabel is how a value of a facet is shown.
func (h *handler) valueLabel(ctx context.Context, tab wire.Tab, facet wire.Facet, value string) string {
	vocabulary := ""
	switch facet {
	case wire.Sector:
		vocabulary = sectors
	case wire.Section:
		vocabulary = sections
	case wire.Genre:
		vocabulary = genresOf(tab.Kind())
	case wire.Topic:
		vocabulary = topics
	case wire.Country:
		vocabulary = ui.Countries
	case wire.Department:
		vocabulary = "departements"
	case wire.City, wire.Tagged:
		return value
	}
	word := ui.Term(ctx, h.vocabularies, vocabulary, value)
	if facet == wire.Department && word != value {
		return value + " · " + word
	}
	return word
}
