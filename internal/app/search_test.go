// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
)

func searchURL(text string, more ...string) string {
	q := url.Values{"qs": {text}}
	for i := 0; i+1 < len(more); i += 2 {
		q.Set(more[i], more[i+1])
	}
	return "/search/?" + q.Encode()
}

// What is published is found, with the words marked, whatever accents are
// typed; what is withdrawn is not.
func TestSearch(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		app.Clock.Advance(300 * time.Millisecond) // the index counts in whole seconds and must not wait for one
		post := app.Published(t, author, func(in *newsroom.ArticleInput) {
			in.Title = "La méthanisation divise l’estuaire"
			in.Tags = []string{"biogaz"}
			in.Body = "<p>Les riverains déplorent des odeurs tenaces.</p>"
		})
		app.Settle(t)
		browser := app.SignIn(t, app.Persona(t, apptest.Expert))
		for _, words := range []string{"méthanisation", "METHANISATION", "estuaire", "l'estuaire", "riverain odeur", "biogaz", "architecture", "Dubois", `"divise l'estuaire"`} {
			page := browser.Get(t, searchURL(words))
			if !page.Has(`#main a[href="` + postURL(post.ID) + `"]`) {
				t.Errorf("%s is not found: %s", words, page.Text("#main"))
			}
		}
		if marked := browser.Get(t, searchURL("méthanisation")).Text("#main a mark"); marked != "méthanisation" {
			t.Errorf("marked = %q", marked)
		}
		if hits := browser.HTMX(t, http.MethodGet, "/search/suggest?qs=méthan", nil); !hits.Has(`a[href="` + postURL(post.ID) + `"]`) {
			t.Errorf("suggestions: %s", hits.Body)
		}
		if page := browser.Get(t, searchURL("méthanisasion")); !page.Has(`#main a[href="`+searchURL("méthanisation")+`"]`) && !strings.Contains(page.Text("#main"), "méthanisation") {
			t.Errorf("no other spelling is offered: %s", page.Text("#main"))
		}
		// A change of its tags is followed as any other (spec 03 §7.5).
		in := app.ArticleInput(author)
		in.Title, in.Tags = post.Title, []string{"compost"}
		if _, err := app.Articles.Update(t.Context(), author, post.SourceID, in); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		if now, before := browser.Get(t, searchURL("compost")), browser.Get(t, searchURL("biogaz")); !now.Has(`#main a[href="`+postURL(post.ID)+`"]`) || before.Has(`#main a[href="`+postURL(post.ID)+`"]`) {
			t.Error("it is found by the tags it had")
		}
		if _, err := app.Articles.Unpublish(t.Context(), author, post.SourceID); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		if page := browser.Get(t, searchURL("méthanisation")); page.Has(`#main a[href="` + postURL(post.ID) + `"]`) {
			t.Error("withdrawn, it is found still")
		}
	})
}

// A hit says why it is one, also when the match is too far in to be quoted.
func TestSearch_matchNotShown(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		app.Published(t, app.Persona(t, apptest.Journalist), func(in *newsroom.ArticleInput) {
			in.Title, in.Body = "Le quai attend", "<p>"+strings.Repeat("mot ", 100)+"pélargonium</p>"
		})
		app.Settle(t)
		browser := app.SignIn(t, app.Persona(t, apptest.Expert))
		const why = "Trouvé dans le texte de l’article"
		if page := browser.Get(t, searchURL("pélargonium")); !strings.Contains(page.Text("#main ol"), why) || strings.Contains(page.Text("#main ol"), "pélargonium") {
			t.Errorf("deep in the text: %s", page.Text("#main ol"))
		}
		if page := browser.Get(t, searchURL("quai")); strings.Contains(page.Text("#main ol"), why) {
			t.Errorf("in the title: %s", page.Text("#main ol"))
		}
	})
}

// Results come by category, each with its count.
func TestSearch_categories(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author := app.Member(t, func(p *apptest.Person) {
			p.FirstName, p.LastName, p.Employer = "Aurore", "Boréale", "Boréale Presse"
		})
		app.Posts(t, author, 45, func(_ int, p *content.Post) { p.Title += " boréale" })
		app.Reindex(t)
		browser := app.SignIn(t, author)
		all := browser.Get(t, searchURL("boréale"))
		if n := all.Find("#main section:has(ol) h2").Length(); n != 3 {
			t.Errorf("%d sections, want 3: %s", n, all.Text("#main section:has(ol) h2"))
		}
		for _, category := range []string{"members", "orgs"} {
			page := browser.Get(t, searchURL("boréale", "filter", category))
			if n := page.Find("#main ol li").Length(); n != 1 {
				t.Errorf("%s: %d hits, want 1: %s", category, n, page.Text("#main section:has(ol)"))
			}
		}
		shown, next := 0, searchURL("boréale", "filter", "articles", "sort", "date")
		for next != "" {
			page := browser.Get(t, next)
			shown += page.Find("#main ol li").Length()
			next = page.Find(`#main a[rel=next]`).AttrOr("href", "")
		}
		if shown != 45 {
			t.Errorf("paging shows %d articles, want 45", shown)
		}
		if page := browser.Get(t, searchURL("boréale", "filter", "nothing")); page.Status != http.StatusOK || page.Has("#main ol li") {
			t.Errorf("an unknown category = %d", page.Status)
		}
	})
}

