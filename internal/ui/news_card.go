// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
)

// Picture is an image with the sizes the browser may choose from.
type Picture struct {
	URL    string
	Srcset string // "…400.webp 400w, …800.webp 800w"
	Width  int    // of URL, in pixels
	Height int
	Alt    string
	Eager  bool // first view: not lazily loaded
}

// PersonData is a member as shown beside what they did.
type PersonData struct {
	Name      string
	Role      string // « fonction @ organisation »
	Photo     string // address of the portrait, or ""
	URL       string // profile, or "" for no link
	Community access.Community
}

// NewsCardData is what one card of the wall shows, and nothing else.
type NewsCardData struct {
	ID       string // DOM id, or ""
	URL      string
	Title    string
	Eyebrow  string // section, or « Communiqué · Secteur »
	Summary  string
	Date     string   // as displayed
	DateTime string   // ISO 8601
	Picture  *Picture // nil: no grey box in its place
	Person   PersonData
	Byline   string // « Publié en tant que contact presse de Girofle. »
	Media    string // publisher line
	Lead     bool   // first of the wall, twice as wide when it has a picture
	Lang     string // language of the text, when not the page's

	Likes    string // numbers as displayed
	Comments string
	TalkURL  string // of the comments; "" shows their number only
	Views    string
	Liked    bool
	LikeURL  string // toggles; "" shows the number only
	Saved    bool
	SaveURL  string // toggles; "" hides the button
}

// CountData is a counter that toggles: likes, bookmarks.
type CountData struct {
	URL   string
	Icon  string
	Label string // what it counts or does, for a screen reader
	Count string // as displayed; "" for an icon alone
	On    bool
	Attrs templ.Attributes
}
