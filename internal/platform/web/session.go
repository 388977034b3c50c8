// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/alexedwards/scs/v2"

	"aipress24.com/aipress24/internal/platform/database"
)

// Names of the session cookie. Browsers accept the __Host- prefix only over
// HTTPS, without a domain and for the whole site: no neighbour can plant one.
const (
	devCookie        = "aipress24"
	productionCookie = "__Host-aipress24"
)

// ErrNoSession is returned when the sessions' middleware does not cover the
// route: a fault of the route table.
var ErrNoSession = errors.New("no session on this route")

// SessionOptions are the choices of NewSessions; zero durations mean the
// defaults.
type SessionOptions struct {
	Production bool // Secure cookie named __Host-aipress24

	Remembered time.Duration // absolute limit with "Se souvenir de moi": 14 days (spec 02 §9.4)
	Lifetime   time.Duration // absolute limit of a browser session: 7 days
	Idle       time.Duration // longest pause of a browser session: 12 h
	Anonymous  time.Duration // absolute limit of a visitor's session: 30 days (spec 01, retention)
	TouchEvery time.Duration // how stale "last seen" may be: 5 min

	// Beside, when set, is asked with the session, in the same round trip: what
	// every request of a member needs anyway. It gets the hash of the session's
	// token and returns the statement, with what [Sessions.Beside] gives once it
	// has been read.
	Beside func(tokenHash string) (database.Ask, func() any)

	Now    func() time.Time
	Log    *slog.Logger // where a "last seen" that cannot be written is told
	Refuse Refuse       // answers when the sessions cannot be read or written
}

func (o SessionOptions) withDefaults() SessionOptions {
	fill := func(d *time.Duration, standard time.Duration) {
		if *d <= 0 {
			*d = standard
		}
	}
	fill(&o.Remembered, 14*24*time.Hour)
	fill(&o.Lifetime, 7*24*time.Hour)
	fill(&o.Idle, 12*time.Hour)
	fill(&o.Anonymous, 30*24*time.Hour)
	fill(&o.TouchEvery, 5*time.Minute)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Refuse == nil {
		o.Refuse = plainRefusal
	}
	return o
}

// Sessions knows who is signed in. The database holds every session and each
// request asks it, so that signing out, or revoking a member, counts at the
// next request on every node.
type Sessions struct {
	manager *scs.SessionManager
	store   *sessionStore
	options SessionOptions
}

// NewSessions returns the sessions kept in db.
func NewSessions(db *database.DB, o SessionOptions) *Sessions {
	o = o.withDefaults()
	store := &sessionStore{db: db, options: o}
	manager := scs.New()
	manager.Store = store
	manager.Codec = jsonCodec{}
	manager.HashTokenInStore = true
	manager.Lifetime = o.Anonymous
	return &Sessions{manager: manager, store: store, options: o}
}

// holder is what the database said about the session of one request.
type holder struct {
	memberID  atomic.Int64
	hash      string // of the row read; "" when there is none yet
	presented string // token of the cookie
	lastSeen  time.Time
	ip        string
	userAgent string
	beside    any // what SessionOptions.Beside read
}

type holderKey struct{}

func holderOf(ctx context.Context) *holder {
	h, _ := ctx.Value(holderKey{}).(*holder)
	return h
}

// Keys of the session's own values; callers' keys live under "v:".
const (
	rememberKey = "remember"
	provenKey   = "proven" // when the member last proved who it is, in Unix seconds
	factorKey   = "factor" // a second factor was shown
	flashKey    = "flash"
	valuePrefix = "v:"
	uiPrefix    = "ui:"
)

// MemberID returns the member signed in, or 0.
func (s *Sessions) MemberID(ctx context.Context) int64 {
	if h := holderOf(ctx); h != nil {
		return h.memberID.Load()
	}
	return 0
}

// Beside returns what was read with the session of this request, or nil. It is
// of the member that the session had when the request began.
func (s *Sessions) Beside(ctx context.Context) any {
	if h := holderOf(ctx); h != nil {
		return h.beside
	}
	return nil
}

