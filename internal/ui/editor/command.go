// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package editor

import (
	"context"
	"errors"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// Deed is something a member does to a content. It returns the message that
// tells.
type Deed func(ctx context.Context, by access.Actor, id int64) (message string, err error)

// Telling is a method of a service as a deed told by one message.
func Telling[T any](act func(ctx context.Context, by access.Actor, id int64) (T, error), message string) Deed {
	return func(ctx context.Context, by access.Actor, id int64) (string, error) {
		_, err := act(ctx, by, id)
		return message, err
	}
}

// Do answers the POST of a command on the content of the address, and tells.
func (p *Pages[S]) Do(w http.ResponseWriter, r *http.Request, deed Deed) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	message, err := deed(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	return p.changed(w, r, id, message)
}

// DoOrMend is Do for a command, such as publishing, that asks for a complete
// content: a refusal leads to the form with the reason. The state has not
// changed (spec 04 §4.2, §5.1).
func (p *Pages[S]) DoOrMend(w http.ResponseWriter, r *http.Request, deed Deed) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	message, err := deed(r.Context(), ui.Actor(r), id)
	if err != nil {
		return p.mend(w, r, id, p.explained(r.Context(), err))
	}
	return p.changed(w, r, id, message)
}

func (p *Pages[S]) mend(w http.ResponseWriter, r *http.Request, id int64, err error) error {
	if !errs.IsRefusal(err) || errs.KindOf(err) == errs.Conflict && web.IsHTMX(r) {
		return err
	}
	sheet, readErr := p.Sheet(r.Context(), ui.Actor(r), id)
	if readErr != nil {
		return readErr
	}
	if web.IsHTMX(r) {
		// The row stays; the form comes with the reason.
		var refusal *errs.Error
		errors.As(err, &refusal)
		p.Sessions.Flash(r.Context(), web.Danger, refusal.Message, refusal.Args...)
		web.Redirect(w, r, p.Kind.EditURL(id))
		return nil
	}
	text, readErr := p.Text(r.Context(), ui.Actor(r), sheet)
	if readErr != nil {
		return readErr
	}
	return p.refused(w, r, text, text.Values, err)
}

// OnPublisher puts the want of a mandate beside the field of the publisher,
// which is what is to be changed.
func OnPublisher(err error) error {
	if !errors.Is(err, mandate.ErrMayNotPublish) {
		return err
	}
	return &errs.Error{Kind: errs.Invalid, Message: mandate.ErrMayNotPublish.Message, Field: "publisher", Err: err}
}

// Duplicate answers POST …/{id}/duplicate: the copy is opened in its form.
func (p *Pages[S]) Duplicate(
	w http.ResponseWriter, r *http.Request, message string,
	duplicate func(ctx context.Context, by access.Actor, sheet *S) (id int64, err error),
) error {
	sheet, err := p.Asked(r)
	if err != nil {
		return err
	}
	id, err := duplicate(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	p.Sessions.Flash(r.Context(), web.OK, message)
	web.Redirect(w, r, p.Kind.EditURL(id))
	return nil
}

// Delete answers POST …/{id}/delete.
func (p *Pages[S]) Delete(
	w http.ResponseWriter, r *http.Request, message string, act func(ctx context.Context, by access.Actor, id int64) error,
) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := act(r.Context(), ui.Actor(r), id); err != nil {
		return err
	}
	p.toList(w, r, message)
	return nil
}

// changed tells that the state of a content has changed: htmx, from the list,
// gets the new row; a plain form goes to the list.
func (p *Pages[S]) changed(w http.ResponseWriter, r *http.Request, id int64, message string) error {
	if !web.IsHTMX(r) {
		p.toList(w, r, message)
		return nil
	}
	title, list, err := p.Row(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	ui.AddToast(w, ui.Toast{Kind: ui.ToneOK, Text: i18n.T(r.Context(), message), Detail: title})
	target := "#" + p.Kind.RowID(id)
	w.Header().Set("HX-Retarget", target)
	w.Header().Set("HX-Reselect", target)
	w.Header().Set("HX-Reswap", "outerHTML")
	return ui.Render(w, r, list)
}
