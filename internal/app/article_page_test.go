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
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
)

// The page of an article shows it in full, with who wrote it and for whom.
func TestArticlePage(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		post := app.Published(t, author, func(in *newsroom.ArticleInput) {
			in.Body = `<h2>La reprise</h2><p>Un <strong>accord</strong> signé.</p>`
		})
		reader := app.SignIn(t, app.Persona(t, apptest.Expert))
		page := reader.Get(t, postURL(post.ID))
		if page.Status != http.StatusOK || page.Text("h1") != post.Title || page.Find("h1").Length() != 1 {
			t.Fatalf("page = %d, h1 %q", page.Status, page.Text("h1"))
		}
		if got := page.Text("article .standfirst"); got != post.Summary {
			t.Errorf("standfirst = %q", got)
		}
		if !page.Has("article h2:contains('La reprise')") || !page.Has("article strong:contains('accord')") {
			t.Error("the body has lost its markup")
		}
		for _, word := range []string{author.Name, author.Organisation, post.Genre, post.Section, "Brest"} {
			if !strings.Contains(page.Text("#main"), word) {
				t.Errorf("the page does not say %q", word)
			}
		}
		if !page.Has(`[data-live="follow"] form`) {
			t.Error("a reader cannot follow the author")
		}
		own := app.SignIn(t, author).Get(t, postURL(post.ID))
		if own.Has(`[data-live="follow"]`) {
			t.Error("the author may follow themselves")
		}
		if edit := "/wip/articles/" + ids.Encode(post.SourceID); !own.Has(`a[href="`+edit+`"]`) || page.Has(`a[href="`+edit+`"]`) {
			t.Error("the way to the newsroom is not the author's alone")
		}
		decimal := reader.Get(t, fmt.Sprintf("/wire/%d", post.ID))
		if decimal.Status != http.StatusOK {
			t.Errorf("by its decimal number = %d", decimal.Status)
		}
	})
}

// In English the metadata are in English where the vocabulary has the word;
// a word that exists in French only is marked as French (spec 01 §9).
func TestArticlePage_metadataInEnglish(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		post := app.Published(t, app.Persona(t, apptest.Journalist), nil)
		reader := app.SignIn(t, app.Persona(t, apptest.Expert))
		value := func(label string) *goquery.Selection {
			return reader.Get(t, postURL(post.ID)).Find(".facts dt:contains('" + label + "') + dd")
		}
		if genre := value("Genre"); strings.TrimSpace(genre.Text()) != post.Genre || genre.AttrOr("lang", "") != "" {
			t.Errorf("genre in French = %q marked %q", genre.Text(), genre.AttrOr("lang", ""))
		}
		reader.Post(t, "/ui/language", url.Values{"lang": {"en"}})
		entries, err := app.Vocabularies.Entries(t.Context(), "genres")
		if err != nil {
			t.Fatal(err)
		}
		at := slices.IndexFunc(entries, func(e vocabulary.Entry) bool { return e.Value == post.Genre })
		if genre := value("Genre"); strings.TrimSpace(genre.Text()) != entries[at].LabelEN || genre.AttrOr("lang", "") != "" {
			t.Errorf("genre in English = %q marked %q, want %q", genre.Text(), genre.AttrOr("lang", ""), entries[at].LabelEN)
		}
		french := []vocabulary.Entry{{Value: post.Sector, Label: "Un secteur ajouté"}}
		if err := app.Vocabularies.Replace(t.Context(), app.IDs, "news_sectors", french); err != nil {
			t.Fatal(err)
		}
		if sector := value("Sector"); strings.TrimSpace(sector.Text()) != "Un secteur ajouté" || sector.AttrOr("lang", "") != "fr" {
			t.Errorf("a sector without English = %q marked %q", sector.Text(), sector.AttrOr("lang", ""))
		}
	})
}

