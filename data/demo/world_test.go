// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package demo_test

import (
	"crypto/sha256"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/data/demo"
)

var now = time.Date(2026, time.November, 22, 9, 30, 0, 0, time.UTC)

func newWorld(t testing.TB, size demo.Size) *demo.World {
	t.Helper()
	w, err := demo.NewWorld(size, now)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func fingerprint(t *testing.T, w *demo.World) [32]byte {
	t.Helper()
	encoded, err := json.Marshal(w)
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(encoded)
}

func TestWorldIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	for _, size := range []demo.Size{demo.Small, demo.Medium} {
		first, second := newWorld(t, size), newWorld(t, size)
		if fingerprint(t, first) != fingerprint(t, second) {
			t.Errorf("two %s worlds differ", size)
		}
	}
}

func TestUnknownSizeIsRefused(t *testing.T) {
	t.Parallel()
	if w, err := demo.NewWorld("huge", now); err == nil {
		t.Errorf("got a world of %d members", len(w.Members))
	}
}

func TestSizes(t *testing.T) {
	t.Parallel()
	for size, least := range map[demo.Size][3]int{demo.Small: {45, 120, 90}, demo.Medium: {150, 500, 1500}, demo.Large: {400, 2000, 10000}} {
		w := newWorld(t, size)
		got := [3]int{len(w.Organisations), len(w.Members), len(w.Articles)}
		for i := range got {
			if got[i] < least[i] {
				t.Errorf("%s: organisations, members, articles = %v, want at least %v", size, got, least)
			}
		}
	}
	w := newWorld(t, demo.Small)
	byHand := 0
	for _, a := range w.Articles {
		if !a.IsComposed {
			byHand++
		}
	}
	if byHand < 36 || len(w.PressReleases) < 20 || len(w.Events) < 15 || len(w.ShortPosts) < 10 || len(w.Comments) < 50 {
		t.Errorf("written articles %d, releases %d, events %d, short posts %d, comments %d",
			byHand, len(w.PressReleases), len(w.Events), len(w.ShortPosts), len(w.Comments))
	}
}

// lists checks values against the vocabularies.
type lists struct {
	t *testing.T
	o *data.Ontology
}

func newLists(t *testing.T) lists {
	t.Helper()
	o, err := data.Ontologies()
	if err != nil {
		t.Fatal(err)
	}
	return lists{t, o}
}

func (l lists) has(what, vocabulary string, values ...string) {
	l.t.Helper()
	v, ok := l.o.Vocabulary(vocabulary)
	if !ok {
		l.t.Fatalf("no vocabulary %s", vocabulary)
	}
	for _, value := range values {
		if !v.Has(value) {
			l.t.Errorf("%s: %q is not in %s", what, value, vocabulary)
		}
	}
}

func TestArticlesUseTheVocabularies(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	for _, size := range []demo.Size{demo.Small, demo.Medium} {
		for _, a := range newWorld(t, size).Articles {
			l.has(a.Title, "genres", a.Genre)
			l.has(a.Title, "sections", a.Section)
			l.has(a.Title, "topics", a.Topic)
			l.has(a.Title, "news_sectors", a.Sector)
			l.has(a.Title, "copyright_mention", a.Copyright)
		}
	}
}

func TestReleasesAndEventsUseTheVocabularies(t *testing.T) {
	t.Parallel()
	l, w := newLists(t), newWorld(t, demo.Small)
	for _, p := range w.PressReleases {
		l.has(p.Title, "genres-com", p.Genre)
		l.has(p.Title, "sections", p.Section)
		l.has(p.Title, "topics", p.Topic)
		l.has(p.Title, "news_sectors", p.Sector)
	}
	for _, e := range w.Events {
		l.has(e.Title, "events", e.Type)
		l.has(e.Title, "news_sectors", e.Sector)
	}
}

