// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package devdoorsweb

import (
	"log/slog"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

const (
	pageSize = 25
	// jsonSize is how many of the newest mails a test may ask for at once.
	jsonSize = 200

	// framePolicy lets a mail show itself and nothing else; its links open new
	// windows, which are ordinary pages again.
	framePolicy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; " +
		"style-src 'unsafe-inline'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

// list answers GET /dev/mail with the captured mails, the newest first.
func (h *handler) list(w http.ResponseWriter, r *http.Request) error {
	return h.renderList(w, r, http.StatusOK, form.Values{}, nil)
}

// renderList shows a page of mails, with the sample form as it was posted.
func (h *handler) renderList(w http.ResponseWriter, r *http.Request, status int, values form.Values, problem error) error {
	position, err := web.ParseCursor(r.URL.Query().Get("after"))
	if err != nil {
		return err
	}
	letters, err := h.post.Letters(r.Context(), position.ID, pageSize+1)
	if err != nil {
		return err
	}
	view := newListView(r.Context(), letters, h.post.IsCapturing())
	w.Header().Set("Cache-Control", "no-store")
	return ui.RenderStatus(w, r, status, listPage(view, values, problem))
}

// listJSON answers GET /dev/mail.json?to=address with the newest mails, for
// tests that follow a link in one.
func (h *handler) listJSON(w http.ResponseWriter, r *http.Request) error {
	letters, err := h.post.Letters(r.Context(), 0, jsonSize)
	if err != nil {
		return err
	}
	to := strings.ToLower(strings.TrimSpace(r.URL.Query().Get("to")))
	list := []letterJSON{}
	for _, letter := range letters {
		if to == "" || letter.Recipient == to {
			list = append(list, newLetterJSON(letter))
		}
	}
	w.Header().Set("Cache-Control", "no-store")
	return web.WriteJSON(w, http.StatusOK, list)
}

// show answers GET /dev/mail/{id}?view=html|text|headers with one mail.
func (h *handler) show(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	letter, err := h.post.Letter(r.Context(), id)
	if err != nil {
		return err
	}
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	// The pages' own policy knows no frames.
	policy := strings.TrimPrefix(header.Get("Content-Security-Policy")+"; frame-src 'self'", "; ")
	header.Set("Content-Security-Policy", policy)
	return ui.Render(w, r, letterPage(newLetterView(r.Context(), letter, r.URL.Query().Get("view"))))
}

// frame answers GET /dev/mail/{id}/html with the mail itself.
func (h *handler) frame(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	letter, err := h.post.Letter(r.Context(), id)
	if err != nil {
		return err
	}
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Cache-Control", "no-store")
	header.Set("Content-Security-Policy", framePolicy)
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	_, err = w.Write([]byte(inNewWindows(letter.HTML)))
	if err != nil && !web.Gone(r, err) {
		return err
	}
	return nil
}

// clear answers POST /dev/mail/clear.
func (h *handler) clear(w http.ResponseWriter, r *http.Request) error {
	if err := h.post.Clear(r.Context()); err != nil {
		return err
	}
	h.flash(r.Context(), web.OK, "dev.mail.cleared")
	web.Redirect(w, r, mailPath)
	return nil
}

// sendSample answers POST /dev/mail/test.
func (h *handler) sendSample(w http.ResponseWriter, r *http.Request) error {
	f := sampleForm()
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err := f.Validate(r.Context(), values); err != nil {
		return h.renderList(w, r, http.StatusUnprocessableEntity, values, err)
	}
	err = h.post.SendSample(r.Context(), values.Text("to"))
	if errs.KindOf(err) == errs.Invalid {
		// The page says what to do; the server's own words are for the log.
		slog.InfoContext(r.Context(), "sample letter not sent", "error", err)
		return h.renderList(w, r, http.StatusUnprocessableEntity, values, err)
	}
	if err != nil {
		return err
	}
	h.flash(r.Context(), web.OK, "dev.mail.sample_sent")
	web.Redirect(w, r, mailPath)
	return nil
}
