// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/platform/ids"
)

// maxNext bounds the address to come back to, in bytes.
const maxNext = 2048

// SafeNext returns next when it is a path of this site, perhaps with a query,
// and "/" otherwise: an address to come back to is given by the browser and
// must not lead elsewhere (security checklist §3).
func SafeNext(next string) string {
	if !isLocal(next) {
		return "/"
	}
	return next
}

// isLocal reports whether s is a path on this site that every browser reads
// as such.
func isLocal(s string) bool {
	if s == "" || len(s) > maxNext || s[0] != '/' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c == 0x7f || c == '\\' {
			return false
		}
	}
	path, _, _ := strings.Cut(s, "?")
	path, _, _ = strings.Cut(path, "#")
	if strings.Contains(path, "//") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && u.Scheme == "" && u.Host == "" && u.User == nil && u.Opaque == "" &&
		!strings.ContainsFunc(u.Path, isDeceiving)
}

// isDeceiving reports what some proxies decode before redirecting.
func isDeceiving(c rune) bool { return c < ' ' || c == 0x7f || c == '\\' }

// Back returns the path the visitor came from when it is ours, for actions
// that work without JavaScript; otherwise "/".
func Back(r *http.Request) string {
	u, err := url.Parse(r.Referer())
	if err != nil || u.Host != r.Host {
		return "/"
	}
	return SafeNext(u.RequestURI())
}

// PathID returns the identifier called name in the address, or ErrBadID, which
// is answered as an unknown page (spec 01 §2).
func PathID(r *http.Request, name string) (int64, error) {
	id, err := ids.Parse(chi.URLParam(r, name))
	if err != nil {
		return 0, ErrBadID
	}
	return id, nil
}

// IsHTMX reports whether htmx made the request and wants a fragment.
func IsHTMX(r *http.Request) bool { return r.Header.Get("HX-Request") == "true" }

// Redirect sends the browser to another page of this site: htmx fetches it
// without reloading, a plain form follows a 303. Use Leave after signing in or
// out, for another site, or when the whole page must be drawn again.
func Redirect(w http.ResponseWriter, r *http.Request, to string) {
	if !IsHTMX(r) || !isLocal(to) {
		Leave(w, r, to)
		return
	}
	w.Header().Set("HX-Location", asciiHeader(to))
	w.WriteHeader(http.StatusOK)
}

// Leave makes the browser load the address as a new page. The address is the
// caller's: pass what a visitor gave through SafeNext first.
func Leave(w http.ResponseWriter, r *http.Request, to string) {
	if !IsHTMX(r) {
		w.Header().Set("Location", asciiHeader(to))
		w.WriteHeader(http.StatusSeeOther)
		return
	}
	w.Header().Set("HX-Redirect", asciiHeader(to))
	w.WriteHeader(http.StatusOK)
}

// ExternalURL returns the address a member gave of a site elsewhere, or "" when
// it is none to lead readers to: another scheme than http and https, no host,
// or a user name, which only serves to disguise the host.
func ExternalURL(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return ""
	}
	return address
}

// asciiHeader escapes what may not stand in a header: headers are not UTF-8.
func asciiHeader(address string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(address) {
		c := address[i]
		if c > ' ' && c < 0x7f {
			b.WriteByte(c)
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[c>>4])
		b.WriteByte(hex[c&15])
	}
	return b.String()
}

// ToastKind says how a toast looks: same words as the status colours.
type ToastKind string

// The kinds of toasts and flashes (UI guide §4).
const (
	OK     ToastKind = "ok"
	Info   ToastKind = "info"
	Warn   ToastKind = "warn"
	Danger ToastKind = "danger"
)

// Toast makes htmx show a short message, already translated. It joins the
// events the handler has already triggered; a second toast replaces the first.
func Toast(w http.ResponseWriter, kind ToastKind, text string) {
	Trigger(w, "toast", map[string]string{"kind": string(kind), "text": text})
}

// Trigger makes htmx raise an event with the given detail in the page. A
// detail that has no JSON form raises the event without one.
func Trigger(w http.ResponseWriter, event string, detail any) {
	events := map[string]json.RawMessage{}
	if present := w.Header().Get("HX-Trigger"); strings.HasPrefix(present, "{") {
		_ = json.Unmarshal([]byte(present), &events) // ours: written below
	} else {
		for name := range strings.SplitSeq(present, ",") {
			if name = strings.TrimSpace(name); name != "" {
				events[name] = json.RawMessage("null")
			}
		}
	}
	raw, err := json.Marshal(detail)
	if err != nil {
		raw = json.RawMessage("null")
	}
	events[event] = raw
	if all, err := json.Marshal(events); err == nil {
		w.Header().Set("HX-Trigger", asciiJSON(all))
	}
}
