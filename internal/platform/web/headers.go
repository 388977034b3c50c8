// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// securityHeaders puts the protective headers on every answer, files and
// errors included (security checklist §4, UI guide §2), and the default rule
// of caches: kept by the reader's browser alone, asked again each time.
func securityHeaders(o Options) Middleware {
	// Shared slices: Set allocates one per header and response, and nobody
	// appends in place to a slice without spare capacity.
	fixed := []fixedHeader{
		{"Content-Security-Policy", []string{contentSecurityPolicy(o)}},
		{"X-Content-Type-Options", []string{"nosniff"}},
		{"Referrer-Policy", []string{"strict-origin-when-cross-origin"}},
		{"Permissions-Policy", []string{"camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"}},
		{"Cross-Origin-Opener-Policy", []string{"same-origin"}},
		{"Cache-Control", []string{"private, no-cache"}},
		{"Vary", []string{"HX-Request"}},
	}
	if o.Production {
		fixed = append(fixed, fixedHeader{"Strict-Transport-Security", []string{"max-age=63072000; includeSubDomains"}})
	}
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			header := w.Header()
			for _, h := range fixed {
				header[h.name] = h.value
			}
			next.ServeHTTP(w, r)
		})
	}
}

// fixedHeader is a header that is the same on every answer.
type fixedHeader struct {
	name  string // canonical
	value []string
}

// contentSecurityPolicy returns the policy of UI guide §2 with the configured
// origins.
func contentSecurityPolicy(o Options) string {
	with := func(directive string, origins []string) string {
		return strings.Join(append([]string{directive}, origins...), " ")
	}
	return strings.Join([]string{
		"default-src 'none'",
		"script-src 'self'",
		"style-src 'self'",
		with("img-src 'self' data: blob:", o.ImageOrigins),
		"font-src 'self'",
		with("connect-src 'self'", o.ConnectOrigins),
		"manifest-src 'self'",
		"worker-src 'self'",
		with("form-action 'self'", o.FormOrigins),
		"base-uri 'none'",
		"frame-ancestors 'none'",
		"object-src 'none'",
	}, "; ")
}

// NoStore is for pages no cache may keep: registration, billing, exports,
// tokens, confidential files.
func NoStore(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		next.ServeHTTP(w, r)
	})
}

// SecretPage is for pages opened from a mailed link: no cache keeps them and
// no referrer carries their token away (security checklist §3).
func SecretPage(next http.Handler) http.Handler {
	return NoStore(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Referrer-Policy", "no-referrer")
		next.ServeHTTP(w, r)
	}))
}

// Public lets shared caches keep the answers for maxAge. Only for pages that
// are the same for every anonymous visitor, their language apart; an answer
// that sets a session cookie, or is a refusal, is never kept.
func Public(maxAge time.Duration) Middleware {
	value := fmt.Sprintf("public, max-age=%d", int(maxAge.Seconds()))
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", value)
			w.Header().Add("Vary", "Accept-Language, Cookie")
			next.ServeHTTP(w, r)
		})
	}
}

// NotModified declares version as the answer's ETag and reports whether the
// browser already has it; then 304 has been answered and the handler returns.
// The tag is weak, since compression changes the bytes and not the page, and
// tells languages and colour schemes apart.
func NotModified(w http.ResponseWriter, r *http.Request, version string) bool {
	tag := `W/"` + strings.Map(tagCharacter, version) + "." + string(Lang(r.Context())) + SchemeOf(r.Context()).suffix()
	if IsHTMX(r) {
		tag += ".x"
	}
	tag += `"`
	w.Header().Set("ETag", tag)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if !hasVersion(r, tag) {
		return false
	}
	w.WriteHeader(http.StatusNotModified)
	return true
}

// hasVersion reports whether the browser says that it has the page of this tag.
func hasVersion(r *http.Request, tag string) bool {
	for known := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		if strings.TrimSpace(known) == tag {
			return true
		}
	}
	return false
}

// tagCharacter drops what may not stand inside an ETag.
func tagCharacter(c rune) rune {
	if c <= ' ' || c == '"' || c == ',' || c >= 0x7f {
		return -1
	}
	return c
}
