// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// releaseForm declares the form of spec 04 §7.2. The sheet is of the release
// being changed, or nil for a new one; what it holds stays on offer.
func (h *handler) releaseForm(ctx context.Context, by access.Actor, sheet *pressroom.Sheet) (form.Form, error) {
	held := &pressroom.Release{PublisherID: by.SelectedOrganisation()}
	publisher := ""
	if sheet != nil {
		held, publisher = sheet.Release, sheet.Publisher
	}
	f := releaseKind.Form(held.ID)
	head, name, err := h.publisherField(ctx, by, held, publisher)
	if err != nil {
		return form.Form{}, err
	}
	f.PublishFor = name
	metadata, err := h.metadataFields(ctx, held)
	if err != nil {
		return form.Form{}, err
	}
	f.Groups = []form.Group{
		{Title: "pressroom.group.head", Fields: append([]form.Field{
			{Name: "version", Kind: form.Hidden},
			{Name: "title", Kind: form.Text, Label: "pressroom.field.title", Required: true, MaxLength: pressroom.MaxTitle},
			{Name: "standfirst", Kind: form.Textarea, Label: "pressroom.field.standfirst", Hint: "pressroom.hint.standfirst", Rows: 3, MaxLength: pressroom.MaxStandfirst},
		}, head...)},
		{Title: "pressroom.group.body", Fields: []form.Field{
			{Name: "body", Kind: form.RichText, Label: "pressroom.field.body", Required: true, UploadURL: form.AttachmentsURL},
		}},
		{Title: "pressroom.group.metadata", Fields: metadata},
		{Title: "pressroom.group.dates", Fields: []form.Field{
			{Name: "embargoed_until", Kind: form.DateTime, Label: "pressroom.field.embargoed_until", Hint: "pressroom.hint.embargoed_until", Width: 3},
			{Name: "release_at", Kind: form.DateTime, Label: "pressroom.field.release_at", Hint: "pressroom.hint.release_at", Width: 3},
			{Name: "expires_at", Kind: form.DateTime, Label: "pressroom.field.expires_at", Hint: "pressroom.hint.expires_at", Width: 3},
		}},
	}
	return f, nil
}

// publisherField is « Publier pour », offered when there is more than one choice
// (spec 04 §4.2, §12.9), with the name of the publisher that the form is about.
// A publisher that may not be chosen any more stays on offer: it is the one to
// change.
func (h *handler) publisherField(ctx context.Context, by access.Actor, held *pressroom.Release, heldName string) ([]form.Field, string, error) {
	offered, err := h.releases.Publishers(ctx, by)
	if err != nil {
		return nil, "", err
	}
	options := make([]form.Option, 0, len(offered)+1)
	name, found := heldName, held.PublisherID == 0
	for _, o := range offered {
		options = append(options, form.Option{Value: ids.Encode(o.ID), Label: o.Name})
		if o.ID == held.PublisherID {
			name, found = o.Name, true
		}
	}
	if name == "" && held.PublisherID == by.OrganisationID {
		name = by.Organisation
	}
	if !found && name != "" {
		options = append(options, form.Option{Value: ids.Encode(held.PublisherID), Label: name})
	}
	if len(options) < 2 {
		return nil, name, nil
	}
	return []form.Field{{
		Name: "publisher", Kind: form.Select, Label: "pressroom.field.publisher", Hint: "pressroom.hint.publisher",
		Required: true, Families: form.Options(options...),
	}}, name, nil
}

// metadataFields are what readers sort and find releases by. Long lists are
// searched by typing.
func (h *handler) metadataFields(ctx context.Context, held *pressroom.Release) ([]form.Field, error) {
	fields := []form.Field{
		{Name: "genre", Kind: form.Select, Label: "pressroom.field.genre", Required: true, Width: 3},
		{Name: "section", Kind: form.Select, Label: "pressroom.field.section", Required: true, Width: 3},
		{Name: "topic", Kind: form.Remote, Label: "pressroom.field.topic", Required: true, Width: 3},
		{Name: "sector", Kind: form.Remote, Label: "pressroom.field.sector", Required: true, Width: 3},
		{Name: "country", Kind: form.Place, Label: "pressroom.field.place", Source: form.TownsURL, Chosen: form.Town(held.Town)},
		{Name: "address", Kind: form.Text, Label: "pressroom.field.address", MaxLength: pressroom.MaxAddress},
	}
	lists := []struct{ vocabulary, value string }{
		{pressroom.Genres, held.Genre}, {pressroom.Sections, held.Section}, {pressroom.Topics, held.Topic},
		{pressroom.Sectors, held.Sector}, {ui.Countries, held.Country},
	}
	var err error
	for i, list := range lists {
		if fields[i].Families, err = form.Terms(ctx, h.vocabularies, list.vocabulary, list.value); err != nil {
			return nil, err
		}
	}
	return append(fields, form.Tags()), nil
}

// label is how a stored value of a vocabulary is shown.
func (h *handler) label(ctx context.Context, name, value string) string {
	return ui.Term(ctx, h.vocabularies, name, value)
}

// newValues is an empty form, for the organisation one acts for.
func newValues(by access.Actor) form.Values {
	var v form.Values
	v.Set("country", "FRA")
	if id := by.SelectedOrganisation(); id != 0 {
		v.Set("publisher", ids.Encode(id))
	}
	return v
}

// valuesOf fills the form in with a release.
func valuesOf(r *pressroom.Release) form.Values {
	var v form.Values
	for name, value := range map[string]string{
		"title": r.Title, "standfirst": r.Standfirst, "body": r.Body,
		"genre": r.Genre, "section": r.Section, "topic": r.Topic, "sector": r.Sector,
		"country": r.Country, "country_detail": r.Town, "address": r.Address, "tags": tag.Join(r.Tags),
	} {
		v.Set(name, value)
	}
	if r.PublisherID != 0 {
		v.Set("publisher", ids.Encode(r.PublisherID))
	}
	v.SetTime("embargoed_until", r.EmbargoedUntil)
	v.SetTime("release_at", r.ReleaseAt)
	v.SetTime("expires_at", r.ExpiresAt)
	v.SetInt("version", r.Version)
	return v
}

// inputOf reads what was typed. Names that no field declares were never read:
// where there is no choice of a publisher, the one held stays.
func inputOf(v form.Values, heldPublisherID int64) pressroom.Input {
	publisherID, err := ids.Parse(v.Text("publisher"))
	if err != nil {
		publisherID = heldPublisherID
	}
	return pressroom.Input{
		Title: v.Text("title"), Standfirst: v.Text("standfirst"), Body: v.Text("body"),
		Genre: v.Text("genre"), Section: v.Text("section"), Topic: v.Text("topic"), Sector: v.Text("sector"),
		PublisherID: publisherID, Country: v.Text("country"), Town: v.Text("country_detail"), Address: v.Text("address"),
		EmbargoedUntil: v.Time("embargoed_until"), ReleaseAt: v.Time("release_at"), ExpiresAt: v.Time("expires_at"),
		Tags: tag.Parse(v.Text("tags")), Version: v.Int("version"),
	}
}
