// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"slices"
	"strings"
	"testing"
)

// The word that was typed goes before the others of its stem, in titles and in
// bodies; those are found too.
func TestSearch_ExactFormsFirst(t *testing.T) {
	t.Parallel()
	e := open(t,
		doc("article:1", "La portée du règlement", "Rien."),
		doc("article:2", "Les pages portées au dossier", "Rien."),
		doc("article:3", "Le port rouvre enfin lundi", "Rien."),
		doc("article:4", "Quatre", "La cause portée devant la cour. Rien d’autre."),
		doc("article:5", "Cinq", "On a rouvert le port hier matin. Rien d’autre."),
	)
	got := ids(find(t, e, Query{Text: "port"}).Hits)
	place := func(id string) int { return slices.Index(got, id) }
	if place("article:3") != 0 || place("article:5") < 0 || place("article:1") < 0 || place("article:5") > place("article:4") && place("article:4") >= 0 {
		t.Errorf("order = %v", got)
	}
	e = open(t,
		doc("article:1", "La paille porteuse sort de la maison", strings.Repeat("Un texte assez long sur bien des sujets. ", 20)),
		doc("article:2", "La criée de Quimper", strings.Repeat("Un texte assez long sur bien des sujets. ", 20)+"Retour au port."),
		doc("article:3", "Le pari prudent des ports", strings.Repeat("Un texte assez long sur bien des sujets. ", 20)),
	)
	if got, want := ids(find(t, e, Query{Text: "port"}).Hits), []string{"article:3", "article:2", "article:1"}; !slices.Equal(got, want) {
		t.Errorf("a title with another word before a text with this one: %v, want %v", got, want)
	}
	if got := ids(find(t, e, Query{Text: "ports"}).Hits); !slices.Contains(got, "article:3") {
		t.Errorf("the plural finds %v", got)
	}
}
