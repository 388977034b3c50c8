// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/web"
)

// Announcements shows the events of somebody on other portals' pages.
type Announcements struct{ h *handler }

// NewAnnouncements returns the cards of the agenda for other portals.
func NewAnnouncements(agenda *events.Agenda, words *vocabulary.Store) Announcements {
	return Announcements{&handler{Needs{Agenda: agenda, Vocabularies: words}}}
}

// UnderOrganisation returns the cards of the events of an organisation, after a
// place ("" for the first), nil for none, and where they go on, "" at the end.
func (a Announcements) UnderOrganisation(ctx context.Context, by access.Actor, organisationID int64, after string) (cards templ.Component, next string, err error) {
	place, err := web.ParseCursor(after)
	if err != nil {
		return nil, "", err
	}
	page, err := a.h.Agenda.UnderOrganisation(ctx, by, organisationID, events.Position(place))
	if err != nil || len(page.Cards) == 0 {
		return nil, "", err
	}
	var day dayView
	for i := range page.Cards {
		day.Cards = append(day.Cards, a.h.newCard(ctx, &page.Cards[i]))
	}
	return agendaDays(daysView{Days: []dayView{day}}), web.Cursor(page.Next).Encode(), nil
}
