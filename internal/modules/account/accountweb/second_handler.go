// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package accountweb

import (
	"encoding/json"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/account"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// pending is a sign-in whose password was right and that waits for a second
// factor. It is kept in the session, on the server.
type pending struct {
	Member   int64     `json:"m"`
	Email    string    `json:"e"`
	Device   string    `json:"d"` // number of the browser, if the account knows it
	Remember bool      `json:"r"`
	Next     string    `json:"n"`
	Until    time.Time `json:"u"`
}

const (
	pendingKey = "second"
	passkeyKey = "passkey"
	// pendingLife is how long one may look for the telephone.
	pendingLife = 10 * time.Minute
)

func (h *handler) keepPending(r *http.Request, p pending) error {
	p.Until = h.now().Add(pendingLife)
	text, err := json.Marshal(p)
	if err != nil {
		return err
	}
	h.sessions.Put(r.Context(), pendingKey, string(text))
	return nil
}

// pendingOf is who must show a second factor: somebody signing in, or a member
// in whose session none was shown yet.
func (h *handler) pendingOf(r *http.Request) (pending, bool) {
	if actor := ui.Actor(r); !actor.IsAnonymous() {
		return pending{Member: actor.UserID, Next: web.SafeNext(r.FormValue("next"))}, true
	}
	var p pending
	text := h.sessions.Get(r.Context(), pendingKey)
	if text == "" || json.Unmarshal([]byte(text), &p) != nil || h.now().After(p.Until) {
		return pending{}, false
	}
	return p, true
}

func codeForm() form.Form {
	return form.Form{
		ID: "second", Action: secondPath, Submit: "account.second.submit", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			codeField("account.second.hint"),
			{Name: "next", Kind: form.Hidden},
		}}},
	}
}

func codeField(hint string) form.Field {
	return form.Field{
		Name: "code", Kind: form.Text, Label: "account.second.code", Hint: hint, Required: true, MaxLength: maxCode,
		Autocomplete: "one-time-code", Attrs: map[string]any{"inputmode": "text", "autocapitalize": "none", "spellcheck": "false"},
	}
}

// second answers GET /auth/second. An administrator who has no second factor yet
// is led to where one is set up.
func (h *handler) second(w http.ResponseWriter, r *http.Request) error {
	p, ok := h.pendingOf(r)
	if !ok {
		web.Redirect(w, r, ui.LoginPath)
		return nil
	}
	if actor := ui.Actor(r); !actor.IsAnonymous() {
		if h.sessions.HasSecondFactor(r.Context()) {
			web.Redirect(w, r, p.Next)
			return nil
		}
		factors, err := h.security.Factors(r.Context(), actor)
		if err != nil {
			return err
		}
		if !factors.Any() {
			web.Redirect(w, r, ownPath)
			return nil
		}
	}
	v := formView{Form: codeForm(), Next: p.Next}
	v.Values.Set("next", p.Next)
	return ui.Render(w, r, secondPage(v, h.look))
}

// showCode answers POST /auth/second.
func (h *handler) showCode(w http.ResponseWriter, r *http.Request) error {
	v := formView{Form: codeForm()}
	ok, err := v.read(r)
	if err != nil {
		return err
	}
	p, waiting := h.pendingOf(r)
	if !waiting {
		web.Redirect(w, r, ui.LoginPath)
		return nil
	}
	v.Next = p.Next
	if ok {
		err = h.security.ShowCode(r.Context(), account.Self{ID: p.Member, IP: web.ClientIP(r)},
			account.Client{Network: web.NetworkOf(web.ClientIP(r)), Device: p.Device}, v.Values.Text("code"))
		if err == nil {
			return h.enter(w, r, p)
		}
		if failure := v.refused(r.Context(), w, err); failure != nil {
			return failure
		}
		v.Values.Set("code")
	}
	return ui.RenderStatus(w, r, statusOf(err), secondPage(v, h.look))
}

// enter lets a member in who has shown a second factor.
func (h *handler) enter(w http.ResponseWriter, r *http.Request, p pending) error {
	ctx := r.Context()
	if h.sessions.MemberID(ctx) == p.Member {
		h.sessions.NoteProof(ctx)
		if err := h.sessions.Renew(ctx); err != nil {
			return err
		}
	} else if err := h.let(w, r, p); err != nil {
		return err
	}
	h.sessions.NoteSecondFactor(ctx)
	web.Leave(w, r, nextOf(r.Context(), p.Next))
	return nil
}

// let signs a member in and makes the browser known.
func (h *handler) let(w http.ResponseWriter, r *http.Request, p pending) error {
	ctx := r.Context()
	h.sessions.Pop(ctx, pendingKey)
	if err := h.sessions.SignIn(ctx, p.Member, p.Remember); err != nil {
		return err
	}
	known := p.Email != "" && h.devices.known(r, p.Email) != ""
	if p.Email != "" {
		h.devices.remember(w, r, p.Email)
	}
	return h.security.NoteSignIn(ctx, account.Self{ID: p.Member, IP: web.ClientIP(r)}, known, account.AgentOf(r.UserAgent()))
}

// beginPasskeySignIn answers POST /auth/passkey/begin with what the browser
// needs to show a key.
func (h *handler) beginPasskeySignIn(w http.ResponseWriter, r *http.Request) error {
	if err := ui.Limit(w, r, h.begins); err != nil {
		return err
	}
	options, state, err := h.security.BeginPasskeySignIn()
	if err != nil {
		return err
	}
	h.sessions.Put(r.Context(), passkeyKey, state)
	return web.WriteJSON(w, http.StatusOK, options)
}

// passkeySignIn answers POST /auth/passkey: a key that its device has unlocked is
// password and second factor in one.
func (h *handler) passkeySignIn(w http.ResponseWriter, r *http.Request) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	ctx := r.Context()
	p, waiting := h.pendingOf(r)
	if !waiting {
		p = pending{Remember: r.PostFormValue("remember") != "", Next: nextOf(r.Context(), r.PostFormValue("next"))}
	}
	id, err := h.security.FinishPasskeySignIn(ctx, p.Member, h.sessions.Pop(ctx, passkeyKey), []byte(r.PostFormValue("answer")))
	if err != nil {
		if errs.KindOf(err) != errs.Invalid {
			return err
		}
		if waiting {
			v := formView{Form: codeForm(), Next: p.Next}
			if failure := v.refused(ctx, w, err); failure != nil {
				return failure
			}
			return ui.RenderStatus(w, r, http.StatusUnprocessableEntity, secondPage(v, h.look))
		}
		return h.refuse(w, r, signInView{Next: p.Next, Look: h.look}, err)
	}
	p.Member = id
	if p.Email == "" {
		if p.Email, err = h.security.EmailOf(ctx, id); err != nil {
			return err
		}
	}
	return h.enter(w, r, p)
}
