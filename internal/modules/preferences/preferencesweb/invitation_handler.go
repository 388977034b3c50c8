// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"net/http"

	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// invitations answers GET /preferences/invitations.
func (h *handler) invitations(w http.ResponseWriter, r *http.Request) error {
	list, err := h.service.Invitations(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, invitationsPage(newInvitationsView(r.Context(), ui.Actor(r).UserID, list)))
}

// answerInvitation answers POST /preferences/invitations (spec 02 §12). What
// is not the member's to answer changes nothing and is not told.
func (h *handler) answerInvitation(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	switch r.PostForm.Get("action") {
	case "":
		return web.ErrMalformed
	case "join_org":
		return h.moved(w, r, "preferences.flash.joined", h.join)
	case "leave_org":
		return h.moved(w, r, "preferences.flash.left", h.leave)
	case "verify_address":
		return h.askVerification(w, r)
	case "ack_revoked_partnership":
		return h.acknowledge(w, r)
	}
	web.Redirect(w, r, rootPath)
	return nil
}

func (h *handler) join(r *http.Request, id int64) (bool, error) {
	return h.service.Join(r.Context(), ui.Actor(r), id)
}

func (h *handler) leave(r *http.Request, id int64) (bool, error) {
	return h.service.Leave(r.Context(), ui.Actor(r), id)
}

// moved changes the employer and shows the page anew, header included: it names
// the employer.
func (h *handler) moved(w http.ResponseWriter, r *http.Request, message string, move func(*http.Request, int64) (bool, error)) error {
	id, err := ids.Parse(r.PostForm.Get("target"))
	if err == nil {
		done, err := move(r, id)
		refusal := refusalOf(err)
		switch {
		case refusal != nil:
			h.flash(r.Context(), web.Danger, refusal.Message, refusal.Args...)
		case err != nil:
			return err
		case done:
			h.flash(r.Context(), web.OK, message)
		}
	}
	web.Leave(w, r, invitationsPath)
	return nil
}

// askVerification has a link mailed to confirm the member's own address, and goes
// back to the page that offered it.
func (h *handler) askVerification(w http.ResponseWriter, r *http.Request) error {
	err := h.service.AskVerification(r.Context(), ui.Actor(r))
	refusal := refusalOf(err)
	switch {
	case refusal != nil:
		h.flash(r.Context(), web.Danger, refusal.Message, refusal.Args...)
	case err != nil:
		return err
	default:
		h.flash(r.Context(), web.OK, "preferences.flash.verification_sent")
	}
	if r.PostForm.Get("back") == changeEmailPath {
		web.Redirect(w, r, changeEmailPath)
		return nil
	}
	web.Redirect(w, r, invitationsPath)
	return nil
}

// acknowledge takes an ended partnership off the page.
func (h *handler) acknowledge(w http.ResponseWriter, r *http.Request) error {
	id, err := ids.Parse(r.PostForm.Get("partnership_id"))
	if err == nil {
		found, err := h.service.AcknowledgeEnd(r.Context(), ui.Actor(r), id)
		if err != nil {
			return err
		}
		if found {
			h.flash(r.Context(), web.OK, "preferences.flash.acknowledged")
		}
	}
	web.Redirect(w, r, invitationsPath)
	return nil
}
