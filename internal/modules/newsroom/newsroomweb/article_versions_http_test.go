// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"aipress24.com/aipress24/internal/modules/newsroom"
)

// written is an article saved through its form.
func (d *desk) written(t *testing.T) int64 {
	t.Helper()
	wantRedirect(t, d.post(t, d.Author, "/wip/articles", d.typed()), "/wip/articles")
	list, err := d.Articles.Articles(t.Context(), d.Author, newsroom.ArticleFilter{Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	return list.Rows[0].ID
}

// saved saves an article with another title and text.
func (d *desk) saved(t *testing.T, id int64, title, body string) {
	t.Helper()
	form := formValues(d.get(t, d.Author, articlePath(id)+"/edit"))
	form.Set("title", title)
	form.Set("body", body)
	form.Set("country_detail", "76600 Le Havre")
	wantRedirect(t, d.post(t, d.Author, articlePath(id), form), "/wip/articles")
}

// Each saving is a version: what changed in it is shown word by word, and it can
// be taken up again; nothing changes before it is saved (spec 04 §13.2).
func TestVersions(t *testing.T) {
	t.Parallel()
	d := open(t)
	id := d.written(t)
	d.saved(t, id, "Grève au port de Dunkerque", "<p>Le port s’arrête.</p><p>Les grues aussi.</p>")

	list := d.get(t, d.Author, articlePath(id)+"/versions")
	wantStatus(t, list, http.StatusOK)
	links := list.Find("[data-testid=versions] a").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("href", "") })
	if len(links) != 2 || !strings.Contains(list.Find("[data-testid=versions] li").First().Text(), "Version actuelle") {
		t.Fatalf("versions = %v", links)
	}
	last := d.get(t, d.Author, links[0])
	wantStatus(t, last, http.StatusOK)
	changed := last.Find("section p.diff")
	if changed.Length() != 2 || !strings.Contains(changed.First().Find("ins").Text(), "Dunkerque") ||
		!strings.Contains(changed.First().Find("del").Text(), "Havre") || !strings.Contains(changed.Last().Find("ins").Text(), "Les grues aussi.") {
		t.Errorf("changes = %s", changed.Text())
	}
	if last.Find(`a[href*="?version="]`).Length() != 0 {
		t.Error("the present version is offered to be taken up")
	}

	first := d.get(t, d.Author, links[1])
	again := d.get(t, d.Author, first.Find(`a[href*="?version="]`).AttrOr("href", ""))
	wantStatus(t, again, http.StatusOK)
	form := formValues(again)
	if form.Get("title") != "Grève au port du Havre" || !strings.Contains(again.Find(".note").Text(), "Vous avez repris la version") {
		t.Errorf("the form holds %q: %s", form.Get("title"), again.Find(".note").Text())
	}
	if got := d.Stored(t, id).Title; got != "Grève au port de Dunkerque" {
		t.Errorf("looking changed the title to %q", got)
	}
	form.Set("country_detail", "76600 Le Havre")
	wantRedirect(t, d.post(t, d.Author, articlePath(id), form), "/wip/articles")
	if got := d.Stored(t, id); got.Title != "Grève au port du Havre" || strings.Contains(got.Body, "grues") {
		t.Errorf("after taking it up: %+v", got)
	}
	if n := d.get(t, d.Author, articlePath(id)+"/versions").Find("[data-testid=versions] li").Length(); n != 3 {
		t.Errorf("%d versions, want 3", n)
	}
}

