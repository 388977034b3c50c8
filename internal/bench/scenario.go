// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package main

import (
	"net/http"
	"net/url"
	"strings"
)

// queries are what readers search for: a word, two, a phrase, a beginning, a
// field, a mistake; rare and common.
var queries = []string{
	"grève", "port", "énergie", "agriculture biologique", "budget de la région", "\"transition énergétique\"",
	"hydrogène", "hôpital", "lycée professionnel", "logement social", "intelligence artificielle", "presse locale",
	"auteur:mouriou", "titre:port", "musée", "festival été", "pêche", "industrie textile", "transports publics",
	"recherche", "entreprise familiale", "eau potable", "forêt", "emploi jeunes", "numérique", "santé -hôpital",
	"agricultre", "commun", "Saint-Elme", "coopérative",
}

// pickers are what the lists of the registration ask for: whole vocabularies,
// the longest first, words among their terms, towns, and names of organisations.
var pickers = []string{
	"/reference/vocabularies/secteur_detaille", "/reference/vocabularies/metier", "/reference/vocabularies/competences_generales",
	"/reference/vocabularies/secteur_detaille?q=agri", "/reference/vocabularies/metier?q=r%C3%A9dact", "/reference/vocabularies/competences_generales?q=web",
	"/kyc/towns/FRA?q=saint", "/kyc/towns/FRA?q=paris+11", "/kyc/towns/FRA?q=29200", "/kyc/towns/FRA?q=a",
	"/reference/organisations/media?q=le", "/reference/organisations/media?q=radio",
}

// Far fewer members search than read, and each search keeps a processor busy: a
// closed loop of more searchers than processors measures its own queue, which
// the second row shows.
//
// Pickers are open to anyone and so limited to 1,200 answers a minute: few are
// asked, and no more.
const (
	pickersAsked  = 240
	searchers     = 2
	manySearchers = 4
)

// readings prepares what the readers do.
func readings(c *crowd, o choices) []plan {
	reading := func(name string, request func(worker, i int) []byte) plan {
		return plan{name: name, workers: o.workers, want: http.StatusOK, warmUp: o.warmUp, length: o.duration, next: request}
	}
	var searches []string
	for _, q := range queries {
		searches = append(searches, "/search/?qs="+url.QueryEscape(q))
	}
	plans := []plan{
		reading("wall", c.each([]string{"/wire"})),
		reading("wall, following pages", c.each(c.next)),
		reading("wall, filtered", c.each(c.walls)).by(searchers),
		reading("agenda", c.each([]string{"/events"})),
		reading("agenda, filtered", c.each(c.agendas)).by(searchers),
		reading("article", c.each(c.posts)),
		reading("home page, anonymous", anonymous("/")),
		reading("sign-in page, anonymous", anonymous("/auth/login")),
		reading("style sheet", anonymous(c.styles)),
		{name: "pickers", workers: searchers, want: http.StatusOK, next: first(pickersAsked, c.each(pickers))},
		reading("search, 30 queries", c.each(searches)).by(searchers),
		reading("search, 30 queries", c.each(searches)).by(manySearchers),
	}
	return selected(plans, o.only)
}

func selected(plans []plan, only string) []plan {
	var kept []plan
	for _, p := range plans {
		if strings.Contains(p.name, only) {
			kept = append(kept, p)
		}
	}
	return kept
}

// each gives every worker a member of its own, who opens the pages in turn,
// each beginning elsewhere.
func (c *crowd) each(paths []string) func(worker, i int) []byte {
	prepared := make([][][]byte, len(c.cookies))
	for m, cookie := range c.cookies {
		for _, path := range paths {
			prepared[m] = append(prepared[m], get(path, cookie))
		}
	}
	return func(worker, i int) []byte {
		if len(paths) == 0 {
			return nil
		}
		own := prepared[worker%len(prepared)]
		return own[(worker*7+i)%len(own)]
	}
}

// first ends a scenario after n requests of each worker.
func first(n int, next func(worker, i int) []byte) func(worker, i int) []byte {
	return func(worker, i int) []byte {
		if i >= n {
			return nil
		}
		return next(worker, i)
	}
}

// anonymous opens one page without a session.
func anonymous(path string) func(worker, i int) []byte {
	request := get(path, "")
	return func(int, int) []byte { return request }
}
