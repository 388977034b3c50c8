// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"mime/multipart"
	"net/http"
	"net/netip"

	"github.com/go-chi/chi/v5/middleware"

	"aipress24.com/aipress24/internal/platform/i18n"
)

// Scheme is the colour scheme a visitor chose.
type Scheme string

// The colour schemes; without a choice the browser's own setting counts.
const (
	SystemScheme Scheme = ""
	Light        Scheme = "light"
	Dark         Scheme = "dark"
)

// Names of the cookies that remember a choice and nothing personal.
const (
	LangCookie   = "lang"
	SchemeCookie = "scheme"
)

// visit is what the base middleware knows of one request; a single value
// keeps the context short.
type visit struct {
	scheme  Scheme
	refuse  Refuse
	body    *limitedBody
	forms   []*multipart.Form // to remove from disk at the end
	release func()            // gives the place in the overload limit back
}

type visitKey struct{}

// visitOf returns the visit of ctx, or an empty one outside the base
// middleware.
func visitOf(ctx context.Context) *visit {
	if v, ok := ctx.Value(visitKey{}).(*visit); ok {
		return v
	}
	return &visit{refuse: plainRefusal}
}

// startVisit puts the language and the colour scheme into the context.
func startVisit(refuse Refuse) Middleware {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			v := &visit{refuse: refuse, scheme: schemeChosen(r)}
			defer v.end()
			ctx := context.WithValue(r.Context(), visitKey{}, v)
			if lang := langChosen(r); lang != i18n.French { // French is what an empty context speaks
				ctx = i18n.WithLang(ctx, lang)
			}
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
}

// end removes the uploaded files that went to disk. net/http does so only for
// its own copy of the request.
func (v *visit) end() {
	for _, form := range v.forms {
		_ = form.RemoveAll() // the system's temporary directory is cleaned anyway
	}
}

// langChosen returns the language of the cookie, or the best one of
// Accept-Language.
func langChosen(r *http.Request) i18n.Lang {
	if cookie, err := r.Cookie(LangCookie); err == nil {
		if lang, ok := i18n.ParseLang(cookie.Value); ok {
			return lang
		}
	}
	return i18n.Match(r.Header.Get("Accept-Language"))
}

func schemeChosen(r *http.Request) Scheme {
	cookie, err := r.Cookie(SchemeCookie)
	if err != nil {
		return SystemScheme
	}
	switch s := Scheme(cookie.Value); s {
	case Light, Dark:
		return s
	default:
		return SystemScheme
	}
}

// Lang returns the language of the request's context.
func Lang(ctx context.Context) i18n.Lang { return i18n.LangOf(ctx) }

// SchemeOf returns the colour scheme the visitor chose, written by the layout
// as data-scheme so that the page never flashes.
func SchemeOf(ctx context.Context) Scheme { return visitOf(ctx).scheme }

// suffix tells schemes apart in an ETag.
func (s Scheme) suffix() string {
	if s == SystemScheme {
		return ""
	}
	return "." + string(s)
}

// clientIP finds who is calling: the peer, or what a trusted proxy says.
func clientIP(trusted []netip.Prefix) Middleware {
	if len(trusted) == 0 {
		return middleware.ClientIPFromRemoteAddr
	}
	prefixes := make([]string, len(trusted))
	for i, p := range trusted {
		prefixes[i] = p.String()
	}
	return middleware.ClientIPFromXFF(prefixes...)
}

// ClientIP returns the address of the caller, believing X-Forwarded-For only
// from trusted proxies; an unreadable one counts as the peer's own. It is "" when
// even that is unknown.
func ClientIP(r *http.Request) string {
	if ip := middleware.GetClientIPAddr(r.Context()); ip.IsValid() {
		return ip.String()
	}
	if peer, err := netip.ParseAddrPort(r.RemoteAddr); err == nil {
		return peer.Addr().Unmap().String()
	}
	return ""
}
