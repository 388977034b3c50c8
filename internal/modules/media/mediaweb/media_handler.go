// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mediaweb

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/ui"
)

// forever is how long the reader's own browser keeps a picture: its name is
// its content, so that it never changes.
const forever = "private, max-age=31536000, immutable"

// serve answers GET /media/{name}, whole or in part. ?w= chooses one of the
// sizes of media.Widths; any other value is the largest.
func (h *handler) serve(w http.ResponseWriter, r *http.Request) error {
	by := ui.Actor(r)
	if by.IsAnonymous() {
		w.Header().Set("Cache-Control", "no-store")
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	file, err := h.library.Open(r.Context(), by, chi.URLParam(r, "name"), widthOf(r))
	if err != nil {
		return err
	}
	defer func() {
		// The bytes are sent by then: a store that fails to close has nothing
		// to tell the reader.
		_ = file.Close()
	}()
	header := w.Header()
	header.Set("Content-Type", file.ContentType)
	header.Set("Cache-Control", keeping(file))
	header.Set("ETag", tagOf(file.Name))
	header.Set("X-Content-Type-Options", "nosniff")
	// Even a file taken for a page could do nothing.
	header.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

// widthOf is the width asked for in pixels, or 0 for the largest.
func widthOf(r *http.Request) int64 {
	width, err := strconv.Atoi(r.URL.Query().Get("w"))
	if err != nil || !slices.Contains(media.Widths(), width) {
		return 0
	}
	return int64(width)
}

// tagOf is the entity tag of a rendition: the digest of its bytes.
func tagOf(name string) string {
	digest, _, _ := strings.Cut(name, ".")
	return strconv.Quote(digest)
}

// keeping is how long a browser may keep a file. One that not every member may
// see, a draft's, must not outlive the right to see it (security checklist §1).
func keeping(file *media.Opened) string {
	if file.Shared {
		return forever
	}
	return "private, no-store"
}
