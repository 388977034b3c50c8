// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registrationweb

import (
	"context"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/modules/registration"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// InvitePath is where an official organisation pre-registers people (spec 02
// U14).
const InvitePath = "/BW/pre-register"

// mostList is the largest list that is uploaded, in bytes.
const mostList = 250_000

// inviteView is the page of pre-registrations.
type inviteView struct {
	Host    string
	Form    form.Form
	Values  form.Values
	Problem error
	Refused []refusedView
	Waiting []waitingView
	NextURL string
}

// refusedView is a line that pre-registered nobody, and why.
type refusedView struct{ Line, Reason string }

// waitingView is somebody whose answer is awaited.
type waitingView struct {
	URL, Email, Meta, Question string
	Begun                      bool
}

// inviteForm takes people typed one a line, or a file with as many.
func (h *handler) inviteForm(ctx context.Context) form.Form {
	profiles := []form.Option{{Value: "", Label: i18n.T(ctx, "registration.invite.any_profile")}}
	for _, p := range h.service.Survey().Profiles {
		profiles = append(profiles, form.Option{Value: p.ID, Label: i18n.T(ctx, profileKey(p.ID))})
	}
	return form.Form{
		ID: "invite", Action: InvitePath, Submit: "registration.invite.submit", Guard: "pre-register", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{
				Name: "people", Kind: form.Textarea, Label: "registration.invite.people", Hint: "registration.invite.people_hint",
				Rows: 6, MaxLength: 20_000, Attrs: map[string]any{"spellcheck": "false", "autocapitalize": "none"},
			},
			{
				Name: "file", Kind: form.File, Label: "registration.invite.file", Hint: "registration.invite.file_hint",
				Accept: []string{"text/csv", "text/plain", "text/tab-separated-values"}, MaxBytes: mostList,
			},
			{
				Name: "profile", Kind: form.Select, Label: "registration.invite.profile", Hint: "registration.invite.profile_hint",
				Families: form.Options(profiles...),
			},
		}}},
	}
}

// inviting answers GET /BW/pre-register.
func (h *handler) inviting(w http.ResponseWriter, r *http.Request) error {
	return h.showInviting(w, r, http.StatusOK, inviteView{Form: h.inviteForm(r.Context())})
}

func (h *handler) showInviting(w http.ResponseWriter, r *http.Request, status int, v inviteView) error {
	ctx, by := r.Context(), ui.Actor(r)
	host, err := h.service.HostOf(ctx, by)
	if err != nil {
		return err
	}
	var after int64
	if text := r.URL.Query().Get("after"); text != "" {
		if after, err = ids.Parse(text); err != nil {
			return web.ErrBadCursor
		}
	}
	list, err := h.service.Waiting(ctx, by, after)
	if err != nil {
		return err
	}
	v.Host = host.Name
	for _, p := range list {
		meta := "registration.invite.sent"
		if p.Begun {
			meta = "registration.invite.begun"
		}
		v.Waiting = append(v.Waiting, waitingView{
			URL: InvitePath + "/" + ids.Encode(p.ID), Email: p.Email, Begun: p.Begun,
			Meta:     i18n.T(ctx, meta, "Date", i18n.Date(ctx, p.CreatedAt), "Until", i18n.Date(ctx, p.ExpiresAt)),
			Question: i18n.T(ctx, "registration.invite.withdraw_question", "Email", p.Email),
		})
	}
	if len(list) == registration.WaitingPage {
		v.NextURL = InvitePath + "?after=" + ids.Encode(list[len(list)-1].ID)
	}
	return ui.RenderStatus(w, r, status, invitePage(v))
}

// invite answers POST /BW/pre-register: who can be invited is, the other lines
// stay in the form with what is wrong with each.
func (h *handler) invite(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v := inviteView{Form: h.inviteForm(ctx)}
	var err error
	if v.Values, err = v.Form.Decode(r); err != nil {
		return err
	}
	if v.Problem = v.Form.Validate(ctx, v.Values); v.Problem != nil {
		return h.showInviting(w, r, http.StatusUnprocessableEntity, v)
	}
	text := v.Values.Text("people")
	if file, sent := v.Values.File("file"); sent {
		text += "\n" + registration.ListText(file.Data)
	}
	people, refused := registration.Invitees(h.service.Survey(), text, v.Values.Text("profile"))
	invited, more, err := h.service.PreRegister(ctx, ui.Actor(r), people, string(i18n.LangOf(ctx)))
	if err != nil {
		return err
	}
	refused = append(refused, more...)
	if invited > 0 {
		h.options.Flash(ctx, web.OK, "registration.invite.done", "Count", invited)
	}
	if len(refused) == 0 && invited > 0 {
		web.Redirect(w, r, InvitePath)
		return nil
	}
	lines := make([]string, 0, len(refused))
	for _, line := range refused {
		lines = append(lines, line.Text)
		v.Refused = append(v.Refused, refusedView{line.Text, i18n.T(ctx, line.Reason)})
	}
	if len(refused) == 0 {
		v.Refused = []refusedView{{Reason: i18n.T(ctx, "registration.invite.nobody")}}
	}
	v.Values.Set("people", strings.Join(lines, "\n"))
	return h.showInviting(w, r, http.StatusUnprocessableEntity, v)
}

// remind answers POST /BW/pre-register/{id}/remind.
func (h *handler) remind(w http.ResponseWriter, r *http.Request) error {
	return h.answerFor(w, r, "registration.invite.reminded", func(ctx context.Context, id int64) error {
		return h.service.Remind(ctx, ui.Actor(r), id)
	})
}

// withdraw answers POST /BW/pre-register/{id}/withdraw.
func (h *handler) withdraw(w http.ResponseWriter, r *http.Request) error {
	return h.answerFor(w, r, "registration.invite.withdrawn", func(ctx context.Context, id int64) error {
		return h.service.Withdraw(ctx, ui.Actor(r), id)
	})
}

func (h *handler) answerFor(w http.ResponseWriter, r *http.Request, done string, change func(context.Context, int64) error) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := change(r.Context(), id); err != nil {
		return err
	}
	h.options.Flash(r.Context(), web.OK, done)
	web.Redirect(w, r, InvitePath)
	return nil
}
