// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// The vocabularies of an event.
const (
	types   = "events"
	sectors = "news_sectors"
)

// eventForm declares the form of spec 04 §7.2 and 03 §13 E1. The sheet is of
// the event being changed, or nil for a new one; what it holds stays on offer.
func (h *handler) eventForm(ctx context.Context, by access.Actor, sheet *events.EventSheet) (form.Form, error) {
	held := &events.Event{}
	if sheet != nil {
		held = sheet.Event
	}
	f := eventKind.Form(held.ID)
	publisher, name, err := h.publisherFields(ctx, by, sheet)
	if err != nil {
		return form.Form{}, err
	}
	if f.PublishFor = name; sheet != nil {
		f.PublishFor = sheet.Publisher
	}
	about, err := h.aboutFields(ctx, held)
	if err != nil {
		return form.Form{}, err
	}
	f.Groups = []form.Group{
		{Title: "events.group.heading", Fields: append(publisher,
			form.Field{Name: "version", Kind: form.Hidden},
			form.Field{Name: "title", Kind: form.Text, Label: "events.field.title", Required: true, MaxLength: events.MaxTitle},
			form.Field{Name: "standfirst", Kind: form.Textarea, Label: "events.field.standfirst", Hint: "events.hint.standfirst", Rows: 3, MaxLength: events.MaxStandfirst},
		)},
		{Title: "events.group.body", Fields: []form.Field{
			{Name: "body", Kind: form.RichText, Label: "events.field.body", Required: true, UploadURL: form.AttachmentsURL},
		}},
		{Title: "events.group.dates", Intro: "events.group.dates_intro", Fields: []form.Field{
			{Name: "starts_at", Kind: form.DateTime, Label: "events.field.starts_at", Width: 3},
			{Name: "ends_at", Kind: form.DateTime, Label: "events.field.ends_at", Width: 3},
		}},
		{Title: "events.group.about", Fields: about},
		{Title: "events.group.admission", Intro: "events.group.admission_intro", Fields: admissionFields(ctx)},
	}
	return f, nil
}

// publisherFields is the choice of whom the event is announced for, where there
// is more than one, and the name of the organisation one acts for (spec 04
// §4.2).
func (h *handler) publisherFields(ctx context.Context, by access.Actor, sheet *events.EventSheet) ([]form.Field, string, error) {
	offered, err := h.Room.Publishers(ctx, by)
	if err != nil {
		return nil, "", err
	}
	name := ""
	held := sheet == nil || sheet.Event.PublisherID == 0
	options := make([]form.Option, 0, len(offered)+1)
	for _, o := range offered {
		options = append(options, form.Option{Value: ids.Encode(o.ID), Label: o.Name})
		if o.ID == by.SelectedOrganisation() {
			name = o.Name
		}
		held = held || o.ID == sheet.Event.PublisherID
	}
	if !held {
		options = append(options, form.Option{Value: ids.Encode(sheet.Event.PublisherID), Label: sheet.Publisher})
	}
	if len(options) < 2 {
		return nil, name, nil
	}
	return []form.Field{{
		Name: "publisher", Kind: form.Select, Label: "events.field.publisher", Hint: "events.hint.publisher", Required: true,
		Families: form.Options(options...),
	}}, name, nil
}

// aboutFields say what the event is and where one finds it.
func (h *handler) aboutFields(ctx context.Context, held *events.Event) ([]form.Field, error) {
	fields := []form.Field{
		{Name: "type", Kind: form.Select, Label: "events.field.type", Required: true, Width: 3},
		{Name: "sector", Kind: form.Remote, Label: "events.field.sector", Required: true, Width: 3},
		{Name: "country", Kind: form.Place, Label: "events.field.place", Source: form.TownsURL, Chosen: form.Town(held.Town)},
		{Name: "address", Kind: form.Text, Label: "events.field.address", Hint: "events.hint.address", MaxLength: events.MaxLine, Width: 3},
		{Name: "url", Kind: form.URL, Label: "events.field.url", Hint: "events.hint.url", MaxLength: events.MaxURL, Width: 3},
		{Name: "organiser", Kind: form.Text, Label: "events.field.organiser", Hint: "events.hint.organiser", MaxLength: events.MaxLine, Width: 3},
		{Name: "contact", Kind: form.Text, Label: "events.field.contact", Hint: "events.hint.contact", MaxLength: events.MaxLine, Width: 3},
	}
	var err error
	for i, list := range []struct{ vocabulary, value string }{{types, held.Type}, {sectors, held.Sector}, {ui.Countries, held.Country}} {
		if fields[i].Families, err = form.Terms(ctx, h.Vocabularies, list.vocabulary, list.value); err != nil {
			return nil, err
		}
	}
	return append(fields, form.Tags()), nil
}