// A member counts once among the readers, the author never.
func TestReadersAreCounted(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		post := app.Published(t, author, nil)
		for _, name := range []apptest.Persona{apptest.Expert, apptest.Academic, apptest.Expert, apptest.Journalist} {
			browser := app.SignIn(t, app.Persona(t, name))
			browser.Get(t, postURL(post.ID))
			browser.Do(t, browser.Request(t, http.MethodHead, postURL(post.ID), nil))
		}
		app.Settle(t)
		if n := app.PostOf(t, post.SourceID).ViewCount; n != 2 {
			t.Errorf("readers = %d, want 2", n)
		}
	})
}

// likesOn is the number on a button, without the words for screen readers.
func likesOn(button *goquery.Selection) string {
	shown := button.Clone()
	shown.Find(".sr-only").Remove()
	return strings.TrimSpace(shown.Text())
}

// A like is given and taken back; the count is of members, not of clicks.
func TestLike(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		post := app.Published(t, author, nil)
		like := postURL(post.ID) + "/like"
		expert, academic := app.SignIn(t, app.Persona(t, apptest.Expert)), app.SignIn(t, app.Persona(t, apptest.Academic))

		button := expert.HTMX(t, http.MethodPost, like, nil)
		if button.Status != http.StatusOK || button.Find("button").AttrOr("aria-pressed", "") != "true" || likesOn(button.Find("button")) != "1" {
			t.Fatalf("the first like = %d: %s", button.Status, button.Body)
		}
		academic.Get(t, postURL(post.ID))
		plain := academic.Post(t, like, nil)
		if plain.Status != http.StatusSeeOther || plain.Location() != postURL(post.ID) {
			t.Errorf("without JavaScript = %d to %q, want back to the page", plain.Status, plain.Location())
		}
		if n := app.PostOf(t, post.SourceID).LikeCount; n != 2 {
			t.Errorf("likes = %d, want 2", n)
		}
		back := expert.HTMX(t, http.MethodPost, like, nil)
		if back.Find("button").AttrOr("aria-pressed", "") != "false" || likesOn(back.Find("button")) != "1" {
			t.Errorf("taken back: %s", back.Body)
		}
		if own := app.SignIn(t, author).HTMX(t, http.MethodPost, like, nil); likesOn(own.Find("button")) != "2" {
			t.Errorf("one's own post can be liked too: %s", own.Body)
		}
		app.Clock.Advance(3 * time.Second) // counters on the wall may be 2 s old
		wall := academic.Get(t, "/wire")
		if liked := wall.Find(`form[action="` + like + `"] button, button[formaction="` + like + `"], [hx-post="` + like + `"]`); liked.AttrOr("aria-pressed", "") != "true" || likesOn(liked.First()) != "2" {
			t.Errorf("on the wall: %q pressed %q", liked.Text(), liked.AttrOr("aria-pressed", ""))
		}
	})
}

// Ten members click at once: none is lost.
func TestLike_together(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		post := app.Published(t, app.Persona(t, apptest.Journalist), nil)
		const readers = 10
		done := make(chan apptest.Page, readers)
		for range readers {
			browser := app.SignIn(t, app.Member(t, nil))
			go func() { done <- browser.HTMX(t, http.MethodPost, postURL(post.ID)+"/like", nil) }()
		}
		for range readers {
			if page := <-done; page.Status != http.StatusOK {
				t.Errorf("a like = %d", page.Status)
			}
		}
		if n := app.PostOf(t, post.SourceID).LikeCount; n != readers {
			t.Errorf("likes = %d, want %d", n, readers)
		}
	})
}

// What its author still sees of a withdrawn article is confidential: no cache
// keeps it (security checklist §1, C2).
func TestWithdrawnPage_isNotStored(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		post := app.Published(t, author, nil)
		browser := app.SignIn(t, author)
		if got := browser.Get(t, postURL(post.ID)).Header.Get("Cache-Control"); got != "private, no-cache" {
			t.Errorf("public: Cache-Control %q", got)
		}
		if _, err := app.Articles.Unpublish(t.Context(), author, post.SourceID); err != nil {
			t.Fatal(err)
		}
		page := browser.Get(t, postURL(post.ID))
		if got := page.Header.Get("Cache-Control"); page.Status != http.StatusOK || got != "no-store" {
			t.Errorf("withdrawn = %d with Cache-Control %q, want no-store", page.Status, got)
		}
	})
}

