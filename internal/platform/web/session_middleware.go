// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
)

const (
	tokenLength  = 43 // 256 bits in base64
	maxUserAgent = 256
)

// Middleware reads the session of each request and writes it back, if it has
// changed, just before the answer's headers leave: nothing is buffered, so
// that streams work. A request without a cookie costs no query.
func (s *Sessions) Middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := &holder{ip: ClientIP(r), userAgent: userAgent(r)}
		token := s.presented(r)
		h.presented = token
		ctx, err := s.manager.Load(context.WithValue(r.Context(), holderKey{}, h), token)
		if err != nil {
			if !Gone(r, err) {
				s.options.Log.ErrorContext(r.Context(), "session cannot be read", "error", err)
			}
			s.options.Refuse(w, r, err)
			return
		}
		if h.hash != "" {
			s.touch(ctx, h)
		}
		r = r.WithContext(ctx)
		out := &sessionWriter{ResponseWriter: w, request: r, sessions: s, holder: h}
		next.ServeHTTP(out, r)
		out.commit()
	})
}

// presented returns the token of the cookie, or "" when it cannot be one.
func (s *Sessions) presented(r *http.Request) string {
	cookie, err := r.Cookie(s.cookieName())
	if err != nil || len(cookie.Value) != tokenLength {
		return ""
	}
	return cookie.Value
}

// userAgent returns what the browser calls itself, cleaned and cut.
func userAgent(r *http.Request) string {
	ua := r.UserAgent()
	if len(ua) > maxUserAgent {
		ua = ua[:maxUserAgent]
	}
	return strings.ToValidUTF8(ua, "")
}

// touch records, every few minutes, that the session is in use. A failure is
// told and changes nothing for the reader: on a full disk, reading goes on.
func (s *Sessions) touch(ctx context.Context, h *holder) {
	now := s.options.Now()
	if now.Sub(h.lastSeen) < s.options.TouchEvery {
		return
	}
	if err := s.store.touch(ctx, h, s.expiry(ctx, h)); err != nil && ctx.Err() == nil {
		s.options.Log.WarnContext(ctx, "session cannot be touched", "error", err)
	}
}

// expiry returns when the session ends if nothing more happens: at its
// deadline, or for a browser session after the longest pause.
func (s *Sessions) expiry(ctx context.Context, h *holder) time.Time {
	deadline := s.manager.Deadline(ctx)
	if h.memberID.Load() == 0 || s.manager.GetString(ctx, rememberKey) != "" {
		return deadline
	}
	if idle := s.options.Now().Add(s.options.Idle).UTC(); idle.Before(deadline) {
		return idle
	}
	return deadline
}

// Alive reports whether the session of the request still stands. Streams ask
// it from time to time, for they outlive the check made when they opened.
func (s *Sessions) Alive(ctx context.Context) bool {
	h := holderOf(ctx)
	if h == nil || h.hash == "" {
		return h != nil && h.memberID.Load() == 0
	}
	row, err := s.store.read(ctx, h.hash)
	return err == nil && row != nil && row.MemberID == h.memberID.Load() && s.options.Now().Before(row.ExpiresAt)
}

// save writes the session if it has changed, and its cookie if the token is
// new.
func (s *Sessions) save(w http.ResponseWriter, r *http.Request, h *holder) error {
	ctx := r.Context()
	switch s.manager.Status(ctx) {
	case scs.Destroyed:
		s.setCookie(w, s.cookie(ctx, ""))
	case scs.Modified:
		token, err := s.commit(ctx, h)
		switch {
		case errors.Is(err, errRevoked):
			// Signed out meanwhile; the next request will see it.
		case err != nil:
			return err
		case token != h.presented:
			s.setCookie(w, s.cookie(ctx, token))
		}
	}
	return nil
}

// commit writes the session with its end, whatever the client does meanwhile.
func (s *Sessions) commit(ctx context.Context, h *holder) (string, error) {
	if h.hash == "" && h.memberID.Load() == 0 {
		s.manager.SetDeadline(ctx, s.options.Now().Add(s.options.Anonymous).UTC())
	}
	ctx = context.WithoutCancel(ctx)
	token, _, err := s.manager.Commit(context.WithValue(ctx, expiryKey{}, s.expiry(ctx, h)))
	return token, err
}

// expiryKey carries the end of the session to the store, past scs, which
// knows only of the deadline.
type expiryKey struct{}

// setCookie adds the cookie; such an answer is nobody else's.
func (s *Sessions) setCookie(w http.ResponseWriter, cookie *http.Cookie) {
	http.SetCookie(w, cookie)
	if strings.HasPrefix(w.Header().Get("Cache-Control"), "public") {
		w.Header().Set("Cache-Control", "private, no-store")
	}
}

// sessionWriter saves the session when the headers leave. When that fails the
// handler's answer is dropped for a refusal: a member must not read "signed
// in" when nothing was kept.
type sessionWriter struct {
	http.ResponseWriter
	request  *http.Request
	sessions *Sessions
	holder   *holder
	done     bool
	failed   bool
}

func (w *sessionWriter) commit() {
	if w.done {
		return
	}
	w.done = true
	if err := w.sessions.save(w.ResponseWriter, w.request, w.holder); err != nil {
		w.failed = true
		w.sessions.options.Log.ErrorContext(w.request.Context(), "session cannot be saved", "error", err)
		dropAnswer(w.Header())
		w.sessions.options.Refuse(w.ResponseWriter, w.request, err)
	}
}

// dropAnswer removes the headers that described the handler's answer.
func dropAnswer(h http.Header) {
	for _, name := range []string{"Location", "Content-Type", "Content-Length", "Content-Encoding", "ETag", "HX-Redirect", "HX-Location", "HX-Trigger"} {
		h.Del(name)
	}
}

// WriteHeader implements http.ResponseWriter.
func (w *sessionWriter) WriteHeader(status int) {
	if status >= 200 {
		w.commit()
	}
	if !w.failed {
		w.ResponseWriter.WriteHeader(status)
	}
}

// Write implements http.ResponseWriter.
func (w *sessionWriter) Write(b []byte) (int, error) {
	w.commit()
	if w.failed {
		return len(b), nil
	}
	return w.ResponseWriter.Write(b)
}

// FlushError implements what http.ResponseController asks.
func (w *sessionWriter) FlushError() error {
	w.commit()
	return http.NewResponseController(w.ResponseWriter).Flush()
}

// Unwrap serves http.ResponseController.
func (w *sessionWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
