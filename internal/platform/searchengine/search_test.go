// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package searchengine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)

// open gives an engine in memory holding docs.
func open(t testing.TB, docs ...Document) *Engine {
	t.Helper()
	e, err := Open(Options{
		Now:     func() time.Time { return noon },
		Facets:  []string{"sector", "city"},
		Aliases: map[string]string{"titre": "title", "auteur": "names", "author": "names", "secteur": "sector", "étiquette": "tag"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := e.Close(); err != nil {
			t.Error(err)
		}
	})
	apply(t, e, Batch{Upserts: docs})
	return e
}

func apply(t testing.TB, e *Engine, b Batch) {
	t.Helper()
	if err := e.Apply(context.Background(), b); err != nil {
		t.Fatal(err)
	}
}

// doc is a public document dated a month before noon.
func doc(id, title, text string) Document {
	kind, _, _ := strings.Cut(id, ":")
	return Document{ID: id, Type: kind, Title: title, Text: text, Scopes: []string{"public"}, At: noon.AddDate(0, -1, 0), URL: "/" + id}
}

func find(t testing.TB, e *Engine, q Query) *Result {
	t.Helper()
	if q.Scopes == nil {
		q.Scopes = []string{"public"}
	}
	if q.Size == 0 {
		q.Size = 20
	}
	res, err := e.Search(context.Background(), q)
	if err != nil {
		t.Fatalf("Search(%q): %v", q.Text, err)
	}
	return res
}

func ids(hits []Hit) []string {
	out := make([]string, 0, len(hits))
	for _, h := range hits {
		out = append(out, h.ID)
	}
	return out
}

func sortedIDs(res *Result) string {
	found := ids(res.Hits)
	slices.Sort(found)
	return strings.Join(found, " ")
}

func TestSearch_French(t *testing.T) {
	t.Parallel()
	e := open(t,
		doc("article:1", "Le règlement européen", "Les institutions financières s’inquiètent."),
		doc("article:2", "L’Économie verte", "Des journaux régionaux en parlent aujourd’hui."),
		doc("article:3", "Grève au port", "Le trafic des chevaux reprend d’ici lundi à Fos."),
		doc("article:4", "Cœur de ville", "Aucun rapport."),
	)
	tests := []struct{ text, want string }{
		{"reglement", "article:1"},
		{"RÈGLEMENTS", "article:1"},
		{"re\u0301glement", "article:1"}, // accent written apart
		{"Économie", "article:2"},
		{"economie", "article:2"},
		{"économies", "article:2"},
		{"l'économie", "article:2"},
		{"l’economie", "article:2"},
		{"journal", "article:2"},
		{"journal régional", "article:2"},
		{"cheval", "article:3"},
		{"financier", "article:1"},
		{"financieres", "article:1"},
		{"coeur", "article:4"},
		{"la grève du port", "article:3"},
		{"la", ""},
		{"le", "article:1 article:3"},
		{"port économie", ""},
		{"absent", ""},
		{"", ""},
	}
	for _, tt := range tests {
		if got := sortedIDs(find(t, e, Query{Text: tt.text})); got != tt.want {
			t.Errorf("%q finds %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSearch_EnglishVariant(t *testing.T) {
	t.Parallel()
	english := doc("article:1", "The economy of cities", "Reporters were running.")
	english.Language = "en-GB"
	french := doc("article:2", "Les citations", "Des coureurs.")
	e := open(t, english, french)
	for text, want := range map[string]string{
		"the economy": "article:1", "economies": "article:1", "city": "article:1",
		"run": "article:1", "reporter": "article:1", "citation": "article:2",
	} {
		if got := sortedIDs(find(t, e, Query{Text: text})); got != want {
			t.Errorf("%q finds %q, want %q", text, got, want)
		}
	}
}

func TestSearch_Operators(t *testing.T) {
	t.Parallel()
	first := doc("article:1", "Budget de la santé", "Hôpital et recherche médicale.")
	first.Names, first.Tags = []string{"Jeanne d’Arvor"}, []string{"Énergie nucléaire"}
	first.Facets = map[string][]string{"sector": {"Santé publique"}, "city": {"Lyon"}}
	e := open(t, first,
		doc("article:2", "Budget des armées", "Recherche balistique."),
		doc("article:3", "Vélo", "La recherche du meilleur budget, santé comprise : covid-19."),
	)
	tests := []struct{ text, want string }{
		{"budget santé", "article:1 article:3"},
		{"budget AND armées", "article:2"},
		{"budget ET armées", "article:2"},
		{"hôpital OR balistique", "article:1 article:2"},
		{"hôpital OU vélo", "article:1 article:3"},
		{"budget NOT santé", "article:2"},
		{"budget SAUF recherche", ""},
		{"budget SAUF (armées OU vélo)", "article:1"},
		{"SAUF armées", "article:1 article:3"},
		{"zzzz SAUF armées", ""},
		{"NOT NOT armées", "article:2"},
		{`"recherche médicale"`, "article:1"},
		{`"médicale recherche"`, ""},
		{"« recherche du meilleur »", "article:3"},
		{`"budget de la santé"`, "article:1"},
		{"médi*", "article:1"},
		{"balist* budget", "article:2"},
		{"h*", ""},
		{"v*", "article:3"},
		{"title:budget", "article:1 article:2"},
		{"titre:budget", "article:1 article:2"},
		{`title:"budget des armées"`, "article:2"},
		{"title:hôpital", ""},
		{"author:arvor", "article:1"},
		{"auteur:jeanne", "article:1"},
		{"names:budget", ""},
		{"sector:santé", "article:1"},
		{`secteur:"sante publique"`, "article:1"},
		{"tag:nucléaire", "article:1"},
		{"etiquette:énergie", "article:1"},
		{"nucléaire", "article:1"},
		{"lyon", "article:1"},
		{"city:lyon SAUF budget", ""},
		{"type:article vélo", "article:3"},
		{"covid-19", "article:3"},
		{"inconnu:budget", ""},
		{"a AND OR ) ( \" : * budget armées", "article:2"},
		{"(budget armées", "article:2"},
		{"budget) armées", "article:2"},
		{"budget OR", "article:1 article:2 article:3"},
	}
	for _, tt := range tests {
		if got := sortedIDs(find(t, e, Query{Text: tt.text})); got != tt.want {
			t.Errorf("%q finds %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSearch_Ranking(t *testing.T) {
	t.Parallel()
	filler := strings.Repeat("Un texte assez long sur bien des sujets. ", 20)
	title := doc("article:1", "Hydrogène : le plan", filler)
	tag := doc("article:2", "Deux", filler)
	tag.Tags = []string{"hydrogène"}
	summary := doc("article:3", "Trois", filler)
	summary.Summary = "Un point sur l’hydrogène et le reste de la filière."
	body := doc("article:4", "Quatre", filler+"hydrogène")
	e := open(t, body, summary, tag, title)
	got := strings.Join(ids(find(t, e, Query{Text: "hydrogene"}).Hits), " ")
	if want := "article:1 article:2 article:3 article:4"; got != want {
		t.Errorf("order = %s, want %s", got, want)
	}
}

// A hit says when what matched is in the part of its text that is not shown, and
// only then: not for a name or a tag.
func TestSearch_MatchOutsideTheStored(t *testing.T) {
	t.Parallel()
	deep := doc("article:1", "Un", strings.Repeat("mot ", 100)+"pélargonium des quais")
	deep.Preview = strings.Repeat("mot ", 75)
	near := doc("article:2", "Deux", "pélargonium")
	near.Preview = near.Text
	named := doc("article:3", "Trois", "mot")
	named.Names = []string{"Pélargonium Presse"}
	e := open(t, deep, near, named)
	for _, text := range []string{"pelargonium", "pelargoniums", "pelarg*", "\"pélargonium\"", "pélargonium OR absent"} {
		hits := find(t, e, Query{Text: text}).Hits
		for _, hit := range hits {
			if want := hit.ID == "article:1"; hit.Hidden != want {
				t.Errorf("%s, %s: hidden = %v", text, hit.ID, hit.Hidden)
			}
		}
		if !slices.Contains(ids(hits), "article:1") {
			t.Errorf("%s finds %v", text, ids(hits))
		}
	}
}

func TestSearch_Recency(t *testing.T) {
	t.Parallel()
	var docs []Document
	for i := range 30 { // the newest is indexed last, beyond the first page
		d := doc(fmt.Sprintf("article:%02d", i), "Vendanges", "tardives")
		d.At = noon.AddDate(0, i-30, 0)
		docs = append(docs, d)
	}
	undated := doc("article:99", "Vendanges", "tardives")
	undated.At = time.Time{}
	e := open(t, append(docs, undated)...)
	q := Query{Text: "vendanges", Size: 3}
	if got := strings.Join(ids(find(t, e, q).Hits), " "); got != "article:29 article:28 article:27" {
		t.Errorf("by relevance: %s", got)
	}
	q.Size, q.Sort = 40, ByDate
	got := ids(find(t, e, q).Hits)
	if got[0] != "article:29" || got[29] != "article:00" || got[30] != "article:99" {
		t.Errorf("by date: %v", got)
	}
	all := find(t, e, Query{Text: "vendanges", Size: 40}).Hits
	if gain := all[0].Score / all[30].Score; gain < 1.2 || gain > 1.25 {
		t.Errorf("a recent document weighs %.3f times an undated one", gain)
	}
}

func TestSearch_PagesAndPeriods(t *testing.T) {
	t.Parallel()
	var docs []Document
	for i := range 25 {
		d := doc(fmt.Sprintf("article:%02d", i), "Sommet", "x")
		d.At = noon.AddDate(0, 0, -i)
		docs = append(docs, d)
	}
	e := open(t, docs...)
	seen := map[string]bool{}
	for from := 0; from < 25; from += 10 {
		res := find(t, e, Query{Text: "sommet", From: from, Size: 10})
		if res.Total != 25 {
			t.Errorf("total = %d, want 25", res.Total)
		}
		for _, h := range res.Hits {
			seen[h.ID] = true
		}
	}
	if len(seen) != 25 {
		t.Errorf("pages show %d documents, want 25", len(seen))
	}
	res := find(t, e, Query{Text: "sommet", Since: noon.AddDate(0, 0, -4), Until: noon})
	if res.Total != 4 {
		t.Errorf("period finds %d, want 4", res.Total)
	}
	for _, q := range []Query{{From: -5, Size: -1}, {From: 1 << 30, Size: 1 << 30}, {Size: 1 << 20}} {
		q.Text = "sommet"
		find(t, e, q)
	}
	if got := find(t, e, Query{Everything: true}).Total; got != 25 {
		t.Errorf("browsing finds %d, want 25", got)
	}
}

func TestSearch_Types(t *testing.T) {
	t.Parallel()
	e := open(t, doc("article:1", "Forum", ""), doc("article:2", "Forum", ""), doc("event:1", "Forum", ""), doc("user:1", "Autre", ""))
	tests := []struct {
		types []string
		want  int
	}{{nil, 3}, {[]string{}, 0}, {[]string{"group"}, 0}, {[]string{"event"}, 1}, {[]string{"event", "article"}, 3}}
	for _, tt := range tests {
		res := find(t, e, Query{Text: "forum", Types: tt.types})
		if res.Total != tt.want || len(res.Hits) != tt.want {
			t.Errorf("types %v: total %d, %d hits, want %d", tt.types, res.Total, len(res.Hits), tt.want)
		}
		if res.Types["article"] != 2 || res.Types["event"] != 1 || res.Types["user"] != 0 {
			t.Errorf("types %v: counts %v", tt.types, res.Types)
		}
	}
}

func TestSearch_Facets(t *testing.T) {
	t.Parallel()
	var docs []Document
	for i, city := range []string{"Lyon", "Lyon", "Nantes", "Le Mans"} {
		d := doc(fmt.Sprintf("article:%d", i), "Marché", "")
		d.Facets = map[string][]string{"city": {city}, "sector": []string{"Agro", "Presse"}[:1+i%2]}
		docs = append(docs, d)
	}
	e := open(t, docs...)
	res := find(t, e, Query{Text: "marché", CountFacets: []string{"city", "sector", "unknown"}})
	if got, want := res.Facets["city"], []FacetCount{{"Lyon", 2}, {"Le Mans", 1}, {"Nantes", 1}}; !slices.Equal(got, want) {
		t.Errorf("cities = %v, want %v", got, want)
	}
	if got, want := res.Facets["sector"], []FacetCount{{"Agro", 4}, {"Presse", 2}}; !slices.Equal(got, want) {
		t.Errorf("sectors = %v, want %v", got, want)
	}
	res = find(t, e, Query{Text: "marché", Facets: map[string][]string{"city": {"Lyon", "Nantes"}, "sector": {"Presse"}}})
	if got := sortedIDs(res); got != "article:1" {
		t.Errorf("filtered = %s", got)
	}
	if got := find(t, e, Query{Text: "marché", Facets: map[string][]string{"never": {"x"}}}).Total; got != 0 {
		t.Errorf("unknown facet finds %d", got)
	}
}

// Counts, facets and hits all obey who asks and when.
func TestSearch_Visibility(t *testing.T) {
	t.Parallel()
	embargoed := doc("article:1", "Fusion annoncée", "secret")
	embargoed.VisibleFrom = noon.Add(time.Hour + time.Nanosecond)
	embargoed.Facets = map[string][]string{"city": {"Lyon"}}
	expired := doc("event:1", "Fusion expliquée", "colloque")
	expired.VisibleUntil = noon
	private := doc("article:2", "Fusion privée", "note")
	private.Scopes = []string{"org:45", "member:9"}
	nobody := doc("article:3", "Fusion muette", "")
	nobody.Scopes = nil
	e := open(t, embargoed, expired, private, nobody)

	tests := []struct {
		name   string
		scopes []string
		at     time.Time
		want   string
	}{
		{"no scope", []string{}, noon, ""},
		{"before", []string{"public"}, noon.Add(time.Hour), ""},
		{"at its minute", []string{"public"}, noon.Add(time.Hour + time.Second), "article:1"},
		{"before expiry", []string{"public"}, noon.Add(-time.Second), "event:1"},
		{"member", []string{"member:9"}, noon, "article:2"},
		{"colleague", []string{"public", "org:45"}, noon, "article:2"},
		{"stranger", []string{"org:4", "member:99"}, noon, ""},
	}
	for _, tt := range tests {
		res := find(t, e, Query{Text: "fusion", Scopes: tt.scopes, Now: tt.at, CountFacets: []string{"city"}})
		if got := sortedIDs(res); got != tt.want {
			t.Errorf("%s: finds %q, want %q", tt.name, got, tt.want)
		}
		counted := 0
		for _, n := range res.Types {
			counted += n
		}
		if counted != len(res.Hits) || res.Total != len(res.Hits) {
			t.Errorf("%s: %d hits, total %d, counted %d", tt.name, len(res.Hits), res.Total, counted)
		}
		if (len(res.Facets["city"]) == 1) != (tt.want == "article:1") {
			t.Errorf("%s: cities %v", tt.name, res.Facets["city"])
		}
	}
	if res := find(t, e, Query{Text: "fusoin SAUF x"}); res.Suggestion != "" {
		t.Errorf("suggestion %q reveals a hidden word", res.Suggestion)
	}
	if res := find(t, e, Query{Text: "annonxée"}); res.Suggestion != "" {
		t.Errorf("suggestion %q reveals a hidden word", res.Suggestion)
	}
}

func TestApply_ReplacesAndDeletes(t *testing.T) {
	t.Parallel()
	e := open(t, doc("article:1", "Ancien titre", "corps"))
	apply(t, e, Batch{Upserts: []Document{doc("article:1", "Nouveau titre", "corps")}, Deletes: []string{"article:404", "", "event:1"}})
	if got := find(t, e, Query{Text: "ancien"}).Total; got != 0 {
		t.Errorf("old title finds %d", got)
	}
	if got := find(t, e, Query{Text: "nouveau titre"}).Total; got != 1 {
		t.Errorf("new title finds %d", got)
	}
	apply(t, e, Batch{Deletes: []string{"article:1"}})
	if got := find(t, e, Query{Everything: true}).Total; got != 0 {
		t.Errorf("%d documents left", got)
	}
	for _, bad := range []Document{{}, {ID: "x"}, {ID: "event:1", Type: "article"}, {ID: "article:", Type: "article"}} {
		if err := e.Apply(context.Background(), Batch{Upserts: []Document{bad}}); err == nil {
			t.Errorf("document %q accepted", bad.ID)
		}
	}
}
