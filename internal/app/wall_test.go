// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/platform/ids"
)

// titles lists what a page of cards shows, in order.
func titles(page apptest.Page) []string {
	return page.Find("article h2, article h3").Map(func(_ int, s *goquery.Selection) string {
		return strings.TrimSpace(s.Text())
	})
}

func postURL(id int64) string { return "/wire/" + ids.Encode(id) }

// Members read the newest first, whoever wrote it.
func TestWall_newestFirst(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		first := app.Published(t, app.Persona(t, apptest.Journalist), nil)
		app.Clock.Advance(time.Minute)
		second := app.Published(t, app.Persona(t, apptest.Freelancer), nil)
		page := app.SignIn(t, app.Persona(t, apptest.Expert)).Get(t, "/wire")
		if got, want := titles(page), []string{second.Title, first.Title}; !slices.Equal(got, want) {
			t.Errorf("cards = %q, want %q", got, want)
		}
		card := page.Find("#main article").First()
		if href := card.Find("h2 a, h3 a").AttrOr("href", ""); href != postURL(second.ID) {
			t.Errorf("the first card leads to %q, want %q", href, postURL(second.ID))
		}
		if !strings.Contains(card.Text(), "Yanis Morel") {
			t.Errorf("the card does not name its author: %s", card.Text())
		}
		if tab := app.SignIn(t, app.Persona(t, apptest.Expert)).Get(t, "/wire/tab/wall"); !slices.Equal(titles(tab), titles(page)) {
			t.Errorf("the tab All shows %q", titles(tab))
		}
	})
}

// The ranking weighs readers, likes and comments: no figure beside it may
// contradict its order, and it is the same for everybody.
func TestWall_trending(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		app.Posts(t, app.Persona(t, apptest.Journalist), 3, func(i int, p *content.Post) {
			p.Title, p.ViewCount, p.LikeCount = fmt.Sprint("Rang ", i), int64(10*i), int64(20*(2-i))
		})
		page := app.SignIn(t, app.Persona(t, apptest.Expert)).Get(t, "/wire")
		ranked := page.Find("ol.rank a").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
		if want := []string{"Rang 0", "Rang 1", "Rang 2"}; !slices.Equal(ranked, want) {
			t.Errorf("ranked %q, want %q", ranked, want)
		}
		if text := page.Find("ol.rank .meta").Text(); strings.ContainsAny(text, "0123456789") {
			t.Errorf("figures beside the ranking: %q", text)
		}
		if box := page.Find("aside section:has(ol.rank), aside div:has(> ol.rank)").First().Text(); strings.Contains(box, "pour vous") {
			t.Errorf("a common ranking is called personal: %q", box)
		}
	})
}

// A card names its section, and the sector of a press release, in the words of
// the article page: in English for those who read English (spec 01 §9).
func TestWall_sectionsInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		article := app.Posts(t, author, 1, func(_ int, p *content.Post) { p.Section = "Marchés, tendances" })[0]
		app.Posts(t, author, 1, func(_ int, p *content.Post) {
			p.Kind, p.Section, p.Sector = content.PressRelease, "Innovation", "ÉCONOMIE, INDUSTRIES / Transports, logistique"
		})
		reader := app.SignIn(t, app.Persona(t, apptest.Expert))
		for _, tt := range []struct{ lang, section, sector string }{
			{"fr", "Marchés, tendances", "Communiqué · Transports, logistique"},
			{"en", "Markets, trends", "Press release · Transport, logistics"},
		} {
			reader.Post(t, "/ui/language", url.Values{"lang": {tt.lang}})
			wall := reader.Get(t, "/wire/tab/wall")
			if got := wall.Text(".eyebrow"); got != tt.section {
				t.Errorf("%s: the card says %q, want %q", tt.lang, got, tt.section)
			}
			if got := wall.Text("ol.rank .meta"); got != tt.section {
				t.Errorf("%s: the ranking says %q, want %q", tt.lang, got, tt.section)
			}
			if page := reader.Get(t, postURL(article.ID)); !strings.Contains(page.Text(".facts"), tt.section) {
				t.Errorf("%s: the page says %q, want %q", tt.lang, page.Text(".facts"), tt.section)
			}
			if got := reader.Get(t, "/wire/tab/com").Text(".eyebrow"); got != tt.sector {
				t.Errorf("%s: the press release says %q, want %q", tt.lang, got, tt.sector)
			}
		}
	})
}

