// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package reference_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/reference"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// directory is a database with organisations and the suggestions over it.
type directory struct {
	testing.TB
	db    *database.DB
	ids   *ids.Generator
	clock time.Time
	names *reference.Names
}

func newDirectory(t testing.TB, db *database.DB) *directory {
	t.Helper()
	d := &directory{TB: t, db: db, clock: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	d.ids = ids.NewGenerator(1, func() time.Time { return d.clock })
	store, err := vocabulary.NewStore(db)
	if err != nil {
		t.Fatal(err)
	}
	for name, entries := range map[string][]vocabulary.Entry{
		"orga_newsrooms": {
			{Value: "Gazette du Littoral / Presse", Label: "Gazette du Littoral (Presse)", Seq: 10, Extras: map[string]string{"media_name": "Gazette du Littoral"}},
			{Value: "Radio Gazouillis / Radio", Label: "Radio Gazouillis (Radio)", Seq: 20, Extras: map[string]string{"media_name": "Radio Gazouillis"}},
		},
		"groupes_cotes": {{Value: "Gaz de l’Est", Label: "Gaz de l’Est", Seq: 10}},
	} {
		if err := store.Replace(t.Context(), d.ids, name, entries); err != nil {
			t.Fatal(err)
		}
	}
	d.names = reference.NewNames(db, store, func() time.Time { return d.clock })
	return d
}

// add makes organisations of a type of Business Wall; "" is unofficial.
func (d *directory) add(wall string, deleted bool, names ...string) {
	d.Helper()
	rows := make([]*organisation.Organisation, len(names))
	for i, name := range names {
		rows[i] = &organisation.Organisation{ID: d.ids.Next(), Name: name, Active: true, CreatedAt: d.clock, ModifiedAt: d.clock}
		rows[i].Slug = ids.Encode(rows[i].ID)
		if wall != "" {
			rows[i].WallID, rows[i].WallType, rows[i].WallName = d.ids.Next(), wall, name
		}
		if deleted {
			rows[i].DeletedAt = d.clock
		}
	}
	if _, err := d.db.Writer().NewInsert().Model(&rows).Exec(context.Background()); err != nil {
		d.Fatal(err)
	}
}

func (d *directory) search(list, query string) []string {
	d.Helper()
	found, err := d.names.Search(context.Background(), list, query)
	if err != nil {
		d.Fatal(err)
	}
	return found
}

// Media employers are newsrooms and media walls, agencies the walls of
// agencies, others listed companies and the remaining walls; unofficial
// organisations are in each; sorted, each once (spec 02 §4.3).
func TestNames_Search(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		d := newDirectory(t, db)
		d.add("media", false, "Gazette du Littoral", "Gazette Éco")
		d.add("news_agency", false, "Gaz Presse")
		d.add("pr", false, "Agence Gazelle")
		for _, wall := range []string{"micro", "corporate_media", "union", "academics", "leaders_experts", "transformers"} {
			d.add(wall, false, "Gaz "+wall)
		}
		d.add("", false, "gazogène", "  gazogène ", "Le Gaz")
		d.add("", true, "Gaz fermé")
		for list, want := range map[string][]string{
			"media": {"Gaz Presse", "Gazette du Littoral", "Gazette Éco", "gazogène", "Le Gaz", "Radio Gazouillis"},
			"pr":    {"gazogène", "Agence Gazelle", "Le Gaz"},
			"other": {"Gaz academics", "Gaz corporate_media", "Gaz de l’Est", "Gaz leaders_experts", "Gaz micro", "Gaz transformers", "Gaz union", "gazogène", "Le Gaz"},
		} {
			if got := d.search(list, "GÀZ"); !slices.Equal(got, want) {
				t.Errorf("%s: %q, want %q", list, got, want)
			}
		}
		if got := d.search("media", "littoral gaz"); !slices.Equal(got, []string{"Gazette du Littoral"}) {
			t.Errorf("two words find %q", got)
		}
		if got := d.search("media", " "); len(got) != 0 {
			t.Errorf("nothing finds %q", got)
		}
		if _, err := d.names.Search(t.Context(), "nope", "gaz"); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("an unknown list: %v", err)
		}
	})
}

// Names are kept for a while (spec 02 §4.3), and at most 50 are suggested.
func TestNames_AreReadAgain(t *testing.T) {
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) {
		d := newDirectory(t, db)
		if got := d.search("pr", "agence"); len(got) != 0 {
			t.Fatalf("found %q", got)
		}
		many := make([]string, 60)
		for i := range many {
			many[i] = fmt.Sprintf("Agence %02d", i)
		}
		d.add("", false, many...)
		if got := d.search("pr", "agence"); len(got) != 0 {
			t.Errorf("at once: %d names", len(got))
		}
		d.clock = d.clock.Add(6 * time.Minute)
		if got := d.search("pr", "agence"); !slices.Equal(got, many[:reference.MaxNames]) {
			t.Errorf("later: %q", got)
		}
	})
}

// A hundred thousand organisations: reading them all, and finding as one types.
func BenchmarkNames(b *testing.B) {
	for _, engine := range dbtest.Engines() {
		b.Run(string(engine), func(b *testing.B) { benchmarkNames(b, dbtest.Open(b, engine)) })
	}
}

func benchmarkNames(b *testing.B, db *database.DB) {
	d := newDirectory(b, db)
	for start := range 100 {
		part := make([]string, 1000)
		for i := range part {
			n := start*1000 + i
			part[i] = fmt.Sprintf("Société %s %d de %s", words[n%len(words)], n, words[n/7%len(words)])
		}
		d.add("", false, part...)
	}
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			d.clock = d.clock.Add(time.Hour)
			d.search("media", "zzz")
		}
	})
	for _, query := range []string{"s", "lit", "societe 999", "societe zzz", "zzz"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				d.search("media", query)
			}
		})
	}
}

var words = []string{"Littoral", "Énergie", "Transports", "Œuvre", "Nord", "Conseil", "Édition", "Rail", "Santé", "Numérique", "Agricole"}
