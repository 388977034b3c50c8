// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/modules/account/accountweb"
	"aipress24.com/aipress24/internal/modules/admin/adminweb"
	"aipress24.com/aipress24/internal/modules/businesswall/businesswallweb"
	"aipress24.com/aipress24/internal/modules/devdoors"
	"aipress24.com/aipress24/internal/modules/devdoors/devdoorsweb"
	"aipress24.com/aipress24/internal/modules/media/mediaweb"
	"aipress24.com/aipress24/internal/modules/notifications/notificationsweb"
	"aipress24.com/aipress24/internal/modules/orgadmin/orgadminweb"
	"aipress24.com/aipress24/internal/modules/preferences/preferencesweb"
	"aipress24.com/aipress24/internal/modules/reference/referenceweb"
	"aipress24.com/aipress24/internal/modules/search/searchweb"
	"aipress24.com/aipress24/internal/modules/site/siteweb"
	"aipress24.com/aipress24/internal/modules/social/socialweb"
	"aipress24.com/aipress24/internal/modules/wire/wireweb"
	"aipress24.com/aipress24/internal/platform/assets"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	frontend "aipress24.com/aipress24/web"
)

// Table is the URL table of the whole program.
type Table ui.Routes

// URLTable returns the URL table to be read, not served: for reports and tests.
func (a *App) URLTable() (Table, error) {
	files, err := assets.New(frontend.Dist())
	if err != nil {
		return nil, fmt.Errorf("read the built files: %w", err)
	}
	return a.Routes(web.NewSessions(a.DB, web.SessionOptions{}), files, http.NotFoundHandler()), nil
}

// Routes returns the URL table: the concatenation of the modules'.
// River is the console of the job queue.
func (a *App) Routes(sessions *web.Sessions, files *assets.Assets, river http.Handler) Table {
	var t Table
	add := func(routes ui.Routes) { t = append(t, routes...) }
	uploads := a.limiter(a.Config.Limits.Uploads)
	add(a.accountRoutes(sessions, files))
	add(ui.ChoiceRoutes())
	add(a.registrationRoutes(sessions))
	add(a.siteRoutes(sessions, files))
	add(referenceweb.Routes(a.Vocabularies, a.Names))
	add(a.wireRoutes(sessions))
	add(a.discussionRoutes(sessions))
	add(a.newsroomRoutes(sessions, uploads))
	add(a.eventRoutes(sessions, uploads))
	add(a.pressroomRoutes(sessions, uploads))
	add(mediaweb.Routes(a.Media, uploads))
	add(socialweb.Routes(a.Directory, a.Catalogue, wireweb.NewPublications(a.Wall, a.Vocabularies), a.announcements(), a.Vocabularies))
	add(searchweb.Routes(a.Searcher, a.limiter(a.Config.Limits.Searches)))
	add(a.preferenceRoutes(sessions))
	add(a.closingRoutes(sessions))
	add(notificationsweb.Routes(a.Bells, a.LiveBells, sessions))
	add(a.billingRoutes(sessions))
	add(a.wallRoutes(sessions))
	add(a.membershipRoutes(sessions))
	add(orgadminweb.Routes(a.Organisations, sessions, sessions.Flash))
	add(adminweb.Routes(a.Admin, sessions.Flash, river))
	if a.Config.Dev.Enabled {
		add(devdoorsweb.Routes(devdoors.NewPost(a.Mail, a.Inbox, a.Config.Site.URL, a.Now), sessions.Flash))
	}
	return t
}

// devices recognises the browsers in which a member has signed in.
func (a *App) devices() *accountweb.Devices {
	return accountweb.NewDevices([]byte(a.Config.Secret.Key.Reveal()), a.Config.IsProduction(), a.Now)
}

// limiter lets one client ask perMinute times a minute, half of them at once.
func (a *App) limiter(perMinute int) *web.Limiter {
	return web.NewLimiter(perMinute, time.Minute, perMinute/2, a.Now)
}

// of keeps the routes of an area. Signing in belongs to all, and one's second
// factor, without which administrators open nothing.
func (t Table) of(area Area) ui.Routes {
	var kept ui.Routes
	for _, r := range t {
		admin := strings.HasPrefix(r.Pattern, "/admin")
		shared := strings.HasPrefix(r.Pattern, "/auth/") || strings.HasPrefix(r.Pattern, account.OwnPath) || strings.HasPrefix(r.Pattern, "/ui/") || strings.HasPrefix(r.Pattern, "/media/") ||
			strings.HasPrefix(r.Pattern, form.VocabulariesPath) || strings.HasPrefix(r.Pattern, form.OrganisationsPath) || strings.HasPrefix(r.Pattern, form.TownsURL)
		if area == WholeSite || shared || (area == Administration) == admin {
			kept = append(kept, r)
		}
	}
	return kept
}

// menus lists what the shell offers; entries whose page does not exist, or is
// not for the reader, are not shown.
func (a *App) menus() ui.Menus {
	return ui.Menus{
		Portals: ui.Portals(),
		Create: []ui.Entry{
			{Name: "article", Label: "app.create.article", Icon: "square-pen", Path: "/wip/articles/new"},
			{Name: "pitch", Label: "app.create.pitch", Icon: "lightbulb", Path: "/wip/sujets/new"},
			{Name: "release", Label: "app.create.release", Icon: "megaphone", Path: "/wip/communiques/new"},
			{Name: "event", Label: "app.create.event", Icon: "calendar-plus", Path: "/wip/events/new"},
		},
		Account: []ui.Entry{
			{Name: "profile", Label: "app.account.profile", Icon: "circle-user", Route: "/swork/members/{id}", Resolve: profileOf},
			{Name: "preferences", Label: "app.account.preferences", Icon: "sliders-horizontal", Path: "/preferences/profile"},
			{Name: "admin", Label: "app.account.admin", Icon: "settings", Path: "/admin/dashboard"},
			{Name: "mail", Label: "dev.menu.mail", Icon: "inbox", Path: "/dev/mail"},
		},
		Footer:   siteweb.FooterColumns(),
		Visitors: siteweb.VisitorMenu(),
		Social:   a.social(),
		Sides: map[string][]ui.Entry{
			"social": {
				{Name: "members", Label: "social.members", Icon: "users", Path: "/swork/members"},
				{Name: "organisations", Label: "social.organisations", Icon: "building-2", Path: "/swork/organisations"},
			},
			"admin":       adminMenu(siteweb.AdminEntry()),
			"dev":         devdoorsweb.Menu(),
			"preferences": preferencesweb.Menu(),
			"work": {
				{Name: "dashboard", Label: "story.dashboard.side", Icon: "layout-dashboard", Path: "/wip/dashboard"},
				{Name: "newsroom", Label: "app.work.newsroom", Icon: "rocket", Path: "/wip/newsroom"},
				comroomEntry(),
				{Name: "eventroom", Label: "app.work.eventroom", Icon: "calendar-plus", Path: "/wip/eventroom"},
				businesswallweb.Entry(),
			},
		},
	}
}
