// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/modules/newsroom/newsroomweb"
	"aipress24.com/aipress24/internal/platform/ids"
)

func TestShow(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, func(in *newsroom.ArticleInput) { in.Title = "<script>alert(1)</script>" })
	page := d.get(t, d.Author, articlePath(draft.ID))
	wantStatus(t, page, http.StatusOK)
	if got := page.Find("article h1").Text(); got != "<script>alert(1)</script>" {
		t.Errorf("title = %q", got)
	}
	if page.Find("form[action$='/publish']").Length() != 1 || page.Find("form[action$='/unpublish']").Length() != 0 {
		t.Error("the commands are not those of a draft")
	}
	for _, path := range []string{"/wip/articles/garbage", "/wip/articles/xZZZ", "/wip/articles/12"} {
		wantStatus(t, d.get(t, d.Author, path), http.StatusNotFound)
	}
}

func TestPublish_plain(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID)+"/publish", nil), "/wip/articles")
	again := d.post(t, d.Author, articlePath(draft.ID)+"/publish", nil)
	wantStatus(t, again, http.StatusConflict)
	if again.Find("#article-form").Length() != 1 || again.Find(".form-errors").Length() != 1 {
		t.Error("a refused publication does not lead back to the form")
	}
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID)+"/unpublish", nil), "/wip/articles")
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID)+"/delete", nil), "/wip/articles")
	wantStatus(t, d.get(t, d.Author, articlePath(draft.ID)), http.StatusNotFound)
}

func TestPublish_htmx(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	row := d.click(t, d.Author, articlePath(draft.ID)+"/publish")
	wantStatus(t, row, http.StatusOK)
	target := row.Header.Get("HX-Retarget")
	if target != "#article-"+ids.Encode(draft.ID) || row.Header.Get("HX-Reselect") != target {
		t.Errorf("target = %q", target)
	}
	if got := row.Find(target + " .st").Text(); got != "Publié" {
		t.Errorf("badge = %q", got)
	}
	if row.Find("#figures[hx-swap-oob]").Length() != 1 || !strings.Contains(row.Header.Get("HX-Trigger"), "toast") {
		t.Error("no figures or no toast")
	}
	if again := d.click(t, d.Author, articlePath(draft.ID)+"/publish"); again.Status != http.StatusConflict {
		t.Errorf("second publication: status = %d", again.Status)
	}
	gone := d.click(t, d.Author, articlePath(draft.ID)+"/delete")
	if gone.Header.Get("HX-Location") != "/wip/articles" {
		t.Errorf("deletion leads to %q", gone.Header.Get("HX-Location"))
	}
}

// Drafts are confidential: no cache keeps a page of the desk, whichever route
// shows it (security checklist §1, C2).
func TestPages_areNotStored(t *testing.T) {
	t.Parallel()
	d := open(t)
	id := d.written(t)
	version := d.get(t, d.Author, articlePath(id)+"/versions").Find("[data-testid=versions] a").AttrOr("href", "")
	addresses := strings.NewReplacer("{id}", ids.Encode(id), "{version}", version[strings.LastIndex(version, "/")+1:])
	routes := newsroomweb.Routes(d.Articles, d.Vocabularies, nil, nil)
	asked := 0
	for _, route := range routes {
		if route.Method != http.MethodGet || !strings.HasPrefix(route.Pattern, "/wip/articles") {
			continue
		}
		asked++
		page := d.get(t, d.Author, addresses.Replace(route.Pattern))
		if got := page.Header.Get("Cache-Control"); page.Status != http.StatusOK || got != "no-store" {
			t.Errorf("GET %s = %d with Cache-Control %q, want no-store", route.Pattern, page.Status, got)
		}
	}
	if asked < 8 {
		t.Errorf("only %d pages of articles were asked for", asked)
	}
	refused := d.post(t, d.Author, "/wip/articles", url.Values{"title": {"Sans corps"}})
	if got := refused.Header.Get("Cache-Control"); refused.Status != http.StatusUnprocessableEntity || got != "no-store" {
		t.Errorf("a refused form = %d with Cache-Control %q, want no-store", refused.Status, got)
	}
}

// Every page of an article is its author's; a stranger changes nothing and
// learns nothing.
func TestStranger(t *testing.T) {
	t.Parallel()
	d := open(t)
	article := d.Published(t, nil)
	before, path := d.Stored(t, article.ID), articlePath(article.ID)
	for _, page := range []string{"", "/edit", "/images"} {
		got := d.get(t, d.Colleague, path+page)
		wantStatus(t, got, http.StatusForbidden)
		if strings.Contains(got.Text(), article.Title) {
			t.Errorf("%s shows the title", page)
		}
	}
	forged := d.typed()
	forged.Set("owner_id", ids.Encode(d.Colleague.UserID))
	forged.Set("status", "draft")
	for _, change := range []string{"", "/publish", "/unpublish", "/duplicate", "/delete", "/images", "/images/x1", "/images/x1/delete", "/images/x1/move?direction=up"} {
		wantStatus(t, d.post(t, d.Colleague, path+change, forged), http.StatusForbidden)
	}
	if after := d.Stored(t, article.ID); !reflect.DeepEqual(after, before) {
		t.Errorf("changed from %+v to %+v", before, after)
	}
	// Its author may not forge what no field declares either.
	values := formValues(d.get(t, d.Author, path+"/edit"))
	values.Set("status", "draft")
	values.Set("owner_id", ids.Encode(d.Colleague.UserID))
	wantRedirect(t, d.post(t, d.Author, path, values), "/wip/articles")
	if after := d.Stored(t, article.ID); after.Status != content.Public || after.OwnerID != d.Author.UserID {
		t.Errorf("forged: %+v", after)
	}
	wantStatus(t, d.get(t, access.Actor{UserID: 5, Community: access.PressRelations}, "/wip/articles"), http.StatusForbidden)
}

// A copy is opened in its form, with a title that says what it is.
func TestDuplicate(t *testing.T) {
	t.Parallel()
	d := open(t)
	original := d.Published(t, nil)
	copied := d.post(t, d.Author, articlePath(original.ID)+"/duplicate", nil)
	if copied.Status != http.StatusSeeOther || !strings.HasSuffix(copied.Header.Get("Location"), "/edit") {
		t.Fatalf("copying = %d to %q", copied.Status, copied.Header.Get("Location"))
	}
	if got := formValues(d.get(t, d.Author, copied.Header.Get("Location"))).Get("title"); got != original.Title+" (copie)" {
		t.Errorf("title = %q", got)
	}
}
