// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package orgadminweb

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/orgadmin"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// The actions on an organisation (spec 08 §5.5).
const (
	actionBlock      = "block"
	actionUnblock    = "unblock"
	actionActivate   = "activate"
	actionDeactivate = "deactivate"
	actionDelete     = "delete"
	actionManage     = "manage"
)

var actions = []string{actionBlock, actionUnblock, actionActivate, actionDeactivate, actionDelete, actionManage}

// dashboardPath is where the acting manager of a wall goes.
const dashboardPath = "/BW/dashboard"

// record answers GET /admin/show_org/{id}.
func (h *handler) record(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	record, err := h.desk.Record(r.Context(), staffer(r), id)
	if err != nil {
		return err
	}
	return ui.Render(w, r, recordPage(newRecordView(r.Context(), record, back(r.FormValue("back")))))
}

// act answers POST /admin/show_org/{id}. With scripts a dialogue has asked
// whether one is sure; without, a page asks. An unknown action changes nothing.
func (h *handler) act(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	action, list := r.PostForm.Get("action"), back(r.PostForm.Get("back"))
	if !slices.Contains(actions, action) {
		web.Redirect(w, r, list)
		return nil
	}
	if !isAsked(r) {
		return h.confirm(w, r, id, action, list)
	}
	changed, err := h.do(r.Context(), staffer(r), id, action)
	to := withBack(recordURL(id), list)
	if err != nil {
		return h.refused(w, r, err, to)
	}
	switch action {
	case actionManage:
		web.Redirect(w, r, dashboardPath)
		return nil
	case actionDelete:
		to = list
	}
	message := "orgadmin.flash.unchanged"
	if changed {
		message = "orgadmin.flash." + action
	}
	h.flash(r.Context(), web.OK, message)
	web.Redirect(w, r, to)
	return nil
}

func (h *handler) do(ctx context.Context, by orgadmin.Staffer, id int64, action string) (bool, error) {
	switch action {
	case actionBlock:
		return h.desk.BlockWall(ctx, by, id)
	case actionUnblock:
		return h.desk.UnblockWall(ctx, by, id)
	case actionActivate, actionDeactivate:
		return h.desk.SetActive(ctx, by, id, action == actionActivate)
	case actionDelete:
		return h.desk.Delete(ctx, by, id)
	case actionManage:
		return true, h.desk.OpenWall(ctx, by, id)
	}
	return false, errs.ErrNotFound
}

// refused goes back to a page with the reason why something was not done; what
// nobody can correct goes on as it is.
func (h *handler) refused(w http.ResponseWriter, r *http.Request, err error, to string) error {
	var one *errs.Error
	if !errors.As(err, &one) || one.Kind != errs.Conflict && one.Kind != errs.Invalid {
		return err
	}
	h.flash(r.Context(), web.Danger, one.Message, one.Args...)
	web.Redirect(w, r, to)
	return nil
}

// question is what a page asks before something is done that a dialogue has not
// asked, for want of scripts.
type question struct {
	Name, Label, Text     string // of the organisation, of the action
	URL, BackURL, ListURL string
	Danger                bool
	Fields                [][2]string // what was sent, by name
}

// isAsked reports whether somebody was asked: by a dialogue, or by a page.
func isAsked(r *http.Request) bool { return web.IsHTMX(r) || r.PostForm.Get("confirmed") != "" }

// confirm asks on a page of its own.
func (h *handler) confirm(w http.ResponseWriter, r *http.Request, id int64, action, list string) error {
	record, err := h.desk.Record(r.Context(), staffer(r), id)
	if err != nil {
		return err
	}
	v := newRecordView(r.Context(), record, list)
	for _, c := range v.Commands {
		if c.Action == action && !c.Disabled {
			return ui.Render(w, r, confirmPage(question{
				Name: v.Name, Label: c.Label, Text: c.Question, URL: v.URL, BackURL: v.URL, ListURL: v.BackURL, Danger: c.Danger,
				Fields: [][2]string{{"action", c.Action}, {"back", v.BackURL}},
			}))
		}
	}
	web.Redirect(w, r, withBack(recordURL(id), list)) // not on offer
	return nil
}

