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
	"aipress24.com/aipress24/internal/platform/ids"
)

// fewLimits are allowances that a test uses up quickly: two at once, then one
// each quarter of a minute.
var fewLimits = apptest.Options{Idle: true, Configure: map[string]string{"limits.searches": "4", "limits.uploads": "4"}}

// One member's excess of searches is answered with 429, a time to come back and
// the words typed; other members do not notice (security checklist §8).
func TestLimits_search(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, fewLimits, func(t *testing.T, app *apptest.App) {
		member := app.Persona(t, apptest.Journalist)
		browser := app.SignIn(t, member)
		browser.Get(t, "/search/?qs=port")
		browser.HTMX(t, http.MethodGet, "/search/suggest?qs=por", nil)
		page := browser.Get(t, "/search/?qs=dockers+en+gr%C3%A8ve&filter=news&sort=date")
		if page.Status != http.StatusTooManyRequests || page.Header.Get("Retry-After") != "15" || page.Header.Get("ETag") != "" {
			t.Errorf("third search = %d, headers %v; want 429 in 15 s", page.Status, page.Header)
		}
		if page.Find("#qs").AttrOr("value", "") != "dockers en grève" || page.Find("main input[name=filter]").AttrOr("value", "") != "news" || !page.Has("h1") {
			t.Error("what was typed is lost")
		}
		if said := page.Text("[role=alert]"); !strings.HasPrefix(said, "Vous avez fait beaucoup de recherches") {
			t.Errorf("the page says %q", said)
		}
		english := app.SignIn(t, member)
		english.Language = "en"
		if said := english.Get(t, "/search/?qs=port").Text("[role=alert]"); !strings.HasPrefix(said, "You have searched a lot") {
			t.Errorf("the page says %q in English, to another browser of the member", said)
		}
		hint := browser.HTMX(t, http.MethodGet, "/search/suggest?qs=port", nil)
		if hint.Status != http.StatusTooManyRequests || hint.Header.Get("HX-Reswap") != "none" || hint.Header.Get("Retry-After") == "" {
			t.Errorf("suggestion = %d, %v", hint.Status, hint.Header)
		}
		if page := browser.Get(t, "/search/"); page.Status != http.StatusOK {
			t.Errorf("the empty search page = %d", page.Status)
		}
		if page := app.SignIn(t, app.Persona(t, apptest.Expert)).Get(t, "/search/?qs=port"); page.Status != http.StatusOK {
			t.Errorf("another member = %d", page.Status)
		}
		app.Clock.Advance(15 * time.Second)
		if page := browser.Get(t, "/search/?qs=port"); page.Status != http.StatusOK {
			t.Errorf("a quarter of a minute later = %d", page.Status)
		}
	})
}

// Pictures are counted whichever door they come through; the words that came
// with one too many are kept (security checklist §8).
func TestLimits_uploads(t *testing.T) {
	t.Parallel()
	apptest.EachWith(t, fewLimits, func(t *testing.T, app *apptest.App) {
		author := app.Persona(t, apptest.Journalist)
		images := "/wip/articles/" + ids.Encode(app.Article(t, author, nil).ID) + "/images"
		desk, picture := app.SignIn(t, author), apptest.Picture(t, 640, 360)
		words := url.Values{"caption": {"Le quai"}, "copyright": {"© C. Dubois"}}
		if added := desk.Upload(t, images, "image", "quai.png", picture, words); added.Status != http.StatusSeeOther {
			t.Fatalf("first = %d: %s", added.Status, added.Text("main"))
		}
		if sent := desk.Upload(t, "/media/attachments", "file", "quai.png", picture, nil); sent.Status != http.StatusOK {
			t.Fatalf("second = %d: %s", sent.Status, sent.Body)
		}
		sent := desk.Upload(t, "/api/trix_blobs/", "file", "quai.png", picture, nil)
		if sent.Status != http.StatusTooManyRequests || sent.Header.Get("Retry-After") != "15" || !strings.Contains(sent.Body, "Trop de demandes") {
			t.Errorf("third = %d, %v: %s", sent.Status, sent.Header, sent.Body)
		}
		again := desk.Upload(t, images, "image", "quai.png", picture, words)
		if again.Status != http.StatusTooManyRequests || again.Header.Get("Retry-After") == "" || !strings.Contains(again.Text("[role=alert]"), "Trop de demandes") {
			t.Errorf("fourth = %d: %s", again.Status, again.Text("[role=alert]"))
		}
		if again.Find("[name=caption]").AttrOr("value", again.Text("[name=caption]")) != "Le quai" {
			t.Error("the caption typed is lost")
		}
		app.Clock.Advance(15 * time.Second)
		if added := desk.Upload(t, images, "image", "quai.png", picture, words); added.Status != http.StatusSeeOther {
			t.Errorf("a quarter of a minute later = %d", added.Status)
		}
	})
}
