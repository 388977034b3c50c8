// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-chi/chi/v5"
)

// The seed's addresses, with a slash at the end or without, lead to the page;
// nothing else is redirected, least of all to another site.
func TestOtherSlash(t *testing.T) {
	t.Parallel()
	router := chi.NewRouter()
	router.Get("/wire", func(http.ResponseWriter, *http.Request) {})
	router.Get("/search/", func(http.ResponseWriter, *http.Request) {})
	router.Post("/wip/{id}/publish", func(http.ResponseWriter, *http.Request) {})
	router.NotFound(otherSlash(router, http.NotFoundHandler()))
	tests := []struct {
		method, target string
		status         int
		location       string
	}{
		{http.MethodGet, "/wire/?after=x", http.StatusPermanentRedirect, "/wire?after=x"},
		{http.MethodGet, "/search?qs=a%20b", http.StatusPermanentRedirect, "/search/?qs=a%20b"},
		{http.MethodPost, "/wip/x1/publish/", http.StatusPermanentRedirect, "/wip/x1/publish"},
		{http.MethodGet, "/wip/x1/publish/", http.StatusNotFound, ""},
		{http.MethodGet, "/nope/", http.StatusNotFound, ""},
		{http.MethodGet, "//evil.example/", http.StatusNotFound, ""},
		{http.MethodGet, "/", http.StatusNotFound, ""},
	}
	for _, tt := range tests {
		w := httptest.NewRecorder()
		router.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), tt.method, tt.target, nil))
		if w.Code != tt.status || w.Header().Get("Location") != tt.location {
			t.Errorf("%s %s: %d to %q, want %d to %q", tt.method, tt.target, w.Code, w.Header().Get("Location"), tt.status, tt.location)
		}
	}
}
