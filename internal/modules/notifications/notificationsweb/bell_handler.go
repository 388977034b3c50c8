// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package notificationsweb

import (
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// page answers GET /notifications, the panel as a page of its own.
func (h *handler) page(w http.ResponseWriter, r *http.Request) error {
	found, err := h.bells.Panel(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, bellsPage(newBellsView(r.Context(), found)))
}

// panel answers GET /notifications/panel with the content of the side panel.
func (h *handler) panel(w http.ResponseWriter, r *http.Request) error {
	found, err := h.bells.Panel(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, bells(newBellsView(r.Context(), found)))
}

// read answers POST /notifications/{id}/read: the bell is read, and the reader
// goes where it leads. The address is the stored one, never the form's (spec
// 05 §9), and a path of ours.
func (h *handler) read(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	url, err := h.bells.MarkRead(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	web.Leave(w, r, destination(r, url))
	return nil
}

// readAll answers POST /notifications/read.
func (h *handler) readAll(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if _, err := h.bells.MarkAllRead(r.Context(), ui.Actor(r)); err != nil {
		return err
	}
	web.Leave(w, r, destination(r, r.PostFormValue("next")))
	return nil
}

// destination is the wanted path when it is ours, else where one came from.
func destination(r *http.Request, wanted string) string {
	if strings.HasPrefix(wanted, "/") {
		return web.SafeNext(wanted)
	}
	return web.Back(r)
}
