// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"slices"

	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/organisation"
)

// Content is what managers say of the organisation on its wall (spec 07 §7.4).
// A blank value clears what was there. Comments name the vocabulary of lists.
type Content struct {
	Name                       string // public name; may differ from the organisation
	Baseline                   string // one line under the name
	Description                string // plain text
	LogoCopyright              string
	CoverCopyright             string
	OrganisationTypes          []string // categories of type_organisation_detail
	OrganisationTypeDetails    []string // type_organisation_detail
	GroupName                  string   // groupe ou entité de rattachement
	SIREN                      string   // 9 digits; a SIRET of 14 may be given in its place
	SIRET                      string   // 14 digits, or ""
	VATNumber                  string
	Approval                   string // CPPAP or ARCOM recognition; never public
	OfficialName               string
	InstitutionName            string
	CompanyTypes               []string // type_entreprises_medias: nature of the press company
	PressTypes                 []string // media_type
	AgencyTypes                []string // type_agence_rp
	Clients                    string   // free text of an agency
	EditorialLine              string   // positionnement éditorial
	Audience                   string   // audiences ciblées
	Periodicity                string   // periodicite
	SectorCategories           []string // categories of secteur_detaille
	Sectors                    []string // secteur_detaille
	Size                       string   // taille_organisation
	PoliticsInterests          []string // categories of the political interests
	PoliticsInterestDetails    []string // items of the political interests
	EconomyInterests           []string // categories of the interests in organisations
	EconomyInterestDetails     []string // items of the interests in organisations
	AssociationInterests       []string // categories of the interests in associations
	AssociationInterestDetails []string // items of the interests in associations
	Phone                      string   // switchboard
	PostalAddress              string   // head office
	Country                    string   // ISO 3166 alpha-3
	Town                       string   // « FRA / 75020 Paris »
	Geolocation                string
	SiteURL                    string // http or https
	PayerIsOwner               bool   // the other fields of the payer are then blank
	PayerFirstName             string
	PayerLastName              string
	PayerService               string
	PayerEmail                 string
	PayerPhone                 string
	PayerAddress               string
}

// Content returns what w says, for the form.
func (w *Wall) Content() Content {
	return Content{
		Name:                       w.Name,
		Baseline:                   w.Baseline,
		Description:                w.Description,
		LogoCopyright:              w.LogoCopyright,
		CoverCopyright:             w.CoverCopyright,
		OrganisationTypes:          w.OrganisationTypes,
		OrganisationTypeDetails:    w.OrganisationTypeDetails,
		GroupName:                  w.GroupName,
		SIREN:                      w.SIREN,
		SIRET:                      w.SIRET,
		VATNumber:                  w.VATNumber,
		Approval:                   w.Approval,
		OfficialName:               w.OfficialName,
		InstitutionName:            w.InstitutionName,
		CompanyTypes:               w.CompanyTypes,
		PressTypes:                 w.PressTypes,
		AgencyTypes:                w.AgencyTypes,
		Clients:                    w.Clients,
		EditorialLine:              w.EditorialLine,
		Audience:                   w.Audience,
		Periodicity:                w.Periodicity,
		SectorCategories:           w.SectorCategories,
		Sectors:                    w.Sectors,
		Size:                       w.Size,
		PoliticsInterests:          w.PoliticsInterests,
		PoliticsInterestDetails:    w.PoliticsInterestDetails,
		EconomyInterests:           w.EconomyInterests,
		EconomyInterestDetails:     w.EconomyInterestDetails,
		AssociationInterests:       w.AssociationInterests,
		AssociationInterestDetails: w.AssociationInterestDetails,
		Phone:                      w.Phone,
		PostalAddress:              w.PostalAddress,
		Country:                    w.Country,
		Town:                       w.Town,
		Geolocation:                w.Geolocation,
		SiteURL:                    w.SiteURL,
		PayerIsOwner:               w.PayerIsOwner,
		PayerFirstName:             w.PayerFirstName,
		PayerLastName:              w.PayerLastName,
		PayerService:               w.PayerService,
		PayerEmail:                 w.PayerEmail,
		PayerPhone:                 w.PayerPhone,
		PayerAddress:               w.PayerAddress,
	}
}

