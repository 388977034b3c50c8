// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package editor

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/revision"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
	"aipress24.com/aipress24/internal/ui/versions"
)

// Pages are the pages of a kind of content. S is the sheet that its service
// reads of one for them.
type Pages[S any] struct {
	Kind Kind

	// Sheet reads a content that the actor may edit; it is not found, or refused,
	// before anything else is looked at.
	Sheet func(ctx context.Context, by access.Actor, id int64) (*S, error)

	// Text is a content as the page of its form shows it, or with nil a new one.
	Text func(ctx context.Context, by access.Actor, sheet *S) (Text, error)

	// Shown is a content as its readers will see it.
	Shown func(ctx context.Context, by access.Actor, sheet *S) Shown

	// Save creates a content, without a sheet, or changes it, and does what the
	// button that was pressed says besides. It returns the message that tells.
	Save func(ctx context.Context, by access.Actor, sheet *S, typed Typed) (message string, err error)

	// Explain puts a refusal in words and at its field; nil leaves it as it is.
	Explain func(ctx context.Context, refusal error) error

	// Row is the title of a content and the answer that htmx takes its line in the
	// list from, with what else has changed on that page.
	Row func(ctx context.Context, by access.Actor, id int64) (title string, list templ.Component, err error)

	Keeper   *revision.Keeper
	Revised  string                             // kind of the contents among the versions
	Shell    func(title string) templ.Component // the frame of the pages of one content
	Sessions *web.Sessions
}

// Text is a content as the page of its form shows it.
type Text struct {
	ID     int64 // 0: not saved for the first time
	Title  string
	Form   form.Form
	Values form.Values // as they are saved, or as a new form begins

	Lead string // of a new one, under the title

	// What follows is of one that was saved.
	Heading    string // of the page: « Modifier l’article »
	State      string // where it stands, in words
	Tone       ui.Tone
	Notice     string          // when it appears by itself, or ""
	Further    []ui.ButtonData // that save and do more; their Value is the action
	About      string          // what these buttons do
	Back, Next ui.Stage
}

// Typed is what a member has sent from the form.
type Typed struct {
	Form   form.Form
	Values form.Values
	Action string // of the button that was pressed: a further one's Value
}

// Publish is the further button that saves a draft and publishes it.
const Publish = "publish"

// Versions are the pages of what was written before, and of what was not saved.
func (p *Pages[S]) Versions() *versions.Pages {
	return &versions.Pages{
		Keeper: p.Keeper, Kind: p.Revised, Prefix: p.Kind.Path, Subject: p.subject, Shell: p.Shell, Sessions: p.Sessions,
	}
}

// subject is a content as its versions show it.
func (p *Pages[S]) subject(ctx context.Context, by access.Actor, id int64) (versions.Subject, error) {
	var sheet *S
	if id != 0 {
		var err error
		if sheet, err = p.Sheet(ctx, by, id); err != nil {
			return versions.Subject{}, err
		}
	}
	text, err := p.Text(ctx, by, sheet)
	return p.subjectOf(text), err
}

func (p *Pages[S]) subjectOf(t Text) versions.Subject {
	s := versions.Subject{ID: t.ID, Title: t.Title, Form: t.Form, Values: t.Values, EditURL: p.Kind.NewURL()}
	if t.ID != 0 {
		s.EditURL = p.Kind.EditURL(t.ID)
	}
	return s
}

// Asked reads the content of the address.
func (p *Pages[S]) Asked(r *http.Request) (*S, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return nil, err
	}
	return p.Sheet(r.Context(), ui.Actor(r), id)
}

// Compose answers GET …/new.
func (p *Pages[S]) Compose(w http.ResponseWriter, r *http.Request) error { return p.open(w, r, nil) }

// Edit answers GET …/{id}/edit.
func (p *Pages[S]) Edit(w http.ResponseWriter, r *http.Request) error {
	sheet, err := p.Asked(r)
	if err != nil {
		return err
	}
	return p.open(w, r, sheet)
}

// open shows the form, with what was written before and what was not saved.
func (p *Pages[S]) open(w http.ResponseWriter, r *http.Request, sheet *S) error {
	text, err := p.Text(r.Context(), ui.Actor(r), sheet)
	if err != nil {
		return err
	}
	v := view{Text: text}
	if v.Values, v.Desk, err = p.Versions().Open(r, p.subjectOf(text)); err != nil {
		return err
	}
	return p.render(w, r, http.StatusOK, v)
}

// Create answers POST to the list with a new content.
func (p *Pages[S]) Create(w http.ResponseWriter, r *http.Request) error { return p.save(w, r, nil) }

// Update answers POST …/{id}: « Enregistrer », or a further button which saves
// too.
func (p *Pages[S]) Update(w http.ResponseWriter, r *http.Request) error {
	sheet, err := p.Asked(r) // a stranger's form is not even read
	if err != nil {
		return err
	}
	return p.save(w, r, sheet)
}

// The hidden field that says which version of a text was changed, and what is no
// version of any.
const (
	versionField = "version"
	noVersion    = -1
)

func (p *Pages[S]) save(w http.ResponseWriter, r *http.Request, sheet *S) error {
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if form.IsCancelled(r) {
		web.Redirect(w, r, p.Kind.Path)
		return nil
	}
	ctx, by := r.Context(), ui.Actor(r)
	text, err := p.Text(ctx, by, sheet)
	if err != nil {
		return err
	}
	values, err := text.Form.Decode(r)
	if err != nil {
		return err
	}
	if sheet != nil && values.Int(versionField) < 1 {
		values.SetInt(versionField, noVersion) // no form of ours: what was saved meanwhile is not overwritten
	}
	message := ""
	if err = text.Form.Validate(ctx, values); err == nil {
		message, err = p.Save(ctx, by, sheet, Typed{Form: text.Form, Values: values, Action: form.Action(r)})
	}
	if err == nil {
		p.toList(w, r, message)
		return nil
	}
	if err = p.explained(ctx, err); !errs.IsRefusal(err) {
		return err
	}
	if sheet != nil && errs.KindOf(err) == errs.Conflict {
		// Saved meanwhile: the member has been told, the next saving counts.
		values.SetInt(versionField, text.Values.Int(versionField))
	}
	return p.refused(w, r, text, values, err)
}

func (p *Pages[S]) explained(ctx context.Context, err error) error {
	if p.Explain == nil {
		return err
	}
	return p.Explain(ctx, err)
}

// refused shows the form again with what was typed and what is wrong with it.
func (p *Pages[S]) refused(w http.ResponseWriter, r *http.Request, text Text, typed form.Values, refusal error) error {
	v := view{Text: text, Err: refusal}
	v.Values = typed
	return p.render(w, r, ui.Status(refusal), v)
}

func (p *Pages[S]) render(w http.ResponseWriter, r *http.Request, status int, v view) error {
	shell := p.Shell(v.Title)
	if v.ID == 0 {
		return ui.RenderStatus(w, r, status, newPage(shell, v))
	}
	return ui.RenderStatus(w, r, status, editPage(shell, v))
}

// toList goes to the list, which shows the message.
func (p *Pages[S]) toList(w http.ResponseWriter, r *http.Request, message string) {
	p.Sessions.Flash(r.Context(), web.OK, message)
	web.Redirect(w, r, p.Kind.Path)
}
