// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Addresses of the pages.
const (
	listPath   = "/admin/orgs"
	exportPath = "/admin/orgs/export"
	recordPath = "/admin/show_org/"
	ownerPath  = "/admin/change_bw_owner/"
	mergePath  = "/admin/merge_org/"
	queuePath  = "/admin/walls"
)

// Flash keeps a message for the next page, as web.Sessions.Flash does.
type Flash func(ctx context.Context, kind web.ToastKind, key string, args ...any)

// Routes returns every URL of the staff's pages on organisations. Whoever
// decides about one has proved lately who it is (security checklist §2).
func Routes(desk *orgadmin.Desk, proofs ui.Proofs, flash Flash) ui.Routes {
	h := &handler{desk: desk, flash: flash}
	get, post := ui.Get, ui.Post
	recent := func(f ui.HandlerFunc) ui.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) error { return ui.Recent(proofs, r.URL.Path, f)(w, r) }
	}
	return ui.Routes{
		get(listPath, access.Administrators, h.list),
		post(listPath, access.Administrators, recent(h.collect)),
		get(exportPath, access.Administrators, h.export),
		get(queuePath, access.Administrators, h.queue),

		get(recordPath+"{id}", access.Administrators, recent(h.record)),
		post(recordPath+"{id}", access.Administrators, recent(h.act)),
		post(recordPath+"{id}/members", access.Administrators, recent(h.saveStaff)),
		post(recordPath+"{id}/invitations", access.Administrators, recent(h.saveInvitations)),
		post(recordPath+"{id}/verification", access.Administrators, recent(h.verify)),
		get(removalPath, access.Administrators, recent(h.removal)),
		post(removalPath, access.Administrators, recent(h.removeAll)),
		get(ownerPath+"{id}", access.Administrators, recent(h.owner)),
		post(ownerPath+"{id}", access.Administrators, recent(h.changeOwner)),
		get(mergePath+"{id}", access.Administrators, recent(h.mergeTargets)),
		post(mergePath+"{id}", access.Administrators, recent(h.merge)),
	}.NoStore()
}

// Menu is the entries of organisations in the left menu of the administration,
// in the order of spec 08 §5.1.
func Menu() []ui.Entry {
	return []ui.Entry{
		{Name: "orgs", Label: "orgadmin.menu.orgs", Icon: "building-2", Path: listPath},
		{Name: "walls", Label: "orgadmin.menu.walls", Icon: "badge-check", Path: queuePath},
	}
}

// LastMenu is the entries that come after those of the other pages.
func LastMenu() []ui.Entry {
	return []ui.Entry{{Name: "removal", Label: "orgadmin.menu.removal", Icon: "trash-2", Path: removalPath}}
}

type handler struct {
	desk  *orgadmin.Desk
	flash Flash
}

// staffer is who asks, and from where.
func staffer(r *http.Request) orgadmin.Staffer {
	return orgadmin.Staffer{Actor: ui.Actor(r), IP: web.ClientIP(r)}
}

func recordURL(id int64) string { return recordPath + ids.Encode(id) }
