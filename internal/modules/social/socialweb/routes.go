// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package socialweb is the pages of members and organisations.
package socialweb

import (
	"context"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/ui"
)

// Publications is the part of the news portal that these pages need: the
// cards of what somebody has published, ready to show.
type Publications interface {
	ByAuthor(ctx context.Context, by access.Actor, memberID int64) ([]ui.NewsCardData, error)
	UnderOrganisation(ctx context.Context, by access.Actor, organisationID int64, kind content.Kind, after string) (cards []ui.NewsCardData, next string, err error)
}

// Agenda is the part of the portal of events that these pages need.
type Agenda interface {
	// UnderOrganisation returns the cards of the events of an organisation after
	// a place ("" for the first), nil for none, and where they go on, "" at the
	// end.
	UnderOrganisation(ctx context.Context, by access.Actor, organisationID int64, after string) (cards templ.Component, next string, err error)
}

// Routes returns every URL of the social portal.
func Routes(directory *social.Directory, catalogue *social.Catalogue, publications Publications, agenda Agenda, words *vocabulary.Store) ui.Routes {
	h := &handler{directory: directory, catalogue: catalogue, publications: publications, agenda: agenda, words: words}
	return ui.Routes{
		ui.Get("/swork", access.Members, h.members),
		ui.Get("/swork/members", access.Members, h.members),
		ui.Get("/swork/profile", access.Members, h.own),
		ui.Get("/swork/members/{id}", access.Members, h.member),
		ui.Get("/swork/organisations", access.Members, h.organisations),
		ui.Get("/swork/organisations/{id}", access.Members, h.organisation),
	}
}

type handler struct {
	directory    *social.Directory
	catalogue    *social.Catalogue
	publications Publications
	agenda       Agenda
	words        *vocabulary.Store
}
