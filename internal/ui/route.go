// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"errors"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/web"
)

// DefaultBody is the largest request body in bytes of a route that declares
// none: enough for the longest article with its form.
const DefaultBody int64 = web.DefaultBody

// Route is one line of the URL table: who may do what where.
type Route struct {
	Method  string
	Pattern string // chi pattern, from the root of the site
	Guard   access.Guard
	Handler HandlerFunc
	Body    int64 // largest request body in bytes; 0 is DefaultBody
}

// Routes is a URL table. The whole table of the application is the
// concatenation of its modules'; a test walks it with every kind of actor.
type Routes []Route

// Get declares a page or fragment.
func Get(pattern string, guard access.Guard, h func(http.ResponseWriter, *http.Request) error) Route {
	return Route{Method: http.MethodGet, Pattern: pattern, Guard: guard, Handler: h}
}

// Post declares a change.
func Post(pattern string, guard access.Guard, h func(http.ResponseWriter, *http.Request) error) Route {
	return Route{Method: http.MethodPost, Pattern: pattern, Guard: guard, Handler: h}
}

// WithBody returns the route with another limit of the request body, in bytes:
// routes that receive files need one.
func (r Route) WithBody(limit int64) Route {
	r.Body = limit
	return r
}

// NoStore returns the routes with answers that no cache keeps, the browser's
// included: for pages of what is confidential (security checklist §1, C2).
func (rs Routes) NoStore() Routes {
	private := make(Routes, len(rs))
	for i, r := range rs {
		answer := r.Handler
		r.Handler = func(w http.ResponseWriter, req *http.Request) error {
			w.Header().Set("Cache-Control", "no-store")
			return answer(w, req)
		}
		private[i] = r
	}
	return private
}

// Find returns the route of method and pattern; a final slash is indifferent.
func (rs Routes) Find(method, pattern string) (Route, bool) {
	want := trimSlash(pattern)
	for _, r := range rs {
		if r.Method == method && trimSlash(r.Pattern) == want {
			return r, true
		}
	}
	return Route{}, false
}

func trimSlash(pattern string) string {
	if len(pattern) > 1 {
		return strings.TrimSuffix(pattern, "/")
	}
	return pattern
}

// Mount adds the routes to r. Each checks its guard before its body is read
// and its handler called. HEAD is the business of the base middleware.
func Mount(r chi.Router, routes Routes) {
	for _, route := range routes {
		r.Method(route.Method, route.Pattern, route.handler())
	}
}

// handler is the route's handler behind its guard and its body limit.
func (r Route) handler() http.Handler {
	limit := r.Body
	if limit == 0 {
		limit = DefaultBody
	}
	inside := web.BodyLimit(limit)(Handler(func(w http.ResponseWriter, req *http.Request) error {
		if req.Body != nil {
			// Also where the base middleware is absent.
			req.Body = http.MaxBytesReader(w, req.Body, limit)
		}
		return r.Handler(w, req)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if err := r.allow(Actor(req)); err != nil {
			Fail(w, req, err)
			return
		}
		inside.ServeHTTP(w, req)
	})
}

// allow asks the guard. A route without one is closed: deny by default
// (security checklist §2).
func (r Route) allow(a access.Actor) error {
	if r.Guard.Name == "" {
		return errs.ErrForbidden
	}
	return r.Guard.Check(a)
}

// errMethod says that the URL exists for another method.
var errMethod = errors.New("method not allowed")

// NotFound answers 404 with the site's page; it is the router's fallback.
func NotFound(w http.ResponseWriter, r *http.Request) { Fail(w, r, errs.ErrNotFound) }

// MethodNotAllowed answers 405 with the methods that exist and the site's page.
func MethodNotAllowed(router chi.Routes) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if !router.Match(chi.NewRouteContext(), method, r.URL.Path) {
				continue
			}
			w.Header().Add("Allow", method)
			if method == http.MethodGet {
				w.Header().Add("Allow", http.MethodHead)
			}
		}
		Fail(w, r, errMethod)
	}
}
