// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/app/apptest"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/ids"
)

// articleForm is the form of an article as a journalist fills it in.
func articleForm(app *apptest.App, author access.Actor) url.Values {
	in := app.ArticleInput(author)
	return url.Values{
		"title": {"Les mareyeurs de Lorient misent sur l’algue"}, "standfirst": {in.Standfirst}, "body": {in.Body},
		"genre": {in.Genre}, "section": {in.Section}, "topic": {in.Topic}, "sector": {in.Sector},
		"outlet": {ids.Encode(in.OutletID)}, "country": {"FRA"}, "country_detail": {"56100 Lorient"},
		"issue_at": {"2026-11-25T08:00"},
	}
}

// The main job, through the pages alone: a journalist writes an article with a
// picture and publishes it; another member hears of it, reads it on the wall,
// finds it by search and sees the picture.
func TestMainJob(t *testing.T) {
	t.Parallel()
	apptest.Each(t, func(t *testing.T, app *apptest.App) {
		author, reader := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Academic)
		app.Follow(t, reader, author)
		desk := app.SignIn(t, author)
		form := articleForm(app, author)

		if page := desk.Get(t, "/wip/articles/new"); !page.Has(`form [name=title]`) {
			t.Fatalf("the form = %d", page.Status)
		}
		if saved := desk.Post(t, "/wip/articles", form); saved.Status != http.StatusSeeOther {
			t.Fatalf("saving = %d: %s", saved.Status, saved.Text(".form-errors, [role=alert]"))
		}
		article := draftOf(t, desk, form.Get("title"))
		added := desk.Upload(t, article+"/images", "image", "quai.png", apptest.Picture(t, 1280, 720),
			url.Values{"caption": {"Le quai au petit matin"}, "copyright": {"© C. Dubois"}})
		if added.Status != http.StatusSeeOther {
			t.Fatalf("adding a picture = %d: %s", added.Status, added.Text("main"))
		}
		if early := app.SignIn(t, reader).Get(t, "/wire"); strings.Contains(early.Body, form.Get("title")) {
			t.Error("a draft is on the wall")
		}
		if published := desk.Post(t, article+"/publish", nil); published.Status != http.StatusSeeOther {
			t.Fatalf("publishing = %d", published.Status)
		}
		if again := desk.Post(t, article+"/publish", nil); again.Status != http.StatusConflict {
			t.Errorf("publishing twice = %d, want 409", again.Status)
		}
		app.Settle(t)
		if n := app.Events(t, event.ArticlePublished{}.Kind()); n != 1 {
			t.Errorf("events = %d, want 1", n)
		}
		readPublished(t, app.SignIn(t, reader), form.Get("title"))
	})
}

// draftOf finds the address of an article in its author's list.
func draftOf(t *testing.T, desk *apptest.Browser, title string) string {
	t.Helper()
	page := desk.Get(t, "/wip/articles")
	if !strings.Contains(page.Text("main"), title) {
		t.Fatalf("the list does not show it: %s", page.Text("main"))
	}
	address := regexp.MustCompile(`/wip/articles/x\w+`).FindString(page.Body)
	if address == "" {
		t.Fatal("the list does not lead to it")
	}
	return address
}

// readPublished is what a follower of the author does next.
func readPublished(t *testing.T, browser *apptest.Browser, title string) {
	t.Helper()
	card := browser.Get(t, "/wire").Find(`#main article:contains("` + title + `")`)
	href := card.Find("h2 a, h3 a").AttrOr("href", "")
	if href == "" || card.Find("img").Length() == 0 {
		t.Fatalf("the wall shows no such card with its picture: %q", card.Text())
	}
	page := browser.Get(t, href)
	if page.Text("h1") != title {
		t.Errorf("h1 = %q", page.Text("h1"))
	}
	picture := page.Find(`article img[alt="Le quai au petit matin - C. Dubois"]`).AttrOr("src", "")
	shown := browser.Get(t, picture)
	if shown.Status != http.StatusOK || !strings.HasPrefix(shown.Header.Get("Content-Type"), "image/") {
		t.Errorf("the picture %q = %d %s", picture, shown.Status, shown.Header.Get("Content-Type"))
	}
	if found := browser.Get(t, searchURL("algue mareyeur")); !found.Has(`#main a[href="` + href + `"]`) {
		t.Errorf("it is not found: %s", found.Text("#main"))
	}
	if bell := browser.Get(t, "/notifications"); !strings.Contains(bell.Text("#main"), title) {
		t.Errorf("no bell: %s", bell.Text("#main"))
	}
}

