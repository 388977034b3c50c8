// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"
	"errors"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// waiting says when a release appears by itself, and how far away that is.
func waiting(ctx context.Context, r *pressroom.Release) string {
	if !r.IsScheduled() {
		return ""
	}
	return i18n.T(ctx, "pressroom.show.waiting",
		"Date", i18n.DateTime(ctx, r.ScheduledAt), "When", i18n.Relative(ctx, r.ScheduledAt, ui.SiteOf(ctx).Now()))
}

// shown is a release as its readers will see it.
func (h *handler) shown(ctx context.Context, by access.Actor, sheet *pressroom.Sheet) editor.Shown {
	r := sheet.Release
	state := stateOf(ctx, r)
	return editor.Shown{
		Title: r.Title, Eyebrow: sheet.Publisher, Standfirst: r.Standfirst, Under: editor.Byline(byline(ctx, sheet)),
		Body: r.Body, Language: r.Language, Slides: ui.Slides(gallery.Shown(sheet.Images)),
		State: state.label, Tone: state.tone, Commands: commands(ctx, by, sheet), Notices: notices(ctx, by, r),
		MetaTitle: i18n.T(ctx, "pressroom.group.metadata"), Meta: h.metadata(ctx, sheet),
		Back: ui.Stage{Label: i18n.T(ctx, "pressroom.step.back_list"), URL: releasesPath},
		Next: ui.Stage{Label: i18n.T(ctx, "pressroom.step.next_edit"), URL: editURL(r.ID)},
	}
}

// byline is who wrote a release and for whom, and since when it is public.
func byline(ctx context.Context, sheet *pressroom.Sheet) editor.BylineData {
	r := sheet.Release
	b := editor.BylineData{Person: ui.Person(sheet.Author), Posted: i18n.T(ctx, "pressroom.show.not_posted")}
	if r.Status == content.Public {
		b.Posted, b.DateTime = i18n.T(ctx, "pressroom.show.posted", "Date", i18n.DateTime(ctx, r.ShownAt())), i18n.ISO(r.ShownAt())
	}
	if sheet.Publisher != "" && sheet.Publisher != sheet.Author.Organisation {
		b.Office = i18n.T(ctx, "wire.byline.press_office", "Publisher", sheet.Publisher)
	}
	return b
}

// notices say why a release cannot be published yet, and when it appears by
// itself or until when nobody may read it.
func notices(ctx context.Context, by access.Actor, r *pressroom.Release) []ui.NoticeData {
	var list []ui.NoticeData
	now := ui.SiteOf(ctx).Now()
	if err := r.CanPublish(by, now); err != nil && r.Status == content.Draft && !r.IsScheduled() && r.CanSchedule(by, now) != nil {
		var embargo *pressroom.Embargoed
		if !errors.As(err, &embargo) {
			list = append(list, ui.NoticeData{
				Tone: ui.ToneWarn, Text: i18n.T(ctx, errs.MessageOf(err)), URL: editURL(r.ID), Label: i18n.T(ctx, "pressroom.action.edit"),
			})
		}
	}
	if text := waiting(ctx, r); text != "" {
		return append(list, ui.NoticeData{Text: text})
	}
	if r.EmbargoedUntil.After(now) {
		list = append(list, ui.NoticeData{
			Tone: ui.ToneWarn, Text: i18n.T(ctx, "pressroom.show.embargo", "Date", i18n.DateTime(ctx, r.EmbargoedUntil)),
		})
	}
	return list
}

// commands are what the member may do now with a release.
func commands(ctx context.Context, by access.Actor, sheet *pressroom.Sheet) []editor.Command {
	r, now := sheet.Release, ui.SiteOf(ctx).Now()
	change := func(name, icon string, style ui.Style) editor.Command {
		return editor.Change(releaseURL(r.ID)+"/"+name, ui.ButtonData{Label: i18n.T(ctx, "pressroom.action."+name), Icon: icon, Style: style})
	}
	var list []editor.Command
	if sheet.PostID != 0 {
		list = append(list, editor.Link(i18n.T(ctx, "pressroom.action.read"), "newspaper", "/wire/"+ids.Encode(sheet.PostID)))
	}
	list = append(list,
		editor.Link(i18n.T(ctx, "pressroom.action.edit"), "pencil", editURL(r.ID)),
		editor.Link(i18n.T(ctx, "pressroom.action.images"), "images", imagesURL(r.ID)),
		change("duplicate", "copy", ui.Line),
	)
	if r.CanDelete(by) == nil {
		remove := change("delete", "trash-2", ui.Line)
		remove.Button.Confirm = i18n.T(ctx, "pressroom.delete.confirm", "Title", r.Title)
		list = append(list, remove)
	}
	if r.CanUnpublish(by) == nil {
		list = append(list, change("unpublish", "eye-off", ui.Line))
	}
	switch {
	case r.IsScheduled():
		list = append(list, change("unschedule", "calendar-x", ui.Line))
	case r.CanSchedule(by, now) == nil:
		list = append(list, change("schedule", "calendar-clock", ui.Primary))
	case r.CanPublish(by, now) == nil:
		list = append(list, change("publish", "send", ui.Primary))
	}
	return list
}

// metadata lists what is known of the release beside its text.
func (h *handler) metadata(ctx context.Context, sheet *pressroom.Sheet) []ui.MetaItem {
	r := sheet.Release
	term := func(key, name, value string) ui.MetaItem {
		return ui.TermItem(ctx, h.vocabularies, i18n.T(ctx, key), name, value)
	}
	list := []ui.MetaItem{
		term("pressroom.field.genre", pressroom.Genres, r.Genre),
		term("pressroom.field.section", pressroom.Sections, r.Section),
		term("pressroom.field.topic", pressroom.Topics, r.Topic),
		term("pressroom.field.sector", pressroom.Sectors, r.Sector),
		{Label: i18n.T(ctx, "pressroom.field.publisher"), Text: sheet.Publisher},
		{Label: i18n.T(ctx, "pressroom.field.place"), Text: ui.PlaceText(ctx, h.vocabularies, r.Town, r.Country)},
	}
	if len(r.Tags) > 0 {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "tag.field"), Tags: r.Tags})
	}
	for _, date := range []struct {
		key string
		at  time.Time
	}{
		{"pressroom.field.embargoed_until", r.EmbargoedUntil},
		{"pressroom.field.release_at", r.ReleaseAt},
		{"pressroom.field.expires_at", r.ExpiresAt},
	} {
		if !date.at.IsZero() {
			list = append(list, ui.MetaItem{Label: i18n.T(ctx, date.key), Text: i18n.DateTime(ctx, date.at)})
		}
	}
	return list
}

// releaseCrumbs leads from Work to a release, or to the list without one.
func releaseCrumbs(ctx context.Context, title string) []ui.Crumb {
	return editor.Crumbs(ctx,
		ui.Crumb{Label: i18n.T(ctx, "pressroom.room.title"), URL: roomPath},
		ui.Crumb{Label: i18n.T(ctx, "pressroom.releases"), URL: releasesPath}, title)
}
