// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package ui

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
)

// LoginPath is where somebody who is not signed in is sent (spec 08 §4).
const LoginPath = "/auth/login"

// errGone says that the client left before the answer was complete.
var errGone = errors.New("client gone")

// HandlerFunc parses a request, calls one service method and renders, or
// returns the error before anything is written.
type HandlerFunc func(w http.ResponseWriter, r *http.Request) error

// Handler makes h an http.Handler. It alone turns an error into a status, a
// page in the reader's language and one log line.
func Handler(h func(w http.ResponseWriter, r *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := h(w, r); err != nil {
			Fail(w, r, err)
		}
	})
}

// Fail answers r with err: an error page, a toast for htmx, JSON for a program,
// or the way to the login page. Middleware that cannot return an error, such as
// a rate limit or a recovered panic, call it too.
func Fail(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errGone) || web.Gone(r, err) {
		return
	}
	status := Status(err)
	logFailure(r, status, err)
	if status == http.StatusUnauthorized && isPageVisit(r) {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, loginURL(r), http.StatusSeeOther) //nolint:gosec // our own address; next is only its parameter
		return
	}
	owed := errors.Is(err, errs.ErrTermsOwed)
	if owed && isPageVisit(r) {
		w.Header().Set("Cache-Control", "no-store")
		http.Redirect(w, r, TermsPath+"?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	if list := listWithoutPlace(r); list != "" && errors.Is(err, web.ErrBadCursor) && isVisit(r) {
		web.Leave(w, r, list)
		return
	}
	v := newErrorView(r.Context(), status, err)
	if status == http.StatusUnauthorized && r.Method != http.MethodGet && r.Method != http.MethodHead {
		v = v.sessionEnded(r)
	}
	if owed {
		v = v.termsOwed(r)
	}
	answer(w, r, v)
}

