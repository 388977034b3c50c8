// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package events

import (
	"context"
	"fmt"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/paging"
)

// OrganisationPageSize is how many events a page of an organisation shows.
const OrganisationPageSize = 12

// UnderOrganisation returns the visible events of an organisation, past and to
// come, after a position, the last to begin first: those announced under it and
// those that its people have announced for others, each once (spec 05 §5.2, 07
// §7.12).
func (a *Agenda) UnderOrganisation(ctx context.Context, by access.Actor, organisationID int64, after Position) (Page, error) {
	selected := a.db.Reader().NewSelect().TableExpr("event_posts AS p").ColumnExpr("p.id").
		Apply(content.VisibleAt(a.now())).Where("p.id IN ("+content.EventsOfSQL("?0")+")", organisationID).
		OrderExpr("p.starts_at DESC, p.id DESC").Limit(OrganisationPageSize + 1)
	if after != (Position{}) {
		at, err := paging.ParseInstant(after.Key)
		if err != nil {
			return Page{}, err
		}
		selected = selected.Where("(p.starts_at, p.id) < (?, ?)", at, after.ID)
	}
	var found []Card
	err := a.db.Reader().NewRaw(cardColumns+" FROM (?2) f "+cardJoins+" ORDER BY p.starts_at DESC, p.id DESC", by.UserID, summaryLength, selected).Scan(ctx, &found)
	if err != nil {
		return Page{}, fmt.Errorf("read the events of organisation %d: %w", organisationID, err)
	}
	if len(found) <= OrganisationPageSize {
		return Page{Cards: found}, nil
	}
	found = found[:OrganisationPageSize]
	return Page{Cards: found, Next: BySchedule.position(&found[OrganisationPageSize-1])}, nil
}