// Publishing, withdrawing and publishing again keeps the address, the likes
// and the first date, and tells the followers once.
func TestPublishAgain(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, fan := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		app.Follow(t, fan, author)
		post := app.Published(t, author, nil)
		app.SignIn(t, fan).HTMX(t, http.MethodPost, postURL(post.ID)+"/like", nil)
		app.Settle(t) // a publication withdrawn before anybody was told rings nothing
		app.Clock.Advance(time.Hour)
		if _, err := app.Articles.Unpublish(t.Context(), author, post.SourceID); err != nil {
			t.Fatal(err)
		}
		if _, err := app.Articles.Publish(t.Context(), author, post.SourceID); err != nil {
			t.Fatal(err)
		}
		app.Settle(t)
		again := app.PostOf(t, post.SourceID)
		if again.ID != post.ID || again.LikeCount != 1 || !again.PublishedAt.Equal(post.PublishedAt) {
			t.Errorf("published again: %+v, was %+v", again, post)
		}
		if n := app.BellsOf(t, fan); n != 1 {
			t.Errorf("bells = %d, want 1", n)
		}
		if n := app.Events(t, event.ArticlePublished{}.Kind()); n != 2 {
			t.Errorf("events = %d, want 2", n)
		}
	})
}

// A publication that cannot be recorded has not happened: nothing of it is
// left, and a second try succeeds.
func TestRolledBackPublicationLeavesNothing(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, fan := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		app.Follow(t, fan, author)
		article := app.Article(t, author, nil)
		app.Settle(t)
		mend := breakOutbox(t, app)
		if _, err := app.Articles.Publish(t.Context(), author, article.ID); err == nil {
			t.Fatal("published although the event cannot be recorded")
		}
		app.Settle(t)
		left := app.Count(t, "SELECT count(*) FROM posts") + app.BellsOf(t, fan) + app.Events(t, event.ArticlePublished{}.Kind()) +
			app.Count(t, "SELECT count(*) FROM articles WHERE status <> 'draft'")
		if left != 0 {
			t.Errorf("%d traces of the publication are left", left)
		}
		reader := app.SignIn(t, fan)
		for _, path := range []string{"/wire", "/search/?qs=Brest"} {
			if strings.Contains(reader.Get(t, path).Body, article.Title) {
				t.Errorf("%s shows it", path)
			}
		}
		mend()
		if _, err := app.Articles.Publish(t.Context(), author, article.ID); err != nil {
			t.Fatalf("second try: %v", err)
		}
		app.Settle(t)
		if n := app.BellsOf(t, fan); n != 1 {
			t.Errorf("bells = %d, want 1", n)
		}
	})
}

// breakOutbox makes the database refuse events of publication.
func breakOutbox(t *testing.T, app *apptest.App) (mend func()) {
	t.Helper()
	if app.DB.Engine() == database.Postgres {
		app.Exec(t, "ALTER TABLE outbox_events ADD CONSTRAINT broken CHECK (kind <> 'article.published') NOT VALID")
		return func() { app.Exec(t, "ALTER TABLE outbox_events DROP CONSTRAINT broken") }
	}
	app.Exec(t, `CREATE TRIGGER broken BEFORE INSERT ON outbox_events WHEN NEW.kind = 'article.published'
BEGIN SELECT RAISE(ABORT, 'broken'); END`)
	return func() { app.Exec(t, "DROP TRIGGER broken") }
}

