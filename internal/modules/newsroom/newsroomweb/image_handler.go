// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"encoding/base64"
	"errors"
	"net/http"
	"strings"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// images answers GET /wip/articles/{id}/images; ?edit= opens the words of one.
func (h *handler) images(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r)
	if err != nil {
		return err
	}
	view := newImagesView(r.Context(), sheet)
	if asked := r.URL.Query().Get("edit"); asked != "" {
		id, err := ids.Parse(asked)
		if err != nil {
			return web.ErrBadID
		}
		if err := view.describe(sheet, id); err != nil {
			return err
		}
	}
	return ui.Render(w, r, imagesPage(view))
}

// addImage answers POST /wip/articles/{id}/images.
func (h *handler) addImage(w http.ResponseWriter, r *http.Request) error {
	sheet, err := h.sheet(r) // a stranger's file is not even read
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if isCancelled(r) {
		web.Redirect(w, r, articlesPath)
		return nil
	}
	values, err := describeForm("").Decode(r)
	if err != nil {
		return err
	}
	data, err := pictureIn(r)
	if err != nil {
		return err
	}
	if err = ui.Limit(w, r, h.uploads); err == nil {
		err = describeForm("").Validate(r.Context(), values)
	}
	if err == nil {
		_, err = h.articles.AddImage(r.Context(), ui.Actor(r), sheet.Article.ID, newsroom.ImageInput{
			Data: data, Caption: values.Text("caption"), Copyright: values.Text("copyright"),
		})
	}
	switch {
	case err == nil:
		h.sessions.Flash(r.Context(), web.OK, "newsroom.flash.image_added")
		web.Redirect(w, r, imagesURL(sheet.Article.ID)+"#images")
		return nil
	case !isRefusal(err) && errs.KindOf(err) != errs.TooMany:
		return err
	}
	view := newImagesView(r.Context(), sheet)
	view.Add.Values, view.Add.Err = values, err
	return ui.RenderStatus(w, r, ui.Status(err), imagesPage(view))
}

// pictureIn returns the bytes of the picture that was sent: the cropped one
// when there is one that can be read, else the file (spec 04 §5.7). Nothing at
// all is for the rules to refuse, as is a picture too large.
func pictureIn(r *http.Request) ([]byte, error) {
	if data, ok := croppedPicture(r.PostFormValue("image_cropped")); ok {
		return data, nil
	}
	file, err := web.ReadFile(r, "image", web.MaxBody)
	if errors.Is(err, web.ErrNoFile) {
		return nil, nil
	}
	return file.Data, err
}

// croppedPicture decodes the "data:image/…;base64,…" of the crop dialogue.
func croppedPicture(posted string) ([]byte, bool) {
	head, body, found := strings.Cut(posted, ",")
	if !found || !strings.HasPrefix(head, "data:image/") || !strings.HasSuffix(head, ";base64") {
		return nil, false
	}
	data, err := base64.StdEncoding.DecodeString(body)
	return data, err == nil && len(data) > 0
}

// describeImage answers POST /wip/articles/{id}/images/{image}.
func (h *handler) describeImage(w http.ResponseWriter, r *http.Request) error {
	sheet, imageID, err := h.imageOf(r)
	if err != nil {
		return err
	}
	f := describeForm("")
	values, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), values); err == nil {
		err = h.articles.DescribeImage(r.Context(), ui.Actor(r), sheet.Article.ID, imageID, values.Text("caption"), values.Text("copyright"))
	}
	switch {
	case err == nil:
		h.sessions.Flash(r.Context(), web.OK, "newsroom.flash.saved")
		web.Redirect(w, r, imagesURL(sheet.Article.ID)+"#images")
		return nil
	case !isRefusal(err):
		return err
	}
	view := newImagesView(r.Context(), sheet)
	if err := view.describe(sheet, imageID); err != nil {
		return err
	}
	view.Describe.Values, view.Describe.Err = values, err
	return ui.RenderStatus(w, r, ui.Status(err), imagesPage(view))
}

// deleteImage answers POST /wip/articles/{id}/images/{image}/delete.
func (h *handler) deleteImage(w http.ResponseWriter, r *http.Request) error {
	return h.changeImage(w, r, func(articleID, imageID int64) error {
		return h.articles.DeleteImage(r.Context(), ui.Actor(r), articleID, imageID)
	})
}

// moveImage answers POST /wip/articles/{id}/images/{image}/move.
func (h *handler) moveImage(w http.ResponseWriter, r *http.Request) error {
	return h.changeImage(w, r, func(articleID, imageID int64) error {
		if err := web.ParseForm(r); err != nil {
			return err
		}
		switch direction := newsroom.Move(r.Form.Get("direction")); direction {
		case newsroom.MoveUp, newsroom.MoveDown:
			return h.articles.MoveImage(r.Context(), ui.Actor(r), articleID, imageID, direction)
		}
		return web.ErrMalformed
	})
}

// imageOf reads the article and the picture's identifier of the address.
func (h *handler) imageOf(r *http.Request) (*newsroom.ArticleSheet, int64, error) {
	imageID, err := web.PathID(r, "image")
	if err != nil {
		return nil, 0, err
	}
	sheet, err := h.sheet(r)
	return sheet, imageID, err
}

// changeImage changes one picture and shows the list as it has become.
func (h *handler) changeImage(w http.ResponseWriter, r *http.Request, change func(articleID, imageID int64) error) error {
	articleID, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	imageID, err := web.PathID(r, "image")
	if err != nil {
		return err
	}
	if err := change(articleID, imageID); err != nil {
		return err
	}
	if !web.IsHTMX(r) {
		web.Redirect(w, r, imagesURL(articleID)+"#images")
		return nil
	}
	sheet, err := h.articles.Sheet(r.Context(), ui.Actor(r), articleID)
	if err != nil {
		return err
	}
	return ui.Render(w, r, ui.ImageManager(imagesID, imageItems(sheet)))
}

// describeForm is the words of a picture.
func describeForm(action string) form.Form {
	return form.Form{
		ID: "describe-form", Action: action, FullRefresh: true,
		Groups: []form.Group{{Fields: describeFields()}},
	}
}
