// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pressroomweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/editor"
)

// list answers GET /wip/communiques with a page of the releases the member
// takes care of; the search field takes the table out of it.
func (h *handler) list(w http.ResponseWriter, r *http.Request) error {
	query, err := releaseList.Read(r)
	if err != nil {
		return err
	}
	page, err := h.releases.Releases(r.Context(), ui.Actor(r), releaseFilter(query))
	if err != nil {
		return err
	}
	figures, err := h.releases.Figures(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, listPage(h.newListView(r.Context(), ui.Actor(r), query, page, figures)))
}

// publish answers POST /wip/communiques/{id}/publish. A release that cannot be
// published yet is opened in its form (spec 04 §4.2, §5.4), here and below.
func (h *handler) publish(w http.ResponseWriter, r *http.Request) error {
	return h.editor().DoOrMend(w, r, func(ctx context.Context, by access.Actor, id int64) (string, error) {
		release, err := h.releases.Publish(ctx, by, id)
		if err != nil {
			return "", err
		}
		return publishedMessage(release), nil
	})
}

// schedule answers POST /wip/communiques/{id}/schedule.
func (h *handler) schedule(w http.ResponseWriter, r *http.Request) error {
	return h.editor().DoOrMend(w, r, editor.Telling(h.releases.Schedule, "pressroom.flash.scheduled"))
}

// unschedule answers POST /wip/communiques/{id}/unschedule.
func (h *handler) unschedule(w http.ResponseWriter, r *http.Request) error {
	return h.editor().DoOrMend(w, r, editor.Telling(h.releases.Unschedule, "pressroom.flash.unscheduled"))
}

// unpublish answers POST /wip/communiques/{id}/unpublish.
func (h *handler) unpublish(w http.ResponseWriter, r *http.Request) error {
	return h.editor().DoOrMend(w, r, editor.Telling(h.releases.Unpublish, "pressroom.flash.unpublished"))
}

// duplicate answers POST /wip/communiques/{id}/duplicate.
func (h *handler) duplicate(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Duplicate(w, r, "pressroom.flash.duplicated",
		func(ctx context.Context, by access.Actor, sheet *pressroom.Sheet) (int64, error) {
			title := i18n.T(ctx, "pressroom.copy_of", "Title", sheet.Release.Title)
			duplicate, err := h.releases.Duplicate(ctx, by, sheet.Release.ID, title)
			if err != nil {
				return 0, err
			}
			return duplicate.ID, nil
		})
}

// delete answers POST /wip/communiques/{id}/delete.
func (h *handler) delete(w http.ResponseWriter, r *http.Request) error {
	return h.editor().Delete(w, r, "pressroom.flash.deleted", h.releases.Delete)
}

func releaseURL(id int64) string { return releaseKind.URL(id) }
func editURL(id int64) string    { return releaseKind.EditURL(id) }
func imagesURL(id int64) string  { return releaseKind.ImagesURL(id) }
func rowID(id int64) string      { return releaseKind.RowID(id) }
