// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Publications shows what somebody has published, on other portals' pages.
type Publications struct {
	wall  *wire.Wall
	words *vocabulary.Store
}

// NewPublications returns the cards of the wall for other portals.
func NewPublications(wall *wire.Wall, words *vocabulary.Store) Publications {
	return Publications{wall, words}
}

// ByAuthor returns the cards of a member's latest posts.
func (p Publications) ByAuthor(ctx context.Context, by access.Actor, memberID int64) ([]ui.NewsCardData, error) {
	page, err := p.wall.OfAuthor(ctx, by, memberID)
	return p.cardsOf(ctx, page), err
}

// UnderOrganisation returns the cards of posts of a kind under an organisation,
// after a place ("" for the newest), and where they go on, "" at the end.
func (p Publications) UnderOrganisation(
	ctx context.Context, by access.Actor, organisationID int64, kind content.Kind, after string,
) (cards []ui.NewsCardData, next string, err error) {
	place, err := web.ParseCursor(after)
	if err != nil {
		return nil, "", err
	}
	cursor := wire.Cursor{ID: place.ID}
	if place.ID != 0 {
		if cursor.PublishedAt, err = place.Time(); err != nil {
			return nil, "", err
		}
	}
	page, err := p.wall.UnderOrganisation(ctx, by, organisationID, kind, cursor)
	if err != nil {
		return nil, "", err
	}
	if page.Next.ID != 0 {
		next = web.TimeCursor(page.Next.PublishedAt, page.Next.ID).Encode()
	}
	return p.cardsOf(ctx, page), next, nil
}

func (p Publications) cardsOf(ctx context.Context, page wire.Page) []ui.NewsCardData {
	shown := make([]ui.NewsCardData, len(page.Cards))
	for i, c := range page.Cards {
		shown[i] = Card(ctx, p.words, c)
		shown[i].Liked = page.Liked[c.ID]
	}
	return shown
}