// Status returns the HTTP status of err.
func Status(err error) int {
	if status := web.StatusOf(err); status != 0 {
		return status
	}
	switch {
	case err == nil:
		return http.StatusOK
	case errors.Is(err, errMethod):
		return http.StatusMethodNotAllowed
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable
	}
	switch errs.KindOf(err) {
	case errs.Invalid:
		return http.StatusUnprocessableEntity
	case errs.Unauthenticated:
		return http.StatusUnauthorized
	case errs.Forbidden:
		return http.StatusForbidden
	case errs.NotFound:
		return http.StatusNotFound
	case errs.Conflict:
		return http.StatusConflict
	case errs.TooLarge:
		return http.StatusRequestEntityTooLarge
	case errs.TooMany:
		return http.StatusTooManyRequests
	case errs.Unavailable:
		return http.StatusServiceUnavailable
	case errs.Internal:
	}
	if database.IsUnavailable(err) || database.IsFull(err) {
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// logFailure writes the one log line of a failed request. A refusal is an
// ordinary answer and only of interest when debugging; the access log has it.
func logFailure(r *http.Request, status int, err error) {
	level := slog.LevelDebug
	switch {
	case errors.Is(err, web.ErrNotReady): // a start takes its time
		level = slog.LevelInfo
	case status == http.StatusServiceUnavailable && database.IsUnavailable(err): // /readyz alarms, once
		level = slog.LevelWarn
	case status >= http.StatusInternalServerError:
		level = slog.LevelError
	}
	SiteOf(r.Context()).log().LogAttrs(r.Context(), level, "request failed",
		slog.Int("status", status),
		slog.String("method", r.Method),
		slog.String("route", routePattern(r)),
		slog.String("request_id", VisitOf(r.Context()).RequestID),
		slog.Int64("actor_id", Actor(r).UserID),
		slog.Any("error", err),
	)
}

// routePattern is the route as declared, since paths may hold personal data.
func routePattern(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil {
		return c.RoutePattern()
	}
	return ""
}

// answer writes the error in the form the client can use.
func answer(w http.ResponseWriter, r *http.Request, v errorView) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	if v.Status == http.StatusServiceUnavailable || v.Status == http.StatusTooManyRequests {
		if h.Get("Retry-After") == "" {
			h.Set("Retry-After", "30")
		}
	}
	switch {
	case wantsJSON(r):
		h.Set("Content-Type", "application/json; charset=utf-8")
		w.WriteHeader(v.Status)
		writeJSONError(w, v)
	case isFragment(r):
		// The content stays as it is; the toast says why.
		h.Set("HX-Reswap", "none")
		AddToast(w, errorToast(r.Context(), v))
		h.Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(v.Status)
	default:
		if err := RenderStatus(w, r, v.Status, errorPage(v)); err != nil && !errors.Is(err, errGone) {
			http.Error(w, v.Title+"\n"+v.RequestID, v.Status)
		}
	}
}

// errorToast says the error beside a page that stays. Nobody's page asks for a
// fragment before they signed in: there, 401 means that the session has ended,
// and that what was typed must not be left.
func errorToast(ctx context.Context, v errorView) Toast {
	if v.TermsURL != "" {
		return Toast{
			Kind: ToneDanger, Text: v.Reason, Detail: i18n.T(ctx, "error.terms_owed.stays"),
			URL: v.TermsURL, Action: i18n.T(ctx, "error.terms_owed.action"), Aside: true,
		}
	}
	if v.Status != http.StatusUnauthorized {
		return Toast{Kind: ToneDanger, Text: v.Reason}
	}
	return Toast{
		Kind: ToneDanger, Text: i18n.T(ctx, "error.session_ended.title"), Detail: i18n.T(ctx, "error.session_ended.stays"),
		URL: LoginPath, Action: i18n.T(ctx, "error.session_ended.action"), Aside: true,
	}
}

// sessionEnded tells somebody who sent a form without being signed in any more
// that their words are not lost: the page holds them, to be sent again after a
// sign-in beside it, and <unsaved-guard> keeps them in the browser.
func (v errorView) sessionEnded(r *http.Request) errorView {
	ctx := r.Context()
	v.Title = i18n.T(ctx, "error.session_ended.title")
	v.Reason = i18n.T(ctx, "error.session_ended.text")
	v.Advice = i18n.T(ctx, "error.session_ended.advice")
	v.LoginURL = LoginPath
	if from := pageBefore(r); from != "" && from != LoginPath {
		v.LoginURL += "?next=" + url.QueryEscape(from)
	}
	if v.Again = sentAgain(r); v.Again != nil {
		v.Reason = i18n.T(ctx, "error.session_ended.held")
		v.Advice = i18n.T(ctx, "error.session_ended.again")
	}
	return v
}

// termsOwed leads a member whose words cannot be taken before the terms in force
// are accepted to where that is done; the words are kept likewise.
func (v errorView) termsOwed(r *http.Request) errorView {
	ctx := r.Context()
	v.Title = i18n.T(ctx, "error.terms_owed.title")
	v.Advice = i18n.T(ctx, "error.terms_owed.advice")
	v.TermsURL = TermsPath
	if from := pageBefore(r); from != "" {
		v.TermsURL += "?next=" + url.QueryEscape(from)
	}
	return v
}

// pageBefore is the page of ours that a request was sent from, or "".
func pageBefore(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || from.Path == "" {
		return ""
	}
	return from.RequestURI()
}

// jsonError is the body a program receives.
type jsonError struct {
	Status    int    `json:"status"`
	Message   string `json:"message"`
	RequestID string `json:"request_id,omitempty"`
}

func writeJSONError(w http.ResponseWriter, v errorView) {
	body, err := json.Marshal(jsonError{v.Status, v.Reason, v.RequestID})
	if err != nil {
		return // three plain fields always marshal
	}
	_, _ = w.Write(append(body, '\n')) // a client that left needs no answer
}

// isFragment reports whether htmx asks for a part of a page. A boosted
// navigation replaces the whole page and gets a whole page.
func isFragment(r *http.Request) bool {
	return web.IsHTMX(r) && r.Header.Get("HX-Boosted") != "true"
}

// wantsJSON reports whether the client is a program.
func wantsJSON(r *http.Request) bool {
	accept := r.Header.Get("Accept")
	return strings.Contains(accept, "json") && !strings.Contains(accept, "text/html")
}

// placeNames are the parameters that say where a list goes on.
var placeNames = []string{"after", "before"}

// listWithoutPlace is the address of r from the beginning of its list, or ""
// when r names no place: who comes with a cut or outdated address of a later
// page gets the first one, with the same filters.
func listWithoutPlace(r *http.Request) string {
	values, named := r.URL.Query(), false
	for _, name := range placeNames {
		named = named || values.Has(name)
		values.Del(name)
	}
	if !named {
		return ""
	}
	list := url.URL{Path: r.URL.Path, RawQuery: values.Encode()}
	return web.SafeNext(list.String())
}

// isVisit reports whether a person opens a page or a part of one.
func isVisit(r *http.Request) bool {
	return (r.Method == http.MethodGet || r.Method == http.MethodHead) && !wantsJSON(r)
}

// isPageVisit reports whether a person opens a page: only then does the way to
// the login page help. A media file in a page gets a bare 401 (spec 08 §4).
func isPageVisit(r *http.Request) bool {
	if !isVisit(r) || isFragment(r) {
		return false
	}
	switch r.Header.Get("Sec-Fetch-Dest") {
	case "image", "audio", "video", "script", "style", "font", "empty":
		return false
	}
	return true
}

// loginURL is the login page that comes back to r afterwards.
func loginURL(r *http.Request) string {
	next := r.URL.RequestURI()
	if next == "/" || !strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") {
		return LoginPath
	}
	return LoginPath + "?next=" + url.QueryEscape(next)
}

