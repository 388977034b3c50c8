// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package referenceweb_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"testing"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/app"
	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/place"
)

type family struct {
	Family string
	Items  []place.Choice
}

// ask reads a list as a visitor does.
func ask(t *testing.T, b *apptest.Browser, path string, into any) apptest.Page {
	t.Helper()
	page := b.Get(t, path)
	if page.Status != http.StatusOK {
		t.Fatalf("%s answers %d", path, page.Status)
	}
	if err := json.Unmarshal([]byte(page.Body), into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return page
}

// withVocabularies runs a test over the product's own lists, on each engine.
func withVocabularies(t *testing.T, test func(t *testing.T, a *apptest.App)) {
	t.Helper()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		if _, err := app.LoadVocabularies(t.Context(), a.Config, a.DB, true); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"secteur_detaille", "pays"} {
			a.Vocabularies.Forget(name) // loaded through another store
		}
		test(t, a)
	})
}

// Every vocabulary is offered whole, in its order, to anyone (spec 01 §9).
func TestVocabularies(t *testing.T) {
	t.Parallel()
	withVocabularies(t, func(t *testing.T, a *apptest.App) {
		b := a.Browser(t)
		ontology, err := data.Ontologies()
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range ontology.Vocabularies {
			var got []family
			page := ask(t, b, "/reference/vocabularies/"+url.PathEscape(v.Name), &got)
			var values []string
			for _, f := range got {
				for _, item := range f.Items {
					values = append(values, item.Value)
				}
			}
			want := make([]string, len(v.Entries))
			for i, e := range v.Entries {
				want[i] = e.Value
			}
			slices.Sort(values)
			slices.Sort(want)
			if !slices.Equal(values, want) {
				t.Errorf("%s has %d values, want %d", v.Name, len(values), len(want))
			}
			if page.Header.Get("ETag") == "" || page.Header.Get("Cache-Control") != "public, max-age=3600" {
				t.Errorf("%s: %v", v.Name, page.Header)
			}
		}
	})
}

// Terms are found by their words and by categories; unknown lists are not.
func TestVocabularySearch(t *testing.T) {
	t.Parallel()
	withVocabularies(t, func(t *testing.T, a *apptest.App) {
		b := a.Browser(t)
		var found []family
		ask(t, b, "/reference/vocabularies/secteur_detaille?q=affaires+mari", &found)
		if len(found) != 1 || found[0].Family != "ADMINISTRATION PUBLIQUE" ||
			!slices.Contains(found[0].Items, place.Choice{Value: "ADMINISTRATION PUBLIQUE / Affaires maritimes", Label: "Affaires maritimes"}) {
			t.Errorf("search finds %+v", found)
		}
		var part []family
		ask(t, b, "/reference/vocabularies/secteur_detaille?category=ADMINISTRATION+PUBLIQUE", &part)
		if len(part) != 1 || len(part[0].Items) < 10 {
			t.Errorf("a category has %+v", part)
		}
		var french, english []family
		ask(t, b, "/reference/vocabularies/pays?q=allemagne", &french)
		ask(t, b, "/reference/vocabularies/pays?q=germany&lang=en", &english)
		if len(french) != 1 || len(english) != 1 || french[0].Items[0].Value != "DEU" || english[0].Items[0].Label != "Germany" {
			t.Errorf("found %+v and %+v", french, english)
		}
		for _, path := range []string{"/reference/vocabularies/nope", "/reference/organisations/nope?q=a"} {
			if page := b.Get(t, path); page.Status != http.StatusNotFound {
				t.Errorf("%s answers %d", path, page.Status)
			}
		}
	})
}

// The towns of a country, all or those one types; an unknown country has none
// (spec 02 §5).
func TestTowns(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		b := a.Browser(t)
		var all, paris, none []place.Choice
		page := ask(t, b, "/kyc/towns/FRA", &all)
		if len(all) != 35_493 || !slices.Contains(all, place.Choice{Value: "FRA / 75001 Paris", Label: "75001 Paris"}) {
			t.Errorf("%d towns", len(all))
		}
		ask(t, b, "/kyc/towns/fra?q=paris+11", &paris)
		if len(paris) != 1 || paris[0].Label != "75011 Paris" {
			t.Errorf("found %v", paris)
		}
		if body := ask(t, b, "/kyc/towns/XYZ", &none).Body; !bytes.HasPrefix([]byte(body), []byte("[]")) {
			t.Errorf("an unknown country has %s", body)
		}
		again := b.Request(t, http.MethodGet, "/kyc/towns/FRA", nil)
		again.Header.Set("If-None-Match", page.Header.Get("ETag"))
		if got := b.Do(t, again); got.Status != http.StatusNotModified || len(got.Body) > 0 {
			t.Errorf("asked again: %d with %d bytes", got.Status, len(got.Body))
		}
	})
}

// Names of organisations come from the database and from what is well known.
func TestOrganisations(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, a *apptest.App) {
		a.Organisation(t, "Quotidien des Marées", "media")
		a.Organisation(t, "Marées Conseil", "")
		var found []place.Choice
		ask(t, a.Browser(t), "/reference/organisations/media?q=maree", &found)
		want := []place.Choice{{Value: "Marées Conseil", Label: "Marées Conseil"}, {Value: "Quotidien des Marées", Label: "Quotidien des Marées"}}
		for _, w := range want {
			if !slices.Contains(found, w) {
				t.Errorf("found %v, want %v in it", found, w)
			}
		}
	})
}
