// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wire

import (
	"context"
	"math"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
)

// OrganisationPageSize is how many posts a page of an organisation shows.
const OrganisationPageSize = 12

// The posts of an organisation ($2), before a place: articles that it publishes;
// press releases that it publishes and those that its people have written for
// others, each once (spec 05 §5.2).
var (
	articlesUnder = cardQuery + ` AND p.kind = 'article' AND p.publisher_id = $2 AND (p.published_at, p.id) < ($3, $4)
ORDER BY p.published_at DESC, p.id DESC` + limit(OrganisationPageSize+1)

	releasesUnder = cardQuery + ` AND p.kind = 'press_release' AND p.id IN (` + content.ReleasesOfSQL("$2") + `) AND (p.published_at, p.id) < ($3, $4)
ORDER BY p.published_at DESC, p.id DESC` + limit(OrganisationPageSize+1)
)

// UnderOrganisation returns the visible posts of a kind under an organisation
// after the cursor, newest first, with the actor's likes.
func (w *Wall) UnderOrganisation(ctx context.Context, by access.Actor, organisationID int64, kind content.Kind, after Cursor) (Page, error) {
	query, now := articlesUnder, w.now().UTC()
	if kind == content.PressRelease {
		query = releasesUnder
	}
	if after.ID == 0 {
		after = Cursor{PublishedAt: now.Add(time.Second), ID: math.MaxInt64}
	}
	found, err := cards(ctx, w.db, query, now, organisationID, after.PublishedAt.UTC(), after.ID)
	if err != nil {
		return Page{}, err
	}
	page := Page{Cards: found}
	if len(found) > OrganisationPageSize {
		last := found[OrganisationPageSize-1]
		page.Cards, page.Next = found[:OrganisationPageSize], Cursor{PublishedAt: last.PublishedAt, ID: last.ID}
	}
	page.Liked, err = likedAmong(ctx, w.db, by.UserID, page.Cards)
	return page, err
}