// saveStaff answers POST /admin/show_org/{id}/members and says what became of
// every address (spec 08 §5.5, §13.10).
func (h *handler) saveStaff(w http.ResponseWriter, r *http.Request) error {
	id, list, err := formOf(r)
	if err != nil {
		return err
	}
	if !isAsked(r) {
		return h.confirmStaff(w, r, id, list)
	}
	changes, err := h.desk.SaveStaff(r.Context(), staffer(r), id, r.PostFormValue("shown"), r.PostFormValue("emails"))
	if err != nil {
		return err
	}
	ctx, to := r.Context(), withBack(recordURL(id), list)
	h.flash(ctx, web.OK, "orgadmin.flash.staff", "Added", changes.Added, "Removed", changes.Removed)
	if len(changes.Unknown) > 0 {
		h.flash(ctx, web.Warn, "orgadmin.flash.unknown", "List", some(changes.Unknown))
	}
	if len(changes.Refused) > 0 {
		h.flash(ctx, web.Danger, "orgadmin.flash.owners", "List", some(changes.Refused))
	}
	if changes.Gone {
		h.flash(ctx, web.Warn, "orgadmin.flash.gone")
		to = list
	}
	web.Redirect(w, r, to)
	return nil
}

// confirmStaff asks whether the list that was sent is to be that of the members.
func (h *handler) confirmStaff(w http.ResponseWriter, r *http.Request, id int64, list string) error {
	ctx := r.Context()
	record, err := h.desk.Record(ctx, staffer(r), id)
	if err != nil {
		return err
	}
	return ui.Render(w, r, confirmPage(question{
		Name: record.Name, Label: i18n.T(ctx, "orgadmin.staff.submit"), Text: i18n.T(ctx, "orgadmin.staff.question"),
		URL: recordURL(id) + "/members", BackURL: withBack(recordURL(id), list), ListURL: list,
		Fields: [][2]string{{"shown", r.PostFormValue("shown")}, {"emails", r.PostFormValue("emails")}, {"back", list}},
	}))
}

// mostNamed bounds the addresses that a message names.
const mostNamed = 10

func some(addresses []string) string {
	if len(addresses) > mostNamed {
		return strings.Join(addresses[:mostNamed], ", ") + "…"
	}
	return strings.Join(addresses, ", ")
}

// saveInvitations answers POST /admin/show_org/{id}/invitations.
func (h *handler) saveInvitations(w http.ResponseWriter, r *http.Request) error {
	id, list, err := formOf(r)
	if err != nil {
		return err
	}
	to := withBack(recordURL(id), list)
	added, cancelled, err := h.desk.SaveInvitations(r.Context(), staffer(r), id, r.PostFormValue("emails"))
	if err != nil {
		return h.refused(w, r, err, to)
	}
	h.flash(r.Context(), web.OK, "orgadmin.flash.invitations", "Added", added, "Cancelled", cancelled)
	web.Redirect(w, r, to)
	return nil
}

// verify answers POST /admin/show_org/{id}/verification.
func (h *handler) verify(w http.ResponseWriter, r *http.Request) error {
	id, list, err := formOf(r)
	if err != nil {
		return err
	}
	to := withBack(recordURL(id), list)
	state := r.PostFormValue("verification")
	if !slices.Contains(orgadmin.Verifications(), state) {
		return web.ErrMalformed
	}
	if err := h.desk.Verify(r.Context(), staffer(r), id, state, strings.TrimSpace(r.PostFormValue("comment"))); err != nil {
		return h.refused(w, r, err, to)
	}
	h.flash(r.Context(), web.OK, "orgadmin.flash.verification")
	web.Redirect(w, r, to)
	return nil
}

// formOf reads which organisation a form is about, and the list to go back to.
func formOf(r *http.Request) (id int64, list string, err error) {
	if id, err = web.PathID(r, "id"); err != nil {
		return 0, "", err
	}
	if err := web.ParseForm(r); err != nil {
		return 0, "", err
	}
	return id, back(r.PostForm.Get("back")), nil
}
