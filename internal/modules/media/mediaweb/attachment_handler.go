// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mediaweb

import (
	"context"
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// attachment is what the editor learns of a picture it has sent.
type attachment struct {
	URL      string `json:"url"`
	Href     string `json:"href"` // the same: the editor links to it
	Filename string `json:"filename"`
}

// refusal is what the editor shows when the picture is refused.
type refusal struct {
	Error string `json:"error"`
}

// receive answers POST /media/attachments with the address of the picture.
func (h *handler) receive(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.uploads); err != nil {
		return refuse(w, r, err)
	}
	sent, err := web.ReadFile(r, "file", attachmentBody)
	if err != nil {
		return refuse(w, r, err)
	}
	file, err := h.library.Store(r.Context(), ui.Actor(r).UserID, sent.Data)
	if err != nil {
		return refuse(w, r, err)
	}
	url := media.URL(file.Name)
	return web.WriteJSON(w, http.StatusOK, attachment{URL: url, Href: url, Filename: sent.Name})
}

// refuse tells the editor why, in the member's language; what is our fault is
// for the page edge.
func refuse(w http.ResponseWriter, r *http.Request, err error) error {
	status := ui.Status(err)
	if status >= http.StatusInternalServerError {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.WriteJSON(w, status, refusal{Error: reason(r.Context(), err)})
}

func reason(ctx context.Context, err error) string {
	if _, key := web.Describe(err); key != "" {
		return i18n.T(ctx, key)
	}
	var refused *errs.Error
	if errors.As(err, &refused) {
		return i18n.T(ctx, refused.Message, refused.Args...)
	}
	return i18n.T(ctx, "error.invalid.text")
}