// Nothing is shown twice or left out while one pages, although posts arrive.
func TestWall_pagingIsStable(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		posts := app.Posts(t, author, 70, func(i int, p *content.Post) {
			if i%7 == 0 { // several at the very same instant
				p.PublishedAt = app.Clock.Now().Add(-time.Hour)
			}
		})
		browser := app.SignIn(t, author)
		var seen []string
		page, pages := browser.Get(t, "/wire"), 0
		for {
			pages++
			seen = append(seen, titles(page)...)
			if pages == 1 {
				app.Clock.Advance(time.Minute)
				app.Posts(t, author, 5, nil) // arrive while one reads
			}
			next := page.Find(`a[href^="/wire?after="]`).AttrOr("href", "")
			if next == "" {
				break
			}
			if pages > 10 {
				t.Fatal("the wall has no end")
			}
			page = browser.HTMX(t, http.MethodGet, next, nil)
			if page.Has("html head title") {
				t.Error("htmx receives a whole page instead of more cards")
			}
		}
		if pages != 3 || len(seen) != len(posts) {
			t.Errorf("%d cards on %d pages, want %d on 3", len(seen), pages, len(posts))
		}
		for _, p := range posts {
			if n := strings.Count(strings.Join(seen, "\n")+"\n", p.Title+"\n"); n != 1 {
				t.Errorf("%q is shown %d times", p.Title, n)
			}
		}
		if plain := browser.Get(t, "/wire"); len(titles(plain)) != 30 {
			t.Errorf("the front page has %d cards, want 30", len(titles(plain)))
		}
	})
}

// hiding is a way for a published article to be hidden from members.
type hiding struct {
	name   string
	hide   func(t *testing.T, app *apptest.App, author access.Actor, p *content.Post)
	author int // status for its author and administrators
}

func hidings() []hiding {
	return []hiding{
		{"scheduled", func(t *testing.T, app *apptest.App, _ access.Actor, p *content.Post) {
			app.Exec(t, "UPDATE posts SET published_at = ? WHERE id = ?", app.Clock.Now().Add(time.Hour), p.ID)
		}, http.StatusOK},
		{"expired", func(t *testing.T, app *apptest.App, _ access.Actor, p *content.Post) {
			app.Exec(t, "UPDATE posts SET expires_at = ? WHERE id = ?", app.Clock.Now(), p.ID)
		}, http.StatusOK},
		{"unpublished", func(t *testing.T, app *apptest.App, author access.Actor, p *content.Post) {
			if _, err := app.Articles.Unpublish(t.Context(), author, p.SourceID); err != nil {
				t.Fatal(err)
			}
		}, http.StatusOK},
		{"deleted", func(t *testing.T, app *apptest.App, author access.Actor, p *content.Post) {
			if err := app.Articles.Delete(t.Context(), author, p.SourceID); err != nil {
				t.Fatal(err)
			}
		}, http.StatusNotFound},
		{"erased", func(t *testing.T, app *apptest.App, _ access.Actor, p *content.Post) {
			app.Exec(t, "UPDATE posts SET deleted_at = ? WHERE id = ?", app.Clock.Now(), p.ID)
		}, http.StatusNotFound},
	}
}

// What members may not see is nowhere: not on the wall, not by its address,
// not by search, on nobody's page and in nobody's count.
func TestHiddenPosts(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, reader := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		staff := app.Persona(t, apptest.Administrator)
		for _, h := range hidings() {
			t.Run(h.name, func(t *testing.T) { checkHidden(t, app, h, author, reader, staff) })
		}
	})
}

