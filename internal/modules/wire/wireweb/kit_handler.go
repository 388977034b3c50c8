// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// kit answers GET /wire/{id}/kit with the press kit of a press release, for
// whoever may read it.
func (h *handler) kit(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	ctx := r.Context()
	kit, err := h.desk.Kit(ctx, ui.Actor(r), id)
	if err != nil {
		return err
	}
	reading := kit.Reading
	kit.Address = ui.SiteOf(ctx).BaseURL + postURL(id)
	kit.Words = wire.KitWords{
		Text: i18n.T(ctx, "wire.kit.text"), Captions: i18n.T(ctx, "wire.kit.captions"), Pictures: i18n.T(ctx, "wire.kit.pictures"),
		Credit: i18n.T(ctx, "wire.kit.credit"),
		Source: i18n.T(ctx, "wire.kit.source", "Publisher", reading.Publisher, "Date", i18n.DateTime(ctx, reading.Post.PublishedAt)),
	}
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", `attachment; filename="`+i18n.T(ctx, "wire.kit.file")+"-"+ids.Encode(id)+`.zip"`)
	w.Header().Set("Cache-Control", "no-store") // it may be withdrawn
	return kit.Write(ctx, ui.Actor(r), h.media, w)
}
