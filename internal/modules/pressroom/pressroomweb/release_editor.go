// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"
	"errors"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
	"aipress24.com/aipress24/internal/ui/versions"
)

// releaseKind is where press releases are written.
var releaseKind = editor.Kind{Name: "release", Path: releasesPath}

// schedule is the further button that saves a draft and publishes it at its
// date.
const schedule = "schedule"

// editor are the pages on which a press release is written.
func (h *handler) editor() *editor.Pages[pressroom.Sheet] {
	return &editor.Pages[pressroom.Sheet]{
		Kind: releaseKind, Sheet: h.releases.Sheet, Text: h.text, Shown: h.shown, Save: h.save, Explain: explained, Row: h.row,
		Keeper: h.releases.Versions(), Revised: pressroom.Written(0).Kind, Shell: releaseShell, Sessions: h.sessions,
	}
}

// text is a press release as the page of its form shows it, or with nil a new
// one.
func (h *handler) text(ctx context.Context, by access.Actor, sheet *pressroom.Sheet) (editor.Text, error) {
	f, err := h.releaseForm(ctx, by, sheet)
	if err != nil {
		return editor.Text{}, err
	}
	if sheet == nil {
		return editor.Text{
			Title: i18n.T(ctx, "pressroom.new.title"), Lead: i18n.T(ctx, "pressroom.new.lead"), Form: f, Values: newValues(by),
		}, nil
	}
	r := sheet.Release
	state := stateOf(ctx, r)
	t := editor.Text{
		ID: r.ID, Title: r.Title, Form: f, Values: valuesOf(r),
		Heading: i18n.T(ctx, "pressroom.edit.title"), State: state.label, Tone: state.tone, Notice: waiting(ctx, r),
		Back: ui.Stage{Label: i18n.T(ctx, "pressroom.step.back_show"), URL: releaseURL(r.ID)},
		Next: ui.Stage{Label: i18n.T(ctx, "pressroom.step.next_images"), URL: imagesURL(r.ID)},
	}
	if r.Status == content.Draft {
		t.About = i18n.T(ctx, "pressroom.edit.publish_text")
		t.Further = []ui.ButtonData{
			releaseKind.Further(i18n.T(ctx, "pressroom.action.schedule"), "calendar-clock", schedule),
			releaseKind.Further(i18n.T(ctx, "pressroom.action.publish"), "send", editor.Publish),
		}
	}
	return t, nil
}

// save does what the button that was pressed says, and returns the message.
func (h *handler) save(ctx context.Context, by access.Actor, sheet *pressroom.Sheet, typed editor.Typed) (string, error) {
	if sheet == nil {
		in := inputOf(typed.Values, 0)
		in.Words = versions.WordsOf(typed.Form, valuesOf)
		_, err := h.releases.Create(ctx, by, in)
		return "pressroom.flash.saved", err
	}
	in, id := inputOf(typed.Values, sheet.Release.PublisherID), sheet.Release.ID
	in.Words = versions.WordsOf(typed.Form, valuesOf)
	switch typed.Action {
	case editor.Publish:
		release, err := h.releases.UpdateAndPublish(ctx, by, id, in)
		if err != nil {
			return "", err
		}
		return publishedMessage(release), nil
	case schedule:
		_, err := h.releases.UpdateAndSchedule(ctx, by, id, in)
		return "pressroom.flash.scheduled", err
	}
	_, err := h.releases.Update(ctx, by, id, in)
	return "pressroom.flash.saved", err
}

// publishedMessage says that a release is out, or that it waits for its date.
func publishedMessage(release *pressroom.Release) string {
	if release.IsScheduled() {
		return "pressroom.flash.scheduled"
	}
	return "pressroom.flash.published"
}

// explained is a refusal as a member reads it: an embargo says until when, in
// the member's time, and a publisher to change is shown at its field.
func explained(ctx context.Context, err error) error {
	var embargo *pressroom.Embargoed
	if errors.As(err, &embargo) {
		return &errs.Error{
			Kind: errs.Invalid, Message: "pressroom.release.embargoed", Field: "embargoed_until",
			Args: []any{"Date", i18n.DateTime(ctx, embargo.Until)}, Err: err,
		}
	}
	return editor.OnPublisher(err)
}

// row is a press release in its list, with the figures above it.
func (h *handler) row(ctx context.Context, by access.Actor, id int64) (string, templ.Component, error) {
	row, err := h.releases.Row(ctx, by, id)
	if err != nil {
		return "", nil, err
	}
	figures, err := h.releases.Figures(ctx, by)
	if err != nil {
		return "", nil, err
	}
	var page pressroom.Page
	page.Rows = []pressroom.Row{row}
	return row.Title, rowChanged(h.newListView(ctx, by, releaseList.Whole(), page, figures)), nil
}
