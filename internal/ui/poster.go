// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"net/http"
	"sync"
	"time"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

// posterAge is how long a poster hangs before it is drawn again: long enough
// for a crowd at the door, short enough for the year in the footer.
const posterAge = time.Minute

// Poster is a page of one address that all visitors see alike who bring
// nothing of their own: neither cookies nor a query. It is drawn once a minute
// for each language; for everybody else Render draws the page as usual. The
// zero value is ready.
type Poster struct {
	mu    sync.RWMutex
	drawn map[i18n.Lang]poster
}

type poster struct {
	piece *web.Piece
	until time.Time
}

// Render answers 200 with the page.
func (p *Poster) Render(w http.ResponseWriter, r *http.Request, page templ.Component) error {
	if r.URL.RawQuery != "" || len(r.Header["Cookie"]) > 0 || !Actor(r).IsAnonymous() {
		return Render(w, r, page)
	}
	lang, now := i18n.LangOf(r.Context()), SiteOf(r.Context()).Now()
	p.mu.RLock()
	held := p.drawn[lang]
	p.mu.RUnlock()
	if held.piece != nil && now.Before(held.until) {
		return Render(w, r, Reuse(held.piece))
	}
	visit := VisitOf(r.Context())
	ctx := WithVisit(WithActor(r.Context(), access.Actor{}), Visit{Path: visit.Path, URL: visit.URL})
	piece, err := draw(ctx, page)
	if err != nil {
		return err
	}
	p.mu.Lock()
	if p.drawn == nil {
		p.drawn = map[i18n.Lang]poster{}
	}
	p.drawn[lang] = poster{piece, now.Add(posterAge)}
	p.mu.Unlock()
	return Render(w, r, Reuse(piece))
}
