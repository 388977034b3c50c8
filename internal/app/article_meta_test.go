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
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Spec 03 §5.2: each value of the metadata leads to the wall filtered by it, of
// articles or of press releases, where the post is.
func TestArticlePage_metadataLeadToTheWall(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		article := app.Published(t, app.Persona(t, apptest.Journalist), nil)
		released := app.Released(t, app.Persona(t, apptest.PressOfficer), nil)
		reader := app.SignIn(t, app.Persona(t, apptest.Expert))
		for post, tab := range map[*content.Post]string{article: "/wire/tab/wall?", released: "/wire/tab/com?"} {
			page := reader.Get(t, postURL(post.ID))
			for facet, value := range map[string]string{
				"genre": post.Genre, "section": post.Section, "topic": post.Topic, "sector": post.Sector,
				"pays_zip_ville": post.Country, "ville": post.City,
			} {
				if value == "" {
					continue
				}
				link := tab + url.Values{facet: {value}, "sort": {"date"}}.Encode()
				if page.Find(`.facts a[href="`+link+`"]`).Length() != 1 {
					t.Errorf("no link to %s", link)
				}
				if wall := reader.Get(t, link); wall.Status != http.StatusOK || !wall.Has(`a[href="`+postURL(post.ID)+`"]`) {
					t.Errorf("%s = %d, without the post", link, wall.Status)
				}
			}
		}
	})
}

// Spec 03 §8.5: members' pages say of a publication what messengers show; a
// visitor's answer names nothing of it, and of what is not published the author's
// own page says nothing either.
func TestArticlePage_openGraph(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		draft := app.Article(t, author, nil)
		if _, err := app.Articles.AddImage(t.Context(), author, draft.ID, gallery.Addition{Data: apptest.Picture(t, 640, 360), Caption: "Le port"}); err != nil {
			t.Fatal(err)
		}
		if _, err := app.Articles.Publish(t.Context(), author, draft.ID); err != nil {
			t.Fatal(err)
		}
		post := app.PostOf(t, draft.ID)
		hidden := app.Posts(t, author, 2, func(i int, p *content.Post) {
			p.Title, p.Summary = "Secret de demain", "Personne ne le sait"
			if i == 0 {
				p.PublishedAt = app.Clock.Now().Add(time.Hour)
			} else {
				p.ExpiresAt = app.Clock.Now()
			}
		})
		visitor, own := app.Browser(t), app.SignIn(t, author)
		page := app.SignIn(t, app.Persona(t, apptest.Expert)).Get(t, postURL(post.ID))
		tag := func(name string) string { return page.Find(`meta[property="`+name+`"]`).AttrOr("content", "") }
		if tag("og:title") != post.Title || tag("og:type") != "article" || !strings.HasSuffix(tag("og:url"), "/wire/"+ids.Encode(post.ID)) ||
			!strings.Contains(tag("og:image"), "/media/"+post.Image) || !strings.HasPrefix(tag("og:image"), "http") || tag("article:section") != post.Section {
			t.Errorf("a member reads %q, %q, %q", tag("og:title"), tag("og:url"), tag("og:image"))
		}
		if picture := visitor.Get(t, "/media/"+post.Image); picture.Status != http.StatusUnauthorized {
			t.Errorf("a visitor opens the picture = %d", picture.Status)
		}
		for _, p := range append(hidden, *post) {
			led := visitor.Get(t, postURL(p.ID))
			login := visitor.Get(t, led.Location())
			for _, body := range []string{led.Body, led.Location(), login.Body} {
				if strings.Contains(body, p.Title) || strings.Contains(body, p.Summary) {
					t.Errorf("a visitor reads of %q", p.Title)
				}
			}
		}
		for _, p := range hidden {
			if mine := own.Get(t, postURL(p.ID)); mine.Status != http.StatusOK || mine.Has(`meta[property^="og:"], meta[name^="twitter:"]`) {
				t.Errorf("of what is not published: %d with tags %v", mine.Status, mine.Has(`meta[property^="og:"]`))
			}
		}
	})
}
