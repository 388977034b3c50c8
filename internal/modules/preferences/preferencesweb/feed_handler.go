// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"bytes"
	"context"
	"net/http"
	"time"

	"github.com/go-chi/chi/v5"
	"github.com/gorilla/feeds"

	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// integrationView is the state of one's feed.
type integrationView struct {
	Since   string // when it was opened, or ""
	Address string // shown once, when it has just been opened
}

// integration answers GET /preferences/integration.
func (h *handler) integration(w http.ResponseWriter, r *http.Request) error {
	since, err := h.service.FeedSince(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	var v integrationView
	if !since.IsZero() {
		v.Since = i18n.DateTime(r.Context(), since)
	}
	return ui.Render(w, r, integrationPage(v))
}

// changeFeed answers POST /preferences/integration.
func (h *handler) changeFeed(w http.ResponseWriter, r *http.Request) error {
	return ui.SecretAddress{
		Open: h.service.OpenFeed, Close: h.service.CloseFeed,
		Show: func(secret string) error {
			return ui.Render(w, r, integrationPage(integrationView{Address: h.baseURL + feedPath + secret}))
		},
		Gone: func() error {
			h.flash(r.Context(), web.OK, "preferences.flash.feed_closed")
			web.Redirect(w, r, integrationPath)
			return nil
		},
	}.Change(w, r)
}

// feed answers GET /feeds/wall/{secret} in Atom. The secret alone opens it:
// news readers have no session.
func (h *handler) feed(w http.ResponseWriter, r *http.Request) error {
	if err := ui.BySecret(w, r, h.readers); err != nil {
		return err
	}
	feed, err := h.service.Feed(r.Context(), chi.URLParam(r, "secret"))
	if err != nil {
		return err
	}
	var body bytes.Buffer
	if err := h.atom(r.Context(), feed).WriteAtom(&body); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "application/atom+xml; charset=utf-8")
	_, _ = w.Write(body.Bytes()) // a client that left needs no answer
	return nil
}

// atom is the feed in its member's language. Its id says nothing of the secret.
func (h *handler) atom(ctx context.Context, feed *preferences.Feed) *feeds.Feed {
	ctx = i18n.WithLang(ctx, i18n.Match(feed.Language))
	wall := h.baseURL + "/wire"
	f := &feeds.Feed{
		Title: i18n.T(ctx, "preferences.feed.title"), Subtitle: i18n.T(ctx, "preferences.feed.subtitle"),
		Link: &feeds.Link{Href: wall}, Id: wall, Updated: time.Unix(0, 0).UTC(),
	}
	for _, e := range feed.Entries {
		link := wall + "/" + ids.Encode(e.ID)
		f.Add(&feeds.Item{
			Title: e.Title, Id: link, Link: &feeds.Link{Href: link}, Description: e.Summary,
			Author: &feeds.Author{Name: e.Author}, Created: e.PublishedAt, Updated: e.UpdatedAt,
		})
		if e.UpdatedAt.After(f.Updated) {
			f.Updated = e.UpdatedAt
		}
	}
	return f
}
