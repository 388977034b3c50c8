// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// TabItem is one tab: a link, since tabs navigate (ui-guide §6).
type TabItem struct {
	Label   string
	URL     string
	Count   string // as displayed, or ""
	Current bool
	Hint    string
}

// FilterData is one filter button: a menu of links, or an active filter that
// one click removes.
type FilterData struct {
	ID      string // DOM id of its menu
	Label   string
	Active  string // chosen values in words, or ""
	Remove  string // address without this filter, when active
	Options []FilterOption
	Source  string // address of the options, fetched when the menu opens; "" when they are here
}

// FilterOption is one choice of a filter.
type FilterOption struct {
	Label   string
	URL     string
	Count   string
	Current bool
}

// FilterBarData is the line of filters above a list.
type FilterBarData struct {
	Filters []FilterData
	Sort    *FilterData
	Headed  bool   // headings sort too: the menu is for phones, which show none
	Count   string // « 128 publications », announced
	SaveURL string // « Enregistrer cette recherche »
}

// OrganisationData is an organisation in a list.
type OrganisationData struct {
	Name     string
	URL      string
	Logo     string // address, or "" for initials
	Verified bool
	Meta     string // « Conseil · Nantes · Business Wall actif »
	Text     string
	Action   templ.Component // follow button, or nil
}

// MemberData is a member in a list, with one action.
type MemberData struct {
	Person    PersonData
	Community access.Community
	Action    templ.Component
}

// KPI is a number with its label and a comparison in words; four at most.
type KPI struct {
	Label string
	Value string
	Delta string
	Up    bool
}

// MetaItem is one label and value; Content wins over Text.
type MetaItem struct {
	Label   string
	Text    string
	Lang    string // language of Text, when not the page's
	URL     string
	Tags    []string
	Content templ.Component
}

// TermItem is a value of a vocabulary under its label: in the language of the
// page where the vocabulary has the word, else in French and marked so. A value
// that cannot be looked up is shown as it is stored.
func TermItem(ctx context.Context, words *vocabulary.Store, label, name, value string) MetaItem {
	item := MetaItem{Label: label}
	language := string(i18n.LangOf(ctx))
	word, _ := words.Word(ctx, name, value, language) // with an error, the value
	item.Text = word.Text
	if value != "" && word.Language != language {
		item.Lang = word.Language
	}
	return item
}

// TimelineItem is one event of a timeline.
type TimelineItem struct {
	Title    string
	Text     string
	URL      string
	Date     string
	DateTime string
}

// RankItem is one line of a numbered list.
type RankItem struct {
	Title string
	URL   string
	Meta  string
}

// DateItem is one appointment: month, day, title, place and state.
type DateItem struct {
	DateTime string
	Month    string
	Day      string
	Title    string
	URL      string
	Meta     string
	Status   string
	Tone     Tone
}

// Slide is one image of a carousel.
type Slide struct {
	Picture   Picture
	Caption   string
	Copyright string
}

// ImageItem is one image under management: spec 04, image list of an article.
type ImageItem struct {
	ID        string
	Thumb     string
	Caption   string
	Copyright string
	EditURL   string
	UpURL     string // posts; "" for the first
	DownURL   string // posts; "" for the last
	DeleteURL string // posts, after confirmation
}

func (m MemberData) community() access.Community {
	if m.Community != access.NoCommunity {
		return m.Community
	}
	return m.Person.Community
}
