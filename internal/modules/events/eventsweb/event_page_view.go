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
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// showView is an event as members will see it, and what its organiser may do
// with it.
type showView struct {
	Title      string
	Eyebrow    string
	Standfirst string
	Opening    string // « De 9 h à 18 h le 11 nov. 2026 », or ""
	DateTime   string
	Where      string
	Body       string // sanitised again for display
	Language   string
	State      state
	Slides     []ui.Slide
	Meta       []ui.MetaItem

	ReadURL      string // in the agenda, or ""
	EditURL      string
	ImagesURL    string
	DuplicateURL string
	PeopleURL    string // who takes part, once it was published, or ""
	PublishURL   string // "" when publishing is not on offer
	UnpublishURL string
	DeleteURL    string
	Missing      string // why it cannot be published yet, or ""
	Back, Next   ui.Stage
}

func (h *handler) newShowView(ctx context.Context, by access.Actor, sheet *events.EventSheet) showView {
	e := sheet.Event
	v := showView{
		Title: e.Title, Eyebrow: h.label(ctx, types, e.Type), Standfirst: e.Standfirst, Where: whereText(ctx, e.Address, e.Town, e.URL),
		Body: richtext.Sanitise(e.Body), Language: e.Language, State: stateOf(ctx, e), Slides: ui.Slides(gallery.Shown(sheet.Images)),
		Meta: h.metadata(ctx, sheet), EditURL: editURL(e.ID), ImagesURL: imagesURL(e.ID), DuplicateURL: eventURL(e.ID) + "/duplicate",
		Back: ui.Stage{Label: i18n.T(ctx, "events.step.back_list"), URL: eventsPath},
		Next: ui.Stage{Label: i18n.T(ctx, "events.step.next_edit"), URL: editURL(e.ID)},
	}
	if !e.StartsAt.IsZero() && !e.EndsAt.IsZero() {
		v.Opening, v.DateTime = opening(ctx, e.StartsAt, e.EndsAt), i18n.ISO(e.StartsAt)
	}
	if sheet.PostID != 0 {
		v.ReadURL = postURL(sheet.PostID)
	}
	if sheet.HasPost {
		v.PeopleURL = accreditationsURL(e.ID)
	}
	switch err := e.CanPublish(by); {
	case err == nil:
		v.PublishURL = eventURL(e.ID) + "/publish"
	case e.Status == content.Draft:
		v.Missing = i18n.T(ctx, errs.MessageOf(err))
	}
	if e.CanUnpublish(by) == nil {
		v.UnpublishURL = eventURL(e.ID) + "/unpublish"
	}
	if e.CanDelete(by) == nil {
		v.DeleteURL = eventURL(e.ID) + "/delete"
	}
	return v
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
	crumbs := []ui.Crumb{
		{Label: i18n.T(ctx, "ui.portal.work"), URL: "/wip"},
		{Label: i18n.T(ctx, "events.room.title"), URL: roomPath},
	}
	if title == "" {
		return append(crumbs, ui.Crumb{Label: i18n.T(ctx, "events.events")})
	}
	return append(crumbs, ui.Crumb{Label: i18n.T(ctx, "events.events"), URL: eventsPath}, ui.Crumb{Label: title})
}
