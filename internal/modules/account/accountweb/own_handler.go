// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"context"
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// ownView is what protects one's account.
type ownView struct {
	Factors  account.Factors
	Since    string // since when codes are drawn
	Must     bool   // an administrator without second factor
	Keys     []keyLine
	Sessions []sessionLine
	Others   bool // signed in elsewhere too

	HasPasskeys bool // they can be used here
}

type keyLine struct{ Name, Made, Used, DropURL string }

type sessionLine struct {
	ID, Device, Seen, Began string
	Current                 bool
}

// own answers GET /preferences/security.
func (h *handler) own(w http.ResponseWriter, r *http.Request) error {
	v, err := h.ownView(r)
	if err != nil {
		return err
	}
	return ui.Render(w, r, ownPage(v))
}

func (h *handler) ownView(r *http.Request) (v ownView, err error) {
	ctx, actor := r.Context(), ui.Actor(r)
	if v.Factors, err = h.security.Factors(ctx, actor); err != nil {
		return v, err
	}
	v.HasPasskeys = h.look.passkeys
	v.Must = v.Factors.MustKeep && !v.Factors.Any()
	if v.Factors.Codes {
		v.Since = i18n.Day(ctx, v.Factors.CodesAt)
	}
	for _, key := range v.Factors.Passkeys {
		line := keyLine{Name: key.Name, Made: i18n.Day(ctx, key.CreatedAt), DropURL: keysPath + "/" + ids.Encode(key.ID) + "/delete"}
		if !key.LastUsedAt.IsZero() {
			line.Used = i18n.DateTime(ctx, key.LastUsedAt)
		}
		v.Keys = append(v.Keys, line)
	}
	found, err := h.sessions.Of(ctx, actor.UserID)
	if err != nil {
		return v, err
	}
	for _, s := range found {
		v.Others = v.Others || !s.Current
		v.Sessions = append(v.Sessions, sessionLine{
			ID: s.ID, Device: account.AgentOf(s.UserAgent).Words(ctx), Seen: i18n.DateTime(ctx, s.LastSeenAt),
			Began: i18n.DateTime(ctx, s.CreatedAt), Current: s.Current,
		})
	}
	return v, nil
}

// endSessions answers POST /preferences/security/sessions: one of the sessions,
// or all but this one.
func (h *handler) endSessions(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	ctx, by := r.Context(), self(r)
	end := func(ctx context.Context) error { return h.sessions.RevokeMember(ctx, by.ID, true) }
	if id := r.PostFormValue("session"); id != "" {
		end = func(ctx context.Context) error { return h.sessions.Revoke(ctx, by.ID, id) }
	}
	if err := h.security.EndSessions(ctx, by, end); err != nil {
		return err
	}
	h.flash(ctx, "account.flash.sessions")
	web.Redirect(w, r, ownPath)
	return nil
}

// enrolView is an application to be enrolled.
type enrolView struct {
	formView

	Enrolment account.Enrolment
}

func enrolForm() form.Form {
	return form.Form{
		ID: "enrol", Action: codesPath, Submit: "account.codes.submit", CancelURL: ownPath, FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{codeField("account.codes.hint")}}},
	}
}

// enrolForm answers GET /preferences/security/codes.
func (h *handler) enrolForm(w http.ResponseWriter, r *http.Request) error {
	return h.renderEnrol(w, r, http.StatusOK, formView{Form: enrolForm()})
}

func (h *handler) renderEnrol(w http.ResponseWriter, r *http.Request, status int, v formView) error {
	enrolment, err := h.security.Enrol(r.Context(), self(r))
	if errs.KindOf(err) == errs.Conflict {
		web.Redirect(w, r, ownPath) // enrolled already
		return nil
	}
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, status, enrolPage(enrolView{v, enrolment}))
}

// enrol answers POST /preferences/security/codes with the recovery codes.
func (h *handler) enrol(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: enrolForm()}
	ok, err := v.read(r)
	if err != nil {
		return err
	}
	if ok {
		var codes []string
		codes, err = h.security.ConfirmCodes(r.Context(), self(r), v.Values.Text("code"))
		if err == nil {
			return h.protected(w, r, codes)
		}
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
		v.Values.Set("code")
	}
	return h.renderEnrol(w, r, statusOf(err), v)
}