func TestOrganisationsUseTheVocabularies(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	for _, o := range newWorld(t, demo.Medium).Organisations {
		l.has(o.Name, "secteur_detaille", o.Sectors...)
		l.has(o.Name, "media_type", o.MediaTypes...)
		l.has(o.Name, "type_entreprises_medias", o.CompanyTypes...)
		l.has(o.Name, "type_agence_rp", o.AgencyTypes...)
		l.has(o.Name, "type_organisation_detail", o.OrganisationTypes...)
		l.has(o.Name, "taille_organisation", o.Size)
		if o.Periodicity != "" {
			l.has(o.Name, "periodicite", o.Periodicity)
		}
		if len(o.Sectors) < 3 || o.Description == "" || o.Baseline == "" || o.Initials == "" || o.BWType == "" {
			t.Errorf("%s is incomplete: %+v", o.Name, o)
		}
	}
}

func TestMembersUseTheVocabularies(t *testing.T) {
	t.Parallel()
	l := newLists(t)
	for _, m := range newWorld(t, demo.Medium).Members {
		l.has(m.Key, "journalisme_fonction", m.JournalismFunctions...)
		l.has(m.Key, "profession_fonction_prive", m.PrivateFunctions...)
		l.has(m.Key, "profession_fonction_public", m.PublicFunctions...)
		l.has(m.Key, "profession_fonction_asso", m.AssociationFunctions...)
		l.has(m.Key, "metier", m.Occupations...)
		l.has(m.Key, "journalisme_competence", m.JournalismSkills...)
		l.has(m.Key, "competence_expert", m.Skills...)
		l.has(m.Key, "langue", m.Languages...)
		l.has(m.Key, "secteur_detaille", m.Sectors...)
		l.has(m.Key, "transformation_majeure", m.Transformations...)
		l.has(m.Key, "user_status", m.Status)
		l.has(m.Key, "civilite", m.Gender)
		if m.IsJournalist() && len(m.JournalismFunctions) == 0 {
			t.Errorf("%s is a journalist without a journalist's function", m.Key)
		}
		if n := len([]rune(m.Bio)); n == 0 || n > 300 {
			t.Errorf("%s: a biography of %d characters", m.Key, n)
		}
	}
}

// TestNamesAreInvented compares every organisation with the real newsrooms and
// listed groups of the reference data.
func TestNamesAreInvented(t *testing.T) {
	t.Parallel()
	l, existing := newLists(t), map[string]bool{}
	newsrooms, _ := l.o.Vocabulary("orga_newsrooms")
	for _, e := range newsrooms.Entries {
		existing[strings.ToLower(e.MediaName)] = true
	}
	groups, _ := l.o.Vocabulary("groupes_cotes")
	for _, e := range groups.Entries {
		existing[strings.ToLower(e.Label)] = true
	}
	schools, _ := l.o.Vocabulary("etablissements_sup")
	for _, e := range schools.Entries {
		existing[strings.ToLower(e.Label)] = true
	}
	for _, o := range newWorld(t, demo.Large).Organisations {
		for _, name := range []string{o.Name, strings.ReplaceAll(o.Name, "’", "'")} {
			if existing[strings.ToLower(name)] {
				t.Errorf("%s exists", o.Name)
			}
		}
	}
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo.Large)
	seen := map[string]bool{}
	for _, m := range w.Members {
		if seen[m.Email] {
			t.Errorf("%s twice", m.Email)
		}
		seen[m.Email] = true
		name, domain, _ := strings.Cut(m.Email, "@")
		if name != m.Key || domain != "aipress24.example" || strings.Count(m.Key, ".") != 1 {
			t.Errorf("address %q of %q", m.Email, m.Key)
		}
		if m.JoinedAt.After(now) || m.LastLoginAt.After(now) {
			t.Errorf("%s joined %v, last seen %v", m.Key, m.JoinedAt, m.LastLoginAt)
		}
	}
	if len([]rune(demo.Password)) < 12 {
		t.Errorf("password of %d characters", len(demo.Password))
	}
}

