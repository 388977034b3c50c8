// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"slices"
	"time"

	"aipress24.com/aipress24/internal/core/content"
)

// Tab is one of the five walls (spec 03 §4.3).
type Tab string

// The tabs, by the names of their addresses.
const (
	TabWall        Tab = "wall"        // All: all articles
	TabAgencies    Tab = "agencies"    // articles of the press agencies one follows
	TabMedia       Tab = "media"       // articles of the other media one follows
	TabJournalists Tab = "journalists" // articles of the members one follows
	TabReleases    Tab = "com"         // Idées & Comm: all press releases
)

// Tabs lists the five in the order of their bar.
func Tabs() []Tab { return []Tab{TabWall, TabAgencies, TabMedia, TabJournalists, TabReleases} }

// Kind is what a tab shows.
func (t Tab) Kind() content.Kind {
	if t == TabReleases {
		return content.PressRelease
	}
	return content.Article
}

// Follows reports whether a tab shows only sources that its reader follows.
func (t Tab) Follows() bool { return t == TabAgencies || t == TabMedia || t == TabJournalists }

// Facet is something that posts are filtered by, under the name that addresses
// and forms give it.
type Facet string

// The facets, in the order of the bar.
const (
	Sector     Facet = "sector"
	Section    Facet = "section" // rubrique
	Genre      Facet = "genre"
	Topic      Facet = "topic" // thématique
	Country    Facet = "pays_zip_ville"
	Department Facet = "departement"
	City       Facet = "ville"
	Tagged     Facet = "tag" // no menu offers it: one comes from a tag
)

// Facets lists them.
func Facets() []Facet {
	return []Facet{Sector, Section, Genre, Topic, Country, Department, City, Tagged}
}

// IsOffered reports whether a menu offers the values of f (spec 03 §4.3).
func (f Facet) IsOffered() bool { return f != Tagged }

// column is where posts hold the value of a facet; tags are in a table of their
// own.
func (f Facet) column() string {
	switch f {
	case Country:
		return "country"
	case Department:
		return "department"
	case City:
		return "city"
	case Sector, Section, Genre, Topic, Tagged:
	}
	return string(f)
}

// Sorting is an order of the wall.
type Sorting string

// The orders; each but the first is by a counter, then by date.
const (
	ByDate     Sorting = "date"
	ByViews    Sorting = "views"
	ByLikes    Sorting = "likes"
	ByShares   Sorting = "shares"
	ByComments Sorting = "comments"
)

// Sortings lists them in the order of the menu.
func Sortings() []Sorting { return []Sorting{ByDate, ByViews, ByLikes, ByShares, ByComments} }

// counter is the column of an order by popularity, or "".
func (s Sorting) counter() string {
	switch s {
	case ByViews:
		return "view_count"
	case ByLikes:
		return "like_count"
	case ByShares:
		return "share_count"
	case ByComments:
		return "comment_count"
	case ByDate:
	}
	return ""
}

// count is what a card is sorted by, besides its date.
func (s Sorting) count(c *Card) int64 {
	switch s {
	case ByViews:
		return c.ViewCount
	case ByLikes:
		return c.LikeCount
	case ByShares:
		return c.ShareCount
	case ByComments:
		return c.CommentCount
	case ByDate:
	}
	return 0
}

// Selection is what a reader wants to see of a tab: the values of one facet are
// alternatives, the facets add up (spec 03 §4.3).
type Selection struct {
	Values map[Facet][]string
	Sort   Sorting
}

// maxValues bounds the alternatives of one facet.
const maxValues = 20

// IsFiltered reports whether something may be left out.
func (s Selection) IsFiltered() bool { return len(s.Values) > 0 }

// IsPlain reports whether s is a tab as it comes.
func (s Selection) IsPlain() bool { return !s.IsFiltered() && s.Sort == ByDate }

// Has reports whether a value is among those asked for.
func (s Selection) Has(f Facet, value string) bool { return slices.Contains(s.Values[f], value) }

// Toggled is s with the value added, or taken away.
func (s Selection) Toggled(f Facet, value string) Selection {
	if s.Has(f, value) {
		return s.Without(f, value)
	}
	changed := s.clone()
	if value != "" && len(changed.Values[f]) < maxValues {
		changed.Values[f] = append(slices.Clone(changed.Values[f]), value)
		slices.Sort(changed.Values[f])
	}
	return changed
}

// Without is s without a value; one that is not there changes nothing.
func (s Selection) Without(f Facet, value string) Selection {
	changed := s.clone()
	rest := slices.DeleteFunc(slices.Clone(s.Values[f]), func(v string) bool { return v == value })
	if len(rest) == 0 {
		delete(changed.Values, f)
	} else {
		changed.Values[f] = rest
	}
	return changed
}

func (s Selection) clone() Selection {
	changed := Selection{Values: make(map[Facet][]string, len(s.Values)+1), Sort: s.Sort}
	for f, values := range s.Values {
		changed.Values[f] = values
	}
	return changed
}

// Cursor says after which card a page goes on; zero is the first page.
type Cursor struct {
	Count       int64 // what the card was sorted by besides its date; 0 by date
	PublishedAt time.Time
	ID          int64
}
