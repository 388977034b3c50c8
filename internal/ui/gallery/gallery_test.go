// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package gallery_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/gallery"
)

func ask(t *testing.T, method, path, body string) (*httptest.ResponseRecorder, *goquery.Document) {
	t.Helper()
	router := chi.NewRouter()
	ui.Mount(router, gallery.Routes(access.Members, lists))
	ctx := ui.WithActor(ui.WithSite(context.Background(), &ui.Site{Name: "AiPRESS24"}), access.Actor{UserID: 1, Name: "Ada"})
	r := httptest.NewRequestWithContext(ctx, method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	router.ServeHTTP(w, r)
	doc, err := goquery.NewDocumentFromReader(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w, doc
}

func TestGallery(t *testing.T) {
	t.Parallel()
	w, doc := ask(t, http.MethodGet, gallery.Path, "")
	if w.Code != http.StatusOK || doc.Find("h1").Length() != 1 {
		t.Fatalf("status %d, %d titles", w.Code, doc.Find("h1").Length())
	}
	seen := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if seen[id] {
			t.Errorf("id %q twice", id)
		}
		seen[id] = true
	})
	for _, forbidden := range []string{"[style]", "style", "script:not([src])", "img:not([alt])"} {
		if doc.Find(forbidden).Length() != 0 {
			t.Errorf("the gallery has %s", forbidden)
		}
	}
}

// A closed button is joined with the sentence that says why, told once.
func TestGallery_closedButtons(t *testing.T) {
	t.Parallel()
	_, doc := ask(t, http.MethodGet, gallery.Path, "")
	buttons := doc.Find("[data-testid=closed] .btn[disabled]")
	if reasons := doc.Find("[data-testid=reasons] p").Length(); buttons.Length() != 5 || reasons != 2 {
		t.Errorf("%d closed buttons, %d reasons", buttons.Length(), reasons)
	}
	buttons.Each(func(_ int, b *goquery.Selection) {
		if why := doc.Find("#" + b.AttrOr("aria-describedby", "none")).Text(); why == "" {
			t.Errorf("%q does not say why it is closed", b.Text())
		}
	})
}

func TestGallery_FormErrors(t *testing.T) {
	t.Parallel()
	w, doc := ask(t, http.MethodPost, gallery.Path, "title=Fret")
	if w.Code != http.StatusUnprocessableEntity || doc.Find(".form-errors li").Length() != 3 || doc.Find(`[name=title][aria-invalid]`).AttrOr("value", "") != "Fret" {
		t.Errorf("status %d, %d errors", w.Code, doc.Find(".form-errors li").Length())
	}
	if w, _ := ask(t, http.MethodGet, gallery.Path+"/error", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("error page: %d", w.Code)
	}
}

// lists stands for the vocabularies of the product.
func lists(vocabulary string) []form.Family {
	if vocabulary == "pays" {
		return form.Options(form.Option{Value: "FRA", Label: "France"})
	}
	return []form.Family{{Label: "ADMINISTRATION PUBLIQUE", Options: []form.Option{{Value: "ADMINISTRATION PUBLIQUE / Affaires maritimes", Label: "Affaires maritimes"}}}}
}
