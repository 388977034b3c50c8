// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package closingweb

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/closing"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// accountView is « Mon compte ».
type accountView struct {
	CopyURL   string // of the copy that can be fetched, or ""
	CopySize  string
	CopyUntil string
	Preparing bool
	Obstacles []string
}

// page answers GET /preferences/account.
func (h *handler) page(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), self(r)
	archive, err := h.service.ArchiveOf(ctx, by)
	if err != nil {
		return err
	}
	var v accountView
	switch {
	case archive != nil && archive.Ready:
		v.CopyURL, v.CopySize = closing.ArchivePath+ids.Encode(archive.ID), size(ctx, archive.Size)
		v.CopyUntil = i18n.DateTime(ctx, archive.ExpiresAt)
	case archive != nil:
		v.Preparing = true
	}
	if v.Obstacles, err = h.obstacles(ctx, by); err != nil {
		return err
	}
	return ui.Render(w, r, accountPage(v))
}

// size is a number of bytes in words, to the nearest unit that is not zero.
func size(ctx context.Context, bytes int64) string {
	const kilo, mega = 1 << 10, 1 << 20
	if bytes >= mega {
		return i18n.T(ctx, "closing.copy.megabytes", "Number", i18n.Number(ctx, (bytes+mega/2)/mega))
	}
	return i18n.T(ctx, "closing.copy.kilobytes", "Number", i18n.Number(ctx, max(1, (bytes+kilo/2)/kilo)))
}

// obstacles are the reasons for which the account stays open, in words.
func (h *handler) obstacles(ctx context.Context, by closing.By) ([]string, error) {
	found, err := h.service.Obstacles(ctx, by.ID)
	if err != nil {
		return nil, err
	}
	said := make([]string, 0, len(found))
	for _, obstacle := range found {
		said = append(said, inWords(ctx, obstacle))
	}
	return said, nil
}

// inWords is a refusal as the member reads it.
func inWords(ctx context.Context, err error) string {
	var refusal *errs.Error
	if !errors.As(err, &refusal) {
		return ""
	}
	return i18n.T(ctx, refusal.Message, refusal.Args...)
}

// askCopy answers POST /preferences/account/archive.
func (h *handler) askCopy(w http.ResponseWriter, r *http.Request) error {
	if err := h.service.AskArchive(r.Context(), self(r)); err != nil {
		return err
	}
	h.sessions.Flash(r.Context(), web.OK, "closing.flash.asked")
	web.Redirect(w, r, closing.PagePath)
	return nil
}

// longest is how long a copy may take to reach a slow connection.
const longest = 30 * time.Minute

// copy answers GET /preferences/account/archive/{id} with the file.
func (h *handler) copy(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	file, err := h.service.OpenArchive(r.Context(), self(r), id)
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }() // read only
	// Not every server knows deadlines; then its own stays.
	_ = http.NewResponseController(w).SetWriteDeadline(time.Now().Add(longest))
	w.Header().Set("Content-Type", "application/zip")
	w.Header().Set("Content-Disposition", fmt.Sprintf("attachment; filename=\"aipress24-%s.zip\"", file.AskedAt.Format(time.DateOnly)))
	http.ServeContent(w, r, "", file.ModTime(), file)
	return nil
}
