// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui/editor"
)

// publish answers POST /wip/events/{id}/publish. An event that cannot be
// published, for want of a mandate too, is opened in its form (spec 04 §4.2).
func (h *handler) publish(w http.ResponseWriter, r *http.Request) error {
	return h.editor().DoOrMend(w, r, editor.Telling(h.Room.Publish, "events.flash.published"))
}

// unpublish answers POST /wip/events/{id}/unpublish.
func (h *handler) unpublish(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Do(w, r, editor.Telling(h.Room.Unpublish, "events.flash.unpublished"))
}

// delete answers POST /wip/events/{id}/delete.
func (h *handler) delete(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Delete(w, r, "events.flash.deleted", h.Room.Delete)
}

// duplicate answers POST /wip/events/{id}/duplicate.
func (h *handler) duplicate(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Duplicate(w, r, "events.flash.duplicated",
		func(ctx context.Context, by access.Actor, sheet *events.EventSheet) (int64, error) {
			title := []rune(i18n.T(ctx, "events.duplicate.title", "Title", sheet.Event.Title))
			title = title[:min(len(title), events.MaxTitle)]
			twin, err := h.Room.Duplicate(ctx, by, sheet.Event.ID, string(title))
			if err != nil {
				return 0, err
			}
			return twin.ID, nil
		})
}
