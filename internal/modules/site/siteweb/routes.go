// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package siteweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/site"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// The addresses of the pages.
const (
	homePath    = "/"
	membersPath = "/wire" // where members arrive (spec 08 §4)
	pagePath    = "/page/"
	pricingPath = "/pricing/"
	cmsPath     = "/admin/cms"
	previewPath = "/admin/cms/preview"
)

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Needs is what the pages ask of the program.
type Needs struct {
	Pages   *site.Pages
	Flash   Flash
	Prices  organisation.PriceList // by product; empty where the provider alone knows them
	Sandbox bool                   // the prices are those of a demonstration
	Listed  bool                   // search engines may list the site
	Art     string                 // address of the home page's picture
	Alive   func(context.Context) error
	Version string
}

// Routes returns every URL of the public site and of its administration.
func Routes(n Needs) ui.Routes {
	h := &handler{Needs: n, texts: map[string]*ui.Poster{}}
	for _, slug := range append([]string{site.GuideSlug}, site.Slugs...) {
		h.texts[slug] = new(ui.Poster)
	}
	return ui.Routes{
		ui.Get(homePath, access.Anyone, h.home),
		ui.Get("/page/{slug}", access.Anyone, h.page),
		ui.Get(pricingPath, access.Anyone, h.pricing),
		ui.Get("/robots.txt", access.Anyone, h.robots),
		ui.Get("/sitemap.xml", access.Anyone, h.sitemap),
		ui.Get("/favicon.ico", access.Anyone, favicon),
		ui.Get("/system/health", access.Anyone, h.health),
		ui.Get("/system/version/", access.Anyone, h.version),

		ui.Get(cmsPath, access.Administrators, h.list),
		ui.Post(previewPath, access.Administrators, h.preview).WithBody(formBody),
		ui.Get(cmsPath+"/{slug}/{lang}", access.Administrators, h.edit),
		ui.Post(cmsPath+"/{slug}/{lang}", access.Administrators, h.save).WithBody(formBody),
		ui.Post(cmsPath+"/{slug}/{lang}/restore", access.Administrators, h.restore),
	}
}

// TestRoutes are for configurations of tests alone: who is signed in.
func TestRoutes() ui.Routes {
	return ui.Routes{ui.Get("/system/test", access.Anyone, whoAmI)}
}

// formBody is the largest form in bytes: the longest text, percent-encoded.
const formBody = 3*site.MaxBody + 1<<16

type handler struct {
	Needs

	front  ui.Poster // the home page as visitors see it
	prices ui.Poster
	texts  map[string]*ui.Poster
}

// FooterColumns are the columns of the footer (spec 02 §14).
func FooterColumns() []ui.FooterColumn {
	return []ui.FooterColumn{
		{Title: "site.footer.offer", Entries: []ui.Entry{
			text("offre-journalistes", "site.footer.journalists"),
			text("offre-communicants", "site.footer.communicators"),
			text("offre-experts", "site.footer.experts"),
			text("offre-entreprises", "site.footer.companies"),
			{Name: "pricing", Label: "site.footer.pricing", Path: pricingPath},
		}},
		{Title: "site.footer.documentation", Entries: []ui.Entry{
			text(site.GuideSlug, "site.footer.guide"),
			text("confidentialite", "site.footer.privacy"),
			text("cgu", "site.footer.terms"),
		}},
		{Title: "site.footer.company", Entries: []ui.Entry{
			text("a-propos", "site.footer.about"),
			text("soutiens", "site.footer.support"),
			text("contact", "site.footer.contact"),
		}},
	}
}

// VisitorMenu is the header of public pages.
func VisitorMenu() []ui.Entry {
	return []ui.Entry{
		text("a-propos", "site.footer.about"),
		{Name: "pricing", Label: "site.footer.pricing", Path: pricingPath},
		text("contact", "site.footer.contact"),
	}
}

// AdminEntry is the line of the administration's menu.
func AdminEntry() ui.Entry {
	return ui.Entry{Name: "cms", Label: "site.cms.menu", Icon: "file-text", Path: cmsPath}
}

func text(slug, label string) ui.Entry {
	return ui.Entry{Name: slug, Label: label, Path: pagePath + slug, Route: "/page/{slug}"}
}
