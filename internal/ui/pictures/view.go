// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package pictures

import (
	"aipress24.com/aipress24/internal/core/content"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// listID is the DOM id of the list of pictures.
const listID = "images"

// maxWords is the longest caption or credit, in characters.
const maxWords = 500

// filled is a form with what was typed and what is wrong with it.
type filled struct {
	Form   form.Form
	Values form.Values
	Err    error
}

// view is the pictures of a content and how to add one.
type view struct {
	Title      string // of the content
	Items      []ui.ImageItem
	Add        filled
	Full       bool    // no more pictures may be added
	Describe   *filled // the words of one picture, when asked for
	Thumb      string  // of that picture
	Back, Next ui.Stage
	Most       int
}

func newView(a Album) view {
	return view{
		Title: a.Title, Items: items(a), Full: len(a.Pictures) >= content.MaxPictures, Most: content.MaxPictures,
		Add: filled{Form: addForm(a.URL)}, Back: a.Back, Next: a.Next,
	}
}

// describe opens the words of one picture.
func (v *view) describe(a Album, pictureID int64) error {
	for _, p := range a.Pictures {
		if p.ID != pictureID {
			continue
		}
		f := describeForm(a.URL + "/" + ids.Encode(p.ID))
		f.CancelURL = a.URL
		v.Describe, v.Thumb = &filled{Form: f}, media.SizedURL(p.MediaName, "400")
		v.Describe.Values.Set("caption", p.Caption)
		v.Describe.Values.Set("copyright", p.Copyright)
		return nil
	}
	return errs.ErrNotFound
}

func items(a Album) []ui.ImageItem {
	list := make([]ui.ImageItem, len(a.Pictures))
	for i, p := range a.Pictures {
		url := a.URL + "/" + ids.Encode(p.ID)
		list[i] = ui.ImageItem{
			ID: ids.Encode(p.ID), Thumb: media.SizedURL(p.MediaName, "400"), Caption: p.Caption, Copyright: p.Copyright,
			EditURL: a.URL + "?edit=" + ids.Encode(p.ID) + "#describe", DeleteURL: url + "/delete",
		}
		if i > 0 {
			list[i].UpURL = url + "/move?direction=up"
		}
		if i < len(a.Pictures)-1 {
			list[i].DownURL = url + "/move?direction=down"
		}
	}
	return list
}

// describeFields are the words of a picture.
func describeFields() []form.Field {
	return []form.Field{
		{Name: "caption", Kind: form.Text, Label: "ui.pictures.caption", Hint: "ui.pictures.caption_hint", MaxLength: maxWords, Width: 3},
		{Name: "copyright", Kind: form.Text, Label: "ui.pictures.copyright", MaxLength: maxWords, Width: 3},
	}
}

// describeForm is the words of a picture.
func describeForm(action string) form.Form {
	return form.Form{
		ID: "describe-form", Action: action, FullRefresh: true,
		Groups: []form.Group{{Fields: describeFields()}},
	}
}

// addForm sends one more picture.
func addForm(action string) form.Form {
	picture := form.Field{
		Name: "image", Kind: form.Image, Label: "ui.pictures.image", Required: true,
		Accept: []string{"image/png", "image/jpeg", "image/webp"},
	}
	return form.Form{
		ID: "add-form", Action: action, Submit: "ui.pictures.add", FullRefresh: true,
		Groups: []form.Group{{Fields: append([]form.Field{picture}, describeFields()...)}},
	}
}
