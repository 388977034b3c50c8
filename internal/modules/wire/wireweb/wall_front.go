// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"
	"slices"
	"sync"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// batchSize is how many cards of the front page are drawn together. A card the
// reader likes costs drawing its whole batch again; smaller batches compress
// less well.
const batchSize = 6

// fronts keeps the front page drawn, once for each language and time zone,
// until the wall has another edition: drawing and compressing thirty cards is
// most of what a page of the wall costs. Which cards the reader likes is asked
// anew each time.
type fronts struct {
	mu      sync.Mutex
	edition uint64
	drawn   map[frontKey]*front
}

type frontKey struct {
	lang i18n.Lang
	zone string
}

// front is a front page drawn as nobody sees it.
type front struct {
	view    wallView
	batches []batch
}

// batch is some consecutive cards.
type batch struct {
	ids   []int64
	cards []ui.NewsCardData
	drawn templ.Component
}

// view returns the front page as the reader of ctx sees it.
func (f *fronts) view(ctx context.Context, page wire.Page) (wallView, error) {
	drawn, err := f.of(ctx, page)
	if err != nil {
		return wallView{}, err
	}
	return drawn.likedBy(page.Liked), nil
}

// of returns the drawn front page, drawing it when it is the first of its
// edition; others wait for it.
func (f *fronts) of(ctx context.Context, page wire.Page) (*front, error) {
	key := frontKey{i18n.LangOf(ctx), i18n.ZoneOf(ctx).String()}
	f.mu.Lock()
	defer f.mu.Unlock()
	if page.Edition > f.edition {
		f.edition, f.drawn = page.Edition, map[frontKey]*front{}
	}
	if held := f.drawn[key]; held != nil && page.Edition == f.edition {
		return held, nil
	}
	drawn, err := drawFront(ctx, page)
	if err == nil && page.Edition == f.edition {
		f.drawn[key] = drawn
	}
	return drawn, err
}

// drawFront draws the cards in batches, and what stands beside them.
func drawFront(ctx context.Context, page wire.Page) (*front, error) {
	page.Liked = nil // nobody's
	f := &front{view: newWallView(ctx, page, wire.Cursor{})}
	at := 0
	for cards := range slices.Chunk(f.view.Cards, batchSize) {
		piece, err := ui.Draw(ctx, ui.NewsCards(cards))
		if err != nil {
			return nil, err
		}
		b := batch{cards: cards, drawn: ui.Reuse(piece)}
		for _, c := range page.Cards[at : at+len(cards)] {
			b.ids = append(b.ids, c.ID)
		}
		f.batches, at = append(f.batches, b), at+len(cards)
	}
	aside, err := ui.Draw(ctx, wallAside(f.view))
	f.view.Aside = ui.Reuse(aside)
	return f, err
}

// likedBy is the page with the reader's likes: batches without any are shown
// as they were drawn.
func (f *front) likedBy(liked map[int64]bool) wallView {
	view := f.view
	view.Drawn = make([]templ.Component, len(f.batches))
	for i, b := range f.batches {
		view.Drawn[i] = b.likedBy(liked)
	}
	return view
}

func (b batch) likedBy(liked map[int64]bool) templ.Component {
	if !slices.ContainsFunc(b.ids, func(id int64) bool { return liked[id] }) {
		return b.drawn
	}
	cards := slices.Clone(b.cards)
	for i, id := range b.ids {
		cards[i].Liked = liked[id]
	}
	return ui.NewsCards(cards)
}