// The follow button works with htmx and without, and believes nothing that it
// did not sign.
func TestFollow(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author, fan := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Expert)
		browser := app.SignIn(t, fan)
		profile := "/swork/members/" + ids.Encode(author.UserID)
		follows := func() int {
			return app.Count(t, "SELECT count(*) FROM follows WHERE follower_id = ? AND target_id = ?", fan.UserID, author.UserID)
		}
		state := func(page apptest.Page) url.Values {
			return url.Values{"live-state": {page.Find(`[data-live="follow"] input[name="live-state"]`).AttrOr("value", "")}}
		}

		page := browser.Get(t, profile)
		button := browser.HTMX(t, http.MethodPost, "/live/follow/toggle", state(page))
		if button.Status != http.StatusOK || follows() != 1 || !strings.Contains(button.Header.Get("HX-Trigger"), "toast") {
			t.Fatalf("follow = %d, rows %d, trigger %q", button.Status, follows(), button.Header.Get("HX-Trigger"))
		}
		if again := browser.HTMX(t, http.MethodPost, "/live/follow/toggle", state(page)); again.Status != http.StatusOK || follows() != 1 {
			t.Errorf("the same form twice = %d, rows %d, want one still", again.Status, follows())
		}
		plain := browser.Post(t, "/live/follow/toggle", state(browser.Get(t, profile)))
		if plain.Status != http.StatusSeeOther || plain.Location() != profile || follows() != 0 {
			t.Errorf("without JavaScript = %d to %q, rows %d", plain.Status, plain.Location(), follows())
		}

		good := state(page).Get("live-state")
		stolen := state(app.SignIn(t, app.Persona(t, apptest.Academic)).Get(t, profile)).Get("live-state")
		for name, forged := range map[string]string{
			"changed": good[:len(good)-2] + "xx", "empty": "", "not ours": "e30.e30", "another member's": stolen,
		} {
			page := browser.HTMX(t, http.MethodPost, "/live/follow/toggle", url.Values{"live-state": {forged}})
			if page.Status != http.StatusUnprocessableEntity || follows() != 0 {
				t.Errorf("%s state = %d, rows %d, want 422 and none", name, page.Status, follows())
			}
		}
		for _, path := range []string{"/live/follow/erase", "/live/nothing/toggle"} {
			if page := browser.HTMX(t, http.MethodPost, path, state(browser.Get(t, profile))); page.Status != http.StatusNotFound {
				t.Errorf("%s = %d, want 404", path, page.Status)
			}
		}
	})
}

// A member whose account closes meanwhile can not be followed.
func TestFollow_closedAccount(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		browser := app.SignIn(t, app.Persona(t, apptest.Expert))
		profile := "/swork/members/" + ids.Encode(author.UserID)
		sealed := browser.Get(t, profile).Find(`input[name="live-state"]`).AttrOr("value", "")
		app.Exec(t, "UPDATE members SET active = FALSE WHERE id = ?", author.UserID)
		page := browser.HTMX(t, http.MethodPost, "/live/follow/toggle", url.Values{"live-state": {sealed}})
		if page.Status != http.StatusNotFound {
			t.Errorf("follow = %d, want 404", page.Status)
		}
		if page := browser.Get(t, profile); page.Status != http.StatusNotFound {
			t.Errorf("profile = %d, want 404", page.Status)
		}
	})
}

// The gallery of an article comes with its words, the first picture as cover.
func TestArticlePage_gallery(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		name := strings.Repeat("ab", 32) + ".jpg"
		posts := app.Posts(t, author, 1, func(_ int, p *content.Post) {
			p.Gallery = []content.Picture{{Name: name, Caption: "Le quai", Copyright: "© Dubois"}}
			p.Image, p.ImageAlt = name, "Le quai - © Dubois"
		})
		browser := app.SignIn(t, author)
		for _, path := range []string{"/wire", postURL(posts[0].ID)} {
			if !browser.Get(t, path).Has(`#main img[alt="Le quai - © Dubois"]`) {
				t.Errorf("%s shows no picture with its alternative", path)
			}
		}
	})
}
