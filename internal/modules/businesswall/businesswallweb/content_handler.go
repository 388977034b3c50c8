// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

func (h *handler) families(ctx context.Context, vocabulary string) ([]form.Family, error) {
	entries, err := h.words.Entries(ctx, vocabulary)
	if err != nil {
		return nil, err
	}
	return form.VocabularyFamilies(ctx, entries), nil
}

// vocabularies are the lists behind the fields of the sheet, by field name.
var vocabularies = map[string]string{
	"organisation_types": "type_organisation_detail", "company_types": "type_entreprises_medias", "press_types": "media_type",
	"agency_types": "type_agence_rp", "periodicity": "periodicite", "sector_categories": "secteur_detaille", "size": "taille_organisation",
	"politics_interests": "interet_politique", "economy_interests": "interet_orga", "association_interests": "interet_asso", "country": "pays",
}

func contentGroups(wall *businesswall.Wall) []form.Group {
	pictures := []string{"image/png", "image/jpeg"}
	text := func(name string, width int) form.Field {
		return form.Field{Name: name, Kind: form.Text, Label: "businesswall.field." + name, Width: width, MaxLength: 300}
	}
	of := func(name string, kind form.Kind, width int) form.Field {
		return form.Field{Name: name, Kind: kind, Label: "businesswall.field." + name, Width: width}
	}
	note := func(name string) form.Field {
		return form.Field{Name: name, Kind: form.Textarea, Label: "businesswall.field." + name, Rows: 3, MaxLength: 500}
	}
	required := func(f form.Field) form.Field { f.Required = true; return f }
	town := of("country", form.Place, 6)
	town.Source, town.Chosen = form.TownsURL, form.Town(wall.Town)
	return []form.Group{
		{Title: "businesswall.group.graphics", Fields: []form.Field{
			{Name: "logo", Kind: form.Image, Label: "businesswall.field.logo", Hint: "businesswall.hint.logo", Ratio: "1/1", Accept: pictures, Current: media.URL(wall.Logo)},
			text("logo_copyright", 6),
			{Name: "cover", Kind: form.Image, Label: "businesswall.field.cover", Hint: "businesswall.hint.cover", Ratio: "4/1", MaxPixels: media.BannerWidth, Accept: pictures, Current: media.URL(wall.Cover)},
			text("cover_copyright", 6),
		}},
		{Title: "businesswall.group.identity", Fields: []form.Field{
			required(text("name", 3)), text("baseline", 3),
			{Name: "description", Kind: form.Textarea, Label: "businesswall.field.description", Rows: 5, MaxLength: 5000},
			of("organisation_types", form.TwoLevel, 6), text("group_name", 3),
			required(of("siren", form.Text, 3)), text("vat_number", 3), note("approval"),
			text("official_name", 3), text("institution_name", 3),
			of("company_types", form.Multi, 6), of("agency_types", form.Multi, 6),
			{Name: "clients", Kind: form.Textarea, Label: "businesswall.field.clients", Rows: 3, MaxLength: 5000},
			of("press_types", form.Multi, 6), note("editorial_line"), note("audience"), of("periodicity", form.Select, 3),
			of("sector_categories", form.TwoLevel, 6), of("size", form.Select, 3),
		}},
		{Title: "businesswall.group.interests", Fields: []form.Field{
			of("politics_interests", form.TwoLevel, 6), of("economy_interests", form.TwoLevel, 6), of("association_interests", form.TwoLevel, 6),
		}},
		{Title: "businesswall.group.contact", Fields: []form.Field{
			of("phone", form.Phone, 3), of("site_url", form.URL, 3), text("postal_address", 6), town, text("geolocation", 6),
		}},
		{Title: "businesswall.group.payer", Fields: payerFields("businesswall.payer_is_owner")},
	}
}

// contentForm is the sheet of a wall: the fields of its type (spec 07 §7.4).
func (h *handler) contentForm(ctx context.Context, wall *businesswall.Wall) (form.Form, error) {
	kind := wall.Kind()
	f := form.Form{ID: "content", Action: contentPath, CancelURL: dashboardPath, Submit: "businesswall.save_continue", Groups: contentGroups(wall), FullRefresh: true}
	for g := range f.Groups {
		var kept []form.Field
		for _, field := range f.Groups[g].Fields {
			if !kind.Shows(field.Name) {
				continue
			}
			if list, listed := vocabularies[field.Name]; listed {
				var err error
				if field.Families, err = h.families(ctx, list); err != nil {
					return form.Form{}, err
				}
				if field.Kind == form.TwoLevel {
					field.Source = form.VocabularyURL(ctx, list)
				}
			}
			kept = append(kept, field)
		}
		f.Groups[g].Fields = kept
	}
	return f, nil
}

