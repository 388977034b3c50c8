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
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// shown is an article as its readers will see it.
func (h *handler) shown(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet) editor.Shown {
	a := sheet.Article
	state := stateOf(ctx, a)
	byline := editor.BylineData{Person: author(by), Posted: i18n.T(ctx, "newsroom.show.not_posted")}
	if a.Status == content.Public {
		byline.Posted, byline.DateTime = i18n.T(ctx, "newsroom.show.posted", "Date", i18n.DateTime(ctx, a.ShownAt())), i18n.ISO(a.ShownAt())
	}
	v := editor.Shown{
		Title: a.Title, Eyebrow: sheet.Publisher, Standfirst: a.Standfirst, Under: editor.Byline(byline),
		Body: a.Body, Language: a.Language, Slides: ui.Slides(gallery.Shown(sheet.Images)),
		State: state.label, Tone: state.tone, Commands: commands(ctx, by, sheet),
		MetaTitle: i18n.T(ctx, "newsroom.group.metadata"), Meta: h.metadata(ctx, sheet),
		Back: ui.Stage{Label: i18n.T(ctx, "newsroom.step.back_list"), URL: articlesPath},
		Next: ui.Stage{Label: i18n.T(ctx, "newsroom.step.next_edit"), URL: editURL(a.ID)},
	}
	if err := a.CanPublish(by); err != nil && a.Status == content.Draft {
		v.Notices = []ui.NoticeData{{
			Tone: ui.ToneWarn, Text: i18n.T(ctx, errs.MessageOf(err)), URL: editURL(a.ID), Label: i18n.T(ctx, "newsroom.action.edit"),
		}}
	}
	if steps := timeline(ctx, sheet.Steps); len(steps) > 0 {
		v.After = storyTimeline(steps)
	}
	return v
}

// commands are what the author may do now with an article.
func commands(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet) []editor.Command {
	a := sheet.Article
	var list []editor.Command
	if sheet.PostID != 0 {
		list = append(list, editor.Link(i18n.T(ctx, "newsroom.action.read"), "newspaper", "/wire/"+ids.Encode(sheet.PostID)))
	}
	list = append(list,
		editor.Link(i18n.T(ctx, "newsroom.action.edit"), "pencil", editURL(a.ID)),
		editor.Link(i18n.T(ctx, "newsroom.action.images"), "images", imagesURL(a.ID)),
	)
	if a.CanDelete(by) == nil {
		list = append(list, editor.Change(articleURL(a.ID)+"/delete", ui.ButtonData{
			Label: i18n.T(ctx, "newsroom.action.delete"), Icon: "trash-2", Style: ui.Line,
			Confirm: i18n.T(ctx, "newsroom.delete.confirm", "Title", a.Title),
		}))
	}
	if a.CanUnpublish(by) == nil {
		list = append(list, editor.Change(articleURL(a.ID)+"/unpublish", ui.ButtonData{
			Label: i18n.T(ctx, "newsroom.action.unpublish"), Icon: "eye-off", Style: ui.Line,
		}))
	}
	if a.CanPublish(by) == nil {
		list = append(list, editor.Change(articleURL(a.ID)+"/publish", ui.ButtonData{Label: i18n.T(ctx, "newsroom.action.publish"), Icon: "send"}))
	}
	return list
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
	if len(a.Tags) > 0 {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "tag.field"), Tags: a.Tags})
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
	return editor.Crumbs(ctx,
		ui.Crumb{Label: i18n.T(ctx, "newsroom.room.title"), URL: roomPath},
		ui.Crumb{Label: i18n.T(ctx, "newsroom.articles"), URL: articlesPath}, title)
}
