// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package eventsweb

import (
	"net/http"
	"net/url"
	"slices"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/events"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/listing"
)

// accreditations answers GET /wip/events/{id}/accreditations: who takes part.
func (h *handler) accreditations(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	f, err := readAccreditationFilter(r)
	if err != nil {
		return err
	}
	page, err := h.Seats.Accreditations(r.Context(), ui.Actor(r), id, f)
	if err != nil {
		return err
	}
	return ui.Render(w, r, accreditationsPage(newAccreditationsView(r.Context(), id, f, page)))
}

// readAccreditationFilter reads the address of the list; an unknown standing
// means all.
func readAccreditationFilter(r *http.Request) (events.AccreditationFilter, error) {
	values := r.URL.Query()
	f := events.AccreditationFilter{Query: listing.Typed(values.Get("q"))}
	if standing := events.Standing(values.Get("status")); slices.Contains(events.Standings(), standing) {
		f.Status = standing
	}
	cursor, err := web.ParseCursor(values.Get("after"))
	f.After = events.Position(cursor)
	return f, err
}

// decide answers POST /wip/events/{id}/accreditations with the decision about
// those who are ticked.
func (h *handler) decide(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	approve := false
	switch r.PostForm.Get("action") {
	case "approve":
		approve = true
	case "refuse":
	default:
		return web.ErrMalformed
	}
	var people []int64
	for _, text := range r.PostForm["id"] {
		person, err := ids.Parse(text)
		if err != nil {
			return web.ErrBadID
		}
		people = append(people, person)
	}
	if len(people) == 0 {
		h.Sessions.Flash(r.Context(), web.Danger, "events.flash.nobody_ticked")
		return h.toAccreditations(w, r, id)
	}
	became, err := h.Seats.Decide(r.Context(), ui.Actor(r), id, people, approve, r.PostForm.Get("message"))
	switch {
	case err == nil:
		h.Sessions.Flash(r.Context(), web.OK, decisionMessage(became))
	case errs.IsRefusal(err):
		h.Sessions.Flash(r.Context(), web.Danger, errs.MessageOf(err))
	default:
		return err
	}
	return h.toAccreditations(w, r, id)
}

// decisionMessage says what became of those who were ticked.
func decisionMessage(became map[events.Standing]int) string {
	switch {
	case became[events.Refused] > 0:
		return "events.flash.refused"
	case became[events.Waitlisted] > 0 && became[events.Approved] > 0:
		return "events.flash.approved_some"
	case became[events.Waitlisted] > 0:
		return "events.flash.approved_none"
	}
	return "events.flash.approved"
}

// toAccreditations goes back to the list as it was.
func (h *handler) toAccreditations(w http.ResponseWriter, r *http.Request, id int64) error {
	v := url.Values{}
	if status := r.PostForm.Get("status"); status != "" {
		v.Set("status", status)
	}
	web.Redirect(w, r, listing.Address(accreditationsURL(id), v))
	return nil
}

// accreditationFile is the list as a file.
var accreditationFile = listing.File{Name: "accreditations", Headings: []string{
	"events.column.name", "events.column.job", "events.column.organisation", "events.column.status",
	"events.column.requested", "events.column.attended", "events.column.motive",
}}

// exportAccreditations answers GET /wip/events/{id}/accreditations/export.
func (h *handler) exportAccreditations(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	f, err := readAccreditationFilter(r)
	if err != nil {
		return err
	}
	return listing.Export(w, r, accreditationFile, func(row listing.Row) error {
		return h.Seats.EachAccreditation(r.Context(), ui.Actor(r), id, f, func(x *events.AccreditationRow) error {
			return row(x.Name, x.JobTitle, x.Organisation, i18n.T(r.Context(), x.Status.LabelKey()),
				listing.Instant(x.RequestedAt), listing.Instant(x.AttendedAt), x.Motive)
		})
	})
}

// door answers GET /wip/events/{id}/checkin; ?code= comes from a badge that a
// telephone has read, and changes nothing until it is sent.
func (h *handler) door(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return h.renderDoor(w, r, id, doorView{Code: codeOf(r.URL.Query().Get("code"))}, nil)
}

// maxCode is the longest code that is read, as people type it.
const maxCode = 40

// codeOf keeps the first characters of what was typed or read for a code.
func codeOf(text string) string {
	if long := []rune(text); len(long) > maxCode {
		return string(long[:maxCode])
	}
	return text
}

// checkIn answers POST /wip/events/{id}/checkin.
func (h *handler) checkIn(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	code := codeOf(r.PostForm.Get("code"))
	arrival, err := h.Seats.CheckIn(r.Context(), ui.Actor(r), id, code)
	if err != nil {
		if !errs.IsRefusal(err) {
			return err
		}
		return h.renderDoor(w, r, id, doorView{Code: code, Problem: i18n.T(r.Context(), errs.MessageOf(err))}, err)
	}
	return h.renderDoor(w, r, id, newArrival(r.Context(), arrival), nil)
}

// undoCheckIn answers POST /wip/events/{id}/checkin/undo.
func (h *handler) undoCheckIn(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	person, err := ids.Parse(r.PostForm.Get("id"))
	if err != nil {
		return web.ErrBadID
	}
	if err := h.Seats.UndoCheckIn(r.Context(), ui.Actor(r), id, person); err != nil {
		return err
	}
	h.Sessions.Flash(r.Context(), web.OK, "events.flash.checkin_undone")
	web.Redirect(w, r, doorURL(id))
	return nil
}

func (h *handler) renderDoor(w http.ResponseWriter, r *http.Request, id int64, v doorView, refusal error) error {
	post, last, came, err := h.Seats.Arrivals(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	v.fill(r.Context(), id, post, last, came)
	return ui.RenderStatus(w, r, ui.Status(refusal), doorPage(v))
}

func accreditationsURL(id int64) string { return eventURL(id) + "/accreditations" }
func doorURL(id int64) string           { return eventURL(id) + "/checkin" }