// content answers GET /BW/configure-content.
func (h *handler) content(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	return h.showContent(w, r, wall, valuesOf(wall.Content()), nil)
}

func (h *handler) showContent(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall, v form.Values, problem error) error {
	ctx := r.Context()
	f, err := h.contentForm(ctx, wall)
	if err != nil {
		return err
	}
	details, err := h.checkout.Details(ctx, wall.OrganisationID)
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, ui.Status(problem), contentPage(wall.Kind().Name, detailItems(ctx, details), formView{f, v, problem}))
}

func valuesOf(c businesswall.Content) form.Values {
	var v form.Values
	for name, value := range map[string]string{
		"name": c.Name, "baseline": c.Baseline, "description": c.Description, "logo_copyright": c.LogoCopyright, "cover_copyright": c.CoverCopyright,
		"group_name": c.GroupName, "siren": c.SIREN, "vat_number": c.VATNumber, "approval": c.Approval, "official_name": c.OfficialName,
		"institution_name": c.InstitutionName, "clients": c.Clients, "editorial_line": c.EditorialLine, "audience": c.Audience,
		"periodicity": c.Periodicity, "size": c.Size, "phone": c.Phone, "postal_address": c.PostalAddress, "country": c.Country,
		"country_detail": c.Town, "geolocation": c.Geolocation, "site_url": c.SiteURL,
		"payer_first_name": c.PayerFirstName, "payer_last_name": c.PayerLastName, "payer_service": c.PayerService,
		"payer_email": c.PayerEmail, "payer_phone": c.PayerPhone, "payer_address": c.PayerAddress,
	} {
		v.Set(name, value)
	}
	if c.SIRET != "" {
		v.Set("siren", c.SIRET)
	}
	if c.Country == "" {
		v.Set("country", "FRA")
	}
	for name, list := range map[string][]string{
		"organisation_types": c.OrganisationTypes, "organisation_types_detail": c.OrganisationTypeDetails, "company_types": c.CompanyTypes,
		"press_types": c.PressTypes, "agency_types": c.AgencyTypes, "sector_categories": c.SectorCategories, "sector_categories_detail": c.Sectors,
		"politics_interests": c.PoliticsInterests, "politics_interests_detail": c.PoliticsInterestDetails,
		"economy_interests": c.EconomyInterests, "economy_interests_detail": c.EconomyInterestDetails,
		"association_interests": c.AssociationInterests, "association_interests_detail": c.AssociationInterestDetails,
	} {
		v.Set(name, list...)
	}
	v.SetBool("payer_is_owner", c.PayerIsOwner)
	return v
}

func contentOf(v form.Values) businesswall.ContentInput {
	in := businesswall.ContentInput{Content: businesswall.Content{
		Name: v.Text("name"), Baseline: v.Text("baseline"), Description: v.Text("description"), LogoCopyright: v.Text("logo_copyright"), CoverCopyright: v.Text("cover_copyright"),
		OrganisationTypes: v.List("organisation_types"), OrganisationTypeDetails: v.List("organisation_types_detail"), GroupName: v.Text("group_name"),
		SIREN: v.Text("siren"), VATNumber: v.Text("vat_number"), Approval: v.Text("approval"), OfficialName: v.Text("official_name"), InstitutionName: v.Text("institution_name"),
		CompanyTypes: v.List("company_types"), PressTypes: v.List("press_types"), AgencyTypes: v.List("agency_types"), Clients: v.Text("clients"),
		EditorialLine: v.Text("editorial_line"), Audience: v.Text("audience"), Periodicity: v.Text("periodicity"),
		SectorCategories: v.List("sector_categories"), Sectors: v.List("sector_categories_detail"), Size: v.Text("size"),
		PoliticsInterests: v.List("politics_interests"), PoliticsInterestDetails: v.List("politics_interests_detail"),
		EconomyInterests: v.List("economy_interests"), EconomyInterestDetails: v.List("economy_interests_detail"),
		AssociationInterests: v.List("association_interests"), AssociationInterestDetails: v.List("association_interests_detail"),
		Phone: v.Text("phone"), PostalAddress: v.Text("postal_address"), Country: v.Text("country"), Town: v.Text("country_detail"), Geolocation: v.Text("geolocation"), SiteURL: v.Text("site_url"),
		PayerIsOwner: v.Bool("payer_is_owner"), PayerFirstName: v.Text("payer_first_name"), PayerLastName: v.Text("payer_last_name"), PayerService: v.Text("payer_service"),
		PayerEmail: v.Text("payer_email"), PayerPhone: v.Text("payer_phone"), PayerAddress: v.Text("payer_address"),
	}, RemoveLogo: v.Removed("logo"), RemoveCover: v.Removed("cover")}
	if file, sent := v.File("logo"); sent {
		in.Logo = file.Data
	}
	if file, sent := v.File("cover"); sent {
		in.Cover = file.Data
	}
	return in
}

