// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
)

// TabPage returns a page of a tab after the cursor, as the actor sees it. The
// number of queries does not depend on what is asked or found (spec 03 §4.3).
func (w *Wall) TabPage(ctx context.Context, by access.Actor, tab Tab, s Selection, after Cursor) (Page, error) {
	if s.IsPlain() && !tab.Follows() {
		return w.plain(ctx, by, tab.Kind(), after)
	}
	found, err := w.selected(ctx, by, tab, s, after)
	if err != nil {
		return Page{}, fmt.Errorf("read tab %s: %w", tab, err)
	}
	found.Liked, err = likedAmong(ctx, w.db, by.UserID, found.Cards)
	return found, err
}

func (w *Wall) selected(ctx context.Context, by access.Actor, tab Tab, s Selection, after Cursor) (Page, error) {
	now := w.now().UTC()
	q := tabQuery{tab: tab, Selection: s, after: after, now: now, engine: w.db.Engine()}
	if tab.Follows() {
		sources, err := followed(ctx, w.db.Reader(), by.UserID, tab)
		if err != nil {
			return Page{}, fmt.Errorf("read who is followed: %w", err)
		}
		if sources.none() {
			return Page{Nobody: true, Trending: w.trending()}, nil
		}
		q.sources = &sources
	}
	if err := q.weighTags(ctx, w.db.Reader()); err != nil {
		return Page{}, fmt.Errorf("weigh tags: %w", err)
	}
	if err := q.weighMatches(ctx, w.db.Reader()); err != nil {
		return Page{}, fmt.Errorf("weigh what is asked for: %w", err)
	}
	ids, err := q.ids(ctx, w.db.Reader())
	if err != nil {
		return Page{}, err
	}
	list, err := cardsInOrder(ctx, w.db, now, ids)
	if err != nil {
		return Page{}, err
	}
	page := Page{Cards: list[:min(len(list), PageSize)], Trending: w.trending()}
	if len(ids) > PageSize && len(page.Cards) > 0 {
		last := &page.Cards[len(page.Cards)-1]
		page.Next = Cursor{Count: s.Sort.count(last), PublishedAt: last.PublishedAt, ID: last.ID}
	}
	return page, nil
}

// trending are the articles of the week as the first page last ranked them, or
// none before anybody has opened it.
func (w *Wall) trending() []Card {
	if held := w.fronts[content.Article].held.Load(); held != nil {
		return held.page.Trending
	}
	return nil
}
