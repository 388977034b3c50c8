// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package referenceweb

import (
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/reference"
	"aipress24.com/aipress24/internal/platform/typeahead"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// perMinute is how often one address may ask: someone who types fast asks three
// times a second, and a newsroom shares one address.
const perMinute = 1200

const (
	// keep is how long lists may be kept by browsers and caches (spec 02 §4.3).
	keep = time.Hour

	// answersKept is the same of the answer to a search: names of organisations
	// appear when registrations are approved.
	answersKept = "public, max-age=300"
)

// Routes returns the lists that forms ask for. They are open to anyone, since
// registration is.
func Routes(vocabularies *vocabulary.Store, names *reference.Names) ui.Routes {
	h := &handler{vocabularies: vocabularies, names: names}
	limit := web.RateLimit(perMinute, time.Minute)
	get := func(pattern string, answer func(http.ResponseWriter, *http.Request) error) ui.Route {
		limited := limit(ui.Handler(answer))
		return ui.Get(pattern, access.Anyone, func(w http.ResponseWriter, r *http.Request) error {
			limited.ServeHTTP(w, r)
			return nil
		})
	}
	return ui.Routes{
		get(form.VocabulariesPath+"/{name}", h.vocabulary),
		get(form.OrganisationsPath+"/{list}", h.organisations),
		get(form.TownsURL+"/{country}", h.towns),
	}
}

type handler struct {
	vocabularies *vocabulary.Store
	names        *reference.Names
	documents    held[*web.Document]    // long lists as they leave
	finders      held[*typeahead.Index] // of the terms of vocabularies
}
