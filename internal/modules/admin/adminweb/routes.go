// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package adminweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/admin"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// RiverPrefix is where the console of the job queue is mounted: give it to
// jobs.Client.UI.
const RiverPrefix = "/admin/river"

const (
	dashboardPath = "/admin/dashboard"
	systemPath    = "/admin/system"
	jobsPath      = "/admin/jobs"
	rebuildPath   = "/admin/search/rebuild"
	statusPath    = "/admin/search/status"
)

// Lists of people, whose pages are the module membership's.
const (
	newcomersPath = "/admin/new_users"
	modifiedPath  = "/admin/modif_users"
)

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Routes returns every URL of the administration. River is the handler of
// jobs.Client.UI(RiverPrefix); nil leaves the console out.
func Routes(service *admin.Service, flash Flash, river http.Handler) ui.Routes {
	h := &handler{service: service, flash: flash, river: river}
	routes := ui.Routes{
		ui.Get("/admin", access.Administrators, toDashboard),
		ui.Get("/admin/", access.Administrators, toDashboard),
		ui.Get(dashboardPath, access.Administrators, h.dashboard),
		ui.Get(systemPath, access.Administrators, h.system),
		ui.Get(jobsPath, access.Administrators, h.jobs),
		ui.Get(statusPath, access.Administrators, h.searchStatus),
		ui.Post(rebuildPath, access.Administrators, h.rebuildSearch),
	}
	if river == nil {
		return routes
	}
	routes = append(routes, ui.Get(RiverPrefix, access.Administrators, toConsole))
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
		routes = append(routes, ui.Route{
			Method: method, Pattern: RiverPrefix + "/*", Guard: access.Administrators, Handler: h.console,
		})
	}
	return routes
}

// Menu is the left menu of the administration, for ui.Menus.Sides["admin"], in
// the order of spec 08 §5.1.
func Menu() []ui.Entry {
	return []ui.Entry{
		{Name: "dashboard", Label: "admin.menu.dashboard", Icon: "gauge", Path: dashboardPath},
		{Name: "system", Label: "admin.menu.system", Icon: "settings", Path: systemPath},
		{Name: "jobs", Label: "admin.menu.jobs", Icon: "workflow", Path: jobsPath},
	}
}

type handler struct {
	service *admin.Service
	flash   Flash
	river   http.Handler
}
