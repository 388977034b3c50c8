// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
	"aipress24.com/aipress24/internal/ui/versions"
)

// eventKind is where events are written.
var eventKind = editor.Kind{Name: "event", Path: eventsPath}

// editor are the pages on which an event is written.
func (h *handler) editor() *editor.Pages[events.EventSheet] {
	return &editor.Pages[events.EventSheet]{
		Kind: eventKind, Sheet: h.Room.Sheet, Text: h.text, Shown: h.shown, Save: h.save, Row: h.row,
		Explain: func(_ context.Context, err error) error { return editor.OnPublisher(err) },
		Keeper:  h.Room.Versions(), Revised: events.Written(0).Kind, Shell: eventShell, Sessions: h.Sessions,
	}
}

// text is an event as the page of its form shows it, or with nil a new one.
func (h *handler) text(ctx context.Context, by access.Actor, sheet *events.EventSheet) (editor.Text, error) {
	f, err := h.eventForm(ctx, by, sheet)
	if err != nil {
		return editor.Text{}, err
	}
	if sheet == nil {
		return editor.Text{
			Title: i18n.T(ctx, "events.new.title"), Lead: i18n.T(ctx, "events.new.lead"), Form: f, Values: newValues(by),
		}, nil
	}
	e := sheet.Event
	state := stateOf(ctx, e)
	t := editor.Text{
		ID: e.ID, Title: e.Title, Form: f, Values: valuesOf(e),
		Heading: i18n.T(ctx, "events.edit.title"), State: state.label, Tone: state.tone,
		Back: ui.Stage{Label: i18n.T(ctx, "events.step.back_show"), URL: eventURL(e.ID)},
		Next: ui.Stage{Label: i18n.T(ctx, "events.step.next_images"), URL: imagesURL(e.ID)},
	}
	if e.Status == content.Draft {
		t.About = i18n.T(ctx, "events.edit.publish_text")
		t.Further = []ui.ButtonData{eventKind.Further(i18n.T(ctx, "events.action.publish"), "send", editor.Publish)}
	}
	return t, nil
}

// save does what the button that was pressed says, and returns the message.
func (h *handler) save(ctx context.Context, by access.Actor, sheet *events.EventSheet, typed editor.Typed) (string, error) {
	in := inputOf(typed.Values)
	in.Words = versions.WordsOf(typed.Form, valuesOf)
	if sheet == nil {
		_, err := h.Room.Create(ctx, by, in)
		return "events.flash.saved", err
	}
	if typed.Action == editor.Publish {
		_, err := h.Room.UpdateAndPublish(ctx, by, sheet.Event.ID, in)
		return "events.flash.published", err
	}
	_, err := h.Room.Update(ctx, by, sheet.Event.ID, in)
	return "events.flash.saved", err
}

// row is an event in its list, with the figures above it.
func (h *handler) row(ctx context.Context, by access.Actor, id int64) (string, templ.Component, error) {
	row, err := h.Room.Row(ctx, id)
	if err != nil {
		return "", nil, err
	}
	figures, err := h.Room.Figures(ctx, by)
	if err != nil {
		return "", nil, err
	}
	var page events.EventPage
	page.Rows = []events.EventRow{row}
	return row.Title, rowChanged(h.newListView(ctx, by, eventList.Whole(), page, figures)), nil
}