// protected ends the set-up of a second factor: this session has shown it, the
// others end, and recovery codes are shown once.
func (h *handler) protected(w http.ResponseWriter, r *http.Request, codes []string) error {
	ctx := r.Context()
	if err := h.endOthers(ui.Actor(r).UserID)(ctx); err != nil {
		return err
	}
	h.sessions.NoteSecondFactor(ctx)
	if err := h.sessions.Renew(ctx); err != nil {
		return err
	}
	if len(codes) == 0 {
		h.flash(ctx, "account.flash.factor_added")
		web.Redirect(w, r, ownPath)
		return nil
	}
	return ui.Render(w, r, recoveryPage(codes))
}

// dropCodes answers POST /preferences/security/codes/delete.
func (h *handler) dropCodes(w http.ResponseWriter, r *http.Request) error {
	return h.changed(w, r, h.security.DropCodes(r.Context(), ui.Actor(r), web.ClientIP(r)))
}

// changed goes back to the page with what came of a change.
func (h *handler) changed(w http.ResponseWriter, r *http.Request, err error) error {
	var refusal *errs.Error
	switch {
	case err == nil:
		h.flash(r.Context(), "account.flash.factor_removed")
	case errors.As(err, &refusal) && refusal.Kind == errs.Conflict:
		h.sessions.Flash(r.Context(), web.Danger, refusal.Message)
	default:
		return err
	}
	web.Redirect(w, r, ownPath)
	return nil
}

// drawRecovery answers POST /preferences/security/recovery with new codes.
func (h *handler) drawRecovery(w http.ResponseWriter, r *http.Request) error {
	codes, err := h.security.DrawRecovery(r.Context(), self(r))
	if err != nil {
		return h.changed(w, r, err)
	}
	return ui.Render(w, r, recoveryPage(codes))
}

func keyForm() form.Form {
	return form.Form{
		ID: "passkey", Action: keysPath, FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "name", Kind: form.Text, Label: "account.passkey.name", Hint: "account.passkey.name_hint", Required: true, MaxLength: 60},
			{Name: "answer", Kind: form.Hidden, MaxLength: maxAnswer},
		}}},
	}
}

// maxAnswer bounds what a device answers, in characters.
const maxAnswer = 64 << 10

// keyForm answers GET /preferences/security/passkeys.
func (h *handler) keyForm(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: keyForm()}
	v.Values.Set("name", account.AgentOf(r.UserAgent()).Words(r.Context()))
	return ui.Render(w, r, keyPage(v))
}

// beginKey answers POST /preferences/security/passkeys/begin with what the
// browser needs to make a key.
func (h *handler) beginKey(w http.ResponseWriter, r *http.Request) error {
	options, state, err := h.security.BeginPasskey(r.Context(), self(r))
	if err != nil {
		return err
	}
	h.sessions.Put(r.Context(), passkeyKey, state)
	return web.WriteJSON(w, http.StatusOK, options)
}

// addKey answers POST /preferences/security/passkeys.
func (h *handler) addKey(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: keyForm()}
	ok, err := v.read(r)
	if err != nil {
		return err
	}
	if ok {
		var codes []string
		codes, err = h.security.FinishPasskey(r.Context(), self(r), h.sessions.Pop(r.Context(), passkeyKey),
			v.Values.Text("name"), []byte(v.Values.Text("answer")))
		if err == nil {
			return h.protected(w, r, codes)
		}
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
	}
	v.Values.Set("answer")
	return ui.RenderStatus(w, r, statusOf(err), keyPage(v))
}

// dropKey answers POST /preferences/security/passkeys/{id}/delete.
func (h *handler) dropKey(w http.ResponseWriter, r *http.Request) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	return h.changed(w, r, h.security.DropPasskey(r.Context(), ui.Actor(r), web.ClientIP(r), id))
}
