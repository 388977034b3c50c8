// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"net/url"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/place"
)

// The longest texts of a sheet, in characters (spec 07 §4.1, §14.11).
const (
	maxLine  = 300
	maxNote  = 500 // editorial line, audience
	maxText  = 5000
	maxItems = 200 // of a list
)

// ContentInput is a sheet to save, with new pictures.
type ContentInput struct {
	Content

	Logo        []byte // a new logo, PNG or JPEG; nil keeps the old one
	Cover       []byte // a new banner
	RemoveLogo  bool
	RemoveCover bool
}

// SaveContent checks all of a sheet, then saves all of it or nothing (spec 07
// §7.4, §14.11). What the type's form does not show stays. The name reaches the
// organisation and the search. What is wrong comes back as errs.Fields, by
// column.
func (s *Walls) SaveContent(ctx context.Context, by access.Actor, wallID int64, in ContentInput) error {
	held, err := s.managed(ctx, by, wallID)
	if err != nil {
		return err
	}
	c := in.Content
	c.tidy()
	c.keepHidden(held.Kind(), held.Content())
	if err := s.checkContent(ctx, c, held.Content(), in); err != nil {
		return err
	}
	logo, cover, err := s.storePictures(ctx, by, in)
	if err != nil {
		return err
	}
	return s.change(ctx, by, wallID, "save the content", func(ctx context.Context, tx bun.Tx, w *Wall) error {
		w.Fill(c)
		w.Logo = chosen(w.Logo, logo, in.RemoveLogo)
		w.Cover = chosen(w.Cover, cover, in.RemoveCover)
		if c.PayerIsOwner {
			w.PayerID = w.OwnerID
		}
		w.ModifiedAt = s.Now().UTC()
		if err := saveWall(ctx, tx, w, append(contentColumns(), "payer_id")...); err != nil {
			return err
		}
		return s.shown(ctx, tx, by, w, ActionContentSaved)
	})
}

// chosen is a picture after saving: the new one, none, or the old one.
func chosen(held, sent string, remove bool) string {
	switch {
	case sent != "":
		return sent
	case remove:
		return ""
	}
	return held
}

func (s *Walls) storePictures(ctx context.Context, by access.Actor, in ContentInput) (logo, cover string, err error) {
	if len(in.Logo) > 0 {
		file, err := s.Media.Store(ctx, by.UserID, in.Logo)
		if err != nil {
			return "", "", err
		}
		logo = file.Name
	}
	if len(in.Cover) > 0 {
		file, err := s.Media.StoreBanner(ctx, by.UserID, in.Cover)
		if err != nil {
			return "", "", err
		}
		cover = file.Name
	}
	return logo, cover, nil
}

// tidy trims texts, drops blank items, and blanks what follows from a choice.
func (c *Content) tidy() {
	v := reflect.ValueOf(c).Elem()
	for i := range v.NumField() {
		switch f := v.Field(i); f.Kind() { // a sheet has texts, lists and a flag
		case reflect.String:
			f.SetString(strings.TrimSpace(strings.ReplaceAll(f.String(), "\r\n", "\n")))
		case reflect.Slice:
			var list []string
			for j := range f.Len() {
				if item := strings.TrimSpace(f.Index(j).String()); item != "" && !slices.Contains(list, item) {
					list = append(list, item)
				}
			}
			f.Set(reflect.ValueOf(list))
		}
	}
	c.SIREN, c.SIRET = Identify(c.SIREN, c.SIRET)
	c.VATNumber = strings.ToUpper(compact(c.VATNumber))
	c.PayerEmail = member.NormaliseEmail(c.PayerEmail)
	if c.PayerIsOwner {
		c.PayerFirstName, c.PayerLastName, c.PayerService, c.PayerEmail, c.PayerPhone, c.PayerAddress = "", "", "", "", "", ""
	}
	if c.SiteURL != "" && !strings.Contains(c.SiteURL, "://") {
		c.SiteURL = "https://" + c.SiteURL
	}
}

// compact drops blanks and the points that people group digits with.
func compact(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '.' || r == '-' {
			return -1
		}
		return r
	}, text)
}

// Identify takes the two French numbers as people type them: a SIRET in the
// place of a SIREN is understood, and a SIREN is the beginning of its SIRET
// (spec 07 §14.10).
func Identify(siren, siret string) (cleanSIREN, cleanSIRET string) {
	siren, siret = compact(siren), compact(siret)
	if len(siren) == 14 {
		siret = siren
	}
	if len(siret) == 14 {
		siren = siret[:9]
	}
	return siren, siret
}

