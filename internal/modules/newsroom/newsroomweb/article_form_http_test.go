// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/ids"
)

func TestCreate(t *testing.T) {
	t.Parallel()
	d := open(t)
	page := d.get(t, d.Author, "/wip/articles/new")
	wantStatus(t, page, http.StatusOK)
	if !strings.Contains(page.Find("#article-form").Text(), "Strada Transports") {
		t.Error("the form does not say for whom the article is published")
	}
	if page.Find("select[name=sector] optgroup[label=TRANSPORTS] option").Length() != 2 || page.Find("unsaved-guard[key=article-new]").Length() != 1 {
		t.Error("the sectors have no families, or nothing guards what is typed")
	}
	wantRedirect(t, d.post(t, d.Author, "/wip/articles", url.Values{"_action": {"cancel"}}), "/wip/articles")

	wrong := d.typed()
	wrong.Set("genre", "Horoscope")
	wrong.Set("issue_at_date", "")
	refused := d.post(t, d.Author, "/wip/articles", wrong)
	wantStatus(t, refused, http.StatusUnprocessableEntity)
	if got := refused.Find("#f-title").AttrOr("value", ""); got != "Grève au port du Havre" {
		t.Errorf("the title typed is lost: %q", got)
	}
	if refused.Find(".form-errors li").Length() != 2 {
		t.Errorf("errors = %q", refused.Find(".form-errors").Text())
	}
	wantRedirect(t, d.post(t, d.Author, "/wip/articles", d.typed()), "/wip/articles")
	list, err := d.Articles.Articles(t.Context(), d.Author, newsroom.ArticleFilter{Limit: 10})
	if err != nil || list.Total != 1 {
		t.Fatalf("%d articles, %v", list.Total, err)
	}
	stored := d.Stored(t, list.Rows[0].ID)
	if stored.Town != "FRA / 76600 Le Havre" || !stored.IssueAt.Equal(time.Date(2026, 12, 1, 5, 30, 0, 0, time.UTC)) || stored.OutletID != d.EchosID {
		t.Errorf("stored = %+v", stored)
	}
}

// A town of France is one of the list, written as it is there; elsewhere it is
// what the author writes (spec 02 §4.3).
func TestCreate_Town(t *testing.T) {
	t.Parallel()
	d := open(t)
	for _, tt := range []struct{ country, typed, stored string }{
		{"FRA", "le havre 76600", "FRA / 76600 Le Havre"},
		{"FRA", "FRA / 76600 Le Havre", "FRA / 76600 Le Havre"},
		{"FRA", "Le Havre-les-Bains", ""},
		{"", "Le Havre", ""},
	} {
		form := d.typed()
		form.Set("country", tt.country)
		form.Set("country_detail", tt.typed)
		page := d.post(t, d.Author, "/wip/articles", form)
		if tt.stored == "" {
			wantStatus(t, page, http.StatusUnprocessableEntity)
			if got := formValues(page).Get("country_detail"); got != tt.typed {
				t.Errorf("%q comes back as %q", tt.typed, got)
			}
			continue
		}
		wantRedirect(t, page, "/wip/articles")
		var town string
		if err := d.DB.Reader().NewRaw("SELECT town FROM articles ORDER BY id DESC LIMIT 1").Scan(t.Context(), &town); err != nil || town != tt.stored {
			t.Errorf("%q is stored as %q, want %q (%v)", tt.typed, town, tt.stored, err)
		}
	}
}

func TestEdit(t *testing.T) {
	t.Parallel()
	d := open(t)
	draft := d.Draft(t, nil)
	page := d.get(t, d.Author, articlePath(draft.ID)+"/edit")
	wantStatus(t, page, http.StatusOK)
	values := formValues(page)
	for name, want := range map[string]string{
		"title": draft.Title, "sector": "TRANSPORTS / Fret", "country_detail": "76600 Le Havre", "version": "1",
		"outlet": ids.Encode(d.EchosID), "issue_at_date": "2026-11-23", "issue_at_time": "10:30",
	} {
		if got := values.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	values.Set("title", "Titre repris")
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID), values), "/wip/articles")
	if got := d.Stored(t, draft.ID); got.Title != "Titre repris" || !got.IssueAt.Equal(draft.IssueAt) || got.Town != draft.Town {
		t.Errorf("stored = %+v", got)
	}

	// The same form again comes from an older tab: nothing typed is lost, and
	// saving once more replaces the other version.
	values.Set("title", "Second onglet")
	late := d.post(t, d.Author, articlePath(draft.ID), values)
	wantStatus(t, late, http.StatusConflict)
	kept := formValues(late)
	if kept.Get("title") != "Second onglet" || late.Find(".form-errors").Length() != 1 {
		t.Errorf("what was typed is lost: %q", kept.Get("title"))
	}
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID), kept), "/wip/articles")

	values = formValues(d.get(t, d.Author, articlePath(draft.ID)+"/edit"))
	values.Set("_action", "publish")
	values.Set("title", "Publié depuis le formulaire")
	wantRedirect(t, d.post(t, d.Author, articlePath(draft.ID), values), "/wip/articles")
	if post := d.Post(t, draft.ID); post == nil || post.Title != "Publié depuis le formulaire" {
		t.Errorf("mirror = %+v", post)
	}
}
