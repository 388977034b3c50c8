// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// showView is an article as its readers will see it, and what its author may
// do with it.
type showView struct {
	Title      string
	Standfirst string
	Body       string // sanitised again for display
	Language   string
	Publisher  string
	State      state
	Date       string // of publication, or ""
	DateTime   string
	Person     ui.PersonData
	Slides     []ui.Slide
	Meta       []ui.MetaItem
	Steps      []ui.TimelineItem // of the story it was ordered in

	ReadURL      string // on the wire, or ""
	EditURL      string
	ImagesURL    string
	PublishURL   string // "" when publishing is not on offer
	UnpublishURL string
	DeleteURL    string
	Missing      string // why it cannot be published yet, or ""
	Back, Next   ui.Stage
}

func (h *handler) newShowView(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet) showView {
	a := sheet.Article
	v := showView{
		Title: a.Title, Standfirst: a.Standfirst, Body: richtext.Sanitise(a.Body), Language: a.Language,
		Publisher: sheet.Publisher, State: stateOf(ctx, a), Person: author(by), Slides: ui.Slides(gallery.Shown(sheet.Images)),
		Meta: h.metadata(ctx, sheet), Steps: timeline(ctx, sheet.Steps), EditURL: editURL(a.ID), ImagesURL: imagesURL(a.ID),
		Back: ui.Stage{Label: i18n.T(ctx, "newsroom.step.back_list"), URL: articlesPath},
		Next: ui.Stage{Label: i18n.T(ctx, "newsroom.step.next_edit"), URL: editURL(a.ID)},
	}
	if a.Status == content.Public {
		v.Date, v.DateTime = i18n.DateTime(ctx, a.ShownAt()), i18n.ISO(a.ShownAt())
	}
	if sheet.PostID != 0 {
		v.ReadURL = "/wire/" + ids.Encode(sheet.PostID)
	}
	switch err := a.CanPublish(by); {
	case err == nil:
		v.PublishURL = articleURL(a.ID) + "/publish"
	case a.Status == content.Draft:
		v.Missing = i18n.T(ctx, errs.MessageOf(err))
	}
	if a.CanUnpublish(by) == nil {
		v.UnpublishURL = articleURL(a.ID) + "/unpublish"
	}
	if a.CanDelete(by) == nil {
		v.DeleteURL = articleURL(a.ID) + "/delete"
	}
	return v
}

// author is the member as a byline shows them.
func author(by access.Actor) ui.PersonData {
	return ui.PersonData{Name: by.Name, Role: ui.Role(by.JobTitle, by.Organisation), Photo: media.Portrait(by.Photo), Community: by.Community}
}

// metadata lists what is known of the article beside its text.
func (h *handler) metadata(ctx context.Context, sheet *newsroom.ArticleSheet) []ui.MetaItem {
	a := sheet.Article
	term := func(key, name, value string) ui.MetaItem {
		return ui.TermItem(ctx, h.vocabularies, i18n.T(ctx, key), name, value)
	}
	list := []ui.MetaItem{
		term("newsroom.field.genre", genres, a.Genre),
		term("newsroom.field.section", sections, a.Section),
		term("newsroom.field.topic", topics, a.Topic),
		term("newsroom.field.sector", sectors, a.Sector),
		{Label: i18n.T(ctx, "newsroom.field.outlet"), Text: sheet.Outlet},
		{Label: i18n.T(ctx, "newsroom.meta.publisher"), Text: sheet.Publisher},
		{Label: i18n.T(ctx, "newsroom.field.place"), Text: ui.PlaceText(ctx, h.vocabularies, a.Town, a.Country)},
		term("newsroom.field.copyright", copyright, a.Copyright),
	}
	if !a.IssueAt.IsZero() {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "newsroom.field.issue_at"), Text: i18n.DateTime(ctx, a.IssueAt)})
	}
	if !a.ReleaseAt.IsZero() {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "newsroom.field.release_at"), Text: i18n.DateTime(ctx, a.ReleaseAt)})
	}
	return list
}

// articleCrumbs leads from Work to an article, or to the list without one.
func articleCrumbs(ctx context.Context, title string) []ui.Crumb {
	crumbs := []ui.Crumb{
		{Label: i18n.T(ctx, "ui.portal.work"), URL: "/wip"},
		{Label: i18n.T(ctx, "newsroom.room.title"), URL: roomPath},
	}
	if title == "" {
		return append(crumbs, ui.Crumb{Label: i18n.T(ctx, "newsroom.articles")})
	}
	return append(crumbs, ui.Crumb{Label: i18n.T(ctx, "newsroom.articles"), URL: articlesPath}, ui.Crumb{Label: title})
}
