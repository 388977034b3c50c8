// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"
	"slices"
	"sync"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// batchSize is how many cards of the front page are drawn together: one drawing
// for each pattern of likes that readers have in it. Smaller batches have fewer
// patterns and compress less well.
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

// front is a front page as nobody sees it.
type front struct {
	view    wallView
	batches []*batch
}

// batch is some consecutive cards, and how they were drawn so far.
type batch struct {
	ids   []int64
	cards []ui.NewsCardData
	drawn sync.Map // templ.Component by pattern: bit i is set when card i is liked
}

// view returns the front page as the reader of ctx sees it. The dress of the
// page is what stands above its cards, the same for all.
func (f *fronts) view(ctx context.Context, words *vocabulary.Store, page wire.Page, dress dress) (wallView, error) {
	drawn, err := f.of(ctx, words, page, dress)
	if err != nil {
		return wallView{}, err
	}
	return drawn.likedBy(ctx, page.Liked)
}

// of returns the front page, prepared by the first reader of its edition; others
// wait for it.
func (f *fronts) of(ctx context.Context, words *vocabulary.Store, page wire.Page, dress dress) (*front, error) {
	key := frontKey{i18n.LangOf(ctx), i18n.ZoneOf(ctx).String()}
	f.mu.Lock()
	defer f.mu.Unlock()
	if page.Edition > f.edition {
		f.edition, f.drawn = page.Edition, map[frontKey]*front{}
	}
	if held := f.drawn[key]; held != nil && page.Edition == f.edition {
		return held, nil
	}
	drawn, err := drawFront(ctx, words, page, dress)
	if err == nil && page.Edition == f.edition {
		f.drawn[key] = drawn
	}
	return drawn, err
}

// dress puts the bars above the cards of a view.
type dress func(context.Context, *wallView)

// drawFront prepares the batches, and draws what stands around them.
func drawFront(ctx context.Context, words *vocabulary.Store, page wire.Page, dress dress) (*front, error) {
	page.Liked = nil // nobody's
	tab := wire.TabWall
	if len(page.Cards) > 0 && page.Cards[0].Kind == content.PressRelease {
		tab = wire.TabReleases
	}
	f := &front{view: newWallView(ctx, words, page, tabQuery{Tab: tab, Selection: wire.Selection{Sort: wire.ByDate}})}
	dress(ctx, &f.view)
	for at := 0; at < len(page.Cards); at += batchSize {
		end := min(at+batchSize, len(page.Cards))
		b := &batch{cards: f.view.Cards[at:end]}
		for _, c := range page.Cards[at:end] {
			b.ids = append(b.ids, c.ID)
		}
		f.batches = append(f.batches, b)
	}
	aside, err := ui.Draw(ctx, wallAside(f.view))
	if err != nil {
		return nil, err
	}
	head, err := ui.Draw(ctx, wallHead(f.view))
	if err != nil {
		return nil, err
	}
	f.view.Aside, f.view.Head = ui.Reuse(aside), ui.Reuse(head)
	return f, nil
}

// likedBy is the page with the reader's likes.
func (f *front) likedBy(ctx context.Context, liked map[int64]bool) (wallView, error) {
	view := f.view
	view.Drawn = make([]templ.Component, len(f.batches))
	for i, b := range f.batches {
		var err error
		if view.Drawn[i], err = b.likedBy(ctx, liked); err != nil {
			return wallView{}, err
		}
	}
	return view, nil
}

// likedBy draws the cards, unless another reader has the same likes in them.
func (b *batch) likedBy(ctx context.Context, liked map[int64]bool) (templ.Component, error) {
	pattern := 0
	for i, id := range b.ids {
		if liked[id] {
			pattern |= 1 << i
		}
	}
	if held, found := b.drawn.Load(pattern); found {
		return held.(templ.Component), nil
	}
	cards := slices.Clone(b.cards)
	for i, id := range b.ids {
		cards[i].Liked = liked[id]
	}
	piece, err := ui.Draw(ctx, ui.NewsCards(cards))
	if err != nil {
		return nil, err
	}
	drawn := ui.Reuse(piece)
	b.drawn.Store(pattern, drawn)
	return drawn, nil
}
