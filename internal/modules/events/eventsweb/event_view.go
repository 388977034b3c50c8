// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/richtext"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/share"
)

// eventView is the page of an event (spec 03 §5.7).
type eventView struct {
	Path        string
	Title       string
	Eyebrow     string
	Summary     string
	Body        string // sanitised again for display
	Language    string
	Opening     string
	DateTime    string
	EndTime     string
	Where       string
	Address     string
	Slides      []ui.Slide
	Image       string         // address of the cover, or ""
	Data        map[string]any // JSON-LD; nil when the event is not published
	Person      ui.PersonData
	Byline      string
	Publisher   string
	Like        ui.CountData
	Views       string
	Comments    string
	Talk        templ.Component // the comments; nil when the event is not published
	Share       *share.Choices  // likewise
	Meta        []ui.MetaItem
	Similar     []ui.DateItem
	Unpublished bool
	EditURL     string // for its organisers
	ManageURL   string // likewise

	Part partView

	Participants []ui.PersonData
	MorePeople   bool
}

// partView is how the reader takes part.
type partView struct {
	Path     string // of the event
	Standing string // in words, or ""
	Tone     ui.Tone
	Message  string // of the organiser, with the decision
	Seats    string // « 12 / 40 places prises », or ""
	Deadline string
	CanAsk   bool
	AskLabel string
	Question string
	WhyNot   string // why one may not ask, or ""
	CanLeave bool
	HasSeat  bool
	Hidden   bool
	Calendar string // address of the file
	Google   string // address that begins it in that calendar
	Outlook  string // likewise
}

func (h *handler) newEventView(ctx context.Context, by access.Actor, r *events.Reading) eventView {
	p := &r.Post
	v := eventView{
		Path: postURL(p.ID), Title: p.Title, Eyebrow: h.label(ctx, types, p.Type), Summary: p.Summary, Body: richtext.Sanitise(p.Content),
		Language: p.Language, Opening: opening(ctx, p.StartsAt, p.EndsAt), DateTime: i18n.ISO(p.StartsAt), EndTime: i18n.ISO(p.EndsAt),
		Where: whereText(ctx, p.Address, p.Town, p.URL), Address: commaed(p.Address, place.Parse(p.Town).Label()),
		Slides: ui.Slides(p.Gallery), Person: ui.Person(r.Card.Author), Publisher: r.Card.Publisher,
		Like: likeButton(ctx, p.ID, r.Card.Liked, p.LikeCount), Views: i18n.Number(ctx, p.ViewCount), Comments: i18n.Number(ctx, p.CommentCount),
		Meta: h.eventMeta(ctx, r), Unpublished: r.Unpublished, Part: newPartView(ctx, by, r), MorePeople: r.Listed > len(r.Participants),
	}
	if !r.Unpublished {
		v.Data = structured(r, ui.SiteOf(ctx).BaseURL)
		v.Share = share.New(ctx, postURL(p.ID), p.Title, p.ShareCount)
	}
	if p.Image != "" {
		v.Image = media.SizedURL(p.Image, "800")
	}
	if r.Card.ByPressOffice() {
		v.Byline = i18n.T(ctx, "events.byline", "By", r.Card.Author.Organisation, "Publisher", r.Card.Publisher)
	}
	if p.OwnerID == by.UserID || by.OrganisesFor(p.PublisherID) {
		v.EditURL = eventURL(p.SourceID)
	}
	if p.IsOrganisedBy(by) && access.Events.Allows(by) {
		v.ManageURL = accreditationsURL(p.SourceID)
	}
	for _, other := range r.Participants {
		v.Participants = append(v.Participants, ui.Person(other.Who))
	}
	for _, e := range r.Similar {
		v.Similar = append(v.Similar, appointmentItem(ctx, events.Appointment{ID: e.ID, Title: e.Title, StartsAt: e.StartsAt, EndsAt: e.StartsAt}))
	}
	return v
}

// commaed joins two texts, either of which may be missing.
func commaed(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + ", " + b
}

// eventMeta lists what is known of the event beside its text.
func (h *handler) eventMeta(ctx context.Context, r *events.Reading) []ui.MetaItem {
	p := &r.Post
	var list []ui.MetaItem
	add := func(key, text, url string) {
		if text != "" {
			list = append(list, ui.MetaItem{Label: i18n.T(ctx, key), Text: text, URL: url})
		}
	}
	add("events.meta.created", i18n.DateTime(ctx, p.CreatedAt), "")
	if !r.Unpublished {
		add("ui.comments", i18n.Number(ctx, p.CommentCount), "#comments-title")
	}
	add("events.meta.author", r.Card.Author.Name, member.Path(r.Card.Author.ID))
	add("events.meta.publisher", r.Card.Publisher, organisationURL(p.PublisherID))
	add("events.field.organiser", p.Organiser, "")
	add("events.field.contact", p.Contact, "")
	list = append(list,
		ui.TermItem(ctx, h.Vocabularies, i18n.T(ctx, "events.field.type"), types, p.Type),
		ui.TermItem(ctx, h.Vocabularies, i18n.T(ctx, "events.field.sector"), sectors, p.Sector),
	)
	add("events.meta.address", p.Address, "")
	add("events.meta.place", ui.PlaceText(ctx, h.Vocabularies, p.Town, p.Country), "")
	add("events.field.url", p.URL, p.URL)
	add("events.field.audience", audienceText(ctx, p.Audience), "")
	if len(p.Tags) > 0 {
		list = append(list, ui.MetaItem{Label: i18n.T(ctx, "tag.title"), Content: ui.Tags(p.Language, p.Tags, taggedURL)})
	}
	return list
}

// taggedURL is the agenda filtered by a tag.
func taggedURL(label string) string {
	return agendaQuery{Filters: map[events.Filter][]string{events.Tagged: {label}}}.url()
}

func organisationURL(id int64) string {
	if id == 0 {
		return ""
	}
	return "/swork/organisations/" + ids.Encode(id)
}

func newPartView(ctx context.Context, by access.Actor, r *events.Reading) partView {
	p, now := &r.Post, ui.SiteOf(ctx).Now()
	v := partView{Path: postURL(p.ID), Calendar: postURL(p.ID) + calendarSuffix, Google: googleURL(ctx, p), Outlook: outlookURL(ctx, p), Question: p.Question, AskLabel: i18n.T(ctx, "events.part.ask")}
	if p.Capacity > 0 {
		v.Seats = i18n.T(ctx, "events.part.seats", "Taken", i18n.Number(ctx, p.ParticipantCount), "Total", i18n.Number(ctx, p.Capacity))
	}
	if p.Admission == events.OnRequest {
		v.AskLabel = i18n.T(ctx, "events.part.request")
	} else if !p.HasRoom(p.ParticipantCount) {
		v.AskLabel = i18n.T(ctx, "events.part.wait")
	}
	if x := r.Mine; x != nil && x.Status != events.Cancelled {
		v.Standing, v.Tone = standingText(ctx, x.Status)
		v.Message, v.Hidden = x.Message, x.Hidden
		v.HasSeat, v.CanLeave = x.Status.HasSeat(), x.CanCancel(p, now) == nil
		return v
	}
	err := p.CanAsk(by, now)
	v.CanAsk = err == nil && !r.Unpublished
	if err != nil {
		v.WhyNot = i18n.T(ctx, errs.MessageOf(err))
	} else if p.Deadline().Before(p.StartsAt) {
		v.Deadline = i18n.T(ctx, "events.part.deadline", "Date", i18n.DateTime(ctx, p.Deadline()))
	}
	return v
}
