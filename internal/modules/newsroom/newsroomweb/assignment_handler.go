// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/listing"
)

// assignmentKind is what the pages of assignments say and where they are.
var assignmentKind = newStoryKind("assignment", assignmentsPath, "assignments", assignmentStates(),
	[]string{string(newsroom.AssignmentsToWrite), string(newsroom.AssignmentsOrdered)})

func assignmentStates() []string {
	var list []string
	for _, state := range newsroom.AssignmentStates() {
		list = append(list, string(state))
	}
	return list
}

func assignmentURL(id int64) string { return assignmentsPath + "/" + ids.Encode(id) }

func assignmentFilter(q listing.Query) newsroom.AssignmentFilter {
	return newsroom.AssignmentFilter{
		Query: q.Search, State: newsroom.AssignmentState(q.Value("status")), Scope: newsroom.AssignmentScope(q.Value("box")),
		Order: storyOrder(q), After: newsroom.Position(q.Place), Limit: listing.PageRows,
	}
}

// assignmentList answers GET /wip/commandes with the assignments that the
// member may see.
func (h *stories) assignmentList(w http.ResponseWriter, r *http.Request) error {
	q, err := assignmentKind.list.Read(r)
	if err != nil {
		return err
	}
	page, err := h.Assignments.Assignments(r.Context(), ui.Actor(r), assignmentFilter(q))
	if err != nil {
		return err
	}
	return ui.Render(w, r, storyListPage(h.newAssignmentList(r.Context(), ui.Actor(r), q, page)))
}

// assignmentFile is the list as a file.
var assignmentFile = listing.File{Name: "commandes", Headings: []string{
	"newsroom.column.title", "newsroom.column.outlet", "story.field.journalist", "story.field.commissioner",
	"newsroom.column.status", "story.column.created", "story.field.copy_deadline", "newsroom.field.issue_at", "story.field.fee",
}}

// exportAssignments answers GET /wip/commandes/export with the whole list.
func (h *stories) exportAssignments(w http.ResponseWriter, r *http.Request) error {
	q, err := assignmentKind.list.Read(r)
	if err != nil {
		return err
	}
	return listing.Export(w, r, assignmentFile, func(row listing.Row) error {
		return h.Assignments.EachAssignment(r.Context(), ui.Actor(r), assignmentFilter(q), func(a *newsroom.AssignmentRow) error {
			return row(a.Title, a.Outlet, a.Journalist, a.Commissioner, i18n.T(r.Context(), "story.assignment.state."+string(a.State())),
				listing.Instant(a.CreatedAt), listing.Instant(a.CopyDeadline), listing.Instant(a.IssueAt), fee(r.Context(), a.Fee))
		})
	})
}

// assignment reads the assignment of the address.
func (h *stories) assignment(r *http.Request) (*newsroom.AssignmentSheet, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return nil, err
	}
	return h.Assignments.Sheet(r.Context(), ui.Actor(r), id)
}

// showAssignment answers GET /wip/commandes/{id}.
func (h *stories) showAssignment(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.assignment(r)
	if err != nil {
		return err
	}
	return ui.Render(w, r, assignmentPage(h.newAssignmentView(r.Context(), ui.Actor(r), sheet)))
}

// composeAssignment answers GET /wip/commandes/new.
func (h *stories) composeAssignment(w http.ResponseWriter, r *http.Request) error {
	values, by := newStoryValues(), ui.Actor(r)
	values.Set("assignee", ids.Encode(by.UserID))
	if by.OrganisationID != 0 {
		values.Set("outlet", ids.Encode(by.OrganisationID))
	}
	return h.renderAssignment(w, r, nil, values, nil)
}

// createAssignment answers POST /wip/commandes.
func (h *stories) createAssignment(w http.ResponseWriter, r *http.Request) error {
	return h.saveAssignment(w, r, nil)
}

// editAssignment answers GET /wip/commandes/{id}/edit.
func (h *stories) editAssignment(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.assignment(r)
	if err != nil {
		return err
	}
	a := sheet.Assignment
	if err := a.CanEdit(ui.Actor(r)); err != nil {
		return h.refused(w, r, err, assignmentURL(a.ID))
	}
	var v form.Values
	setStory(&v, a.Input())
	v.SetTime("copy_deadline", a.CopyDeadline)
	v.SetTime("pay_at", a.PayAt)
	if a.Fee != 0 {
		v.SetCents("fee", a.Fee)
	}
	return h.renderAssignment(w, r, sheet, v, nil)
}

// updateAssignment answers POST /wip/commandes/{id}.
func (h *stories) updateAssignment(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.assignment(r) // a stranger's form is not even read
	if err != nil {
		return err
	}
	return h.saveAssignment(w, r, sheet)
}

