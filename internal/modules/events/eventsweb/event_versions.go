// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/versions"
)

// versions are the pages of the versions of events.
func (h *handler) versions() *versions.Pages {
	return &versions.Pages{
		Keeper: h.Room.Versions(), Kind: events.Written(0).Kind, Prefix: eventsPath,
		Subject: h.written, Shell: eventShell, Sessions: h.Sessions,
	}
}

// written is an event as its form shows it.
func (h *handler) written(ctx context.Context, by access.Actor, id int64) (versions.Subject, error) {
	if id == 0 {
		f, err := h.eventForm(ctx, by, nil)
		return versions.Subject{Title: i18n.T(ctx, "events.new.title"), Form: f, Values: newValues(by), EditURL: eventsPath + "/new"}, err
	}
	sheet, err := h.Room.Sheet(ctx, by, id)
	if err != nil {
		return versions.Subject{}, err
	}
	return h.subjectOf(ctx, by, sheet)
}

func (h *handler) subjectOf(ctx context.Context, by access.Actor, sheet *events.EventSheet) (versions.Subject, error) {
	e := sheet.Event
	f, err := h.eventForm(ctx, by, sheet)
	return versions.Subject{ID: e.ID, Title: e.Title, Form: f, Values: valuesOf(e), EditURL: editURL(e.ID)}, err
}

// wordsIn puts an event in the words of its form.
func wordsIn(f form.Form) func(*events.Event) revision.Words {
	return func(e *events.Event) revision.Words { return versions.Words(f, valuesOf(e)) }
}
