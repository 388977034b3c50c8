// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/tag"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// The vocabularies of an article.
const (
	genres    = "genres"
	sections  = "sections"
	topics    = "topics"
	sectors   = "news_sectors"
	copyright = "copyright_mention"
)

// articleForm declares the form of spec 04 §7.2. The sheet is of the article
// being changed, or nil for a new one; what it holds stays on offer.
func (h *handler) articleForm(ctx context.Context, by access.Actor, sheet *newsroom.ArticleSheet) (form.Form, error) {
	held := &newsroom.Article{}
	publisher, outlet := by.Organisation, ""
	if sheet != nil {
		held, publisher, outlet = sheet.Article, sheet.Publisher, sheet.Outlet
	}
	f := articleKind.Form(held.ID)
	f.PublishFor = publisher
	metadata, err := h.metadataFields(ctx, by, held, outlet)
	if err != nil {
		return form.Form{}, err
	}
	mentions, err := form.Terms(ctx, h.vocabularies, copyright, held.Copyright)
	if err != nil {
		return form.Form{}, err
	}
	f.Groups = []form.Group{
		{Fields: []form.Field{
			{Name: "version", Kind: form.Hidden},
			{Name: "title", Kind: form.Text, Label: "newsroom.field.title", Required: true, MaxLength: newsroom.MaxTitle},
			{Name: "standfirst", Kind: form.Textarea, Label: "newsroom.field.standfirst", Hint: "newsroom.hint.standfirst", Rows: 3, MaxLength: newsroom.MaxStandfirst},
		}},
		{Title: "newsroom.group.body", Fields: []form.Field{
			{Name: "body", Kind: form.RichText, Label: "newsroom.field.body", Required: true, UploadURL: form.AttachmentsURL},
		}},
		{Title: "newsroom.group.metadata", Fields: metadata},
		{Title: "newsroom.group.copyright", Fields: []form.Field{
			{Name: "copyright", Kind: form.Select, Label: "newsroom.field.copyright", Width: 3, Families: mentions},
		}},
		{Title: "newsroom.group.dates", Fields: []form.Field{
			{Name: "issue_at", Kind: form.DateTime, Label: "newsroom.field.issue_at", Hint: "newsroom.hint.issue_at", Required: true, Width: 3},
			{Name: "release_at", Kind: form.DateTime, Label: "newsroom.field.release_at", Hint: "newsroom.hint.release_at", Width: 3},
		}},
	}
	return f, nil
}

// metadataFields are what readers sort and find articles by. Long lists are
// searched by typing.
func (h *handler) metadataFields(ctx context.Context, by access.Actor, held *newsroom.Article, outlet string) ([]form.Field, error) {
	fields := []form.Field{
		{Name: "genre", Kind: form.Select, Label: "newsroom.field.genre", Required: true, Width: 3},
		{Name: "section", Kind: form.Select, Label: "newsroom.field.section", Required: true, Width: 3},
		{Name: "topic", Kind: form.Remote, Label: "newsroom.field.topic", Required: true, Width: 3},
		{Name: "sector", Kind: form.Remote, Label: "newsroom.field.sector", Required: true, Width: 3},
		{Name: "outlet", Kind: form.Remote, Label: "newsroom.field.outlet", Hint: "newsroom.hint.outlet", Required: true},
		{Name: "country", Kind: form.Place, Label: "newsroom.field.place", Source: form.TownsURL, Chosen: form.Town(held.Town)},
	}
	lists := []struct{ vocabulary, value string }{
		{genres, held.Genre}, {sections, held.Section}, {topics, held.Topic}, {sectors, held.Sector},
	}
	var err error
	for i, list := range lists {
		if fields[i].Families, err = form.Terms(ctx, h.vocabularies, list.vocabulary, list.value); err != nil {
			return nil, err
		}
	}
	if fields[4].Families, err = h.outlets(ctx, by, held.OutletID, outlet); err != nil {
		return nil, err
	}
	fields[5].Families, err = form.Terms(ctx, h.vocabularies, ui.Countries, held.Country)
	return append(fields, form.Tags()), err
}

// outlets returns the media one may write for, the present one among them.
func (h *handler) outlets(ctx context.Context, by access.Actor, heldID int64, heldName string) ([]form.Family, error) {
	offered, err := h.articles.Outlets(ctx, by)
	if err != nil {
		return nil, err
	}
	options := make([]form.Option, 0, len(offered)+1)
	found := heldID == 0
	for _, o := range offered {
		options = append(options, form.Option{Value: ids.Encode(o.ID), Label: o.Name})
		found = found || o.ID == heldID
	}
	if !found {
		options = append(options, form.Option{Value: ids.Encode(heldID), Label: heldName})
	}
	return form.Options(options...), nil
}

// label is how a stored value of a vocabulary is shown.
func (h *handler) label(ctx context.Context, name, value string) string {
	return ui.Term(ctx, h.vocabularies, name, value)
}

// newValues is an empty form; most articles are about France and written for
// the author's own house.
func newValues(by access.Actor) form.Values {
	var v form.Values
	v.Set("country", "FRA")
	if by.OrganisationID != 0 {
		v.Set("outlet", ids.Encode(by.OrganisationID))
	}
	return v
}

// valuesOf fills the form in with an article.
func valuesOf(a *newsroom.Article) form.Values {
	var v form.Values
	for name, value := range map[string]string{
		"title": a.Title, "standfirst": a.Standfirst, "body": a.Body,
		"genre": a.Genre, "section": a.Section, "topic": a.Topic, "sector": a.Sector,
		"outlet": ids.Encode(a.OutletID), "country": a.Country, "country_detail": a.Town,
		"copyright": a.Copyright, "tags": tag.Join(a.Tags),
	} {
		v.Set(name, value)
	}
	v.SetTime("issue_at", a.IssueAt)
	v.SetTime("release_at", a.ReleaseAt)
	v.SetInt("version", a.Version)
	return v
}

// inputOf reads what was typed. Names that no field declares were never read.
func inputOf(v form.Values) newsroom.ArticleInput {
	outletID, err := ids.Parse(v.Text("outlet"))
	if err != nil {
		outletID = 0 // the rules ask for one
	}
	return newsroom.ArticleInput{
		Title: v.Text("title"), Standfirst: v.Text("standfirst"), Body: v.Text("body"),
		Genre: v.Text("genre"), Section: v.Text("section"), Topic: v.Text("topic"), Sector: v.Text("sector"),
		OutletID: outletID, Country: v.Text("country"), Town: v.Text("country_detail"),
		Copyright: v.Text("copyright"), Tags: tag.Parse(v.Text("tags")),
		IssueAt: v.Time("issue_at"), ReleaseAt: v.Time("release_at"), Version: v.Int("version"),
	}
}
