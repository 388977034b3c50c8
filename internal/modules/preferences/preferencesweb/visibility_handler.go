// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"net/http"
	"strconv"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// visibility answers GET /preferences/profile; ?level= and ?as= choose what the
// preview shows, and change nothing.
func (h *handler) visibility(w http.ResponseWriter, r *http.Request) error {
	var level *int64
	if asked := r.URL.Query().Get("level"); asked != "" {
		n := levelOf(asked)
		level = &n
	}
	preview, err := h.service.Preview(r.Context(), ui.Actor(r), level, r.URL.Query().Get("as"))
	if err != nil {
		return err
	}
	view, err := h.newVisibilityView(r.Context(), preview)
	if err != nil {
		return err
	}
	return ui.Render(w, r, visibilityPage(view))
}

// saveVisibility answers POST /preferences/profile.
func (h *handler) saveVisibility(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if isCancelled(r) || !r.PostForm.Has("level") {
		web.Redirect(w, r, profilePath)
		return nil
	}
	if err := h.service.SetLevel(r.Context(), ui.Actor(r), levelOf(r.PostForm.Get("level"))); err != nil {
		return err
	}
	return h.saved(w, r, profilePath)
}

// groups answers GET /kyc/profil_groups/{level} with one's own profile as
// others would see it at that level; it changes nothing (spec 02 §11.5).
// Everybody passes the router: a program gets a bare 401, not a page.
func (h *handler) groups(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Cache-Control", "no-store")
	if ui.Actor(r).IsAnonymous() {
		w.WriteHeader(http.StatusUnauthorized)
		return nil
	}
	return h.writeGroups(w, r, levelOf(chi.URLParam(r, "level")))
}

// saveLevel answers POST /kyc/profil_groups/{level}: as GET, and saved.
func (h *handler) saveLevel(w http.ResponseWriter, r *http.Request) error {
	level := levelOf(chi.URLParam(r, "level"))
	if err := h.service.SetLevel(r.Context(), ui.Actor(r), level); err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return h.writeGroups(w, r, level)
}

func (h *handler) writeGroups(w http.ResponseWriter, r *http.Request, level int64) error {
	preview, err := h.service.Preview(r.Context(), ui.Actor(r), &level, r.URL.Query().Get("as"))
	if err != nil {
		return err
	}
	answer, err := h.newGroupsAnswer(r.Context(), preview)
	if err != nil {
		return err
	}
	return web.WriteJSON(w, http.StatusOK, answer)
}

// levelOf reads a level: the recommended one when it is no number, the nearest
// when there is none of it (spec 02 §11.5).
func levelOf(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		return preferences.LevelDefault
	}
	return preferences.ClampLevel(n)
}

// isRefusal reports whether the member can correct err.
func isRefusal(err error) bool {
	kind := errs.KindOf(err)
	return kind == errs.Invalid || kind == errs.Conflict || kind == errs.TooMany
}
