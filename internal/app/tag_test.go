// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/pressroom"
	"aipress24.com/aipress24/internal/platform/ids"
)

// Spec 03 §5.2, §8.5 and 01 §8.6: the page of a post lists its tags, those of its
// author and those of its classification told apart in words too; each leads to
// the wall where the post is, and machines are told the same.
func TestTags_onThePage(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		chosen := []string{"ports", "actualite"}
		article := app.Published(t, app.Persona(t, apptest.Journalist), func(in *newsroom.ArticleInput) { in.Tags = chosen })
		released := app.Released(t, app.Persona(t, apptest.PressOfficer), func(in *pressroom.Input) { in.Tags = chosen[:1] })
		reader := app.SignIn(t, app.Persona(t, apptest.Expert))
		for post, want := range map[*content.Post]struct {
			tab          string
			own, derived []string
		}{
			article:  {"/wire/tab/wall?", []string{"actualite", "ports"}, []string{"Architecture", "Economie & Finance", "Information nationale & internationale"}},
			released: {"/wire/tab/com?", []string{"ports"}, []string{"Architecture", "Economie & Finance", "Information nationale & internationale", "Innovation"}},
		} {
			page := reader.Get(t, postURL(post.ID))
			shown := func(class, origin string) (labels []string) {
				page.Find("a." + class).Each(func(_ int, s *goquery.Selection) {
					label := s.Find("span").First().Text()
					labels = append(labels, label)
					if !strings.Contains(s.Find(".sr-only").Text(), origin) || s.AttrOr("title", "") != origin {
						t.Errorf("%s: its origin is told by its colour alone", label)
					}
					link := want.tab + url.Values{"sort": {"date"}, "tag": {label}}.Encode()
					if s.AttrOr("href", "") != link {
						t.Errorf("%s leads to %s, not %s", label, s.AttrOr("href", ""), link)
					}
					if wall := reader.Get(t, link); wall.Status != http.StatusOK || !wall.Has(`a[href="`+postURL(post.ID)+`"]`) || !strings.Contains(wall.Text("#main"), "tag : "+label) {
						t.Errorf("%s = %d, without the post or the chip", link, wall.Status)
					}
				})
				return labels
			}
			if got := shown("tag-own", "choisi par l’auteur"); !slices.Equal(got, want.own) {
				t.Errorf("chosen tags = %q, want %q", got, want.own)
			}
			if got := shown("tag-auto", "automatique"); !slices.Equal(got, want.derived) {
				t.Errorf("derived tags = %q, want %q", got, want.derived)
			}
			all := page.Find(`meta[property="article:tag"]`).Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("content", "") })
			if len(all) != len(want.own)+len(want.derived) || !slices.Contains(all, "ports") {
				t.Errorf("messengers are told %q", all)
			}
			if data := page.Find(`script[type="application/ld+json"]`).Text(); !strings.Contains(data, `"keywords":[`) || !strings.Contains(data, `"ports"`) {
				t.Errorf("search engines are told %s", data)
			}
		}
	})
}