// What is typed and not saved is offered again, to who typed it alone; saving or
// deleting it ends that.
func TestDraft(t *testing.T) {
	t.Parallel()
	d := open(t)
	id := d.written(t)
	edit := articlePath(id) + "/edit"
	typed := formValues(d.get(t, d.Author, edit))
	typed.Set("title", "Titre jamais enregistré")
	typed.Set("_tab", "one")
	kept := d.post(t, d.Author, articlePath(id)+"/draft", typed)
	wantStatus(t, kept, http.StatusOK)
	if !strings.Contains(kept.Text(), `"time"`) {
		t.Errorf("answer = %s", kept.Text())
	}
	if got := d.Stored(t, id).Title; got != "Grève au port du Havre" {
		t.Errorf("a draft changed the article to %q", got)
	}
	offered := d.get(t, d.Author, edit)
	if offered.Find("[data-unsaved]").Length() != 1 || formValues(offered).Get("title") != "Grève au port du Havre" {
		t.Error("the unsaved text is not offered, or was put in the form unasked")
	}
	resumed := d.get(t, d.Author, offered.Find("[data-unsaved] a").AttrOr("href", ""))
	if got := formValues(resumed).Get("title"); got != "Titre jamais enregistré" {
		t.Errorf("resumed: %q", got)
	}
	if d.get(t, d.Author, "/wip/articles/new").Find("[data-unsaved]").Length() != 0 {
		t.Error("it is offered in another article")
	}
	wantRedirect(t, d.post(t, d.Author, articlePath(id)+"/draft/discard", nil), edit)
	if d.get(t, d.Author, edit).Find("[data-unsaved]").Length() != 0 {
		t.Error("a deleted text is offered")
	}
	d.post(t, d.Author, articlePath(id)+"/draft", typed)
	d.saved(t, id, "Titre enregistré", "<p>Le port s’arrête.</p>")
	if d.get(t, d.Author, edit).Find("[data-unsaved]").Length() != 0 {
		t.Error("it is offered after saving")
	}
}

// An article that was never saved has its draft too.
func TestDraft_new(t *testing.T) {
	t.Parallel()
	d := open(t)
	wantStatus(t, d.post(t, d.Author, "/wip/articles/new/draft", url.Values{"title": {"Ébauche"}, "_tab": {"one"}}), http.StatusOK)
	offered := d.get(t, d.Author, "/wip/articles/new")
	if got := formValues(d.get(t, d.Author, offered.Find("[data-unsaved] a").AttrOr("href", "-"))).Get("title"); got != "Ébauche" {
		t.Errorf("resumed: %q", got)
	}
	d.written(t)
	if d.get(t, d.Author, "/wip/articles/new").Find("[data-unsaved]").Length() != 0 {
		t.Error("it is offered after the first saving")
	}
}

// A second tab is told of the first until that one leaves.
func TestDraft_tabs(t *testing.T) {
	t.Parallel()
	d := open(t)
	path := articlePath(d.written(t)) + "/draft"
	beat := func(tab string) string {
		return d.post(t, d.Author, path, url.Values{"_tab": {tab}, "_beat": {"1"}}).Text()
	}
	if got := beat("one"); strings.Contains(got, "self") {
		t.Errorf("alone: %s", got)
	}
	if got := beat("two"); !strings.Contains(got, `"self":true`) {
		t.Errorf("the second tab is told %s", got)
	}
	wantStatus(t, d.post(t, d.Author, path, url.Values{"_tab": {"one"}, "_leave": {"1"}}), http.StatusNoContent)
	if got := beat("two"); strings.Contains(got, "self") {
		t.Errorf("after the first left: %s", got)
	}
}

// Another journalist reaches neither versions nor drafts.
func TestVersions_others(t *testing.T) {
	t.Parallel()
	d := open(t)
	id := d.written(t)
	version := d.get(t, d.Author, articlePath(id)+"/versions").Find("[data-testid=versions] a").AttrOr("href", "")
	for _, path := range []string{articlePath(id) + "/versions", version, articlePath(id) + "/edit?version=" + version[strings.LastIndex(version, "/")+1:]} {
		if got := d.get(t, d.Colleague, path); got.Status != http.StatusForbidden && got.Status != http.StatusNotFound {
			t.Errorf("GET %s = %d", path, got.Status)
		}
	}
	for _, path := range []string{"/draft", "/draft/discard"} {
		if got := d.post(t, d.Colleague, articlePath(id)+path, url.Values{"title": {"x"}}); got.Status != http.StatusForbidden && got.Status != http.StatusNotFound {
			t.Errorf("POST %s = %d", path, got.Status)
		}
	}
	other := articlePath(d.written(t)) + "/versions" + version[strings.LastIndex(version, "/"):]
	wantStatus(t, d.get(t, d.Author, other), http.StatusNotFound)
}