// newErrorView chooses the words of an error: the reason given by the rule when
// there is one, else the general one of the status. Never the cause.
func newErrorView(ctx context.Context, status int, err error) errorView {
	visit := VisitOf(ctx)
	name := errorName(status)
	v := errorView{
		Status:    status,
		Code:      strconv.Itoa(status),
		Title:     i18n.T(ctx, "error."+name+".title"),
		Reason:    i18n.T(ctx, "error."+name+".text"),
		Advice:    i18n.T(ctx, "error."+name+".advice"),
		RequestID: visit.RequestID,
	}
	if reason := reasonOf(ctx, status, err); reason != "" {
		v.Reason = reason
	}
	if errors.Is(err, web.ErrNotReady) {
		v.Advice = i18n.T(ctx, "error.unavailable.soon")
	}
	if status == http.StatusUnauthorized {
		v.LoginURL = LoginPath
		if visit.URL != "" {
			v.LoginURL += "?next=" + url.QueryEscape(visit.URL)
		}
	}
	return v
}

// reasonOf is what the rule or the platform says to the reader, or "".
func reasonOf(ctx context.Context, status int, err error) string {
	if _, key := web.Describe(err); key != "" && i18n.Has(key) {
		return i18n.T(ctx, key)
	}
	var e *errs.Error
	if status >= http.StatusInternalServerError || !errors.As(err, &e) {
		return ""
	}
	if !i18n.Has(e.Message) || strings.HasPrefix(e.Message, "error.") {
		return "" // the general words of the status say more
	}
	return i18n.T(ctx, e.Message, e.Args...)
}

// errorName is the catalogue name of a status.
func errorName(status int) string {
	switch status {
	case http.StatusUnauthorized:
		return "sign_in"
	case http.StatusForbidden:
		return "closed"
	case http.StatusNotFound:
		return "missing"
	case http.StatusMethodNotAllowed:
		return "method"
	case http.StatusConflict:
		return "conflict"
	case http.StatusRequestEntityTooLarge:
		return "too_large"
	case http.StatusUnprocessableEntity, http.StatusBadRequest, http.StatusRequestURITooLong:
		return "invalid"
	case http.StatusTooManyRequests:
		return "too_many"
	case http.StatusServiceUnavailable:
		return "unavailable"
	}
	return "internal"
}
