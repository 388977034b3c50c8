// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package gallery

import (
	"context"
	"net/http"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// Path is the address of the gallery.
const Path = "/dev/ui"

// Lists returns a vocabulary of the product: long lists are shown as they are.
type Lists func(vocabulary string) []form.Family

// Routes returns the gallery's pages for those whom guard lets in.
func Routes(guard access.Guard, lists Lists) ui.Routes {
	h := handler{lists: lists}
	return ui.Routes{
		ui.Get(Path, guard, h.show),
		ui.Get(Path+"/error", guard, func(http.ResponseWriter, *http.Request) error { return web.ErrOverloaded }),
		ui.Post(Path, guard, h.check).WithBody(8 << 20),
		ui.Post(Path+"/toast", guard, toast),
	}
}

type handler struct{ lists Lists }

func (h handler) show(w http.ResponseWriter, r *http.Request) error {
	return ui.Render(w, r, page(h.sampleForm(r.Context()), sampleValues(), nil))
}

// check answers with the form and its errors, as any page with a form does.
func (h handler) check(w http.ResponseWriter, r *http.Request) error {
	f := h.sampleForm(r.Context())
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err := f.Validate(r.Context(), v); err != nil {
		return ui.RenderStatus(w, r, http.StatusUnprocessableEntity, page(f, v, err))
	}
	web.Redirect(w, r, Path)
	return nil
}

func toast(w http.ResponseWriter, r *http.Request) error {
	ui.AddToast(w, toasts()[0])
	if web.IsHTMX(r) {
		w.WriteHeader(http.StatusNoContent)
		return nil
	}
	web.Redirect(w, r, Path)
	return nil
}

// published is when everything in the gallery happened.
var published = time.Date(2026, time.November, 21, 8, 30, 0, 0, time.UTC)

func sampleValues() form.Values {
	var v form.Values
	v.Set("title", "Fret maritime : les ports du Nord misent sur le rail")
	v.Set("body", "<h2>Un plan à 1,4 milliard</h2><p>Le <strong>port du Havre</strong> engage dès janvier les travaux.</p><blockquote><p>« Nous avons dix-huit mois. »</p></blockquote>")
	v.Set("genre", "Enquête")
	v.Set("sector_detail", "TRANSPORTS / Fret", "SANTÉ / Hôpital")
	v.Set("trade_detail", "ADMINISTRATION PUBLIQUE / Affaires maritimes")
	v.Set("media", "Strada Transports")
	v.SetTime("at", published)
	v.SetCents("price", 6950)
	v.Set("country", "FRA")
	v.Set("country_detail", "FRA / 75011 Paris")
	v.SetBool("terms", true)
	return v
}

// sampleForm has one field of each kind.
func (h handler) sampleForm(ctx context.Context) form.Form {
	sectors := []form.Family{
		{Label: "TRANSPORTS", Options: []form.Option{{Value: "TRANSPORTS / Fret", Label: "Fret"}, {Value: "TRANSPORTS / Rail", Label: "Rail"}}},
		{Label: "SANTÉ", Options: []form.Option{{Value: "SANTÉ / Hôpital", Label: "Hôpital"}, {Value: "SANTÉ / Recherche", Label: "Recherche"}}},
	}
	return form.Form{
		ID: "sample", Action: Path, CancelURL: Path, PublishFor: "Strada Transports", Guard: "gallery",
		Groups: []form.Group{
			{Title: "Texte", Fields: []form.Field{
				{Name: "title", Label: "Titre", Hint: "Une phrase, sans point final.", Required: true, MinLength: 10, MaxLength: 120},
				{Name: "standfirst", Kind: form.Textarea, Label: "Chapô", MaxLength: 300, Rows: 3},
				{Name: "body", Kind: form.RichText, Label: "Corps de l’article", Required: true},
			}},
			{Title: "Classement", Intro: "Pour que les lecteurs le trouvent.", Fields: []form.Field{
				{Name: "genre", Kind: form.Select, Label: "Genre", Width: 3, Families: form.Words("Enquête", "Analyse", "Reportage")},
				{Name: "at", Kind: form.DateTime, Label: "Publication", Width: 3},
				{Name: "day", Kind: form.Date, Label: "Bouclage", Width: 3},
				{Name: "price", Kind: form.Money, Label: "Prix", Width: 3, Min: 100, Max: 100_000},
				{Name: "tones", Kind: form.Multi, Label: "Formats", Families: form.Words("Papier", "Web", "Podcast", "Vidéo")},
				{Name: "sector", Kind: form.TwoLevel, Label: "Secteurs", Families: sectors},
				{Name: "trade", Kind: form.TwoLevel, Label: "Secteurs détaillés", Families: h.lists(longList), Source: form.VocabularyURL(ctx, longList)},
				{Name: "media", Kind: form.Combo, Label: "Employeurs", Multiple: true, Width: 3, Source: form.OrganisationsURL("@org_names_media")},
				{Name: "agency", Kind: form.Combo, Label: "Organisation", Width: 3, Source: form.OrganisationsURL("@org_names_other")},
				{Name: "outlet", Kind: form.Combo, Label: "Média", Width: 3, Families: form.Words("Strada Transports", "Les Échos Verts")},
				{Name: "seats", Kind: form.Number, Label: "Signes", Width: 3, Min: 1, Max: 50_000},
			}},
			{Title: "Personne", Fields: []form.Field{
				{Name: "email", Kind: form.Email, Label: "Adresse e-mail", Width: 3, Autocomplete: "email"},
				{Name: "tel", Kind: form.Phone, Label: "Téléphone", Width: 3, Autocomplete: "tel"},
				{Name: "site", Kind: form.URL, Label: "Site", Width: 3},
				{Name: "secret", Kind: form.NewPassword, Label: "Mot de passe", Width: 3, MinLength: 12},
				{Name: "country", Kind: form.Place, Label: "Lieu", Families: h.lists("pays"), Source: form.TownsURL},
				{Name: "photo", Kind: form.Image, Label: "Portrait", Ratio: "1/1", Width: 3},
				{Name: "cv", Kind: form.File, Label: "CV", Accept: []string{"application/pdf"}, Width: 3},
				{Name: "terms", Kind: form.Checkbox, Label: "J’accepte les conditions", Required: true},
			}},
		},
	}
}

// longList is the longest vocabulary of the product.
const longList = "secteur_detaille"

// pageData is the gallery's place in the shell.
func pageData(title string) ui.PageData {
	return ui.PageData{Title: title, Crumbs: []ui.Crumb{{Label: "Dev"}, {Label: title}}}
}
