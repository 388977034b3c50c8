// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo

import (
	"slices"
	"time"
)

// Follow is one subscription: to a member or to an organisation, never both.
type Follow struct {
	Follower     string // member key
	Member       string // member key, or empty
	Organisation string // organisation key, or empty
	At           time.Time
}

// Group is a circle of members.
type Group struct {
	Key         string
	Name        string
	Description string
	Privacy     string // public or private
	Owner       string // member key
	Members     []string
	CreatedAt   time.Time
}

// befriend draws who follows whom: colleagues, then well-known people and
// organisations, which are those written first.
func (w *World) befriend() {
	r := random(partFollows)
	for i, m := range w.Members {
		seen := map[string]bool{m.Key: true, m.Organisation: true}
		at := func() time.Time {
			return m.JoinedAt.Add(time.Duration(r.Float64() * float64(w.Now.Sub(m.JoinedAt)))).Truncate(time.Second)
		}
		w.Follows = append(w.Follows, Follow{Follower: m.Key, Organisation: m.Organisation, At: at()})
		for range 4 + r.IntN(22) {
			other := w.Members[zipf(r, len(w.Members))]
			if r.IntN(3) == 0 {
				other = w.Members[(i+1+r.IntN(12))%len(w.Members)]
			}
			if !seen[other.Key] {
				seen[other.Key] = true
				w.Follows = append(w.Follows, Follow{Follower: m.Key, Member: other.Key, At: at()})
			}
		}
		for range 2 + r.IntN(9) {
			if o := w.Organisations[zipf(r, len(w.Organisations))]; !seen[o.Key] {
				seen[o.Key] = true
				w.Follows = append(w.Follows, Follow{Follower: m.Key, Organisation: o.Key, At: at()})
			}
		}
	}
}

// circles are the groups, each with its owner.
var circles = []struct{ name, owner, privacy, description string }{
	{"Fret et ports", "nicolas.mouriou", "public", "Échanger des sources, des chiffres et des contacts sur le transport de marchandises."},
	{"Données ouvertes", "basile.destrempes", "public", "Questions, corrections et jeux de données qui résistent."},
	{"Rédactions et intelligence artificielle", "clothilde.marjevol", "public", "Chartes, outils, doutes et retours d'expérience."},
	{"Pigistes du Nord", "yaelle.thouvenot", "private", "Tarifs, délais, entraide : ce qui se dit ici reste ici."},
	{"Relations presse responsables", "aurelien.tassigny", "public", "Bonnes pratiques entre communicants et journalistes."},
	{"Énergie : parlons unités", "xaviere.duplantier", "public", "Le groupe où l'on ne confond pas puissance et énergie."},
	{"Chercheurs et médias", "tiphaine.hervouet", "public", "Se comprendre avant l'entretien."},
	{"Cercle des dirigeants de presse", "berenice.castelnou", "private", "Échanges confidentiels sur l'économie des titres."},
}

// formGroups fills the circles with members who joined over time.
func (w *World) formGroups() {
	r := random(partFollows + 100)
	for i, c := range circles {
		g := Group{Key: slug(c.name), Name: typography(c.name), Description: typography(c.description), Privacy: c.privacy, Owner: c.owner,
			Members: []string{c.owner}, CreatedAt: daysBefore(w.Now, 200-float64(i)*11)}
		for range 8 + r.IntN(26) {
			if key := pick(r, w.Members).Key; !slices.Contains(g.Members, key) {
				g.Members = append(g.Members, key)
			}
		}
		w.Groups = append(w.Groups, g)
	}
}
