// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package adminweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// toDashboard answers GET /admin and /admin/ (spec 08 §4).
func toDashboard(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, dashboardPath, http.StatusFound)
	return nil
}

// dashboard answers GET /admin/dashboard with what waits for somebody.
func (h *handler) dashboard(w http.ResponseWriter, r *http.Request) error {
	d, err := h.service.Dashboard(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, dashboardPage(newDashboardView(r.Context(), d)))
}

// system answers GET /admin/system with the state of the installation.
func (h *handler) system(w http.ResponseWriter, r *http.Request) error {
	o, err := h.service.Overview(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, systemPage(newSystemView(r.Context(), o)))
}

// searchStatus answers GET /admin/search/status with the index's part of the
// system page, which asks for it while the index is rebuilt.
func (h *handler) searchStatus(w http.ResponseWriter, r *http.Request) error {
	if !web.IsHTMX(r) {
		web.Redirect(w, r, systemPath)
		return nil
	}
	o, err := h.service.IndexState(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, indexSection(newIndexView(r.Context(), o)))
}

// rebuildSearch answers POST /admin/search/rebuild.
func (h *handler) rebuildSearch(w http.ResponseWriter, r *http.Request) error {
	if err := h.service.RebuildSearch(r.Context(), ui.Actor(r), web.ClientIP(r)); err != nil {
		return err
	}
	h.flash(r.Context(), web.OK, "admin.search.started")
	web.Redirect(w, r, systemPath)
	return nil
}

// jobs answers GET /admin/jobs with the counts of jobs and the regular work.
func (h *handler) jobs(w http.ResponseWriter, r *http.Request) error {
	counts, due, err := h.service.JobsState(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, jobsPage(newJobsView(r.Context(), counts, due, h.river != nil)))
}

// toConsole adds the slash without which River's pages do not find their files.
func toConsole(w http.ResponseWriter, r *http.Request) error {
	http.Redirect(w, r, RiverPrefix+"/", http.StatusFound)
	return nil
}

// console hands the request to River's pages, under the policy they need. A
// command is written down before it is given.
func (h *handler) console(w http.ResponseWriter, r *http.Request) error {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		err := h.service.AuditJobCommand(r.Context(), ui.Actor(r), web.ClientIP(r), r.Method+" "+r.URL.Path)
		if err != nil {
			return err
		}
	}
	w.Header().Set("Content-Security-Policy", jobs.UIPolicy)
	h.river.ServeHTTP(w, r)
	return nil
}
