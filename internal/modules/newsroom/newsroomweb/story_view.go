// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"strings"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// answerForm is a small form on the page of a story, with what was typed.
type answerForm struct {
	Form   form.Form
	Values form.Values
	Err    error
}

// isOpen reports whether the form is to be seen at once.
func (f answerForm) isOpen() bool { return f.Err != nil }

// storyEditView is the form of a pitch or of an assignment.
type storyEditView struct {
	Kind   *storyKind
	Form   form.Form
	Values form.Values
	Err    error

	Title   string // of an existing one
	State   state
	Exists  bool
	CanSend bool        // « Publier » saves too
	Author  *authorView // who proposes it, to who has received it
	Back    ui.Stage
}

// authorView is the card of who proposes a story (spec 04 §5.2).
type authorView struct {
	Person     ui.PersonData
	ProfileURL string
	WallURL    string // page of the organisation, or ""
	Employer   string
}

func newAuthorView(p newsroom.Person) *authorView {
	a := &authorView{Person: ui.Person(p.Byline), ProfileURL: member.Path(p.ID), Employer: p.Organisation}
	if p.WallID != 0 {
		a.WallURL = "/swork/organisations/" + ids.Encode(p.OrganisationID)
	}
	return a
}

func (v *storyEditView) describePitch(ctx context.Context, by access.Actor, sheet *newsroom.PitchSheet) {
	p := sheet.Pitch
	v.Exists, v.Title, v.State = true, titleOf(ctx, p.Title), pitchState(ctx, p, sheet.Offer != nil)
	v.CanSend = p.OwnerID == by.UserID && p.Status == content.Draft
	v.Back = ui.Stage{Label: i18n.T(ctx, "newsroom.step.back_show"), URL: pitchURL(p.ID)}
	if p.OwnerID != by.UserID {
		v.Author = newAuthorView(sheet.Author)
	}
}

func (v *storyEditView) describeAssignment(ctx context.Context, sheet *newsroom.AssignmentSheet) {
	a := sheet.Assignment
	v.Exists, v.Title, v.State = true, titleOf(ctx, a.Title), assignmentState(ctx, a)
	v.Back = ui.Stage{Label: i18n.T(ctx, "newsroom.step.back_show"), URL: assignmentURL(a.ID)}
}

// titleOf is a title, or what stands for none.
func titleOf(ctx context.Context, title string) string {
	if strings.TrimSpace(title) == "" {
		return i18n.T(ctx, "story.untitled")
	}
	return title
}

// pitchState is where a pitch stands, in words.
func pitchState(ctx context.Context, p *newsroom.Pitch, countered bool) state {
	s := state{label: i18n.T(ctx, "story.pitch.state."+string(p.State()))}
	switch p.State() {
	case newsroom.PitchWaiting:
		s.tone = ui.ToneInfo
		if countered {
			s.label, s.tone = i18n.T(ctx, "story.pitch.countered"), ui.ToneWarn
		}
	case newsroom.PitchAccepted:
		s.tone = ui.ToneOK
	case newsroom.PitchDeclined:
		s.tone = ui.ToneDanger
	case newsroom.PitchDraft:
	}
	return s
}

// assignmentState is where an assignment stands, in words.
func assignmentState(ctx context.Context, a *newsroom.Assignment) state {
	s := state{label: i18n.T(ctx, "story.assignment.state."+string(a.State()))}
	switch a.State() {
	case newsroom.AssignmentProposed:
		s.tone = ui.ToneWarn
	case newsroom.AssignmentConfirmed:
		s.tone = ui.ToneInfo
	case newsroom.AssignmentDelivered:
		s.tone = ui.ToneOK
	case newsroom.AssignmentCancelled, newsroom.AssignmentDeclined:
		s.tone = ui.ToneDanger
	case newsroom.AssignmentDraft:
	}
	return s
}

// timeline is what has happened to a story, from its beginning.
func timeline(ctx context.Context, steps []newsroom.Step) []ui.TimelineItem {
	items := make([]ui.TimelineItem, 0, len(steps))
	for _, s := range steps {
		item := ui.TimelineItem{
			Title: i18n.T(ctx, "story.step."+string(s.Kind)), Text: s.Who, URL: stepURL(s),
			Date: i18n.DateTime(ctx, s.At), DateTime: i18n.ISO(s.At),
		}
		if s.Text != "" {
			item.Text = ui.Joined(s.Who, i18n.T(ctx, "story.step.quote", "Text", s.Text))
		}
		items = append(items, item)
	}
	return items
}

// stepURL is the page of the thing that a step speaks of, or "".
func stepURL(s newsroom.Step) string {
	switch {
	case s.PitchID != 0:
		return pitchURL(s.PitchID)
	case s.OrderID != 0:
		return assignmentURL(s.OrderID)
	case s.DraftID != 0:
		return articleURL(s.DraftID)
	case s.PostID != 0:
		return "/wire/" + ids.Encode(s.PostID)
	}
	return ""
}

// storyMetadata lists what is known of a story beside its brief.
func (h *stories) storyMetadata(ctx context.Context, in newsroom.StoryInput) []ui.MetaItem {
	term := func(key, name, value string) ui.MetaItem {
		return ui.TermItem(ctx, h.Vocabularies, i18n.T(ctx, key), name, value)
	}
	return []ui.MetaItem{
		term("newsroom.field.genre", genres, in.Genre),
		term("newsroom.field.section", sections, in.Section),
		term("newsroom.field.topic", topics, in.Topic),
		term("newsroom.field.sector", sectors, in.Sector),
		{Label: i18n.T(ctx, "newsroom.field.place"), Text: ui.PlaceText(ctx, h.Vocabularies, in.Town, in.Country)},
	}
}

// lines are the paragraphs of a plain text.
func lines(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// fee is an amount, or "" when nothing is said of it.
func fee(ctx context.Context, cents int64) string {
	if cents == 0 {
		return ""
	}
	return i18n.Money(ctx, cents, "EUR")
}

// storyCrumbs leads from Work to a page of pitches or assignments; without a
// title it is the list.
func storyCrumbs(ctx context.Context, k *storyKind, title string) []ui.Crumb {
	crumbs := []ui.Crumb{{Label: i18n.T(ctx, "ui.portal.work"), URL: "/wip"}}
	list := ui.Crumb{Label: i18n.T(ctx, "story."+k.name+".list")}
	if title == "" {
		return append(crumbs, list)
	}
	list.URL = k.path
	return append(crumbs, list, ui.Crumb{Label: title})
}

func shellTitle(ctx context.Context, k *storyKind, title string) string {
	if title == "" {
		return i18n.T(ctx, "story."+k.name+".list")
	}
	return title
}

// sideEntry is the room that the member comes from: journalists have the
// Newsroom, the others the Com'room (spec 04 §2.2, §12.2).
func sideEntry(ctx context.Context) string {
	if access.Newsroom.Allows(ui.ActorOf(ctx)) {
		return "newsroom"
	}
	return "comroom"
}
