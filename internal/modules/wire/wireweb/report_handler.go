// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package wireweb

import (
	"net/http"
	"slices"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/wire"
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
	Back   string
}

// reportForm asks why.
func reportForm(action, back string) form.Form {
	reasons := make([]form.Option, len(wire.Reasons()))
	for i, r := range wire.Reasons() {
		reasons[i] = form.Option{Value: string(r), Label: "wire.reason." + string(r)}
	}
	return form.Form{
		ID: "report-form", Action: action, CancelURL: back, Submit: "wire.report.submit",
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "reason", Kind: form.Select, Label: "wire.report.reason", Required: true, Families: form.Options(reasons...)},
			{Name: "words", Kind: form.Textarea, Label: "wire.report.words", Hint: "wire.report.words_hint", Rows: 4, MaxLength: wire.MaxReportWords},
		}}},
	}
}

// askReport answers GET /wire/{id}/comments/{comment}/report.
func (h *handler) askReport(w http.ResponseWriter, r *http.Request) error {
	return h.showReport(w, r, form.Values{}, nil)
}

func (h *handler) showReport(w http.ResponseWriter, r *http.Request, values form.Values, problem error) error {
	id, commentID, err := commentID(r)
	if err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	remark, err := h.talk.One(ctx, by, id, commentID)
	if err != nil {
		return err
	}
	if remark.OwnerID == by.UserID {
		return errs.ErrForbidden
	}
	view := reportView{Remark: newRemark(ctx, by, id, remark), Values: values, Err: problem, Back: postURL(id) + "#comments-title"}
	view.Remark.EditURL, view.Remark.DeleteURL, view.Remark.ReportURL = "", "", ""
	view.Form = reportForm(talkURL(id)+"/"+ids.Encode(commentID)+"/report", view.Back)
	status := http.StatusOK
	if problem != nil {
		status = ui.Status(problem)
	}
	return ui.RenderStatus(w, r, status, reportPage(view))
}

// report answers POST /wire/{id}/comments/{comment}/report.
func (h *handler) report(w http.ResponseWriter, r *http.Request) error {
	id, commentID, err := commentID(r)
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
	err = h.talk.Report(ctx, ui.Actor(r), id, commentID, wire.Reason(values.Text("reason")), values.Text("words"))
	if problem := shownBeside(err); problem != nil {
		return h.showReport(w, r, values, problem)
	}
	if err != nil {
		return err
	}
	h.sessions.Flash(ctx, web.OK, "wire.report.thanks")
	web.Redirect(w, r, postURL(id))
	return nil
}

// casesPath is where the staff decides about reports.
const casesPath = "/admin/reports"

// AdminMenu is the entry of reports in the left menu of the administration.
func AdminMenu() []ui.Entry {
	return []ui.Entry{{Name: "reports", Label: "wire.cases.menu", Icon: "flag", Path: casesPath}}
}

// ModerationRoutes returns the URLs of the staff that decides about reports.
func ModerationRoutes(talk *wire.Discussion, sessions *web.Sessions) ui.Routes {
	h := &handler{talk: talk, sessions: sessions}
	return ui.Routes{
		ui.Get(casesPath, access.Administrators, h.cases),
		ui.Post(casesPath+"/{id}", access.Administrators, h.decide),
	}.NoStore()
}

// cases answers GET /admin/reports: what waits, or what was decided.
func (h *handler) cases(w http.ResponseWriter, r *http.Request) error {
	values := r.URL.Query()
	status := wire.ReportStatus(values.Get("status"))
	if !slices.Contains(wire.ReportStatuses(), status) {
		status = wire.ReportNew
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
		h.sessions.Flash(r.Context(), web.OK, "wire.cases.removed")
	} else {
		h.sessions.Flash(r.Context(), web.OK, "wire.cases.kept")
	}
	web.Redirect(w, r, casesPath)
	return nil
}
