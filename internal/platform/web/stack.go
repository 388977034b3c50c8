// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"fmt"
	"net/http"
	"net/netip"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
)

// maxAddress bounds path and query, in bytes.
const maxAddress = 8 << 10

// Middleware wraps a handler.
type Middleware = func(http.Handler) http.Handler

// Options are the choices of New. The zero value is a safe development set-up.
type Options struct {
	Production     bool           // announces HTTPS only (HSTS)
	TrustedProxies []netip.Prefix // proxies whose X-Forwarded-For is believed; none by default
	ImageOrigins   []string       // added to img-src: the object store's public origin
	FormOrigins    []string       // added to form-action: the payment provider
	ConnectOrigins []string       // added to connect-src
	TrustedOrigins []string       // other origins of ours that may post, as scheme://host[:port]
	// Bypass lists the http.ServeMux patterns that another site may call, for
	// they carry their own proof: the payment webhook, the token API.
	Bypass   []string
	Overload Overload
	Outer    []Middleware // request id, access log, metrics: see every answer
	Inner    []Middleware // recover: close to the handlers, inside compression
	Refuse   Refuse       // renders refusals; plain text by default
}

// New returns a router whose every answer, errors included, went through the
// base middleware. It returns an error for a bypass pattern or an origin that
// cannot be read.
func New(o Options) (chi.Router, error) {
	if o.Refuse == nil {
		o.Refuse = plainRefusal
	}
	protect, err := sameOrigin(o)
	if err != nil {
		return nil, err
	}
	compress, err := compression()
	if err != nil {
		return nil, fmt.Errorf("compression: %w", err)
	}
	r := chi.NewRouter()
	r.Use(clientIP(o.TrustedProxies), securityHeaders(o))
	r.Use(o.Outer...)
	// Refusals are pages: what they need (language, compression) comes first.
	r.Use(startVisit(o.Refuse), compress)
	r.Use(o.Inner...)
	r.Use(limitLoad(o.Overload, o.Refuse), limitAddress(o.Refuse), protect, limitBody(o.Refuse), middleware.GetHead)
	return r, nil
}

// sameOrigin refuses changes asked by another site's pages (security checklist
// §4); safe methods always pass, for they change nothing.
func sameOrigin(o Options) (m Middleware, err error) {
	protection := http.NewCrossOriginProtection()
	for _, origin := range o.TrustedOrigins {
		if err := protection.AddTrustedOrigin(origin); err != nil {
			return nil, fmt.Errorf("trusted origin: %w", err)
		}
	}
	// The standard library panics on a pattern that cannot be read.
	defer func() {
		if p := recover(); p != nil {
			m, err = nil, fmt.Errorf("bypass pattern: %v", p)
		}
	}()
	for _, pattern := range o.Bypass {
		protection.AddInsecureBypassPattern(pattern)
	}
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.Refuse(w, r, ErrCrossOrigin)
	}))
	return protection.Handler, nil
}

// limitAddress refuses addresses longer than any of ours.
func limitAddress(refuse Refuse) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if len(r.RequestURI) > maxAddress {
				refuse(w, r, ErrLongAddress)
				return
			}
			next.ServeHTTP(w, r)
		})
	}
}