// SignIn makes the session the member's own: under a new token, so that one
// planted before is worth nothing, and without the interface state of whoever
// used the browser before (spec 02 §9.4). Remember keeps the member signed in
// across browser restarts. The session is written with the answer's headers.
func (s *Sessions) SignIn(ctx context.Context, memberID int64, remember bool) error {
	h := holderOf(ctx)
	if h == nil {
		return ErrNoSession
	}
	if err := s.renew(ctx, h); err != nil {
		return err
	}
	s.dropState(ctx, h.memberID.Load() != 0 && h.memberID.Load() != memberID)
	h.memberID.Store(memberID)
	s.manager.Remove(ctx, rememberKey)
	s.manager.Remove(ctx, factorKey)
	s.NoteProof(ctx)
	lifetime := s.options.Lifetime
	if remember {
		s.manager.Put(ctx, rememberKey, "1")
		lifetime = s.options.Remembered
	}
	s.manager.SetDeadline(ctx, s.options.Now().Add(lifetime).UTC())
	return nil
}

// Renew gives the session a new token, to call when what the member may do
// has changed. Who is signed in, and until when, stays.
func (s *Sessions) Renew(ctx context.Context) error {
	h := holderOf(ctx)
	if h == nil {
		return ErrNoSession
	}
	deadline := s.manager.Deadline(ctx)
	if err := s.renew(ctx, h); err != nil {
		return err
	}
	s.manager.SetDeadline(ctx, deadline)
	return nil
}

// renew replaces the token and deletes the old row.
func (s *Sessions) renew(ctx context.Context, h *holder) error {
	if err := s.manager.RenewToken(ctx); err != nil {
		return err
	}
	h.hash = ""
	return nil
}

// SignOut destroys the session and its cookie at once.
func (s *Sessions) SignOut(ctx context.Context) error {
	h := holderOf(ctx)
	if h == nil {
		return ErrNoSession
	}
	if err := s.manager.Destroy(ctx); err != nil {
		return err
	}
	h.memberID.Store(0)
	h.hash = ""
	return nil
}

// Put keeps a text in the session. It makes a row for an anonymous visitor:
// only for those who have begun something, such as a registration.
func (s *Sessions) Put(ctx context.Context, key, value string) {
	if holderOf(ctx) != nil {
		s.manager.Put(ctx, valuePrefix+key, value)
	}
}

// Get returns the text kept under key, or "".
func (s *Sessions) Get(ctx context.Context, key string) string {
	if holderOf(ctx) == nil {
		return ""
	}
	return s.manager.GetString(ctx, valuePrefix+key)
}

// Pop returns the text kept under key, or "", and forgets it.
func (s *Sessions) Pop(ctx context.Context, key string) string {
	if holderOf(ctx) == nil {
		return ""
	}
	return s.manager.PopString(ctx, valuePrefix+key)
}

// dropState forgets what the interface remembers, and everything else when
// another member takes the browser over. A flash goes on: it speaks to whoever
// is in front of the screen.
func (s *Sessions) dropState(ctx context.Context, all bool) {
	for _, key := range s.manager.Keys(ctx) {
		if strings.HasPrefix(key, uiPrefix) || all && key != flashKey {
			s.manager.Remove(ctx, key)
		}
	}
}

// cookie returns the session cookie; an empty token deletes it.
func (s *Sessions) cookie(ctx context.Context, token string) *http.Cookie {
	c := &http.Cookie{ //nolint:gosec // Secure in production; a developer has no certificate
		Name:     s.cookieName(),
		Value:    token,
		Path:     "/",
		HttpOnly: true,
		Secure:   s.options.Production,
		SameSite: http.SameSiteLaxMode,
	}
	switch {
	case token == "":
		c.MaxAge = -1
	case s.manager.GetString(ctx, rememberKey) != "":
		c.MaxAge = int(s.manager.Deadline(ctx).Sub(s.options.Now()).Seconds())
	}
	return c
}

func (s *Sessions) cookieName() string {
	if s.options.Production {
		return productionCookie
	}
	return devCookie
}
