// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pictures

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/gallery"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// Album is the pictures of one content and what their page says of it.
type Album struct {
	Title      string          // of the content
	URL        string          // of the page of its pictures
	ListURL    string          // where cancelling leads
	Pictures   []gallery.Image // in order
	Back, Next ui.Stage
}

// Editor changes the pictures of a kind of content. Each method refuses an
// actor who may not, and does not find what is not there.
type Editor interface {
	AddImage(ctx context.Context, by access.Actor, contentID int64, in gallery.Addition) (*gallery.Image, error)
	DescribeImage(ctx context.Context, by access.Actor, contentID, imageID int64, caption, copyright string) error
	DeleteImage(ctx context.Context, by access.Actor, contentID, imageID int64) error
	MoveImage(ctx context.Context, by access.Actor, contentID, imageID int64, direction content.Move) error
}

// Pages are the pages of a kind of content.
type Pages struct {
	Editor Editor

	// Album reads the pictures of a content; it is not found, or not the
	// actor's, before anything else is looked at.
	Album func(ctx context.Context, by access.Actor, contentID int64) (Album, error)

	Shell    func(title string) templ.Component // the frame of the content's pages
	Sessions *web.Sessions
	Uploads  *web.Limiter // of pictures a member sends; nil counts nothing
}

// Routes are the addresses of the pictures of contents at prefix/{id}.
func (p *Pages) Routes(prefix string, guard access.Guard) ui.Routes {
	images := prefix + "/{id}/images"
	return ui.Routes{
		ui.Get(images, guard, p.list),
		ui.Post(images, guard, p.add).WithBody(web.MaxBody),
		ui.Post(images+"/{image}", guard, p.describe),
		ui.Post(images+"/{image}/delete", guard, p.delete),
		ui.Post(images+"/{image}/move", guard, p.move),
	}
}

// album reads the content of the address.
func (p *Pages) album(r *http.Request) (Album, int64, error) {
	id, err := web.PathID(r, "id")
	if err != nil {
		return Album{}, 0, err
	}
	album, err := p.Album(r.Context(), ui.Actor(r), id)
	return album, id, err
}

// list answers GET …/images; ?edit= opens the words of one.
func (p *Pages) list(w http.ResponseWriter, r *http.Request) error {
	album, _, err := p.album(r)
	if err != nil {
		return err
	}
	view := newView(album)
	if asked := r.URL.Query().Get("edit"); asked != "" {
		id, err := ids.Parse(asked)
		if err != nil {
			return web.ErrBadID
		}
		if err := view.describe(album, id); err != nil {
			return err
		}
	}
	return p.render(w, r, http.StatusOK, view)
}

// add answers POST …/images. A stranger's file is not even read.
func (p *Pages) add(w http.ResponseWriter, r *http.Request) error {
	album, id, err := p.album(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if form.IsCancelled(r) {
		web.Redirect(w, r, album.ListURL)
		return nil
	}
	values, err := describeForm("").Decode(r)
	if err != nil {
		return err
	}
	data, err := Sent(r)
	if err != nil {
		return err
	}
	if err = ui.Limit(w, r, p.Uploads); err == nil {
		err = describeForm("").Validate(r.Context(), values)
	}
	if err == nil {
		_, err = p.Editor.AddImage(r.Context(), ui.Actor(r), id, gallery.Addition{
			Data: data, Caption: values.Text("caption"), Copyright: values.Text("copyright"),
		})
	}
	switch {
	case err == nil:
		return p.done(w, r, album, "ui.pictures.added")
	case !errs.IsRefusal(err) && errs.KindOf(err) != errs.TooMany:
		return err
	}
	view := newView(album)
	view.Add.Values, view.Add.Err = values, err
	return p.render(w, r, ui.Status(err), view)
}

// describe answers POST …/images/{image} with the words of a picture.
func (p *Pages) describe(w http.ResponseWriter, r *http.Request) error {
	imageID, err := web.PathID(r, "image")
	if err != nil {
		return err
	}
	album, id, err := p.album(r)
	if err != nil {
		return err
	}
	f := describeForm("")
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), values); err == nil {
		err = p.Editor.DescribeImage(r.Context(), ui.Actor(r), id, imageID, values.Text("caption"), values.Text("copyright"))
	}
	switch {
	case err == nil:
		return p.done(w, r, album, "ui.pictures.described")
	case !errs.IsRefusal(err):
		return err
	}
	view := newView(album)
	if err := view.describe(album, imageID); err != nil {
		return err
	}
	view.Describe.Values, view.Describe.Err = values, err
	return p.render(w, r, ui.Status(err), view)
}

// done goes back to the pictures, which show the message.
func (p *Pages) done(w http.ResponseWriter, r *http.Request, album Album, message string) error {
	p.Sessions.Flash(r.Context(), web.OK, message)
	web.Redirect(w, r, album.URL+"#"+listID)
	return nil
}

// delete answers POST …/images/{image}/delete.
func (p *Pages) delete(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, func(contentID, imageID int64) error {
		return p.Editor.DeleteImage(r.Context(), ui.Actor(r), contentID, imageID)
	})
}

// move answers POST …/images/{image}/move.
func (p *Pages) move(w http.ResponseWriter, r *http.Request) error {
	return p.change(w, r, func(contentID, imageID int64) error {
		if err := web.ParseForm(r); err != nil {
			return err
		}
		switch direction := content.Move(r.Form.Get("direction")); direction {
		case content.MoveUp, content.MoveDown:
			return p.Editor.MoveImage(r.Context(), ui.Actor(r), contentID, imageID, direction)
		}
		return web.ErrMalformed
	})
}

// change changes one picture and shows the list as it has become.
func (p *Pages) change(w http.ResponseWriter, r *http.Request, change func(contentID, imageID int64) error) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	imageID, err := web.PathID(r, "image")
	if err != nil {
		return err
	}
	if err := change(id, imageID); err != nil {
		return err
	}
	album, err := p.Album(r.Context(), ui.Actor(r), id)
	if err != nil {
		return err
	}
	if !web.IsHTMX(r) {
		web.Redirect(w, r, album.URL+"#"+listID)
		return nil
	}
	return ui.Render(w, r, ui.ImageManager(listID, items(album)))
}

func (p *Pages) render(w http.ResponseWriter, r *http.Request, status int, v view) error {
	return ui.RenderStatus(w, r, status, page(p.Shell(v.Title), v))
}

// stages is the label of the bar above the page, or of the one below.
func stages(ctx context.Context, below bool) string {
	if below {
		return i18n.T(ctx, "ui.stages.below")
	}
	return i18n.T(ctx, "ui.stages.above")
}
