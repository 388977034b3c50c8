// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package assets

import (
	"net/http"
	"strings"
)

// Header values shared by every answer.
var (
	immutable = []string{"public, max-age=31536000, immutable"} // names have hashes: a year
	noSniff   = []string{"nosniff"}
	sealed    = []string{"default-src 'none'; frame-ancestors 'none'"} // what a page's policy says at length, opened by itself
	vary      = []string{"Accept-Encoding"}
)

// Handler serves the files under Prefix: brotli or gzip when the client accepts
// it, cached for ever, 304 for a known ETag, 404 for unknown names and 405 for
// other methods than GET and HEAD.
func (a *Assets) Handler() http.Handler {
	return http.HandlerFunc(a.serve)
}

func (a *Assets) serve(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
		return
	}
	name, ok := strings.CutPrefix(r.URL.Path, Prefix)
	f := a.files[name]
	if !ok || f == nil {
		w.Header().Set("Cache-Control", "no-store") // a file of the next version may come
		http.NotFound(w, r)
		return
	}
	v := f.best(r.Header.Get("Accept-Encoding"))
	h := w.Header()
	h["Cache-Control"] = immutable
	h["Content-Security-Policy"] = sealed
	h["Etag"] = v.etag
	h["Vary"] = vary
	h["X-Content-Type-Options"] = noSniff
	if knows(r.Header.Get("If-None-Match"), v.etag[0]) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Type"] = f.contentType
	h["Content-Length"] = v.length
	if v.coding != nil {
		h["Content-Encoding"] = v.coding
	}
	if r.Method == http.MethodHead {
		return
	}
	_, _ = w.Write(v.data) // the client has gone: nothing to do about it
}

// knows tells whether an If-None-Match header holds the tag.
func knows(header, tag string) bool {
	for header != "" {
		var item string
		item, header, _ = strings.Cut(header, ",")
		item = strings.TrimPrefix(strings.TrimSpace(item), "W/")
		if item == tag || item == "*" {
			return true
		}
	}
	return false
}
