// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"
)

func TestSearch_DidYouMean(t *testing.T) {
	t.Parallel()
	e := open(t, doc("article:1", "Le règlement des armées", "Budget voté."), doc("article:2", "Autre chose", "Rien."))
	tests := []struct{ text, want string }{
		{"reglemant", "règlement"},
		{"réglemment armées", "règlement armées"},
		{"titre:reglemant SAUF chose", "titre:règlement SAUF chose"},
		{"rglement armes", "règlement armées"},
		{"vote", ""}, // found
		{"vota", ""}, // too short
		{"inexistant", ""},
	}
	for _, tt := range tests {
		if got := find(t, e, Query{Text: tt.text}).Suggestion; got != tt.want {
			t.Errorf("%q suggests %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSearch_Highlights(t *testing.T) {
	t.Parallel()
	d := doc("article:1", `L’économie <b>"verte"</b> & l’emploi`, "Un secret payant sur les économies.")
	d.Summary = "Des " + strings.Repeat("é", 400)
	d.Preview = "Les économies vertes. " + strings.Repeat("a ", 400) + "secret"
	e := open(t, d)
	hit := find(t, e, Query{Text: `économie "payant sur"`}).Hits[0]
	want := Segments{{"L’", false}, {"économie", true}, {` <b>"verte"</b> & l’emploi`, false}}
	if !slices.Equal(hit.Title, want) {
		t.Errorf("title = %q", hit.Title)
	}
	if !slices.Equal(hit.Excerpt[:2], Segments{{"Les ", false}, {"économies", true}}) {
		t.Errorf("excerpt = %q", hit.Excerpt)
	}
	for name, s := range map[string]Segments{"summary": hit.Summary, "excerpt": hit.Excerpt} {
		if n := len([]rune(s.String())); n != 300 || strings.Contains(s.String(), "secret") {
			t.Errorf("%s quotes %d characters: %q", name, n, s)
		}
	}
	hit = find(t, e, Query{Text: `"économie b verte" OR emp*`}).Hits[0]
	if want := (Segments{{"L’", false}, {"économie", true}, {" <", false}, {"b", true}, {`>"`, false}, {"verte", true}, {`"</b> & l’`, false}, {"emploi", true}}); !slices.Equal(hit.Title, want) {
		t.Errorf("title = %q", hit.Title)
	}
	if hit.URL != "/article:1" || hit.Type != "article" || !hit.At.Equal(d.At) {
		t.Errorf("hit = %+v", hit)
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	hidden := doc("article:3", "Régate secrète", "")
	hidden.VisibleFrom = noon.Add(time.Hour)
	member := doc("user:1", "Régine Dubois", "")
	e := open(t, doc("article:1", "Le règlement intérieur", ""), doc("article:2", "Autre", "réglisse"), hidden, member)
	ask := func(text string) string {
		hits, err := e.Suggest(context.Background(), Query{Text: text, Scopes: []string{"public"}})
		if err != nil {
			t.Fatal(err)
		}
		found := ids(hits)
		slices.Sort(found)
		return strings.Join(found, " ")
	}
	for text, want := range map[string]string{
		"rég": "article:1 user:1", "intérieur reg": "article:1", "reglements": "article:1",
		"rég ": "", "dub": "user:1", "": "", "*": "", "\"": "",
	} {
		if got := ask(text); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", text, got, want)
		}
	}
}

// All the words in the title go before one of them in a name or a keyword,
// however short the other title is.
func TestSuggest_titlesWithAllTheWordsFirst(t *testing.T) {
	t.Parallel()
	named := doc("article:1", "Le fret", "")
	named.Names, named.Tags = []string{"Marc Marin", "Marée"}, []string{"Marchés", "Fret"}
	e := open(t, named, doc("article:2", "Fret maritime : les ports du Nord misent sur le rail pour absorber la vague de 2027", ""))
	for _, tt := range []struct{ text, want string }{
		{"fret mar", "article:2 article:1"}, {"maritime fr", "article:2"}, {"fret marin", "article:1"}, {"fret", "article:1 article:2"},
	} {
		hits, err := e.Suggest(context.Background(), Query{Text: tt.text, Scopes: []string{"public"}})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(ids(hits), " "); got != tt.want {
			t.Errorf("Suggest(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
	one, err := e.Suggest(context.Background(), Query{Text: "fret mar", Scopes: []string{"public"}, Size: 1})
	if err != nil || len(one) != 1 || one[0].ID != "article:2" {
		t.Errorf("one suggestion = %v, %v", ids(one), err)
	}
}
