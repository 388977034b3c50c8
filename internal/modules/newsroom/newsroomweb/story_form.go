// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// storyFields are the groups that the forms of pitches and assignments share
// (spec 04 §7.2): what is held stays on offer.
func (h *stories) storyFields(ctx context.Context, by access.Actor, held newsroom.StoryInput, outlet string, fixedOutlet bool, outletLabel string) ([]form.Group, error) {
	metadata := []form.Field{
		{Name: "outlet", Kind: form.Remote, Label: outletLabel, Required: true},
		{Name: "genre", Kind: form.Select, Label: "newsroom.field.genre", Width: 3},
		{Name: "section", Kind: form.Select, Label: "newsroom.field.section", Width: 3},
		{Name: "topic", Kind: form.Remote, Label: "newsroom.field.topic", Width: 3},
		{Name: "sector", Kind: form.Remote, Label: "newsroom.field.sector", Width: 3},
		{Name: "country", Kind: form.Place, Label: "newsroom.field.place", Source: form.TownsURL, Chosen: form.Town(held.Town)},
	}
	for i, list := range []struct{ vocabulary, value string }{
		{genres, held.Genre}, {sections, held.Section}, {topics, held.Topic}, {sectors, held.Sector}, {ui.Countries, held.Country},
	} {
		var err error
		if metadata[i+1].Families, err = form.Terms(ctx, h.Vocabularies, list.vocabulary, list.value); err != nil {
			return nil, err
		}
	}
	if fixedOutlet {
		metadata[0].Kind, metadata[0].Families = form.Select, form.Options(form.Option{Value: ids.Encode(held.OutletID), Label: outlet})
	} else {
		offered, err := h.Pitches.Outlets(ctx, by)
		if err != nil {
			return nil, err
		}
		metadata[0].Families = outletOptions(offered, held.OutletID, outlet)
	}
	return []form.Group{
		{Fields: []form.Field{
			{Name: "version", Kind: form.Hidden},
			{Name: "title", Kind: form.Text, Label: "newsroom.field.title", MaxLength: newsroom.MaxTitle},
			{Name: "brief", Kind: form.Textarea, Label: "story.field.brief", Hint: "story.hint.brief", Rows: 6, MaxLength: newsroom.MaxBrief},
		}},
		{Title: "story.group.metadata", Fields: metadata},
	}, nil
}

// outletOptions are the media of the picker, the held one among them.
func outletOptions(offered []newsroom.Outlet, heldID int64, heldName string) []form.Family {
	options := make([]form.Option, 0, len(offered)+1)
	found := heldID == 0
	for _, o := range offered {
		options = append(options, form.Option{Value: ids.Encode(o.ID), Label: o.Name})
		found = found || o.ID == heldID
	}
	if !found {
		options = append(options, form.Option{Value: ids.Encode(heldID), Label: heldName})
	}
	return form.Options(options...)
}

// newStoryValues is an empty form: most stories are about France.
func newStoryValues() form.Values {
	var v form.Values
	v.Set("country", "FRA")
	return v
}

// setStory fills a form in.
func setStory(v *form.Values, in newsroom.StoryInput) {
	for name, value := range map[string]string{
		"title": in.Title, "brief": in.Brief, "genre": in.Genre, "section": in.Section, "topic": in.Topic, "sector": in.Sector,
		"outlet": ids.Encode(in.OutletID), "country": in.Country, "country_detail": in.Town,
	} {
		v.Set(name, value)
	}
	v.SetTime("valid_until", in.ValidUntil)
	v.SetTime("issue_at", in.IssueAt)
	v.SetInt("version", in.Version)
}

// storyOf reads what was typed. Names that no field declares were never read.
func storyOf(v form.Values) newsroom.StoryInput {
	return newsroom.StoryInput{
		Title: v.Text("title"), Brief: v.Text("brief"), Genre: v.Text("genre"), Section: v.Text("section"),
		Topic: v.Text("topic"), Sector: v.Text("sector"), OutletID: idOf(v.Text("outlet")),
		Country: v.Text("country"), Town: v.Text("country_detail"),
		ValidUntil: v.Time("valid_until"), IssueAt: v.Time("issue_at"), Version: v.Int("version"),
	}
}

// idOf reads an identifier; 0 when it is none, which the rules refuse.
func idOf(text string) int64 {
	id, err := ids.Parse(text)
	if err != nil {
		return 0
	}
	return id
}

// The DOM ids of the forms.
const (
	pitchFormID      = "pitch-form"
	assignmentFormID = "assignment-form"
)

// pitchForm declares the form of spec 04 §7.2. The sheet is of the pitch being
// changed, or nil for a new one.
func (h *stories) pitchForm(ctx context.Context, by access.Actor, sheet *newsroom.PitchSheet) (form.Form, error) {
	publisher, err := h.Pitches.PublisherName(ctx, by)
	if err != nil {
		return form.Form{}, err
	}
	f := form.Form{ID: pitchFormID, Action: PitchesPath, CancelURL: PitchesPath, PublishFor: publisher, Guard: "pitch-new"}
	var held newsroom.StoryInput
	outlet, sent := "", false
	if sheet != nil {
		held, outlet = sheet.Pitch.Input(), sheet.Outlet
		sent = sheet.Pitch.State() != newsroom.PitchDraft // the media it was sent to stays
		f.Action, f.PublishFor, f.Guard = pitchURL(sheet.Pitch.ID), sheet.Publisher, "pitch-"+ids.Encode(sheet.Pitch.ID)
	}
	groups, err := h.storyFields(ctx, by, held, outlet, sent, "story.field.recipient")
	if err != nil {
		return form.Form{}, err
	}
	f.Groups = groups
	f.Groups = append(f.Groups, form.Group{Title: "story.group.dates", Fields: []form.Field{
		{Name: "valid_until", Kind: form.DateTime, Label: "story.field.valid_until", Required: true, Width: 3},
		{Name: "issue_at", Kind: form.DateTime, Label: "newsroom.field.issue_at", Required: true, Width: 3},
	}})
	return f, nil
}

