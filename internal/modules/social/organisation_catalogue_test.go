// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/testkit/dbtest"
)

// street is a directory of organisations and a clock that moves.
type street struct {
	*social.Catalogue

	db   *database.DB
	time time.Time
	next int64
}

func inStreet(t *testing.T, test func(t *testing.T, s *street)) {
	t.Helper()
	t.Parallel()
	dbtest.EachEngine(t, func(t *testing.T, db *database.DB) { test(t, newStreet(t, db)) })
}

func newStreet(t testing.TB, db *database.DB) *street {
	t.Helper()
	s := &street{db: db, time: now, next: 100}
	s.Catalogue = social.NewCatalogue(db, func() time.Time { return s.time })
	s.exec(t, "INSERT INTO members (id, email, active, submitted_at, created_at, modified_at) VALUES (1, 'o@x.example', TRUE, ?0, ?0, ?0)", now)
	return s
}

func (s *street) exec(t testing.TB, query string, args ...any) {
	t.Helper()
	if _, err := s.db.Writer().NewRaw(query, args...).Exec(t.Context()); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}

// add makes an organisation, official when a type of wall is given.
func (s *street) add(t testing.TB, name, wallType string, change func(w *organisation.Wall)) int64 {
	t.Helper()
	s.next++
	o := &organisation.Organisation{ID: s.next, Name: name, Slug: fmt.Sprint("o", s.next), Active: true, CreatedAt: s.time, ModifiedAt: s.time}
	rows := []any{o}
	if wallType != "" {
		w := &organisation.Wall{
			ID: 1_000_000 + s.next, Type: wallType, Status: organisation.WallActive, OwnerID: 1, PayerID: 1, OrganisationID: o.ID, Name: name,
			Sectors: []string{}, CompanyTypes: []string{}, Missions: map[string]bool{}, CreatedAt: s.time, ModifiedAt: s.time,
		}
		if change != nil {
			change(w)
		}
		o.WallID, o.WallType, o.WallName = w.ID, wallType, w.Name
		rows = append(rows, w)
	}
	err := s.db.RunInTx(t.Context(), func(ctx context.Context, tx bun.Tx) error {
		for _, row := range rows {
			if _, err := tx.NewInsert().Model(row).Exec(ctx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return o.ID
}

func (s *street) find(t testing.TB, q social.OrganisationQuery) *social.OrganisationResult {
	t.Helper()
	found, err := s.Find(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func names(r *social.OrganisationResult) string {
	list := make([]string, len(r.Cards))
	for i, c := range r.Cards {
		list[i] = c.Name
	}
	return strings.Join(list, ", ")
}

func counts(r *social.OrganisationResult, f social.Facet) string {
	list := make([]string, len(r.Buckets[f]))
	for i, b := range r.Buckets[f] {
		list[i] = fmt.Sprintf("%s %d", b.Value, b.Count)
	}
	slices.Sort(list)
	return strings.Join(list, ", ")
}

func chosen(f social.Facet, values ...string) map[social.Facet][]string {
	return map[social.Facet][]string{f: values}
}

func at(town string) func(*organisation.Wall) {
	return func(w *organisation.Wall) { w.Town, w.Country = town, "FRA" }
}

// Organisations are sorted by the name that is shown, whatever case and accents,
// under their letters (spec 05 §4.5, §9).
func TestCatalogue_order(t *testing.T) {
	inStreet(t, func(t *testing.T, s *street) {
		for _, name := range []string{"delta", "Écho", "Dune", "eau", "24 heures", "Zénith"} {
			s.add(t, name, "", nil)
		}
		s.add(t, "Société anonyme", "media", func(w *organisation.Wall) { w.Name = "Aube" })
		found := s.find(t, social.OrganisationQuery{})
		if got := names(found); got != "24 heures, Aube, delta, Dune, eau, Écho, Zénith" || strings.Join(found.Letters, "") != "#ADDEEZ" {
			t.Errorf("%s under %v", got, found.Letters)
		}
		if got := names(s.find(t, social.OrganisationQuery{Order: social.ByNewest})); !strings.HasPrefix(got, "Aube, Zénith, 24 heures") {
			t.Errorf("newest = %s", got)
		}
	})
}

// The search matches each word in the legal name or the wall's, without accents;
// digits match the postcode, or the name (spec 05 §4.5, 07 §7.12).
func TestCatalogue_search(t *testing.T) {
	inStreet(t, func(t *testing.T, s *street) {
		s.add(t, "Éditions du Quai", "media", func(w *organisation.Wall) { w.Name, w.Town = "La Criée", "FRA / 76600 Le Havre" })
		s.add(t, "France 24 heures", "", nil)
		s.add(t, "Le Phare", "pr", at("FRA / 29200 Brest"))
		for search, want := range map[string]string{
			"quai": "La Criée", "CRIEE": "La Criée", "criée éditions": "La Criée", "criée phare": "", "766": "La Criée", "9200 phare": "Le Phare",
			"phare 76600": "", "france 24": "France 24 heures", "%": "France 24 heures, La Criée, Le Phare", "": "France 24 heures, La Criée, Le Phare",
		} {
			if got := names(s.find(t, social.OrganisationQuery{Search: search})); got != want {
				t.Errorf("%q finds %q, want %q", search, got, want)
			}
		}
	})
}

// Within a facet any value will do, between facets all are needed; the number
// beside a value is what choosing it would leave (spec 05 §4.5, §9).
func TestCatalogue_facets(t *testing.T) {
	inStreet(t, func(t *testing.T, s *street) {
		s.add(t, "Agence A", "news_agency", at("FRA / 75011 Paris"))
		s.add(t, "Agence B", "media", func(w *organisation.Wall) {
			w.CompanyTypes = []string{"Agence de presse"}
			at("FRA / 97200 Fort-de-France")(w)
		})
		s.add(t, "Journal", "media", func(w *organisation.Wall) { w.Sectors = []string{"Transport", "Mer"}; at("FRA / 76600 Le Havre")(w) })
		s.add(t, "Conseil", "pr", func(w *organisation.Wall) { w.Sectors = []string{"Mer"}; at("FRA / 76600 Le Havre")(w) })
		s.add(t, "École", "academics", at("FRA / 20200 Bastia"))
		s.add(t, "Auto", "", nil)
		all := s.find(t, social.OrganisationQuery{})
		for facet, want := range map[social.Facet]string{
			social.ByCategory: "agencies 2, media 1, others 1, pr 1, unofficial 1", social.ByWallType: "academics 1, media 2, news_agency 1, pr 1",
			social.ByCity: "Bastia 1, Fort-de-France 1, Le Havre 2, Paris 1", social.ByDepartment: "2B 1, 75 1, 76 2, 972 1",
			social.ByCountry: "FRA 5", social.BySector: "Mer 2, Transport 1", social.BySize: "",
		} {
			if got := counts(all, facet); got != want {
				t.Errorf("facet %s = %s, want %s", facet.Name(), got, want)
			}
		}
		sea := s.find(t, social.OrganisationQuery{Values: chosen(social.BySector, "Mer")})
		if names(sea) != "Conseil, Journal" || counts(sea, social.BySector) != "Mer 2, Transport 1" || counts(sea, social.ByCategory) != "media 1, pr 1" {
			t.Errorf("sea = %s, %s, %s", names(sea), counts(sea, social.BySector), counts(sea, social.ByCategory))
		}
		both := s.find(t, social.OrganisationQuery{Values: map[social.Facet][]string{social.ByCategory: {social.PRAgencies, social.Unofficial}, social.ByCity: {"Le Havre"}}})
		if names(both) != "Conseil" || counts(both, social.ByCategory) != "media 1, pr 1" {
			t.Errorf("both = %s, %s", names(both), counts(both, social.ByCategory))
		}
		if got := s.find(t, social.OrganisationQuery{Values: chosen(social.ByCity, "Atlantide")}); got.Total != 0 || len(got.Cards) != 0 {
			t.Errorf("a town without anybody finds %s", names(got))
		}
		if got := names(s.find(t, social.OrganisationQuery{Values: chosen(social.ByCategory, social.NewsAgencies)})); got != "Agence A, Agence B" {
			t.Errorf("agencies = %s", got)
		}
	})
}

// Pages go on by key, in both orders, each organisation once.
func TestCatalogue_pages(t *testing.T) {
	inStreet(t, func(t *testing.T, s *street) {
		const many = 3*social.PageSize + 4
		for i := range many {
			s.add(t, fmt.Sprintf("Journal %d", i%20), "", nil) // names come again
		}
		for _, order := range []social.Order{social.ByName, social.ByNewest} {
			seen := map[int64]bool{}
			q, pages := social.OrganisationQuery{Order: order, Search: "journal"}, 0
			for {
				found := s.find(t, q)
				for _, c := range found.Cards {
					seen[c.ID] = true
				}
				if found.Total != many {
					t.Fatalf("total = %d", found.Total)
				}
				pages++
				if q.After = found.Next; q.After.ID == 0 {
					break
				}
			}
			if len(seen) != many || pages != 4 {
				t.Errorf("%d organisations on %d pages", len(seen), pages)
			}
		}
	})
}

// What changes is seen by the next visitor: new, renamed, hidden, shown again,
// deleted organisations, and walls that come and go.
func TestCatalogue_follows(t *testing.T) {
	inStreet(t, func(t *testing.T, s *street) {
		s.add(t, "Aube", "", nil)
		want := func(all string) {
			t.Helper()
			if got := names(s.find(t, social.OrganisationQuery{})); got != all {
				t.Errorf("found %q, want %q", got, all)
			}
		}
		want("Aube")
		s.time = s.time.Add(time.Second)
		id := s.add(t, "Brume", "media", at("FRA / 29200 Brest"))
		want("Aube, Brume")
		change := func(query string) {
			t.Helper()
			s.time = s.time.Add(time.Second)
			s.exec(t, "UPDATE organisations SET "+query+", modified_at = ? WHERE id = ?", s.time, id)
		}
		change("wall_name = 'Zéphyr'")
		want("Aube, Zéphyr")
		change("active = FALSE")
		want("Aube")
		change("active = TRUE")
		want("Aube, Zéphyr")
		s.exec(t, "UPDATE business_walls SET status = 'suspended' WHERE organisation_id = ?", id)
		change("wall_type = ''")
		if got := counts(s.find(t, social.OrganisationQuery{}), social.ByCategory); got != "unofficial 2" {
			t.Errorf("suspended: %s", got)
		}
		change("deleted_at = modified_at")
		want("Aube")
		// Written later than dated, as by a transaction that took its time.
		s.next++
		s.exec(t, "INSERT INTO organisations (id, name, slug, created_at, modified_at) VALUES (?0, 'Tardive', 'tardive', ?1, ?1)", s.next, s.time.Add(-30*time.Second))
		want("Aube, Tardive")
		// Changed behind its date: seen when all is read again.
		s.exec(t, "UPDATE organisations SET name = 'Nuit', modified_at = ? WHERE name = 'Aube'", now.Add(-time.Hour))
		s.time = s.time.Add(time.Hour)
		want("Nuit, Tardive")
	})
}

// Many may look while somebody writes.
func TestCatalogue_atOnce(t *testing.T) {
	inStreet(t, func(t *testing.T, s *street) {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 10 {
					if _, err := s.Find(t.Context(), social.OrganisationQuery{Search: "j"}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		for i := range 10 {
			s.add(t, fmt.Sprint("Journal ", i), "media", nil)
		}
		all.Wait()
		if got := s.find(t, social.OrganisationQuery{}).Total; got != 10 {
			t.Errorf("%d organisations", got)
		}
	})
}

// BenchmarkCatalogue looks in a directory of 100,000 organisations, a fifth of
// them official: the budget is 30 ms.
func BenchmarkCatalogue(b *testing.B) {
	s := newStreet(b, dbtest.Open(b, database.SQLite))
	s.fill(b, 100_000)
	began := time.Now()
	s.find(b, social.OrganisationQuery{})
	b.Logf("read at first in %s", time.Since(began))
	for name, q := range map[string]social.OrganisationQuery{
		"plain": {}, "search": {Search: "journal 123"}, "newest": {Order: social.ByNewest},
		"facets": {Values: map[social.Facet][]string{social.BySector: {"Secteur 3", "Secteur 4"}, social.ByCategory: {social.MediaOutlets}}},
	} {
		b.Run(name, func(b *testing.B) {
			took := make([]time.Duration, 0, b.N)
			for b.Loop() {
				start := time.Now()
				s.find(b, q)
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
		})
	}
}

// fill writes many organisations at once, changed on different days.
func (s *street) fill(t testing.TB, n int) {
	t.Helper()
	s.exec(t, `
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
INSERT INTO organisations (id, name, slug, wall_id, wall_type, wall_name, created_at, modified_at)
SELECT i, 'Journal ' || (i * 7919 % 100000) || ' de la ville', 'o' || i, CASE WHEN i % 5 = 0 THEN i END, CASE WHEN i % 5 = 0 THEN 'media' ELSE '' END, '',
  '2025-01-01 00:00:00+00:00', datetime('2025-01-01', '+' || i || ' minutes') || '+00:00' FROM n`, n)
	s.exec(t, `
INSERT INTO business_walls (id, type, status, owner_id, payer_id, organisation_id, town, country, sectors, company_types, created_at, modified_at)
SELECT o.id, 'media', 'active', 1, 1, o.id, 'FRA / ' || (10000 + o.id % 80000) || ' Ville ' || (o.id % 3000), 'FRA',
  '["Secteur ' || (o.id % 400) || '","Secteur ' || (o.id % 90) || '"]', '[]', o.created_at, o.created_at FROM organisations o WHERE o.wall_id IS NOT NULL`)
}
