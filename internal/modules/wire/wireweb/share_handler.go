// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// share answers POST /wire/{id}/share, which says that the member passes the
// post on, with the number of members who have (spec 03 §12.5). Without scripts,
// the page of the post says where its address is.
func (h *handler) share(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	count, err := h.desk.Share(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if !web.IsHTMX(r) {
		h.sessions.Flash(r.Context(), web.OK, "wire.share.counted")
		web.Redirect(w, r, postURL(id))
		return nil
	}
	return ui.Render(w, r, shareCount(i18n.Number(r.Context(), count)))
}

// shareView is the button that offers to pass a post on, and its choices.
type shareView struct {
	Count   string
	URL     string // counts the member
	Address string // of the post, in full
	MailURL string // opens a letter with the title and the address
}

func newShare(ctx context.Context, p *content.Post) *shareView {
	address := ui.SiteOf(ctx).BaseURL + postURL(p.ID)
	return &shareView{
		Count: i18n.Number(ctx, p.ShareCount), URL: "/wire/" + ids.Encode(p.ID) + "/share",
		Address: address, MailURL: letterURL(p.Title, i18n.T(ctx, "wire.share.letter", "Title", p.Title, "Address", address)),
	}
}

// letterURL is an address that begins a letter to somebody yet to be chosen.
func letterURL(subject, text string) string {
	text = strings.ReplaceAll(text, "\n", "\r\n") // RFC 6068 §5
	return "mailto:?subject=" + mailEscape(subject) + "&body=" + mailEscape(text)
}

// mailEscape writes a space as %20: programs of mail show a plus as it is.
func mailEscape(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") }