// IsSIREN reports whether a compact number of 9 digits has its check digit.
func IsSIREN(number string) bool { return len(number) == 9 && luhn(number) }

// laPoste is the SIREN whose SIRET follow another rule than Luhn's.
const laPoste = "356000000"

// IsSIRET reports whether a compact number of 14 digits has its check digit.
func IsSIRET(number string) bool {
	if len(number) != 14 {
		return false
	}
	if strings.HasPrefix(number, laPoste) {
		sum := 0
		for _, r := range number {
			sum += int(r - '0')
		}
		return luhn(number) || sum%5 == 0
	}
	return luhn(number) && IsSIREN(number[:9])
}

// luhn reports whether digits end with the check digit of the rest.
func luhn(digits string) bool {
	sum := 0
	for i := range len(digits) {
		d := int(digits[len(digits)-1-i]) - '0'
		if d < 0 || d > 9 {
			return false
		}
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

// locate derives the parts of a wall's town (spec 07 §5.9). The department is
// the first two characters of a French postcode, as the directory filters on.
func (w *Wall) locate() {
	t := place.Parse(w.Town)
	w.Postcode, w.City, w.Department = t.Postcode, t.Name, ""
	if t.Country == "FRA" && len(t.Postcode) >= 2 {
		w.Department = t.Postcode[:2]
	}
}

// Address is the postal address in one line (spec 07 §5.9), the country in the
// words given.
func (w *Wall) Address(country string) string {
	var parts []string
	for _, part := range []string{w.PostalAddress, w.Postcode, w.City, country} {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

func wrong(field, message string) *errs.Error {
	return &errs.Error{Kind: errs.Invalid, Message: message, Field: field}
}

// checkContent reports everything that is wrong with a sheet.
func (s *Walls) checkContent(ctx context.Context, c, held Content, in ContentInput) error {
	found := c.checkTexts()
	for field, data := range map[string][]byte{"logo": in.Logo, "cover": in.Cover} {
		if len(data) == 0 {
			continue
		}
		if err := checkImage(data); err != nil {
			found = append(found, wrong(field, imageMessage(err)))
		}
	}
	offered, err := s.checkLists(ctx, c, held)
	if err != nil {
		return err
	}
	return append(found, offered...).OrNil()
}

func imageMessage(err error) string {
	if errs.KindOf(err) == errs.TooLarge {
		return errImageSize.Message
	}
	return errImageType.Message
}

// vatNumber is the shape of the numbers of the European Union and of Northern
// Ireland: the country, then two to twelve digits and letters; French ones end
// in the SIREN.
var vatNumber = regexp.MustCompile(`^(FR[0-9A-Z]{2}[0-9]{9}|(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)[0-9A-Z+*]{2,12})$`)

// IsVATNumber reports whether a number, in capitals and without blanks, has the
// shape of a European VAT number; whether it is in use only the states know.
func IsVATNumber(number string) bool { return vatNumber.MatchString(number) }

// checkTexts reports what is wrong with the texts of a sheet.
func (c *Content) checkTexts() errs.Fields {
	var found errs.Fields
	add := func(bad bool, field, message string) {
		if bad {
			found = append(found, wrong(field, message))
		}
	}
	add(c.Name == "", "name", "wall.error.name_missing")
	add(utf8.RuneCountInString(c.Name) > maxNameRunes, "name", "wall.error.name_long")
	add(c.SIREN == "", "siren", "wall.error.siren_missing")
	add(c.SIREN != "" && !IsSIREN(c.SIREN), "siren", "wall.error.siren_wrong")
	add(c.SIRET != "" && !IsSIRET(c.SIRET), "siret", "wall.error.siret_wrong")
	add(c.VATNumber != "" && !IsVATNumber(c.VATNumber), "vat_number", "wall.error.vat_wrong")
	add(c.SiteURL != "" && !isSite(c.SiteURL), "site_url", "wall.error.site_wrong")
	add(c.PayerEmail != "" && !member.IsEmail(c.PayerEmail), "payer_email", "wall.error.email_wrong")
	limits := map[string]struct {
		text string
		most int
	}{
		"baseline": {c.Baseline, maxLine}, "description": {c.Description, maxText}, "logo_copyright": {c.LogoCopyright, maxLine},
		"cover_copyright": {c.CoverCopyright, maxLine}, "group_name": {c.GroupName, maxLine}, "vat_number": {c.VATNumber, 20},
		"approval": {c.Approval, maxNote}, "official_name": {c.OfficialName, maxLine}, "institution_name": {c.InstitutionName, maxLine},
		"clients": {c.Clients, maxText}, "editorial_line": {c.EditorialLine, maxNote}, "audience": {c.Audience, maxNote},
		"phone": {c.Phone, 40}, "postal_address": {c.PostalAddress, maxNote}, "geolocation": {c.Geolocation, maxLine}, "site_url": {c.SiteURL, maxNote},
		"payer_first_name": {c.PayerFirstName, member.MaxName}, "payer_last_name": {c.PayerLastName, member.MaxName}, "payer_service": {c.PayerService, maxLine},
		"payer_phone": {c.PayerPhone, 40}, "payer_address": {c.PayerAddress, maxNote}, "town": {c.Town, maxLine},
	}
	for field, l := range limits {
		add(utf8.RuneCountInString(l.text) > l.most || !utf8.ValidString(l.text), field, "wall.error.text_long")
	}
	slices.SortFunc(found, func(a, b *errs.Error) int { return strings.Compare(a.Field, b.Field) })
	return found
}

func isSite(address string) bool {
	u, err := url.Parse(address)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.User == nil
}

// checkLists reports values that their vocabularies do not offer and that the
// sheet did not hold before.
func (s *Walls) checkLists(ctx context.Context, c, held Content) (errs.Fields, error) {
	lists := []struct {
		field, vocabulary string
		values, before    []string
		categories        bool
	}{
		{"organisation_types", "type_organisation_detail", c.OrganisationTypes, held.OrganisationTypes, true},
		{"organisation_type_details", "type_organisation_detail", c.OrganisationTypeDetails, held.OrganisationTypeDetails, false},
		{"company_types", "type_entreprises_medias", c.CompanyTypes, held.CompanyTypes, false},
		{"press_types", "media_type", c.PressTypes, held.PressTypes, false},
		{"agency_types", "type_agence_rp", c.AgencyTypes, held.AgencyTypes, false},
		{"periodicity", "periodicite", one(c.Periodicity), one(held.Periodicity), false},
		{"sector_categories", "secteur_detaille", c.SectorCategories, held.SectorCategories, true},
		{"sectors", "secteur_detaille", c.Sectors, held.Sectors, false},
		{"size", "taille_organisation", one(c.Size), one(held.Size), false},
		{"politics_interests", "interet_politique", c.PoliticsInterests, held.PoliticsInterests, true},
		{"politics_interest_details", "interet_politique", c.PoliticsInterestDetails, held.PoliticsInterestDetails, false},
		{"economy_interests", "interet_orga", c.EconomyInterests, held.EconomyInterests, true},
		{"economy_interest_details", "interet_orga", c.EconomyInterestDetails, held.EconomyInterestDetails, false},
		{"association_interests", "interet_asso", c.AssociationInterests, held.AssociationInterests, true},
		{"association_interest_details", "interet_asso", c.AssociationInterestDetails, held.AssociationInterestDetails, false},
		{"country", "pays", one(c.Country), one(held.Country), false},
	}
	var found errs.Fields
	for _, l := range lists {
		if len(l.values) > maxItems {
			found = append(found, wrong(l.field, "wall.error.list_long"))
			continue
		}
		for _, value := range l.values {
			if slices.Contains(l.before, value) {
				continue
			}
			known, err := s.offers(ctx, l.vocabulary, value, l.categories)
			if err != nil {
				return nil, err
			}
			if !known {
				found = append(found, wrong(l.field, "wall.error.not_offered"))
				break
			}
		}
	}
	return found, nil
}

func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// offers reports whether a vocabulary has a value, or a category of that name.
func (s *Walls) offers(ctx context.Context, name, value string, category bool) (bool, error) {
	if !category {
		return s.Vocabularies.Contains(ctx, name, value)
	}
	entries, err := s.Vocabularies.Entries(ctx, name)
	if err != nil {
		return false, err
	}
	for i := range entries {
		if entries[i].Category == value {
			return true, nil
		}
	}
	return false, nil
}

// SizeFor returns the size of the vocabulary that a headcount falls in: the
// smallest bound that holds it, "" for none (spec 07 §14.8). Bounds are the
// values that are numbers, in order.
func (s *Walls) SizeFor(ctx context.Context, employees int64) (string, error) {
	entries, err := s.Vocabularies.Entries(ctx, "taille_organisation")
	if err != nil || employees <= 0 {
		return "", err
	}
	for i := range entries {
		if bound := number(entries[i].Value); bound == 0 || bound >= employees {
			return entries[i].Value, nil
		}
	}
	return "", nil
}

// number reads a bound such as « 2 000 »; what is no number, « + », is 0.
func number(text string) int64 {
	var n int64
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			n = n*10 + int64(r-'0')
		case !unicode.IsSpace(r):
			return 0
		}
	}
	return n
}