func checkHidden(t *testing.T, app *apptest.App, h hiding, author, reader, staff access.Actor) {
	t.Helper()
	post := app.Published(t, author, nil)
	app.Clock.Advance(time.Second)
	h.hide(t, app, author, post)
	app.Exec(t, "UPDATE feed_versions SET version = version + 1") // as every writer of posts does
	app.Exec(t, "INSERT INTO outbox_events (id, kind, payload, recorded_at) VALUES (?, 'article.updated', ?, ?)",
		app.IDs.Next(), fmt.Sprintf(`{"article_id":"%d","post_id":"%d"}`, post.SourceID, post.ID), app.Clock.Now())
	app.Settle(t)

	browser := app.SignIn(t, reader)
	memberPage := "/swork/members/" + ids.Encode(author.UserID)
	organisationPage := "/swork/organisations/" + ids.Encode(author.OrganisationID)
	for _, path := range []string{"/wire", memberPage, organisationPage, "/search/?qs=Brest+reprise", "/search/suggest?qs=Brest"} {
		page := browser.Get(t, path)
		if page.Status != http.StatusOK || strings.Contains(page.Body, post.Title) || strings.Contains(page.Body, postURL(post.ID)) {
			t.Errorf("%s = %d, shows the post: %v", path, page.Status, strings.Contains(page.Body, post.Title))
		}
	}
	if figures := browser.Get(t, memberPage).Text("#main"); !strings.Contains(figures, "0 publication") {
		t.Errorf("the author's page counts it: %s", figures)
	}
	if page := browser.Get(t, postURL(post.ID)); page.Status != http.StatusNotFound {
		t.Errorf("a member opens it: %d, want 404", page.Status)
	}
	if page := browser.Post(t, postURL(post.ID)+"/like", nil); page.Status != http.StatusNotFound {
		t.Errorf("a member likes it: %d, want 404", page.Status)
	}
	if page := browser.Post(t, postURL(post.ID)+"/share", nil); page.Status != http.StatusNotFound {
		t.Errorf("a member shares it: %d, want 404", page.Status)
	}
	for name, who := range map[string]access.Actor{"author": author, "administrator": staff} {
		page := app.SignIn(t, who).Get(t, postURL(post.ID))
		if page.Status != h.author {
			t.Errorf("%s = %d, want %d", name, page.Status, h.author)
		}
	}
}

// A scheduled post appears at its minute and an expiring one leaves, without
// anybody writing anything.
func TestWall_timeAlone(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		posts := app.Posts(t, author, 2, func(i int, p *content.Post) {
			if i == 0 {
				p.PublishedAt = app.Clock.Now().Add(time.Hour)
			} else {
				p.ExpiresAt = app.Clock.Now().Add(time.Hour)
			}
		})
		app.Reindex(t)
		browser := app.SignIn(t, author)
		see := func(when string, want string) {
			t.Helper()
			if got := titles(browser.Get(t, "/wire")); !slices.Equal(got, []string{want}) {
				t.Errorf("%s: wall = %q, want %q", when, got, want)
			}
			found := browser.Get(t, "/search/?qs=Dépêche&filter=articles").Text("#main")
			if !strings.Contains(found, want) {
				t.Errorf("%s: search does not find %q: %s", when, want, found)
			}
		}
		see("before", posts[1].Title)
		app.Clock.Advance(time.Hour)
		see("after", posts[0].Title)
	})
}

// The byline says for whom a press office speaks.
func TestWall_byline(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.PressOfficer)
		client := app.Organisation(t, "Verreries du Nord", "leaders_experts")
		app.Posts(t, author, 1, func(_ int, p *content.Post) { p.PublisherID = client.ID })
		page := app.SignIn(t, app.Persona(t, apptest.Journalist)).Get(t, "/wire")
		if card := page.Text("#main article"); !strings.Contains(card, "Verreries du Nord") {
			t.Errorf("the card does not say for whom: %s", card)
		}
	})
}
