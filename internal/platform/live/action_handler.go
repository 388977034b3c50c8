// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package live

import (
	"bytes"
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"aipress24.com/aipress24/internal/platform/web"
)

// Pattern is the route of all actions, for POST.
const Pattern = "/live/{component}/{action}"

// stateField is the hidden field that carries the state.
const stateField = "live-state"

// Act answers an action: it verifies the state, asks the guard again, runs the
// action and answers the fragment, or goes back to the page when the browser
// has no htmx. It returns ErrUnknown, ErrForged, ErrExpired, the guard's error
// or the action's, for the page edge to answer.
func (r *Registry) Act(w http.ResponseWriter, req *http.Request) error {
	known, ok := r.kinds[chi.URLParam(req, "component")]
	action := chi.URLParam(req, "action")
	if !ok || !known.actions[action] {
		return ErrUnknown
	}
	if err := known.guard(req.Context()); err != nil {
		return err
	}
	if err := web.ParseForm(req); err != nil {
		return err
	}
	form := req.PostForm
	sealed := form.Get(stateField)
	form.Del(stateField)

	effects := &effects{}
	ctx := context.WithValue(context.WithValue(req.Context(), registryKey{}, r), effectsKey{}, effects)
	component, err := known.run(ctx, r, action, sealed, form)
	if err != nil {
		return err
	}
	if !web.IsHTMX(req) {
		r.goBack(w, req, effects)
		return nil
	}
	return answer(ctx, w, req, component, effects)
}

// answer draws the component for htmx. It is drawn whole before anything is
// sent, so that a failing view is an error and not half a fragment.
func answer(ctx context.Context, w http.ResponseWriter, req *http.Request, c Component, e *effects) error {
	if e.location != "" {
		web.Redirect(w, req, e.location)
		return nil
	}
	var page bytes.Buffer
	if err := c.View().Render(ctx, &page); err != nil {
		return err
	}
	for _, t := range e.toasts {
		web.Toast(w, t.kind, t.text)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, err := page.WriteTo(w)
	return err
}

// goBack returns to the page the form was on, which shows the new state.
func (r *Registry) goBack(w http.ResponseWriter, req *http.Request, e *effects) {
	if r.options.Notify != nil {
		for _, t := range e.toasts {
			r.options.Notify(req.Context(), string(t.kind), t.text)
		}
	}
	to := web.Back(req)
	if e.location != "" {
		to = web.SafeNext(e.location)
	}
	web.Leave(w, req, to)
}

// effects is what an action asks for besides its new state.
type effects struct {
	toasts   []toast
	location string
}

type toast struct {
	kind web.ToastKind
	text string
}

type effectsKey struct{}

// Toast shows a short message, already translated, once the action is done.
func Toast(ctx context.Context, kind web.ToastKind, text string) {
	if e, ok := ctx.Value(effectsKey{}).(*effects); ok {
		e.toasts = append(e.toasts, toast{kind, text})
	}
}

// GoTo leaves for another page of this site once the action is done.
func GoTo(ctx context.Context, path string) {
	if e, ok := ctx.Value(effectsKey{}).(*effects); ok {
		e.location = web.SafeNext(path)
	}
}