// Fill makes w say c; places are derived.
func (w *Wall) Fill(c Content) {
	w.Name = c.Name
	w.Baseline = c.Baseline
	w.Description = c.Description
	w.LogoCopyright = media.Credit(c.LogoCopyright)
	w.CoverCopyright = media.Credit(c.CoverCopyright)
	w.OrganisationTypes = listOf(c.OrganisationTypes)
	w.OrganisationTypeDetails = listOf(c.OrganisationTypeDetails)
	w.GroupName = c.GroupName
	w.SIREN = c.SIREN
	w.SIRET = c.SIRET
	w.VATNumber = c.VATNumber
	w.Approval = c.Approval
	w.OfficialName = c.OfficialName
	w.InstitutionName = c.InstitutionName
	w.CompanyTypes = listOf(c.CompanyTypes)
	w.PressTypes = listOf(c.PressTypes)
	w.AgencyTypes = listOf(c.AgencyTypes)
	w.Clients = c.Clients
	w.EditorialLine = c.EditorialLine
	w.Audience = c.Audience
	w.Periodicity = c.Periodicity
	w.SectorCategories = listOf(c.SectorCategories)
	w.Sectors = listOf(c.Sectors)
	w.Size = c.Size
	w.PoliticsInterests = listOf(c.PoliticsInterests)
	w.PoliticsInterestDetails = listOf(c.PoliticsInterestDetails)
	w.EconomyInterests = listOf(c.EconomyInterests)
	w.EconomyInterestDetails = listOf(c.EconomyInterestDetails)
	w.AssociationInterests = listOf(c.AssociationInterests)
	w.AssociationInterestDetails = listOf(c.AssociationInterestDetails)
	w.Phone = c.Phone
	w.PostalAddress = c.PostalAddress
	w.Country = c.Country
	w.Town = c.Town
	w.Geolocation = c.Geolocation
	w.SiteURL = c.SiteURL
	w.PayerIsOwner = c.PayerIsOwner
	w.PayerFirstName = c.PayerFirstName
	w.PayerLastName = c.PayerLastName
	w.PayerService = c.PayerService
	w.PayerEmail = c.PayerEmail
	w.PayerPhone = c.PayerPhone
	w.PayerAddress = c.PayerAddress
	w.locate()
}

// listOf is a list as it is stored: never nil.
func listOf(values []string) []string {
	if values == nil {
		return []string{}
	}
	return values
}

// contentColumns are what Fill changes, with the pictures.
func contentColumns() []string {
	return []string{
		"name", "baseline", "description", "logo_copyright", "cover_copyright", "organisation_types",
		"organisation_type_details", "group_name", "siren", "siret", "vat_number", "approval",
		"official_name", "institution_name", "company_types", "press_types", "agency_types", "clients",
		"editorial_line", "audience", "periodicity", "sector_categories", "sectors", "size",
		"politics_interests", "politics_interest_details", "economy_interests", "economy_interest_details", "association_interests", "association_interest_details",
		"phone", "postal_address", "country", "town", "geolocation", "site_url",
		"payer_is_owner", "payer_first_name", "payer_last_name", "payer_service", "payer_email", "payer_phone",
		"payer_address", "logo", "cover", "postcode", "department", "city",
	}
}

// The types that show a field; a field that is not here is shown by all.
var (
	mediaAndAgency = []string{organisation.WallMedia, organisation.WallNewsAgency}
	pressTypes     = append(slices.Clone(mediaAndAgency), Micro, CorporateMedia)
	fieldTypes     = map[string][]string{
		"organisation_types":        {organisation.WallMedia, organisation.WallNewsAgency, CorporateMedia, Union, organisation.WallLeadersExperts, organisation.WallTransformers, organisation.WallAcademics},
		"organisation_type_details": {organisation.WallMedia, organisation.WallNewsAgency, CorporateMedia, Union, organisation.WallLeadersExperts, organisation.WallTransformers, organisation.WallAcademics},
		"group_name":                {CorporateMedia, organisation.WallPR, organisation.WallLeadersExperts, organisation.WallTransformers, organisation.WallAcademics},
		"approval":                  mediaAndAgency,
		"official_name":             {organisation.WallMedia, organisation.WallNewsAgency, organisation.WallLeadersExperts, organisation.WallTransformers},
		"institution_name":          {organisation.WallAcademics},
		"company_types":             pressTypes,
		"press_types":               pressTypes,
		"editorial_line":            pressTypes,
		"audience":                  pressTypes,
		"periodicity":               {organisation.WallMedia, organisation.WallNewsAgency, CorporateMedia},
		"agency_types":              {organisation.WallPR},
		"clients":                   {organisation.WallPR},
	}
)

// Shows reports whether the form of a type has a field, by its column (spec 07
// §7.4).
func (k Kind) Shows(field string) bool {
	types, limited := fieldTypes[field]
	return !limited || slices.Contains(types, k.Type)
}

// keepHidden puts back what the form of the type does not show.
func (c *Content) keepHidden(k Kind, held Content) {
	if !k.Shows("organisation_types") {
		c.OrganisationTypes = held.OrganisationTypes
	}
	if !k.Shows("organisation_type_details") {
		c.OrganisationTypeDetails = held.OrganisationTypeDetails
	}
	if !k.Shows("group_name") {
		c.GroupName = held.GroupName
	}
	if !k.Shows("approval") {
		c.Approval = held.Approval
	}
	if !k.Shows("official_name") {
		c.OfficialName = held.OfficialName
	}
	if !k.Shows("institution_name") {
		c.InstitutionName = held.InstitutionName
	}
	if !k.Shows("company_types") {
		c.CompanyTypes = held.CompanyTypes
	}
	if !k.Shows("press_types") {
		c.PressTypes = held.PressTypes
	}
	if !k.Shows("agency_types") {
		c.AgencyTypes = held.AgencyTypes
	}
	if !k.Shows("clients") {
		c.Clients = held.Clients
	}
	if !k.Shows("editorial_line") {
		c.EditorialLine = held.EditorialLine
	}
	if !k.Shows("audience") {
		c.Audience = held.Audience
	}
	if !k.Shows("periodicity") {
		c.Periodicity = held.Periodicity
	}
}