// Spec 03 §4.3: the link of a tag on any tab resets that tab's filters and opens
// all articles with the tag alone; the chip takes it away; no menu offers it.
func TestTags_links(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		tagged := app.Published(t, author, func(in *newsroom.ArticleInput) { in.Tags = []string{"Ports"} })
		app.Published(t, author, nil)
		app.Posts(t, author, 40, nil) // newer than a whole page
		const all = "/wire/tab/wall?sort=date&tag=ports"
		for _, tt := range []struct{ link, reset string }{
			{"/wire/tab/wall?tag=ports", ""},
			{"/wire/tab/com?tag=ports", "/wire/tab/com"},
			{"/wire?tag=ports", ""},
			{"/wire?tab=media&tag=ports", "/wire/tab/media"},
		} {
			reader := app.SignIn(t, app.Persona(t, apptest.Expert))
			if tt.reset != "" {
				reader.Get(t, tt.reset+"?sort=date&sector=X")
			}
			led := reader.Get(t, tt.link)
			if led.Status != http.StatusSeeOther || led.Location() != all {
				t.Errorf("%s = %d %s, want %s", tt.link, led.Status, led.Location(), all)
			}
			page := reader.Get(t, all)
			if got := titles(page); !slices.Equal(got, []string{tagged.Title}) {
				t.Errorf("%s shows %q", tt.link, got)
			}
			if again := reader.Get(t, "/wire/tab/wall"); again.Location() != all {
				t.Errorf("%s: the tab comes back as %q", tt.link, again.Location())
			}
			if tt.reset != "" {
				if again := reader.Get(t, tt.reset); again.Status != http.StatusOK {
					t.Errorf("%s: the filters of %s stay: %s", tt.link, tt.reset, again.Location())
				}
			}
			if page.Has(`[id="filter-tag"]`) {
				t.Error("a menu offers tags")
			}
			if gone := page.Find(`a[data-on]`).AttrOr("href", ""); gone != "/wire/tab/wall?sort=date" {
				t.Errorf("the chip leads to %q", gone)
			}
		}
		reader := app.SignIn(t, app.Persona(t, apptest.Expert))
		// With other filters, and on another tab, it is one filter among them.
		for _, link := range []string{"/wire/tab/wall?genre=Actualit%C3%A9&sort=date&tag=PORTS", "/wire/tab/wall?genre=Actualit%C3%A9&sort=views&tag=p%C3%B4rts"} {
			if got := titles(reader.Get(t, link)); !slices.Equal(got, []string{tagged.Title}) {
				t.Errorf("%s shows %q", link, got)
			}
		}
		if page := reader.Get(t, "/wire/tab/com?sort=date&tag=ports"); page.Status != http.StatusOK || len(titles(page)) != 0 {
			t.Errorf("of press releases: %d %q", page.Status, titles(page))
		}
		if page := reader.Get(t, "/wire/tab/wall/filter/tag"); page.Status != http.StatusNotFound {
			t.Errorf("what tags there are = %d", page.Status)
		}
		if page := reader.Post(t, "/wire/tab/wall", url.Values{"action": {"toggle"}, "id": {"tag"}, "value": {"ports"}}); !strings.Contains(page.Location(), "tag=ports") {
			t.Errorf("toggled: %d %s", page.Status, page.Location())
		}
		if page := reader.Post(t, "/wire/tab/wall", url.Values{"action": {"remove"}, "id": {"tag"}, "value": {"ports"}}); strings.Contains(page.Location(), "tag=ports") {
			t.Errorf("removed: %d %s", page.Status, page.Location())
		}
	})
}

// Spec 03 §5.5, §5.7, §12.3: the page of an event lists its tags, each of which
// filters the agenda; the chip takes it away; cards show those that were chosen;
// search engines are told, and the search finds it by them.
func TestTags_ofEvents(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		organiser := app.Persona(t, apptest.Expert)
		_, post := announce(t, app, organiser, func(in *events.EventInput) { in.Tags = []string{"cabotage"} })
		announce(t, app, organiser, func(in *events.EventInput) { in.Title = "Sans rapport" })
		app.Settle(t)
		reader := app.SignIn(t, app.Persona(t, apptest.Journalist))
		at := "/events/" + ids.Encode(post)
		page := reader.Get(t, at)
		link := page.Find("a.tag-own").AttrOr("href", "")
		if link != "/events?tag=cabotage" || page.Find("a.tag-auto").Length() != 2 {
			t.Fatalf("the page shows %q and %d derived tags", link, page.Find("a.tag-auto").Length())
		}
		if data := page.Find(`script[type="application/ld+json"]`).Text(); !strings.Contains(data, `"cabotage"`) {
			t.Errorf("search engines are told %s", data)
		}
		agenda := reader.Get(t, link)
		if n := agenda.Find("#agenda article").Length(); n != 1 || !agenda.Has(`#agenda article a[href="`+at+`"]`) || agenda.Text("#agenda article .tag-own") != "cabotage" {
			t.Errorf("%s shows %d events, tagged %q", link, n, agenda.Text("#agenda article .tag-own"))
		}
		if chip := agenda.Find("#agenda a.fbtn[data-on]"); chip.AttrOr("href", "") != "/events" || !strings.Contains(chip.Text(), "cabotage") || agenda.Has(`[id="filter-tag"]`) {
			t.Errorf("the chip is %q to %q", chip.Text(), chip.AttrOr("href", ""))
		}
		if agenda.Find(`#agenda input[type=hidden][name=tag]`).AttrOr("value", "") != "cabotage" {
			t.Error("a search forgets the tag")
		}
		if found := reader.Get(t, searchURL("cabotage")); !found.Has(`#main a[href="` + at + `"]`) {
			t.Error("the search does not find it by its tag")
		}
	})
}

