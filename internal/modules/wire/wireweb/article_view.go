// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/follow"
	"aipress24.com/aipress24/internal/ui/share"
)

// articleView is the page of an article.
type articleView struct {
	Title      string
	Standfirst string
	Body       string // sanitised again for display
	Language   string
	Date       string
	DateTime   string
	Updated    string // "" when it was not changed since
	UpdatedAt  string // likewise, for machines
	Section    string
	Image      string // path of the first picture, or ""
	ImageAlt   string
	Data       map[string]any // JSON-LD; nil when the post is not published
	Person     ui.PersonData
	CanFollow  bool
	Follow     follow.Button
	Slides     []ui.Slide
	Tags       []string // what machines are told
	Like       ui.CountData
	Views      string
	Comments   string
	Talk       templ.Component // the comments; nil when the post is not published
	Share      *share.Choices  // likewise
	Meta       []ui.MetaItem
	Hidden     string // why others do not see it, or ""
	EditURL    string // for its author
	EditLabel  string
	KitURL     string // of the press kit, or ""
	Byline     string // « Publié en tant que contact presse de … », or ""
	Path       string
	Publisher  string
}

// hidden says why only a few see a post, or "".
func hidden(ctx context.Context, r *wire.Reading) string {
	switch {
	case r.Scheduled:
		return i18n.T(ctx, "wire.scheduled", "Date", i18n.DateTime(ctx, r.Post.PublishedAt))
	case r.Unpublished:
		return i18n.T(ctx, "wire.unpublished")
	}
	return ""
}

func (h *handler) newArticleView(ctx context.Context, by access.Actor, r *wire.Reading) articleView {
	p := &r.Post
	v := articleView{
		Title: p.Title, Standfirst: p.Summary, Body: richtext.Sanitise(p.Content), Language: p.Language,
		Date: i18n.DateTime(ctx, p.PublishedAt), DateTime: isoTime(p.PublishedAt),
		Person: ui.Person(r.Author), CanFollow: r.Author.ID != 0 && r.Author.ID != by.UserID,
		Follow: follow.Button{Kind: follow.Member, ID: r.Author.ID, Who: r.Author.Name, On: r.Followed},
		Like:   likeButton(ctx, p.ID, r.Liked, p.LikeCount),
		Views:  i18n.Number(ctx, p.ViewCount), Comments: i18n.Number(ctx, p.CommentCount),
		Hidden: hidden(ctx, r), Path: postURL(p.ID), Publisher: r.Publisher,
		Section: p.Section, Image: media.SizedURL(p.Image, "1600"), ImageAlt: p.ImageAlt,
	}
	if p.LastUpdatedAt.Sub(p.PublishedAt).Minutes() > 1 {
		v.Updated, v.UpdatedAt = i18n.DateTime(ctx, p.LastUpdatedAt), isoTime(p.LastUpdatedAt)
	}
	if p.PublisherID != 0 && p.PublisherID != r.Author.OrganisationID {
		v.Byline = i18n.T(ctx, "wire.byline.press_office", "Publisher", r.Publisher)
	}
	if p.Kind == content.PressRelease {
		v.KitURL = postURL(p.ID) + "/kit"
	}
	if !r.Unpublished {
		v.Data = structured(r, ui.SiteOf(ctx).BaseURL)
		v.Share = share.New(ctx, postURL(p.ID), p.Title, p.ShareCount)
	}
	v.EditURL, v.EditLabel = editURL(by, p), i18n.T(ctx, "wire.edit."+string(p.Kind))
	v.Slides, v.Meta, v.Tags = ui.Slides(p.Gallery), h.metadata(ctx, r), tag.Labels(p.Tags)
	return v
}

// metadata lists what is known of the post beside its text (spec 03 §5.2).
func (h *handler) metadata(ctx context.Context, r *wire.Reading) []ui.MetaItem {
	p := &r.Post
	var list []ui.MetaItem
	add := func(key, text, url string) {
		if text != "" {
			list = append(list, ui.MetaItem{Label: i18n.T(ctx, key), Text: text, URL: url})
		}
	}
	term := func(key, name string, facet wire.Facet, value string) {
		if value != "" {
			item := ui.TermItem(ctx, h.vocabularies, i18n.T(ctx, key), name, value)
			item.URL = alikeURL(p.Kind, facet, value)
			list = append(list, item)
		}
	}
	organisationURL := func(id int64) string {
		if id == 0 {
			return ""
		}
		return "/swork/organisations/" + ids.Encode(id)
	}
	add("wire.meta.published", i18n.DateTime(ctx, p.PublishedAt), "")
	add("wire.meta.publisher", r.Publisher, organisationURL(p.PublisherID))
	add("wire.meta.outlet", r.Outlet, organisationURL(p.OutletID))
	add("wire.meta.kind", i18n.T(ctx, "wire.kind."+string(p.Kind)), "")
	term("wire.meta.genre", genresOf(p.Kind), wire.Genre, p.Genre)
	term("wire.meta.section", sections, wire.Section, p.Section)
	term("wire.meta.topic", topics, wire.Topic, p.Topic)
	term("wire.meta.sector", sectors, wire.Sector, p.Sector)
	add("wire.meta.address", p.Address, "")
	term("wire.meta.country", ui.Countries, wire.Country, p.Country)
	add("wire.meta.town", place.Parse(p.Town).Label(), alikeURL(p.Kind, wire.City, p.City))
	if len(p.Tags) > 0 {
		list = append(list, ui.MetaItem{
			Label:   i18n.T(ctx, "tag.title"),
			Content: ui.Tags(p.Language, p.Tags, func(label string) string { return alikeURL(p.Kind, wire.Tagged, label) }),
		})
	}
	return list
}

// alikeURL is the wall filtered by one value: the other posts like this one
// (spec 03 §5.2); "" without a value.
func alikeURL(kind content.Kind, facet wire.Facet, value string) string {
	if value == "" {
		return ""
	}
	tab := wire.TabWall
	if kind == content.PressRelease {
		tab = wire.TabReleases
	}
	selection := wire.Selection{Sort: wire.ByDate, Values: map[wire.Facet][]string{facet: {value}}}
	return tabQuery{Tab: tab, Selection: selection}.url()
}

// editURL is where the post's source is worked on, for its author and, of a
// press release, for whoever takes care of its publisher's; "" for others.
func editURL(by access.Actor, p *content.Post) string {
	switch {
	case p.Kind == content.PressRelease && (p.OwnerID == by.UserID || by.ReleasesFor(p.PublisherID)):
		return "/wip/communiques/" + ids.Encode(p.SourceID)
	case p.Kind == content.Article && p.OwnerID == by.UserID:
		return "/wip/articles/" + ids.Encode(p.SourceID)
	}
	return ""
}

// The vocabularies of what posts are sorted by.
const (
	sections = "sections"
	topics   = "topics"
	sectors  = "news_sectors"
)

// genresOf is the vocabulary of the genres of a kind of post.
func genresOf(kind content.Kind) string {
	if kind == content.PressRelease {
		return "genres-com"
	}
	return "genres"
}
