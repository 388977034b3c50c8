// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package discussionweb

import (
	"net/http"
	"slices"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/discussion"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// reportView is the page that asks why a comment is reported.
type reportView struct {
	Remark remarkView
	Form   form.Form
	Values form.Values
	Err    error
	Trail  trail
}

// reportForm asks why.
func reportForm(action, back string) form.Form {
	reasons := make([]form.Option, len(discussion.Reasons()))
	for i, r := range discussion.Reasons() {
		reasons[i] = form.Option{Value: string(r), Label: "discussion.reason." + string(r)}
	}
	return form.Form{
		ID: "report-form", Action: action, CancelURL: back, Submit: "discussion.report.submit",
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "reason", Kind: form.Select, Label: "discussion.report.reason", Required: true, Families: form.Options(reasons...)},
			{Name: "words", Kind: form.Textarea, Label: "discussion.report.words", Hint: "discussion.report.words_hint", Rows: 4, MaxLength: discussion.MaxReportWords},
		}}},
	}
}

// askReport answers GET {publication}/comments/{comment}/report.
func (h *handler) askReport(w http.ResponseWriter, r *http.Request) error {
	return h.showReport(w, r, form.Values{}, nil)
}

func (h *handler) showReport(w http.ResponseWriter, r *http.Request, values form.Values, problem error) error {
	on, id, err := h.commentOf(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	remark, err := h.talk.One(ctx, by, on, id)
	if err != nil {
		return err
	}
	if remark.OwnerID == by.UserID {
		return errs.ErrForbidden
	}
	view := reportView{Remark: newRemark(ctx, by, on, remark), Values: values, Err: problem, Trail: newTrail(ctx, on)}
	view.Remark.EditURL, view.Remark.DeleteURL, view.Remark.ReportURL = "", "", ""
	view.Form = reportForm(talkURL(on)+"/"+ids.Encode(id)+"/report", view.Trail.Back)
	status := http.StatusOK
	if problem != nil {
		status = ui.Status(problem)
	}
	return ui.RenderStatus(w, r, status, reportPage(view))
}

// report answers POST {publication}/comments/{comment}/report.
func (h *handler) report(w http.ResponseWriter, r *http.Request) error {
	on, id, err := h.commentOf(r)
	if err != nil {
		return err
	}
	f := reportForm("", "")
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	ctx := r.Context()
	if err := f.Validate(ctx, values); err != nil {
		return h.showReport(w, r, values, err)
	}
	err = h.talk.Report(ctx, ui.Actor(r), on, id, discussion.Reason(values.Text("reason")), values.Text("words"))
	if problem := shownBeside(err); problem != nil {
		return h.showReport(w, r, values, problem)
	}
	if err != nil {
		return err
	}
	h.sessions.Flash(ctx, web.OK, "discussion.report.thanks")
	web.Redirect(w, r, on.Path())
	return nil
}

// casesPath is where the staff decides about reports.
const casesPath = "/admin/reports"

// cases answers GET /admin/reports: what waits, or what was decided.
func (h *handler) cases(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	status := discussion.ReportStatus(values.Get("status"))
	if !slices.Contains(discussion.ReportStatuses(), status) {
		status = discussion.ReportNew
	}
	after := int64(0)
	if text := values.Get("after"); text != "" {
		place, err := ids.Parse(text)
		if err != nil {
			return web.ErrBadCursor
		}
		after = place
	}
	list, next, err := h.talk.Cases(r.Context(), ui.Actor(r), status, after)
	if err != nil {
		return err
	}
	return ui.Render(w, r, casesPage(newCases(r.Context(), status, list, next)))
}

// decide answers POST /admin/reports/{id}, the id being the comment's.
func (h *handler) decide(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	action := r.PostForm.Get("action")
	if action != "keep" && action != "remove" {
		return web.ErrMalformed
	}
	if err := h.talk.Decide(r.Context(), ui.Actor(r), web.ClientIP(r), id, action == "remove"); err != nil {
		return err
	}
	if action == "remove" {
		h.sessions.Flash(r.Context(), web.OK, "discussion.cases.removed")
	} else {
		h.sessions.Flash(r.Context(), web.OK, "discussion.cases.kept")
	}
	web.Redirect(w, r, casesPath)
	return nil
}
