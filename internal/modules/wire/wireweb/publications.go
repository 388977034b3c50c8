// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/wire"
	"aipress24.com/aipress24/internal/ui"
)

// Publications shows what somebody has published, on other portals' pages.
type Publications struct{ wall *wire.Wall }

// NewPublications returns the cards of the wall for other portals.
func NewPublications(wall *wire.Wall) Publications { return Publications{wall} }

// ByAuthor returns the cards of a member's latest posts.
func (p Publications) ByAuthor(ctx context.Context, by access.Actor, memberID int64) ([]ui.NewsCardData, error) {
	page, err := p.wall.OfAuthor(ctx, by, memberID)
	return cardsOf(ctx, page), err
}

// ByOrganisation returns the cards of the latest posts under an organisation.
func (p Publications) ByOrganisation(ctx context.Context, by access.Actor, organisationID int64) ([]ui.NewsCardData, error) {
	page, err := p.wall.OfOrganisation(ctx, by, organisationID)
	return cardsOf(ctx, page), err
}

func cardsOf(ctx context.Context, page wire.Page) []ui.NewsCardData {
	shown := make([]ui.NewsCardData, len(page.Cards))
	for i, c := range page.Cards {
		shown[i] = Card(ctx, c)
		shown[i].Liked = page.Liked[c.ID]
	}
	return shown
}
