// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"context"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

const (
	rootPath         = "/preferences"
	profilePath      = rootPath + "/profile"
	invitationsPath  = ui.ConfirmAddressPath
	interestsPath    = rootPath + "/interests"
	contactPath      = rootPath + "/contact-options"
	bannerPath       = rootPath + "/banner"
	notificationPath = rootPath + "/notification"
	integrationPath  = rootPath + "/integration"
	feedPath         = "/feeds/wall/"

	// Pages of the account module.
	changePath      = "/auth/change"
	changeEmailPath = "/auth/change-email"
)

// section is the name of the side menu.
const section = "preferences"

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Needs is what the pages stand on.
type Needs struct {
	Service *preferences.Service
	Words   *vocabulary.Store
	Flash   Flash
	BaseURL string // of the site, for the address of the feed
	Now     func() time.Time
}

// Routes returns every URL of the preferences.
func Routes(n Needs) ui.Routes {
	h := &handler{
		service: n.Service, words: n.Words, flash: n.Flash, baseURL: n.BaseURL,
		readers: web.NewLimiter(feedRequests, time.Hour, feedRequests, n.Now),
	}
	return ui.Routes{
		ui.Get(rootPath, access.Members, to(profilePath)),
		ui.Get(rootPath+"/password", access.Members, to(changePath)),
		ui.Get(rootPath+"/email", access.Members, to(changeEmailPath)),
		ui.Get(profilePath, access.Members, h.visibility),
		ui.Post(profilePath, access.Members, h.saveVisibility),
		ui.Get("/kyc/profil_groups/{level}", access.Visitors, h.groups),
		ui.Post("/kyc/profil_groups/{level}", access.Members, h.saveLevel),
		ui.Get(invitationsPath, access.Members, h.invitations),
		ui.Post(invitationsPath, access.Members, h.answerInvitation),
		ui.Get(interestsPath, access.Members, h.interests),
		ui.Post(interestsPath, access.Members, h.saveInterests),
		ui.Get(contactPath, access.Members, h.contacts),
		ui.Post(contactPath, access.Members, h.saveContacts),
		ui.Get(bannerPath, access.Members, h.banner),
		ui.Post(bannerPath, access.Members, h.saveBanner).WithBody(web.MaxBody),
		ui.Get(notificationPath, access.Members, h.notices),
		ui.Post(notificationPath, access.Members, h.saveNotices),
		ui.Get(integrationPath, access.Members, h.integration),
		ui.Post(integrationPath, access.Members, h.changeFeed),
		ui.Get(feedPath+"{secret}", access.Anyone, h.feed),
	}
}

// feedRequests is how often one network may ask for feeds in an hour: several
// news readers, and no guessing.
const feedRequests = 120

type handler struct {
	service *preferences.Service
	words   *vocabulary.Store
	flash   Flash
	baseURL string
	readers *web.Limiter
}

// to answers with the way to another page: the seed's addresses (spec 02 §12).
func to(path string) func(http.ResponseWriter, *http.Request) error {
	return func(w http.ResponseWriter, r *http.Request) error {
		web.Redirect(w, r, path)
		return nil
	}
}

// Menu is the side menu, in the order of spec 02 §12. Entries whose page is
// another module's are shown once that page exists.
func Menu() []ui.Entry {
	return []ui.Entry{
		{Name: "profile", Label: "preferences.visibility", Icon: "eye", Path: profilePath},
		{Name: "password", Label: "preferences.password", Icon: "key-round", Path: changePath},
		{Name: "email", Label: "preferences.email", Icon: "at-sign", Path: changeEmailPath},
		{Name: "invitations", Label: "preferences.invitations", Icon: "building-2", Path: invitationsPath},
		{Name: "edit", Label: "preferences.edit", Icon: "pencil", Path: "/kyc/profile"},
		{Name: "interests", Label: "preferences.interests", Icon: "heart", Path: interestsPath},
		{Name: "contact", Label: "preferences.contact", Icon: "phone", Path: contactPath},
		{Name: "banner", Label: "preferences.banner", Icon: "image", Path: bannerPath},
		{Name: "security", Label: "preferences.security", Icon: "shield-check", Path: rootPath + "/security", Separated: true},
		{Name: "notification", Label: "preferences.notification", Icon: "bell", Path: notificationPath},
		{Name: "integration", Label: "preferences.integration", Icon: "link", Path: integrationPath},
		{Name: "account", Label: "preferences.account", Icon: "circle-user", Path: rootPath + "/account"},
	}
}

// isCancelled reports whether the form was given up: nothing is written then.
func isCancelled(r *http.Request) bool { return r.PostFormValue("submit") == "cancel" }

// saved answers a form: back to its page, with a word unless it was given up.
func (h *handler) saved(w http.ResponseWriter, r *http.Request, path string) error {
	h.flash(r.Context(), web.OK, "preferences.saved")
	web.Redirect(w, r, path)
	return nil
}
