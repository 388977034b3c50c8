// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
)

// wallView is a page of the wall.
type wallView struct {
	Cards    []ui.NewsCardData
	More     ui.LoadMoreData
	Trending []ui.RankItem

	Tabs     []ui.TabItem
	Bar      ui.FilterBarData
	Chips    []chip
	ClearURL string // the tab without any filter
	Nobody   bool   // the reader follows nobody whom the tab could show
	Empty    ui.EmptyData

	// Drawn is the cards, Head what is above and Aside what is beside them, drawn
	// before for many readers; nil: draw Cards, Tabs and Trending.
	Drawn []templ.Component
	Head  templ.Component
	Aside templ.Component
}

// head is what stands above the cards.
func (v wallView) head() templ.Component {
	if v.Head != nil {
		return v.Head
	}
	return wallHead(v)
}

// aside is what stands beside the cards.
func (v wallView) aside() templ.Component {
	if v.Aside != nil {
		return v.Aside
	}
	return wallAside(v)
}

func newWallView(ctx context.Context, words *vocabulary.Store, page wire.Page, q tabQuery) wallView {
	v := wallView{Cards: make([]ui.NewsCardData, len(page.Cards)), Nobody: page.Nobody}
	for i, c := range page.Cards {
		v.Cards[i] = Card(ctx, words, c)
		v.Cards[i].Liked = page.Liked[c.ID]
		v.Cards[i].Lead = i == 0 && q.After.ID == 0 && v.Cards[i].Picture != nil
		if v.Cards[i].Picture != nil {
			v.Cards[i].Picture.Eager = v.Cards[i].Lead
		}
		if v.Cards[i].Lead { // shown larger than 400 pixels on any screen
			v.Cards[i].Picture.URL = media.SizedURL(c.Image, "800")
		}
	}
	if page.Next.ID != 0 {
		v.More = ui.LoadMoreData{URL: q.next(page.Next), Label: i18n.T(ctx, "wire.more")}
	}
	for _, c := range page.Trending {
		// Readers, likes and comments weigh together: no single figure shows the
		// order, and one that contradicts it would be wrong.
		v.Trending = append(v.Trending, ui.RankItem{Title: c.Title, URL: postURL(c.ID), Meta: ui.Term(ctx, words, sections, c.Section)})
	}
	return v
}

func postURL(id int64) string { return "/wire/" + ids.Encode(id) }

// Card is how a post is shown in any list of cards.
func Card(ctx context.Context, words *vocabulary.Store, c wire.Card) ui.NewsCardData {
	card := ui.NewsCardData{
		URL: postURL(c.ID), Title: c.Title, Eyebrow: eyebrow(ctx, words, c), Summary: c.Summary,
		Date: i18n.Relative(ctx, c.PublishedAt, ui.SiteOf(ctx).Now()), DateTime: isoTime(c.PublishedAt),
		Person: ui.Person(c.Author), Likes: number(c.LikeCount), Comments: number(c.CommentCount),
		Views: number(c.ViewCount), LikeURL: likeURL(c.ID), TalkURL: postURL(c.ID) + "#comments-title",
	}
	if c.Image != "" {
		card.Picture = &ui.Picture{
			URL: media.SizedURL(c.Image, "400"), Srcset: media.Dense(c.Image),
			Width: 800, Height: 450, Alt: c.ImageAlt,
		}
	}
	if c.ByPressOffice() {
		card.Byline = i18n.T(ctx, "wire.byline.press_office", "Publisher", c.Publisher)
	}
	return card
}

// eyebrow is the section of an article, and « Communiqué · Secteur » above a
// press release, in the reader's language as on their own pages.
func eyebrow(ctx context.Context, words *vocabulary.Store, c wire.Card) string {
	if c.Kind != content.PressRelease {
		return ui.Term(ctx, words, sections, c.Section)
	}
	kind := i18n.T(ctx, "wire.kind."+string(c.Kind))
	if c.Sector == "" {
		return kind
	}
	return kind + " · " + ui.Term(ctx, words, sectors, c.Sector)
}

func isoTime(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// likeButton is the heart with its count.
func likeButton(ctx context.Context, id int64, liked bool, count int64) ui.CountData {
	return ui.CountData{
		URL: likeURL(id), Icon: "heart", Count: number(count), On: liked,
		Label: i18n.T(ctx, "ui.like"),
	}
}

// firstID tells one batch of added cards from another in the page.
func (v wallView) firstID() string {
	if len(v.Cards) == 0 {
		return "end"
	}
	return v.Cards[0].URL[len("/wire/"):]
}
