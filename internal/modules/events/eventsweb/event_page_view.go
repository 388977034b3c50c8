// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// shown is an event as members will see it.
func (h *handler) shown(ctx context.Context, by access.Actor, sheet *events.EventSheet) editor.Shown {
	e := sheet.Event
	state := stateOf(ctx, e)
	when, machine := "", ""
	if !e.StartsAt.IsZero() && !e.EndsAt.IsZero() {
		when, machine = opening(ctx, e.StartsAt, e.EndsAt), i18n.ISO(e.StartsAt)
	}
	v := editor.Shown{
		Title: e.Title, Eyebrow: h.label(ctx, types, e.Type), Standfirst: e.Standfirst,
		Under: whenWhere(when, machine, whereText(ctx, e.Address, e.Town, e.URL)),
		Body:  e.Body, Language: e.Language, Slides: ui.Slides(gallery.Shown(sheet.Images)),
		State: state.label, Tone: state.tone, Commands: commands(ctx, by, sheet),
		MetaTitle: i18n.T(ctx, "events.group.about"), Meta: h.metadata(ctx, sheet),
		Back: ui.Stage{Label: i18n.T(ctx, "events.step.back_list"), URL: eventsPath},
		Next: ui.Stage{Label: i18n.T(ctx, "events.step.next_edit"), URL: editURL(e.ID)},
	}
	if err := e.CanPublish(by); err != nil && e.Status == content.Draft {
		v.Notices = []ui.NoticeData{{
			Tone: ui.ToneWarn, Text: i18n.T(ctx, errs.MessageOf(err)), URL: editURL(e.ID), Label: i18n.T(ctx, "events.action.edit"),
		}}
	}
	return v
}

// commands are what the organiser may do now with an event.
func commands(ctx context.Context, by access.Actor, sheet *events.EventSheet) []editor.Command {
	e := sheet.Event
	var list []editor.Command
	if sheet.PostID != 0 {
		list = append(list, editor.Link(i18n.T(ctx, "events.action.read"), "calendar-days", postURL(sheet.PostID)))
	}
	list = append(list,
		editor.Link(i18n.T(ctx, "events.action.edit"), "pencil", editURL(e.ID)),
		editor.Link(i18n.T(ctx, "events.action.images"), "images", imagesURL(e.ID)),
	)
	if sheet.HasPost {
		list = append(list, editor.Link(i18n.T(ctx, "events.action.accreditations"), "users", accreditationsURL(e.ID)))
	}
	list = append(list, editor.Change(eventURL(e.ID)+"/duplicate", ui.ButtonData{
		Label: i18n.T(ctx, "events.action.duplicate"), Icon: "copy", Style: ui.Line,
	}))
	if e.CanDelete(by) == nil {
		list = append(list, editor.Change(eventURL(e.ID)+"/delete", ui.ButtonData{
			Label: i18n.T(ctx, "events.action.delete"), Icon: "trash-2", Style: ui.Line,
			Confirm: i18n.T(ctx, "events.delete.confirm", "Title", e.Title),
		}))
	}
	if e.CanUnpublish(by) == nil {
		list = append(list, editor.Change(eventURL(e.ID)+"/unpublish", ui.ButtonData{
			Label: i18n.T(ctx, "events.action.unpublish"), Icon: "eye-off", Style: ui.Line,
			Confirm: i18n.T(ctx, "events.unpublish.confirm", "Title", e.Title),
		}))
	}
	if e.CanPublish(by) == nil {
		list = append(list, editor.Change(eventURL(e.ID)+"/publish", ui.ButtonData{Label: i18n.T(ctx, "events.action.publish"), Icon: "send"}))
	}
	return list
}

// metadata lists what is known of the event beside its text.
func (h *handler) metadata(ctx context.Context, sheet *events.EventSheet) []ui.MetaItem {
	e := sheet.Event
	list := []ui.MetaItem{
		ui.TermItem(ctx, h.Vocabularies, i18n.T(ctx, "events.field.type"), types, e.Type),
		ui.TermItem(ctx, h.Vocabularies, i18n.T(ctx, "events.field.sector"), sectors, e.Sector),
		{Label: i18n.T(ctx, "events.meta.publisher"), Text: sheet.Publisher},
		{Label: i18n.T(ctx, "events.meta.author"), Text: sheet.Author},
		{Label: i18n.T(ctx, "events.field.organiser"), Text: e.Organiser},
		{Label: i18n.T(ctx, "events.field.contact"), Text: e.Contact},
		{Label: i18n.T(ctx, "events.field.address"), Text: e.Address},
		{Label: i18n.T(ctx, "events.field.place"), Text: ui.PlaceText(ctx, h.Vocabularies, e.Town, e.Country)},
		{Label: i18n.T(ctx, "events.field.url"), Text: e.URL, URL: e.URL},
		{Label: i18n.T(ctx, "events.field.admission"), Text: i18n.T(ctx, e.Admission.LabelKey())},
		{Label: i18n.T(ctx, "events.field.audience"), Text: audienceText(ctx, e.Audience)},
	}
	if len(e.Tags) > 0 {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "tag.field"), Tags: e.Tags})
	}
	if e.Capacity > 0 {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "events.field.capacity"), Text: i18n.Number(ctx, e.Capacity)})
	}
	if !e.DeadlineAt.IsZero() {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "events.field.deadline_at"), Text: i18n.DateTime(ctx, e.DeadlineAt)})
	}
	return list
}

func audienceText(ctx context.Context, audience []access.Community) string {
	text := ""
	for _, c := range audience {
		if text != "" {
			text += ", "
		}
		text += ui.CommunityLabel(ctx, c)
	}
	return text
}

// cityOf is the name of a town, without its postcode.
func cityOf(town string) string { return place.Parse(town).Name }

// whereText is where an event takes place, in one line.
func whereText(ctx context.Context, address, town, url string) string {
	text := address
	if label := place.Parse(town).Label(); label != "" {
		if text != "" {
			text += ", "
		}
		text += label
	}
	if url != "" {
		text = ui.Joined(text, i18n.T(ctx, "events.online"))
	}
	return text
}

// opening says when an event takes place (spec 03 §5.5).
func opening(ctx context.Context, start, end time.Time) string {
	paris := i18n.ZoneOf(ctx)
	from, to := start.In(paris), end.In(paris)
	switch {
	case from.Truncate(time.Minute).Equal(to.Truncate(time.Minute)):
		return i18n.T(ctx, "events.opening.at", "Time", i18n.Time(ctx, from), "Date", i18n.Date(ctx, from))
	case from.Year() == to.Year() && from.YearDay() == to.YearDay():
		return i18n.T(ctx, "events.opening.day", "From", i18n.Time(ctx, from), "To", i18n.Time(ctx, to), "Date", i18n.Date(ctx, from))
	}
	return i18n.T(ctx, "events.opening.days", "From", i18n.DateTime(ctx, from), "To", i18n.DateTime(ctx, to))
}

// eventCrumbs leads from Work to an event, or to the list without one.
func eventCrumbs(ctx context.Context, title string) []ui.Crumb {
	return editor.Crumbs(ctx,
		ui.Crumb{Label: i18n.T(ctx, "events.room.title"), URL: roomPath},
		ui.Crumb{Label: i18n.T(ctx, "events.events"), URL: eventsPath}, title)
}
