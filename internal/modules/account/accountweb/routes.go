// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package accountweb is the pages of signing in and out, of forgotten and changed
// passwords, of addresses, and of second factors (spec 02 §9, §19.5–6).
package accountweb

import (
	"context"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Look is what the sign-in page shows besides its form.
type Look struct {
	Art  string        // address of the illustration
	Demo []DemoAccount // the demonstration's people, if any

	passkeys bool // they can be used here
}

// DemoAccount is one of the demonstration's people, to sign in as in one click.
type DemoAccount struct {
	Email, Password, Name, Role string
}

// Needs is what the pages stand on.
type Needs struct {
	SignIn   *account.SignInService
	Security *account.Security
	Sessions *web.Sessions
	Devices  *Devices
	Look     Look
	Now      func() time.Time
}

type handler struct {
	service  *account.SignInService
	security *account.Security
	sessions *web.Sessions
	devices  *Devices
	look     Look
	now      func() time.Time
	begins   *web.Limiter // questions for a passkey
	judged   *web.Limiter // passwords judged while they are typed
	poster   ui.Poster    // the form as newcomers see it
}

// The pages.
const (
	forgotPath = account.ResetPath
	changePath = "/auth/change"

	strengthPath = "/strength" // beneath a page where a password is chosen

	emailPath   = account.ConfirmPath
	secondPath  = ui.SecondFactorPath
	passkeyPath = "/auth/passkey" //nolint:gosec // an address
	ownPath     = account.OwnPath
	codesPath   = ownPath + "/codes"
	keysPath    = ownPath + "/passkeys"
)

// Routes returns every URL of the account module.
func Routes(n Needs) ui.Routes {
	h := &handler{
		service: n.SignIn, security: n.Security, sessions: n.Sessions, devices: n.Devices, look: n.Look, now: n.Now,
		begins: web.NewLimiter(60, time.Minute, 30, n.Now),
		judged: web.NewLimiter(120, time.Minute, 60, n.Now),
	}
	h.look.passkeys = n.Security.HasPasskeys()
	recent := func(page string, f ui.HandlerFunc) ui.HandlerFunc { return secret(ui.Recent(n.Sessions, page, f)) }
	return ui.Routes{
		ui.Get("/auth/login", access.Anyone, h.form),
		ui.Post("/auth/login", access.Anyone, h.signIn),
		ui.Post("/auth/logout", access.Anyone, h.signOut),
		ui.Get(secondPath, access.Anyone, secret(h.second)),
		ui.Post(secondPath, access.Anyone, secret(h.showCode)),
		ui.Post(passkeyPath, access.Anyone, secret(h.passkeySignIn)),
		ui.Post(passkeyPath+"/begin", access.Anyone, secret(h.beginPasskeySignIn)),

		ui.Get(forgotPath, access.Anyone, secret(h.forgot)),
		ui.Post(forgotPath, access.Anyone, secret(h.askReset)),
		ui.Get(forgotPath+"/{token}", access.Anyone, secret(h.resetForm)),
		ui.Post(forgotPath+"/{token}", access.Anyone, secret(h.reset)),
		ui.Post(forgotPath+"/{token}"+strengthPath, access.Anyone, secret(h.judgeReset)),
		ui.Get(emailPath+"/{token}", access.Anyone, secret(h.confirmForm)),
		ui.Post(emailPath+"/{token}", access.Anyone, secret(h.confirm)),

		ui.Get(ui.TermsPath, access.Account, secret(h.terms)),
		ui.Post(ui.TermsPath, access.Account, secret(h.acceptTerms)),
		ui.Get(ui.VerifyPath, access.Account, secret(h.verifyForm)),
		ui.Post(ui.VerifyPath, access.Account, secret(h.verify)),
		ui.Get(changePath, access.Members, secret(h.changeForm)),
		ui.Post(changePath, access.Members, secret(h.change)),
		ui.Post(changePath+strengthPath, access.Members, secret(h.judgeChange)),
		ui.Get(emailPath, access.Members, recent(emailPath, h.emailForm)),
		ui.Post(emailPath, access.Members, recent(emailPath, h.askEmail)),
		ui.Post(emailPath+"/recovery", access.Members, recent(emailPath, h.setRecovery)),

		ui.Get(ownPath, access.Members, secret(h.own)),
		ui.Post(ownPath+"/sessions", access.Members, secret(h.endSessions)),
		ui.Get(codesPath, access.Members, recent(codesPath, h.enrolForm)),
		ui.Post(codesPath, access.Members, recent(codesPath, h.enrol)),
		ui.Post(codesPath+"/delete", access.Members, recent(ownPath, h.dropCodes)),
		ui.Post(ownPath+"/recovery", access.Members, recent(ownPath, h.drawRecovery)),
		ui.Get(keysPath, access.Members, recent(keysPath, h.keyForm)),
		ui.Post(keysPath, access.Members, recent(keysPath, h.addKey)),
		ui.Post(keysPath+"/begin", access.Members, recent(keysPath, h.beginKey)),
		ui.Post(keysPath+"/{id}/delete", access.Members, recent(ownPath, h.dropKey)),
	}
}

// secret keeps pages that hold tokens and codes out of caches, and their
// addresses out of referrers (security checklist §3).
func secret(next ui.HandlerFunc) ui.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "no-referrer")
		return next(w, r)
	}
}

// self is the member who acts on the own account.
func self(r *http.Request) account.Self {
	return account.Self{ID: ui.Actor(r).UserID, IP: web.ClientIP(r)}
}

// flash leaves a word for the next page.
func (h *handler) flash(ctx context.Context, key string) { h.sessions.Flash(ctx, web.OK, key) }
