// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb

import (
	"cmp"
	"context"
	"slices"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/typeahead"
	"aipress24.com/aipress24/internal/ui"
)

// organisationsView is a page of the directory of organisations.
type organisationsView struct {
	Search string
	Hidden []ui.Param // what the search keeps
	Bar    ui.FilterBarData
	Groups []organisationGroup
	More   ui.LoadMoreData
	Empty  *ui.EmptyData
}

// organisationGroup is the rows under a letter; "" continues the last one.
type organisationGroup struct {
	Letter string
	Rows   []ui.OrganisationData
}

func (h *handler) newOrganisationsView(ctx context.Context, q organisationsQuery, found *social.OrganisationResult) organisationsView {
	v := organisationsView{
		Search: q.Search, Groups: groups(ctx, q, found),
		More: ui.LoadMoreData{URL: q.from(found.Next), Label: i18n.T(ctx, "social.organisations.more")},
		Bar:  ui.FilterBarData{Sort: sortMenu(ctx, q), Count: i18n.N(ctx, "social.organisations.count", found.Total)},
	}
	for name, values := range q.values() {
		for _, value := range values {
			if name != "q" {
				v.Hidden = append(v.Hidden, ui.Param{Name: name, Value: value})
			}
		}
	}
	slices.SortFunc(v.Hidden, func(a, b ui.Param) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Value, b.Value)) })
	for _, f := range social.Facets() { // what is chosen comes first: a phone shows the beginning of the line
		for _, value := range q.Values[f] {
			v.Bar.Filters = append(v.Bar.Filters, ui.FilterData{
				Active: i18n.T(ctx, "social.facet.chosen", "Facet", facetLabel(ctx, f), "Value", h.valueLabel(ctx, f, value)), Remove: q.toggled(f, value),
			})
		}
	}
	for _, f := range social.Facets() {
		if menu := h.facetMenu(ctx, q, f, found.Buckets[f]); len(menu.Options) > 0 {
			v.Bar.Filters = append(v.Bar.Filters, menu)
		}
	}
	if found.Total == 0 {
		v.Empty = &ui.EmptyData{
			Icon: "search", Title: i18n.T(ctx, "social.organisations.none"), Text: i18n.T(ctx, "social.organisations.none_text"),
			URL: organisationsPath, Action: i18n.T(ctx, "social.organisations.all"),
		}
	}
	return v
}

// groups puts the rows under their letters; in another order there are none.
func groups(ctx context.Context, q organisationsQuery, found *social.OrganisationResult) []organisationGroup {
	var list []organisationGroup
	last := ""
	if q.After.ID != 0 {
		last = social.LetterOf(q.After.Key)
	}
	for i, o := range found.Cards {
		letter := found.Letters[i]
		if q.Order != social.ByName {
			letter = ""
		}
		if i == 0 || letter != last {
			group := organisationGroup{Letter: letter}
			if letter == last {
				group.Letter = ""
			}
			list, last = append(list, group), letter
		}
		at := len(list) - 1
		list[at].Rows = append(list[at].Rows, ui.OrganisationData{
			Name: o.Name, URL: organisationsPath + "/" + ids.Encode(o.ID), Logo: media.Portrait(o.Logo),
			Verified: o.Official, Meta: facts(ctx, o), Text: o.Baseline,
		})
	}
	return list
}

// sortMenu offers the orders.
func sortMenu(ctx context.Context, q organisationsQuery) *ui.FilterData {
	menu := &ui.FilterData{ID: "directory-sort", Label: i18n.T(ctx, "social.sort")}
	for o, key := range []string{social.ByName: "social.sort.name", social.ByNewest: "social.sort.newest"} {
		order := social.Order(o)
		option := ui.FilterOption{Label: i18n.T(ctx, key), URL: q.sorted(order), Current: q.Order == order}
		if option.Current {
			menu.Active = option.Label
		}
		menu.Options = append(menu.Options, option)
	}
	return menu
}

// mostOptions bounds a menu: the most frequent values are offered.
const mostOptions = 40

// facetMenu is the values that organisations have, with how many each would
// leave; those chosen are marked.
func (h *handler) facetMenu(ctx context.Context, q organisationsQuery, f social.Facet, buckets []social.Bucket) ui.FilterData {
	menu := ui.FilterData{ID: "facet-" + f.Name(), Label: facetLabel(ctx, f)}
	for _, b := range buckets[:min(len(buckets), mostOptions)] {
		menu.Options = append(menu.Options, ui.FilterOption{
			Label: h.valueLabel(ctx, f, b.Value), URL: q.toggled(f, b.Value), Count: i18n.Number(ctx, int64(b.Count)),
			Current: slices.Contains(q.Values[f], b.Value),
		})
	}
	if f != social.ByCategory && f != social.BySize {
		slices.SortStableFunc(menu.Options, func(a, b ui.FilterOption) int {
			return cmp.Compare(typeahead.Fold(a.Label), typeahead.Fold(b.Label))
		})
	}
	return menu
}

func facetLabel(ctx context.Context, f social.Facet) string {
	return i18n.T(ctx, "social.facet."+f.Name())
}

// facetVocabularies are the lists of words behind the facets that have one.
var facetVocabularies = map[social.Facet]string{
	social.BySector: "secteur_detaille", social.ByKind: "type_organisation_detail", social.ByPressType: "media_type",
	social.ByAgencyType: "type_agence_rp", social.BySize: "taille_organisation", social.ByCountry: "pays",
}

// valueLabel is a value in words; what cannot be looked up is shown as it is.
func (h *handler) valueLabel(ctx context.Context, f social.Facet, value string) string {
	if vocabulary, listed := facetVocabularies[f]; listed {
		return ui.TermItem(ctx, h.words, "", vocabulary, value).Text
	}
	prefix := ""
	switch f {
	case social.ByCategory:
		prefix = "social.category."
	case social.ByWallType:
		prefix = "social.wall_type."
	case social.BySector, social.ByKind, social.ByPressType, social.ByAgencyType, social.BySize, social.ByCountry, social.ByDepartment, social.ByCity:
	}
	if key := prefix + value; prefix != "" && i18n.Has(key) {
		return i18n.T(ctx, key)
	}
	return value
}
