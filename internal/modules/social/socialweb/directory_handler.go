// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb

import (
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// members answers GET /swork/members, the directory by last name.
func (h *handler) members(w http.ResponseWriter, r *http.Request) error {
	place, err := placeOf(r)
	if err != nil {
		return err
	}
	found, next, err := h.directory.Members(r.Context(), place)
	if err != nil {
		return err
	}
	view := newMembersView(r.Context(), found, next)
	if web.IsHTMX(r) && place.ID != 0 {
		return ui.Render(w, r, memberRows(view))
	}
	return ui.Render(w, r, membersPage(view))
}

// nameSeparator parts the names in a cursor; no name contains it.
const nameSeparator = "\x1f"

// placeOf reads where the directory goes on.
func placeOf(r *http.Request) (social.Place, error) {
	c, err := web.ParseCursor(r.URL.Query().Get("after"))
	if err != nil || c.IsZero() {
		return social.Place{}, err
	}
	last, first, _ := strings.Cut(c.Key, nameSeparator)
	return social.Place{LastName: last, FirstName: first, ID: c.ID}, nil
}

// nextURL is the address of the next page, or "" at the end.
func nextURL(base string, p social.Place) string {
	if p.ID == 0 {
		return ""
	}
	c, joint := web.Cursor{Key: p.LastName + nameSeparator + p.FirstName, ID: p.ID}, "?"
	if strings.Contains(base, joint) {
		joint = "&"
	}
	return base + joint + "after=" + c.Encode()
}