func TestEveryCommunityProfileAndPersonaIsPresent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo.Small)
	survey, err := data.Survey()
	if err != nil {
		t.Fatal(err)
	}
	profiles, communities := map[string]int{}, map[string]int{}
	for _, m := range w.Members {
		profiles[m.ProfileCode]++
		communities[m.Community+" "+m.Role]++
	}
	for _, p := range survey.Profiles {
		if profiles[p.Code] == 0 {
			t.Errorf("nobody has the profile %s", p.Code)
		}
	}
	for _, c := range survey.Communities {
		if communities[c.Code+" "+c.Role] == 0 {
			t.Errorf("nobody is in %s with the role %s", c.Code, c.Role)
		}
	}
	for _, p := range demo.Personas() {
		players := slices.DeleteFunc(slices.Clone(w.Members), func(m demo.Member) bool { return m.Persona != p })
		if len(players) != 1 {
			t.Errorf("%d members play %s", len(players), p)
		}
		if _, ok := w.Persona(p); !ok {
			t.Errorf("%s cannot be found", p)
		}
	}
}

func TestPersonasCanDoWhatTheyShow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo.Small)
	is := func(p demo.Persona, ok func(demo.Member) bool) {
		if m, found := w.Persona(p); !found || !ok(m) {
			t.Errorf("%s cannot: %+v", p, m)
		}
	}
	kind := func(m demo.Member) demo.Kind { o, _ := w.Organisation(m.Organisation); return o.Kind }
	holds := func(role string) func(demo.Member) bool {
		return func(m demo.Member) bool {
			return slices.ContainsFunc(w.Mandates, func(x demo.Mandate) bool { return x.Member == m.Key && x.Role == role && x.Status == "accepted" })
		}
	}
	is(demo.Administrator, func(m demo.Member) bool { return m.IsAdmin })
	is(demo.EditorInChief, func(m demo.Member) bool { return m.ProfileCode == "PM_DIR" && holds("BW_OWNER")(m) })
	is(demo.Freelancer, func(m demo.Member) bool { return m.ProfileCode == "PM_JR_PIG" })
	is(demo.MicroEnterprise, func(m demo.Member) bool { return m.ProfileCode == "PM_JR_CP_ME" })
	is(demo.AgencyJournalist, func(m demo.Member) bool { return kind(m) == demo.NewsAgency })
	is(demo.AgencyOwner, func(m demo.Member) bool { return kind(m) == demo.PRAgency && holds("BW_OWNER")(m) && holds("BWPRe")(m) })
	is(demo.PRConsultant, holds("BWPRe"))
	is(demo.BusinessWallManager, holds("BW_OWNER"))
	is(demo.InHouseCommunicant, holds("BWPRi"))
}

// TestCountersAndDates checks that counters equal what they count and that
// nothing happens before its cause or after now.
func TestCountersAndDates(t *testing.T) {
	t.Parallel()
	w := newWorld(t, demo.Small)
	likes, comments := map[demo.Target]int{}, map[demo.Target]int{}
	for _, x := range w.Likes {
		likes[x.Target]++
	}
	for _, x := range w.Comments {
		comments[x.Target]++
	}
	drafts := 0
	for _, a := range w.Articles {
		on := demo.Target{Kind: demo.OnArticle, Key: a.Key}
		if likes[on] != a.LikeCount || comments[on] != a.CommentCount {
			t.Errorf("%s: counters %d, %d but %d likes, %d comments", a.Title, a.LikeCount, a.CommentCount, likes[on], comments[on])
		}
		if a.Status == demo.Draft {
			drafts++
			if !a.PublishedAt.IsZero() {
				t.Errorf("%s is a published draft", a.Title)
			}
			continue
		}
		if a.PublishedAt.After(now) || a.PublishedAt.Before(now.AddDate(0, 0, -61)) || a.CreatedAt.After(a.PublishedAt) {
			t.Errorf("%s: created %v, published %v", a.Title, a.CreatedAt, a.PublishedAt)
		}
		if a.Views < a.LikeCount {
			t.Errorf("%s: %d likes for %d views", a.Title, a.LikeCount, a.Views)
		}
	}
	if drafts == 0 {
		t.Error("no draft")
	}
	for _, e := range w.Events {
		if !e.EndsAt.After(e.StartsAt) || e.PublishedAt.After(now) || !e.PublishedAt.Before(e.StartsAt) {
			t.Errorf("%s: published %v, from %v to %v", e.Title, e.PublishedAt, e.StartsAt, e.EndsAt)
		}
	}
}