// An author types tags in the form, without JavaScript; what is refused comes
// back as it was typed, and what is saved is shown, kept among the versions,
// copied, and taken away again (spec 03 §12.3).
func TestTags_inTheRooms(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		journalist, officer, host := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.PressOfficer), app.Persona(t, apptest.Expert)
		article, release := app.Article(t, journalist, nil), app.Release(t, officer, nil)
		event, post := announce(t, app, host, nil)
		for _, room := range []struct {
			path    string
			browser *apptest.Browser
			held    func() []string
		}{
			{"/wip/articles/" + ids.Encode(article.ID), app.SignIn(t, journalist), func() []string {
				held, _, err := app.Articles.Article(t.Context(), journalist, article.ID)
				if err != nil {
					t.Fatal(err)
				}
				return held.Tags
			}},
			{"/wip/communiques/" + ids.Encode(release.ID), app.SignIn(t, officer), func() []string {
				var held pressroom.Release
				if err := app.DB.Reader().NewSelect().Model(&held).Where("r.id = ?", release.ID).Scan(t.Context()); err != nil {
					t.Fatal(err)
				}
				return held.Tags
			}},
			{"/wip/events/" + ids.Encode(event), app.SignIn(t, host), func() []string {
				var held events.Event
				if err := app.DB.Reader().NewSelect().Model(&held).Where("e.id = ?", event).Scan(t.Context()); err != nil {
					t.Fatal(err)
				}
				if shown := app.SignIn(t, journalist).Get(t, "/events/"+ids.Encode(post)).Find("a.tag-own").Length(); shown != len(held.Tags) {
					t.Errorf("the page of the event shows %d tags of %q", shown, held.Tags)
				}
				return held.Tags
			}},
		} {
			form := typedIn(room.browser.Get(t, room.path+"/edit"))
			if form.Get("tags") != "" {
				t.Errorf("%s: tags = %q before any", room.path, form.Get("tags"))
			}
			form.Set("tags", "#Ports,ports; Haute   mer")
			room.browser.Post(t, room.path, form)
			if got := room.held(); !slices.Equal(got, []string{"Ports", "Haute mer"}) {
				t.Errorf("%s: tags = %q", room.path, got)
			}
			page := room.browser.Get(t, room.path)
			if !strings.Contains(page.Text("#main"), "Haute mer") {
				t.Errorf("%s does not show them", room.path)
			}
			form = typedIn(room.browser.Get(t, room.path+"/edit"))
			if got := form.Get("tags"); got != "Ports, Haute mer" {
				t.Errorf("%s: the form shows %q", room.path, got)
			}
			typed := strings.Repeat("mot, ", 3) + "un tag bien trop long pour tenir sur une seule ligne"
			form.Set("tags", typed)
			refused := room.browser.Post(t, room.path, form)
			if refused.Status != http.StatusUnprocessableEntity || typedIn(refused).Get("tags") != typed || !strings.Contains(refused.Text("#main"), "est trop long") {
				t.Errorf("%s: a long tag = %d", room.path, refused.Status)
			}
			form.Set("tags", "")
			room.browser.Post(t, room.path, form)
			if got := room.held(); len(got) != 0 {
				t.Errorf("%s: taken away, %q stay", room.path, got)
			}
		}
	})
}

// typedIn is what the form of a content holds.
func typedIn(page apptest.Page) url.Values {
	values := url.Values{}
	page.Find("#article-form, #release-form, #event-form").Find("input, textarea, select").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		switch goquery.NodeName(s) {
		case "textarea":
			values.Add(name, s.Text())
		case "select":
			values.Add(name, s.Find("option[selected]").AttrOr("value", ""))
		default:
			values.Add(name, s.AttrOr("value", ""))
		}
	})
	return values
}
