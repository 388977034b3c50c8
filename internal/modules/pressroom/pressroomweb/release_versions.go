// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/versions"
)

// versions are the pages of the versions of press releases.
func (h *handler) versions() *versions.Pages {
	return &versions.Pages{
		Keeper: h.releases.Versions(), Kind: pressroom.Written(0).Kind, Prefix: releasesPath,
		Subject: h.written, Shell: releaseShell, Sessions: h.sessions,
	}
}

// written is a press release as its form shows it.
func (h *handler) written(ctx context.Context, by access.Actor, id int64) (versions.Subject, error) {
	if id == 0 {
		f, err := h.releaseForm(ctx, by, nil)
		return versions.Subject{Title: i18n.T(ctx, "pressroom.new.title"), Form: f, Values: newValues(by), EditURL: releasesPath + "/new"}, err
	}
	sheet, err := h.releases.Sheet(ctx, by, id)
	if err != nil {
		return versions.Subject{}, err
	}
	return h.subjectOf(ctx, by, sheet)
}

func (h *handler) subjectOf(ctx context.Context, by access.Actor, sheet *pressroom.Sheet) (versions.Subject, error) {
	r := sheet.Release
	f, err := h.releaseForm(ctx, by, sheet)
	return versions.Subject{ID: r.ID, Title: r.Title, Form: f, Values: valuesOf(r), EditURL: editURL(r.ID)}, err
}

// wordsIn puts a press release in the words of its form.
func wordsIn(f form.Form) func(*pressroom.Release) revision.Words {
	return func(r *pressroom.Release) revision.Words { return versions.Words(f, valuesOf(r)) }
}
