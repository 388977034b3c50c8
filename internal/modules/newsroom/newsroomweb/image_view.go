// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package newsroomweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/newsroom"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// imagesID is the DOM id of the list of pictures.
const imagesID = "images"

// maxWords is the longest caption or credit, in characters.
const maxWords = 500

// imagesView is the pictures of an article and how to add one.
type imagesView struct {
	Title     string // of the article
	Items     []ui.ImageItem
	Add       formView
	Full      bool      // no more pictures may be added
	Describe  *formView // the words of one picture, when asked for
	Thumb     string    // of that picture
	Back      step
	Next      step
	MaxImages int
}

func newImagesView(ctx context.Context, sheet *newsroom.ArticleSheet) imagesView {
	id := sheet.Article.ID
	return imagesView{
		Title: sheet.Article.Title, Items: imageItems(sheet), Full: len(sheet.Images) >= newsroom.MaxImages,
		Add:       formView{Form: addForm(imagesURL(id))},
		Back:      step{i18n.T(ctx, "newsroom.step.back_edit"), editURL(id)},
		Next:      step{i18n.T(ctx, "newsroom.step.next_show"), articleURL(id)},
		MaxImages: newsroom.MaxImages,
	}
}

// describe opens the words of one picture of the article.
func (v *imagesView) describe(sheet *newsroom.ArticleSheet, imageID int64) error {
	for _, image := range sheet.Images {
		if image.ID != imageID {
			continue
		}
		f := describeForm(imageURL(sheet.Article.ID, imageID))
		f.CancelURL = imagesURL(sheet.Article.ID)
		v.Describe, v.Thumb = &formView{Form: f}, media.SizedURL(image.MediaName, "400")
		v.Describe.Values.Set("caption", image.Caption)
		v.Describe.Values.Set("copyright", image.Copyright)
		return nil
	}
	return errs.ErrNotFound
}

func imageItems(sheet *newsroom.ArticleSheet) []ui.ImageItem {
	list := make([]ui.ImageItem, len(sheet.Images))
	for i, image := range sheet.Images {
		url := imageURL(sheet.Article.ID, image.ID)
		list[i] = ui.ImageItem{
			ID: ids.Encode(image.ID), Thumb: media.SizedURL(image.MediaName, "400"),
			Caption: image.Caption, Copyright: image.Copyright,
			EditURL:   imagesURL(sheet.Article.ID) + "?edit=" + ids.Encode(image.ID) + "#describe",
			DeleteURL: url + "/delete",
		}
		if i > 0 {
			list[i].UpURL = url + "/move?direction=up"
		}
		if i < len(sheet.Images)-1 {
			list[i].DownURL = url + "/move?direction=down"
		}
	}
	return list
}

func imageURL(articleID, imageID int64) string {
	return imagesURL(articleID) + "/" + ids.Encode(imageID)
}

// describeFields are the words of a picture.
func describeFields() []form.Field {
	return []form.Field{
		{Name: "caption", Kind: form.Text, Label: "newsroom.field.caption", Hint: "newsroom.hint.caption", MaxLength: maxWords, Width: 3},
		{Name: "copyright", Kind: form.Text, Label: "newsroom.field.image_copyright", MaxLength: maxWords, Width: 3},
	}
}

// addForm sends one more picture.
func addForm(action string) form.Form {
	picture := form.Field{
		Name: "image", Kind: form.Image, Label: "newsroom.field.image", Required: true,
		Accept: []string{"image/png", "image/jpeg", "image/webp"},
	}
	return form.Form{
		ID: "add-form", Action: action, Submit: "newsroom.images.add", FullRefresh: true,
		Groups: []form.Group{{Fields: append([]form.Field{picture}, describeFields()...)}},
	}
}
