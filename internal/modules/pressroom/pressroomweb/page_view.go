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
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
)

// waiting says when a release appears by itself, and how far away that is.
func waiting(ctx context.Context, r *pressroom.Release) string {
	if !r.IsScheduled() {
		return ""
	}
	return i18n.T(ctx, "pressroom.show.waiting",
		"Date", i18n.DateTime(ctx, r.ScheduledAt), "When", i18n.Relative(ctx, r.ScheduledAt, ui.SiteOf(ctx).Now()))
}

// showView is a release as its readers will see it, and what the member may do
// with it.
type showView struct {
	Title      string
	Standfirst string
	Body       string // sanitised again for display
	Language   string
	Publisher  string
	Byline     string // « … en tant que contact presse de … », or ""
	State      state
	Date       string // of publication, or ""
	DateTime   string
	Person     ui.PersonData
	Slides     []ui.Slide
	Meta       []ui.MetaItem

	ReadURL       string // on the wire, or ""
	EditURL       string
	ImagesURL     string
	DuplicateURL  string
	PublishURL    string // "" when publishing is not on offer
	ScheduleURL   string
	UnscheduleURL string
	UnpublishURL  string
	DeleteURL     string
	Missing       string // why it cannot be published yet, or ""
	Waiting       string // when it appears by itself, or ""
	Embargo       string // until when nobody may read it, or ""
	Back, Next    ui.Stage
}

func (h *handler) newShowView(ctx context.Context, by access.Actor, sheet *pressroom.Sheet) showView {
	r := sheet.Release
	v := showView{
		Title: r.Title, Standfirst: r.Standfirst, Body: richtext.Sanitise(r.Body), Language: r.Language,
		Publisher: sheet.Publisher, State: stateOf(ctx, r), Person: author(sheet.Author), Slides: ui.Slides(gallery.Shown(sheet.Images)),
		Meta: h.metadata(ctx, sheet), EditURL: editURL(r.ID), ImagesURL: imagesURL(r.ID),
		DuplicateURL: releaseURL(r.ID) + "/duplicate", Waiting: waiting(ctx, r),
		Back: ui.Stage{Label: i18n.T(ctx, "pressroom.step.back_list"), URL: releasesPath},
		Next: ui.Stage{Label: i18n.T(ctx, "pressroom.step.next_edit"), URL: editURL(r.ID)},
	}
	if r.Status == content.Public {
		v.Date, v.DateTime = i18n.DateTime(ctx, r.ShownAt()), i18n.ISO(r.ShownAt())
	}
	if sheet.PostID != 0 {
		v.ReadURL = "/wire/" + ids.Encode(sheet.PostID)
	}
	if sheet.Publisher != "" && sheet.Publisher != sheet.Author.Organisation {
		v.Byline = i18n.T(ctx, "wire.byline.press_office", "Publisher", sheet.Publisher)
	}
	v.offer(ctx, by, r)
	return v
}

// offer says what the member may do now.
func (v *showView) offer(ctx context.Context, by access.Actor, r *pressroom.Release) {
	now := ui.SiteOf(ctx).Now()
	if r.EmbargoedUntil.After(now) {
		v.Embargo = i18n.T(ctx, "pressroom.show.embargo", "Date", i18n.DateTime(ctx, r.EmbargoedUntil))
	}
	var embargo *pressroom.Embargoed
	err := r.CanPublish(by, now)
	switch {
	case r.IsScheduled():
		v.UnscheduleURL = releaseURL(r.ID) + "/unschedule"
	case r.CanSchedule(by, now) == nil:
		v.ScheduleURL = releaseURL(r.ID) + "/schedule"
	case err == nil:
		v.PublishURL = releaseURL(r.ID) + "/publish"
	case r.Status == content.Draft && !errors.As(err, &embargo):
		v.Missing = i18n.T(ctx, errs.MessageOf(err))
	}
	if r.CanUnpublish(by) == nil {
		v.UnpublishURL = releaseURL(r.ID) + "/unpublish"
	}
	if r.CanDelete(by) == nil {
		v.DeleteURL = releaseURL(r.ID) + "/delete"
	}
}

// author is who wrote the release, as a byline shows them.
func author(a pressroom.Author) ui.PersonData {
	return ui.PersonData{
		Name: a.Name, Role: ui.Role(a.JobTitle, a.Organisation), Photo: media.Portrait(a.Photo), Community: access.CommunityOf(a.Community),
	}
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
	crumbs := []ui.Crumb{
		{Label: i18n.T(ctx, "ui.portal.work"), URL: "/wip"},
		{Label: i18n.T(ctx, "pressroom.room.title"), URL: roomPath},
	}
	if title == "" {
		return append(crumbs, ui.Crumb{Label: i18n.T(ctx, "pressroom.releases")})
	}
	return append(crumbs, ui.Crumb{Label: i18n.T(ctx, "pressroom.releases"), URL: releasesPath}, ui.Crumb{Label: title})
}
