// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package mediaweb

import (
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// attachmentBody is the largest upload in bytes. Pictures are limited to less:
// whoever sends one a little too large is told so, not cut off.
const attachmentBody = 10 << 20

// Routes returns the addresses of pictures. Reading is open to anyone for the
// router only: a visitor gets 401, never the way to the login page, since these
// addresses stand in img elements (spec 03 §8.1).
func Routes(library *media.Library, uploads *web.Limiter) ui.Routes {
	h := &handler{library: library, uploads: uploads}
	return ui.Routes{
		ui.Get("/media/{name}", access.Anyone, h.serve),
		ui.Post("/media/attachments", access.Members, h.receive).WithBody(attachmentBody),
		ui.Post("/api/trix_blobs/", access.Members, h.receive).WithBody(attachmentBody),
	}
}

type handler struct {
	library *media.Library
	uploads *web.Limiter // of pictures a member sends; nil counts nothing
}