// A member who closes their account is found no more; contact details never.
func TestSearch_members(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		app.Persona(t, apptest.Inactive)
		someone := app.Member(t, func(p *apptest.Person) { p.LastName, p.Email = "Introuvable", "discret@secret.example" })
		app.Settle(t)
		browser := app.SignIn(t, app.Persona(t, apptest.Expert))
		if page := browser.Get(t, searchURL("Introuvable")); !strings.Contains(page.Text("#main section:has(ol)"), someone.Name) {
			t.Errorf("a member is not found: %s", page.Text("#main"))
		}
		for _, words := range []string{"discret", "secret.example", "discret@secret.example", "Faure"} {
			if page := browser.Get(t, searchURL(words)); page.Has("#main ol li") {
				t.Errorf("%s finds %s", words, page.Text("#main section:has(ol)"))
			}
		}
	})
}

// Nobody searches without an account.
func TestSearch_anonymous(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		page := app.Browser(t).Get(t, "/search/?qs=port")
		if page.Status != http.StatusSeeOther || !strings.HasPrefix(page.Location(), "/auth/login?next=") {
			t.Errorf("= %d to %q, want the sign-in page", page.Status, page.Location())
		}
	})
}

// Whatever is typed, the page answers, and shows it as text.
func TestSearch_oddCharacters(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		app.Published(t, app.Persona(t, apptest.Journalist), nil)
		app.Settle(t)
		browser := app.SignIn(t, app.Persona(t, apptest.Expert))
		odd := []string{
			`"`, `""`, `*`, `?`, `~`, `port~9`, `^`, `port^99999999`, `+`, `-`, `- - -`, `(`, `)`, `(((((`, `[1 TO`, `{`, `\`, `/`, `/.*/`,
			`titre:`, `titre:"`, `:`, `::`, `AND`, `OR NOT`, `a AND`, `title:*`, `%`, `%%%`, "\x00", "\x1f", "a\nb", "\u202e", "\ufeff",
			"😀", "é", `<script>alert(1)</script>`, `'; DROP TABLE posts; --`, strings.Repeat("a", 5000), strings.Repeat("a ", 2000),
			strings.Repeat(`"`, 500), strings.Repeat("(", 500), "\xff\xfe", "port AND -port", "auteur:Dubois titre:port", "..", "…", "l’", "d'",
		}
		for _, words := range odd {
			for _, path := range []string{searchURL(words), "/search/suggest?" + url.Values{"qs": {words}}.Encode()} {
				page := browser.Get(t, path)
				if page.Status >= http.StatusInternalServerError {
					t.Errorf("%.40q = %d", words, page.Status)
				}
				if page.Find("script:not([src])").Length() > 0 {
					t.Errorf("%.40q makes a script", words)
				}
			}
		}
		for _, query := range []string{"?qs=a&from=-1&filter=articles", "?qs=a&from=99999999999999999999&filter=articles", "?qs=a&from=x", "?qs=a&sort=%00", "?%zz", "?qs=%zz", "?qs=a&qs=b"} {
			r := browser.Request(t, http.MethodGet, "/search/", nil)
			r.URL.RawQuery = query[1:]
			if page := browser.Do(t, r); page.Status != http.StatusOK {
				t.Errorf("%s = %d", query, page.Status)
			}
		}
	})
}

// What is published through one node is found on the others, whose indexes then
// agree. How soon is held by TestTwoWebProcessesAndAWorker of cmd.
func TestSearch_nodesAgree(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		other := app.Node(t, apptest.Options{})
		post := app.Published(t, app.Persona(t, apptest.Journalist), nil)
		browser := other.SignIn(t, app.Persona(t, apptest.Expert))
		apptest.Eventually(t, "the other node finds it", func() bool {
			return browser.Get(t, searchURL("Brest")).Has(`#main a[href="` + postURL(post.ID) + `"]`)
		})
		other.Settle(t)
		differences, err := other.Index.Verify(t.Context())
		if err != nil || !differences.None() {
			t.Errorf("the other node's index differs: %+v, %v", differences, err)
		}
	})
}