// saveContent answers POST /BW/configure-content: all of it or nothing.
func (h *handler) saveContent(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	f, err := h.contentForm(r.Context(), wall)
	if err != nil {
		return err
	}
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	in := contentOf(v)
	if err = f.Validate(r.Context(), v); err == nil {
		err = h.walls.Walls.SaveContent(r.Context(), ui.Actor(r), wall.ID, in)
	}
	switch {
	case isFormRefusal(err):
		return h.showContent(w, r, wall, v, err)
	case err != nil:
		return h.told(w, r, err, contentPath)
	}
	if in.Logo != nil {
		h.flash(r.Context(), web.OK, "businesswall.flash.logo")
	}
	if in.Cover != nil {
		h.flash(r.Context(), web.OK, "businesswall.flash.cover")
	}
	return h.done(w, r, "businesswall.flash.saved", galleryPath)
}

// galleryView is the pictures of a wall.
type galleryView struct {
	Items []ui.ImageItem
	Max   int
	Add   formView
}

const imagesID = "images"

func addImageForm() form.Form {
	return form.Form{
		ID: "add-image", Action: galleryPath, Submit: "businesswall.gallery.add", FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "image", Kind: form.Image, Label: "businesswall.field.image", Required: true, Accept: []string{"image/png", "image/jpeg"}},
			{Name: "caption", Kind: form.Text, Label: "businesswall.field.caption", Width: 3, MaxLength: 300},
			{Name: "copyright", Kind: form.Text, Label: "businesswall.field.copyright", Width: 3, MaxLength: 300},
		}}},
	}
}

// gallery answers GET /BW/configure-gallery (spec 07 §7.5).
func (h *handler) gallery(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	return h.showGallery(w, r, wall, formView{Form: addImageForm()})
}

func (h *handler) showGallery(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall, add formView) error {
	items, err := h.imageItems(r, wall)
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, ui.Status(add.Err), galleryPage(galleryView{items, businesswall.MaxImages, add}))
}

func (h *handler) imageItems(r *http.Request, wall *businesswall.Wall) ([]ui.ImageItem, error) {
	images, err := h.walls.Gallery.Images(r.Context(), ui.Actor(r), wall.ID)
	if err != nil {
		return nil, err
	}
	items := make([]ui.ImageItem, len(images))
	for i, image := range images {
		id := ids.Encode(image.ID)
		items[i] = ui.ImageItem{ID: id, Thumb: media.SizedURL(image.MediaName, "400"), Caption: image.Caption, Copyright: image.Copyright, DeleteURL: deleteImagePath + id}
		if i > 0 {
			items[i].UpURL = moveImagePath + id + "?direction=up"
		}
		if i < len(images)-1 {
			items[i].DownURL = moveImagePath + id + "?direction=down"
		}
	}
	return items, nil
}

// addImage answers POST /BW/configure-gallery.
func (h *handler) addImage(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	f := addImageForm()
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), v); err == nil {
		file, _ := v.File("image") // required: there is one
		err = h.walls.Gallery.Add(r.Context(), ui.Actor(r), wall.ID, file.Data, v.Text("caption"), v.Text("copyright"))
	}
	switch {
	case err == nil:
		return h.done(w, r, "businesswall.flash.image_added", galleryPath)
	case !isFormRefusal(err):
		return h.told(w, r, err, galleryPath)
	}
	return h.showGallery(w, r, wall, formView{f, v, err})
}

// deleteImage answers POST /BW/delete-gallery-image/{id}.
func (h *handler) deleteImage(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	return h.changeImage(w, r, wall, func(id int64) error {
		return h.walls.Gallery.Delete(r.Context(), ui.Actor(r), wall.ID, id)
	})
}

// moveImage answers POST /BW/move-gallery-image/{id}.
func (h *handler) moveImage(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	return h.changeImage(w, r, wall, func(id int64) error {
		return h.walls.Gallery.Move(r.Context(), ui.Actor(r), wall.ID, id, businesswall.Direction(r.FormValue("direction")))
	})
}

// changeImage changes one picture and shows the list as it has become.
func (h *handler) changeImage(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall, change func(id int64) error) error {
	id, err := web.PathID(r, "id")
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if err := change(id); err != nil {
		return h.told(w, r, err, galleryPath)
	}
	if !web.IsHTMX(r) {
		web.Redirect(w, r, galleryPath+"#"+imagesID)
		return nil
	}
	items, err := h.imageItems(r, wall)
	if err != nil {
		return err
	}
	return ui.Render(w, r, ui.ImageManager(imagesID, items))
}
