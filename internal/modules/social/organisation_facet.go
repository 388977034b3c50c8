// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package social

import (
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/organisation"
)

// Facet is something organisations are sorted out by (spec 05 §4.5).
type Facet uint8

// The facets, in the order of the page.
const (
	ByCategory   Facet = iota // agencies, media, PR agencies, others, unofficial
	ByWallType                // type of Business Wall
	BySector                  // detailed sectors
	ByKind                    // detailed types of organisation
	ByPressType               // types of press and media
	ByAgencyType              // types of PR agencies
	BySize
	ByCountry // ISO 3166 alpha-3
	ByDepartment
	ByCity
	facetCount
)

// facetNames are what the facets are called in addresses.
var facetNames = [facetCount]string{
	"category", "wall", "secteur_activite", "type_organisation", "type_presse_et_media", "type_agence_rp",
	"taille_organisation", "country", "dept", "city",
}

// Facets lists them in the order of the page.
func Facets() []Facet {
	list := make([]Facet, facetCount)
	for i := range list {
		list[i] = Facet(i)
	}
	return list
}

// Name is what the facet is called in addresses.
func (f Facet) Name() string { return facetNames[f] }

// The values of ByCategory.
const (
	NewsAgencies = "agencies"
	MediaOutlets = "media"
	PRAgencies   = "pr"
	OtherWalls   = "others"
	Unofficial   = "unofficial"
)

// Categories lists them in the order of the page.
func Categories() []string {
	return []string{NewsAgencies, MediaOutlets, PRAgencies, OtherWalls, Unofficial}
}

// categoryOf sorts an organisation by its wall in force, "" for none. A media
// whose nature says so is a news agency too (spec 07 §14.1).
func categoryOf(wallType string, companyTypes []string) string {
	switch wallType {
	case "":
		return Unofficial
	case organisation.WallNewsAgency:
		return NewsAgencies
	case organisation.WallMedia, "corporate_media", "micro":
		if slices.ContainsFunc(companyTypes, func(t string) bool { return strings.Contains(t, "Agence de presse") }) {
			return NewsAgencies
		}
		return MediaOutlets
	case organisation.WallPR:
		return PRAgencies
	}
	return OtherWalls
}
