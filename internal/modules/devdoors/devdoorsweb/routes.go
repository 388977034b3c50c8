// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package devdoorsweb

import (
	"context"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/devdoors"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/gallery"
)

const (
	mailPath  = "/dev/mail"
	jsonPath  = "/dev/mail.json"
	clearPath = "/dev/mail/clear"
	testPath  = "/dev/mail/test"
)

// samplesPerMinute is how many sample letters one visitor may send: with a real
// mail server behind, the door must not be a means to flood mailboxes.
const samplesPerMinute = 10

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Routes returns every developers' URL, the gallery's included. Mount them only
// where dev.enabled is set.
func Routes(post *devdoors.Post, flash Flash) ui.Routes {
	h := &handler{post: post, flash: flash}
	limited := web.RateLimit(samplesPerMinute, time.Minute)(ui.Handler(h.sendSample))
	routes := ui.Routes{
		ui.Get(mailPath, access.Anyone, h.list),
		ui.Get(jsonPath, access.Anyone, h.listJSON),
		ui.Get(mailPath+"/{id}", access.Anyone, h.show),
		ui.Get(mailPath+"/{id}/html", access.Anyone, h.frame),
		ui.Post(clearPath, access.Anyone, h.clear),
		ui.Post(testPath, access.Anyone, func(w http.ResponseWriter, r *http.Request) error {
			limited.ServeHTTP(w, r)
			return nil
		}),
	}
	return append(routes, gallery.Routes(access.Anyone, shipped)...)
}

// shipped is a vocabulary as the program carries it.
func shipped(name string) []form.Family {
	var families []form.Family
	for _, e := range devdoors.Terms(name) {
		if len(families) == 0 || families[len(families)-1].Label != e.Category {
			families = append(families, form.Family{Label: e.Category})
		}
		last := &families[len(families)-1]
		last.Options = append(last.Options, form.Option{Value: e.Value, Label: e.Label})
	}
	return families
}

// Menu is the left menu of the developers' pages, for ui.Menus.Sides["dev"].
func Menu() []ui.Entry {
	return []ui.Entry{
		{Name: "mail", Label: "dev.menu.mail", Icon: "inbox", Path: mailPath},
		{Name: "ui", Label: "dev.menu.ui", Icon: "layout-dashboard", Path: gallery.Path},
	}
}

type handler struct {
	post  *devdoors.Post
	flash Flash
}