// What is not a picture, or too much of one, is refused with a word, and what
// was typed beside it is kept.
func TestPicturesRefused(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		images := "/wip/articles/" + ids.Encode(app.Article(t, author, nil).ID) + "/images"
		desk := app.SignIn(t, author)
		words := url.Values{"caption": {"Ma légende"}, "copyright": {"© moi"}}
		png := apptest.Picture(t, 640, 360)
		for name, data := range map[string][]byte{
			"a text":              []byte("Ceci n’est pas une image."),
			"nothing":             {},
			"a cut picture":       png[:len(png)/2],
			"a drawing (SVG)":     []byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>`),
			"a page":              []byte("<!doctype html><script>alert(1)</script>"),
			"too many pixels":     hugePicture(png),
			"a picture of a page": append([]byte("\x89PNG\r\n\x1a\n"), []byte("<script>alert(1)</script>")...),
		} {
			page := desk.Upload(t, images, "image", "photo.png", data, words)
			if page.Status != http.StatusUnprocessableEntity && page.Status != http.StatusRequestEntityTooLarge {
				t.Errorf("%s = %d, want 422", name, page.Status)
			}
			if page.Find(`[name=caption]`).AttrOr("value", page.Text(`[name=caption]`)) != "Ma légende" {
				t.Errorf("%s: the caption is lost", name)
			}
		}
		if n := app.Count(t, "SELECT count(*) FROM article_images"); n != 0 {
			t.Errorf("%d pictures were kept", n)
		}
		huge := desk.Upload(t, images, "image", "photo.png", bytes.Repeat([]byte("x"), 33<<20), words)
		if huge.Status != http.StatusRequestEntityTooLarge {
			t.Errorf("33 MiB = %d, want 413", huge.Status)
		}
	})
}

// hugePicture changes the size that a PNG announces to 60,000 × 60,000, with
// its checksum left wrong: readers look at the size first.
func hugePicture(png []byte) []byte {
	forged := bytes.Clone(png)
	copy(forged[16:24], []byte{0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60})
	return forged
}

// A form that asks for more than it offers changes nothing more: owner,
// publisher, status and dates of publication are not the form's.
func TestForgedForm(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, apptest.Options{Idle: true}, func(t *testing.T, app *apptest.App) {
		author, other := app.Persona(t, apptest.Journalist), app.Persona(t, apptest.Freelancer)
		desk := app.SignIn(t, author)
		form := articleForm(app, author)
		for _, name := range []string{"owner_id", "OwnerID", "publisher_id", "commissioner_id", "id"} {
			form.Set(name, fmt.Sprint(other.UserID))
		}
		form.Set("status", "public")
		form.Set("published_at", "2020-01-01T00:00")
		form.Set("view_count", "1000000")
		if page := desk.Post(t, "/wip/articles", form); page.Status != http.StatusSeeOther {
			t.Fatalf("saving = %d", page.Status)
		}
		kept := app.Count(t, "SELECT count(*) FROM articles WHERE owner_id = ? AND commissioner_id = ? AND publisher_id = ? AND status = 'draft' AND published_at IS NULL",
			author.UserID, author.UserID, author.OrganisationID)
		if kept != 1 || app.Count(t, "SELECT count(*) FROM articles") != 1 || app.Count(t, "SELECT count(*) FROM posts") != 0 {
			t.Errorf("%d articles as meant", kept)
		}
		for name, value := range map[string]string{"genre": "Inventé", "section": "x", "outlet": ids.Encode(other.UserID), "issue_at": "demain", "topic": ""} {
			wrong := articleForm(app, author)
			wrong.Set(name, value)
			page := desk.Post(t, "/wip/articles", wrong)
			if page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Body, wrong.Get("title")) {
				t.Errorf("%s = %q: %d, want the form again with what was typed", name, value, page.Status)
			}
		}
	})
}