// admissionFields say who may come, and how (spec 03 §13 E1).
func admissionFields(ctx context.Context) []form.Field {
	var ways, communities []form.Option
	for _, a := range events.Admissions() {
		ways = append(ways, form.Option{Value: string(a), Label: a.LabelKey()})
	}
	for _, c := range access.Communities() {
		communities = append(communities, form.Option{Value: string(c), Label: ui.CommunityLabel(ctx, c)})
	}
	return []form.Field{
		{Name: "admission", Kind: form.Select, Label: "events.field.admission", Required: true, Width: 3, Families: form.Options(ways...)},
		{Name: "capacity", Kind: form.Number, Label: "events.field.capacity", Hint: "events.hint.capacity", Width: 3, Min: 0, Max: events.MaxCapacity},
		{Name: "audience", Kind: form.Multi, Label: "events.field.audience", Required: true, Families: form.Options(communities...)},
		{Name: "deadline_at", Kind: form.DateTime, Label: "events.field.deadline_at", Hint: "events.hint.deadline_at", Width: 3},
		{Name: "question", Kind: form.Text, Label: "events.field.question", Hint: "events.hint.question", MaxLength: events.MaxLine},
	}
}

// label is how a stored value of a vocabulary is shown.
func (h *handler) label(ctx context.Context, name, value string) string {
	return ui.Term(ctx, h.Vocabularies, name, value)
}

// newValues is an empty form: in France, for journalists, at once, in the name
// of the organisation one acts for.
func newValues(by access.Actor) form.Values {
	var v form.Values
	v.Set("country", "FRA")
	v.Set("admission", string(events.Open))
	v.Set("audience", string(access.PressMedia))
	if id := by.SelectedOrganisation(); id != 0 {
		v.Set("publisher", ids.Encode(id))
	}
	return v
}

// valuesOf fills the form in with an event.
func valuesOf(e *events.Event) form.Values {
	var v form.Values
	for name, value := range map[string]string{
		"title": e.Title, "standfirst": e.Standfirst, "body": e.Body, "type": e.Type, "sector": e.Sector,
		"address": e.Address, "country": e.Country, "country_detail": e.Town, "url": e.URL,
		"organiser": e.Organiser, "contact": e.Contact, "admission": string(e.Admission), "question": e.Question,
		"publisher": ids.Encode(e.PublisherID), "tags": tag.Join(e.Tags),
	} {
		v.Set(name, value)
	}
	communities := make([]string, len(e.Audience))
	for i, c := range e.Audience {
		communities[i] = string(c)
	}
	v.Set("audience", communities...)
	if e.Capacity > 0 {
		v.SetInt("capacity", e.Capacity)
	}
	v.SetTime("starts_at", e.StartsAt)
	v.SetTime("ends_at", e.EndsAt)
	v.SetTime("deadline_at", e.DeadlineAt)
	v.SetInt("version", e.Version)
	return v
}

// inputOf reads what was typed. Names that no field declares were never read.
func inputOf(v form.Values) events.EventInput {
	publisher, err := ids.Parse(v.Text("publisher"))
	if err != nil {
		publisher = 0 // the organisation one acts for
	}
	in := events.EventInput{
		Title: v.Text("title"), Standfirst: v.Text("standfirst"), Body: v.Text("body"), Type: v.Text("type"), Sector: v.Text("sector"),
		Organiser: v.Text("organiser"), Contact: v.Text("contact"), Address: v.Text("address"),
		Country: v.Text("country"), Town: v.Text("country_detail"), URL: v.Text("url"),
		StartsAt: v.Time("starts_at"), EndsAt: v.Time("ends_at"), DeadlineAt: v.Time("deadline_at"),
		PublisherID: publisher, Admission: events.Admission(v.Text("admission")), Capacity: v.Int("capacity"),
		Question: v.Text("question"), Tags: tag.Parse(v.Text("tags")), Version: v.Int("version"),
	}
	for _, c := range v.List("audience") {
		in.Audience = append(in.Audience, access.Community(c))
	}
	return in
}