func (h *stories) saveAssignment(w http.ResponseWriter, r *http.Request, sheet *newsroom.AssignmentSheet) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if form.IsCancelled(r) {
		web.Redirect(w, r, assignmentsPath)
		return nil
	}
	ctx, by := r.Context(), ui.Actor(r)
	f, err := h.assignmentForm(ctx, by, sheet)
	if err != nil {
		return err
	}
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(ctx, values); err == nil {
		if sheet == nil {
			_, err = h.Assignments.Create(ctx, by, assignmentOf(values))
		} else {
			_, err = h.Assignments.Update(ctx, by, sheet.Assignment.ID, assignmentOf(values))
		}
	}
	switch {
	case err == nil:
		return h.to(w, r, assignmentsPath, "newsroom.flash.saved")
	case !errs.IsRefusal(err):
		return err
	}
	if sheet != nil && errs.KindOf(err) == errs.Conflict {
		values.SetInt("version", sheet.Assignment.Version)
	}
	return h.renderAssignment(w, r, sheet, values, err)
}

func (h *stories) renderAssignment(w http.ResponseWriter, r *http.Request, sheet *newsroom.AssignmentSheet, values form.Values, refusal error) error {
	f, err := h.assignmentForm(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	view := storyEditView{Kind: assignmentKind, Form: f, Values: values, Err: refusal}
	if sheet != nil {
		view.describeAssignment(r.Context(), sheet)
	}
	return ui.RenderStatus(w, r, ui.Status(refusal), storyEditPage(view))
}

// confirmAssignment answers POST /wip/commandes/{id}/confirm; one that lacks
// something leads back to its form.
func (h *stories) confirmAssignment(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	_, err = h.Assignments.Confirm(r.Context(), ui.Actor(r), id)
	switch {
	case err == nil:
		return h.to(w, r, assignmentsPath, "story.assignment.flash.confirmed")
	case errs.KindOf(err) == errs.Invalid:
		h.Sessions.Flash(r.Context(), web.Danger, errs.MessageOf(err))
		web.Redirect(w, r, assignmentURL(id)+"/edit")
		return nil
	}
	return h.refused(w, r, err, assignmentURL(id))
}

// agreeToAssignment answers POST /wip/commandes/{id}/accept.
func (h *stories) agreeToAssignment(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, assignmentKind, "story.assignment.flash.agreed", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		_, err := h.Assignments.Agree(ctx, by, id)
		return assignmentURL(id), err
	})
}

// declineAssignment answers POST /wip/commandes/{id}/refuse, with the reason
// typed.
func (h *stories) declineAssignment(w http.ResponseWriter, r *http.Request) error {
	return h.endAssignment(w, r, "story.assignment.flash.declined", assignmentRefusalForm, h.Assignments.Decline,
		func(view *assignmentView, f answerForm) { view.Refusal = f })
}

// cancelAssignment answers POST /wip/commandes/{id}/cancel, with the reason
// typed.
func (h *stories) cancelAssignment(w http.ResponseWriter, r *http.Request) error {
	return h.endAssignment(w, r, "story.assignment.flash.cancelled", assignmentCancelForm, h.Assignments.Cancel,
		func(view *assignmentView, f answerForm) { view.Cancellation = f })
}

// endAssignment reads a reason and ends an assignment without an article.
func (h *stories) endAssignment(
	w http.ResponseWriter, r *http.Request, message string, declare func(int64) form.Form,
	do func(context.Context, access.Actor, int64, string) (*newsroom.Assignment, error), show func(*assignmentView, answerForm),
) error {
	sheet, err := h.assignment(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	id := sheet.Assignment.ID
	f := declare(id)
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), values); err == nil {
		_, err = do(r.Context(), ui.Actor(r), id, values.Text("reason"))
	}
	switch {
	case err == nil:
		return h.to(w, r, assignmentsPath, message)
	case errs.KindOf(err) == errs.Conflict || !errs.IsRefusal(err):
		return h.refused(w, r, err, assignmentURL(id))
	}
	view := h.newAssignmentView(r.Context(), ui.Actor(r), sheet)
	show(&view, answerForm{Form: f, Values: values, Err: err})
	return ui.RenderStatus(w, r, ui.Status(err), assignmentPage(view))
}

// deleteAssignment answers POST /wip/commandes/{id}/delete.
func (h *stories) deleteAssignment(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, assignmentKind, "story.assignment.flash.deleted", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		return "", h.Assignments.Delete(ctx, by, id)
	})
}

// beginArticle answers POST /wip/commandes/{id}/article, and leads to the
// article's form.
func (h *stories) beginArticle(w http.ResponseWriter, r *http.Request) error {
	return h.command(w, r, assignmentKind, "story.assignment.flash.begun", func(ctx context.Context, by access.Actor, id int64) (string, error) {
		article, err := h.Articles.Begin(ctx, by, id)
		if err != nil {
			return "", err
		}
		return editURL(article.ID), nil
	})
}