// offerForm is what an editor proposes instead (spec 04 §13.8).
func offerForm(pitchID int64) form.Form {
	return form.Form{
		ID: "offer-form", Action: pitchURL(pitchID) + "/counter", Submit: "story.pitch.action.counter", FullRefresh: true,
		Groups: []form.Group{{Intro: "story.offer.intro", Fields: []form.Field{
			{Name: "copy_deadline", Kind: form.DateTime, Label: "story.field.copy_deadline"},
			{Name: "issue_at", ID: "f-offer-issue", Kind: form.DateTime, Label: "newsroom.field.issue_at"},
			{Name: "fee", Kind: form.Money, Label: "story.field.fee", Width: 3, Max: newsroom.MaxFee},
			{Name: "message", Kind: form.Textarea, Label: "story.field.message", Rows: 3, MaxLength: newsroom.MaxReason},
		}}},
	}
}

// offerOf reads what the editor typed.
func offerOf(v form.Values) newsroom.OfferInput {
	return newsroom.OfferInput{CopyDeadline: v.Time("copy_deadline"), IssueAt: v.Time("issue_at"), Fee: v.Cents("fee"), Message: v.Text("message")}
}

// reasonForm asks why, before something ends without the answer hoped for.
func reasonForm(id, action, submit string) form.Form {
	return form.Form{
		ID: id, Action: action, Submit: submit, FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "reason", ID: "f-" + id, Kind: form.Textarea, Label: "story.field.reason", Hint: "story.hint.reason", Rows: 3, MaxLength: newsroom.MaxReason},
		}}},
	}
}

// assignmentForm declares the form of spec 04 §7.2. The sheet is of the
// assignment being changed, or nil for a new one, which an editor-in-chief may
// give to a journalist.
func (h *stories) assignmentForm(ctx context.Context, by access.Actor, sheet *newsroom.AssignmentSheet) (form.Form, error) {
	f := form.Form{ID: assignmentFormID, Action: assignmentsPath, CancelURL: assignmentsPath, PublishFor: by.Organisation, Guard: "assignment-new"}
	var held newsroom.StoryInput
	outlet, shared := "", false
	var who []form.Field
	if sheet != nil {
		a := sheet.Assignment
		held, outlet, shared = a.Input(), sheet.Outlet, a.OwnerID != a.CommissionerID
		f.Action, f.PublishFor, f.Guard = assignmentURL(a.ID), sheet.Publisher, "assignment-"+ids.Encode(a.ID)
	} else {
		assignees, err := h.assignees(ctx, by)
		if err != nil {
			return form.Form{}, err
		}
		who = assignees
	}
	groups, err := h.storyFields(ctx, by, held, outlet, shared, "newsroom.field.outlet")
	if err != nil {
		return form.Form{}, err
	}
	groups[0].Fields = append(groups[0].Fields, who...)
	f.Groups = groups
	f.Groups = append(f.Groups, form.Group{Title: "story.group.dates", Fields: []form.Field{
		{Name: "valid_until", Kind: form.DateTime, Label: "story.field.valid_until", Required: true, Width: 3},
		{Name: "copy_deadline", Kind: form.DateTime, Label: "story.field.copy_deadline", Required: true, Width: 3},
		{Name: "issue_at", Kind: form.DateTime, Label: "newsroom.field.issue_at", Required: true, Width: 3},
		{Name: "pay_at", Kind: form.DateTime, Label: "story.field.pay_at", Hint: "story.hint.pay_at", Required: true, Width: 3},
		{Name: "fee", Kind: form.Money, Label: "story.field.fee", Hint: "story.hint.fee", Width: 3, Max: newsroom.MaxFee},
	}})
	return f, nil
}

// assignees is the choice of a journalist, for who may make it.
func (h *stories) assignees(ctx context.Context, by access.Actor) ([]form.Field, error) {
	people, err := h.Assignments.Contributors(ctx, by)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	options := []form.Option{{Value: ids.Encode(by.UserID), Label: by.Name}}
	for _, p := range people {
		options = append(options, form.Option{Value: ids.Encode(p.ID), Label: ui.Joined(p.Name, p.Organisation)})
	}
	return []form.Field{{
		Name: "assignee", Kind: form.Remote, Label: "story.field.journalist", Hint: "story.hint.journalist", Required: true, Families: form.Options(options...),
	}}, nil
}

// assignmentOf reads what was typed.
func assignmentOf(v form.Values) newsroom.AssignmentInput {
	return newsroom.AssignmentInput{
		StoryInput: storyOf(v), AssigneeID: idOf(v.Text("assignee")),
		CopyDeadline: v.Time("copy_deadline"), PayAt: v.Time("pay_at"), Fee: v.Cents("fee"),
	}
}
