// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"context"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// The pages, in the order in which one sees them.
const (
	welcomePath  = "/kyc/"
	profilePath  = "/kyc/profile"
	wizardPath   = "/kyc/wizard/"
	summaryPath  = "/kyc/validation"
	donePath     = "/kyc/done"
	modifyPath   = "/kyc/modify"
	abandonPath  = "/kyc/undone"
	linkPath     = "/kyc/resume"
	picturesPath = "/kyc/pictures/"
	probePath    = "/kyc/check_mail/"
	strengthPath = "/kyc/strength"
)

// vocabularies is where the choices of questions come from.
type vocabularies interface {
	Entries(ctx context.Context, vocabulary string) ([]vocabulary.Entry, error)
}

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Options are the choices of Routes.
type Options struct {
	Production bool // cookies travel over HTTPS only
	Now        func() time.Time
	Flash      Flash
}

type handler struct {
	service  *registration.Service
	lists    vocabularies
	options  Options
	sendings *web.Limiter // questionnaires and pictures received
	judged   *web.Limiter // passwords judged while they are typed
}

// Routes returns every URL of registration. All are for anybody: it is how one
// becomes somebody; members edit their profile here.
func Routes(service *registration.Service, lists vocabularies, o Options) ui.Routes {
	h := &handler{
		service: service, lists: lists, options: o,
		sendings: web.NewLimiter(60, time.Minute, 60, o.Now),
		judged:   web.NewLimiter(120, time.Minute, 60, o.Now),
	}
	get := func(pattern string, f ui.HandlerFunc) ui.Route { return ui.Get(pattern, access.Visitors, secret(f)) }
	post := func(pattern string, f ui.HandlerFunc) ui.Route { return ui.Post(pattern, access.Visitors, secret(f)) }
	return ui.Routes{
		get(welcomePath, h.welcome),
		post(welcomePath, h.welcome),
		get(profilePath, h.profiles),
		post(profilePath, h.choose),
		get(wizardPath+"{id}", h.wizard),
		post(wizardPath+"{id}", h.send).WithBody(web.MaxBody),
		post(wizardPath+"{id}/draft", h.autosave).WithBody(web.MaxBody),
		get(probePath+"{email}", h.probe),
		post(strengthPath, h.judge),
		get(picturesPath+"{field}", h.picture),
		get(summaryPath, h.summary),
		get(modifyPath, h.modify),
		post(donePath, h.done),
		get(abandonPath, h.abandoned),
		post(abandonPath, h.abandon),
		post(linkPath, h.askLink),
		get(registration.ResumePath+"{token}", h.resumeForm),
		post(registration.ResumePath+"{token}", h.resume),
		get(registration.VerifyPath+"{token}", h.verifyForm),
		post(registration.VerifyPath+"{token}", h.verify),

		ui.Get(InvitePath, access.Members, secret(h.inviting)),
		ui.Post(InvitePath, access.Members, secret(h.invite)).WithBody(2 * mostList),
		ui.Post(InvitePath+"/{id}/remind", access.Members, secret(h.remind)),
		ui.Post(InvitePath+"/{id}/withdraw", access.Members, secret(h.withdraw)),
	}
}

// secret keeps answers out of caches and addresses out of referrers: these pages
// hold what somebody is about to say, and tokens (security checklist §3).
func secret(next ui.HandlerFunc) ui.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Referrer-Policy", "same-origin")
		return next(w, r)
	}
}
