// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"slices"

	"aipress24.com/aipress24/internal/core/organisation"
)

// The types that are not offered any more; existing walls keep working.
const (
	Micro          = "micro"           // journalists who run a micro-enterprise
	CorporateMedia = "corporate_media" // institutional media
	Union          = "union"           // press unions, clubs, associations
)

// Kind is what the platform knows of a type of Business Wall (spec 07 §3).
type Kind struct {
	Type       string // stored code
	Name       string // the same in every language
	Free       bool
	By         organisation.Measure // what the price depends on
	Deprecated bool                 // neither listed nor accepted for a new wall

	SelfManaged  bool // the shortcut "I manage it myself" is offered
	Journalistic bool // the distribution agreement must be accepted too
	RightsHolder bool // sells reproduction licences: has a rights policy and may buy

	Features   []string // message keys of what the newsroom offers it
	Conditions []string // message keys of the conditions of activation, in order
}

// newsroom features, as message keys.
var (
	editorialFeatures = []string{"wall.feature.pitches", "wall.feature.commissions", "wall.feature.enquiries"}
	salesFeatures     = []string{"wall.feature.proofs", "wall.feature.copyright"}
	journalFeatures   = slices.Concat(editorialFeatures, salesFeatures)
)

// The conditions of activation (spec 07 §3), as message keys.
const (
	onlyOutlet       = "wall.condition.one_per_outlet"
	agreeDiffusion   = "wall.condition.distribution"
	agreeTerms       = "wall.condition.terms"
	declareAgencies  = "wall.condition.declare_agencies"
	teamVerifies     = "wall.condition.verified"
	declareEmployees = "wall.condition.employees"
)

var kinds = []Kind{
	{
		Type: organisation.WallMedia, Name: "Business Wall for Media", Free: true, Journalistic: true, RightsHolder: true, Features: journalFeatures,
		Conditions: []string{"wall.condition.media", onlyOutlet, agreeDiffusion, agreeTerms, declareAgencies, teamVerifies},
	},
	{
		Type: organisation.WallNewsAgency, Name: "Business Wall for News Agency", Free: true, Journalistic: true, RightsHolder: true, Features: journalFeatures,
		Conditions: []string{"wall.condition.news_agency", onlyOutlet, "wall.condition.agency_badge", agreeDiffusion, agreeTerms, declareAgencies, teamVerifies},
	},
	{
		Type: organisation.WallAcademics, Name: "Business Wall for Academics", Free: true, SelfManaged: true,
		Conditions: []string{"wall.condition.academics", agreeTerms, declareAgencies, teamVerifies},
	},
	{
		Type: organisation.WallPR, Name: "Business Wall for PR", By: organisation.Clients,
		Conditions: []string{"wall.condition.pr", "wall.condition.pr_price", "wall.condition.pr_clients", agreeTerms, teamVerifies},
	},
	{
		Type: organisation.WallLeadersExperts, Name: "Business Wall for Leaders & Experts", By: organisation.Employees, SelfManaged: true,
		Conditions: []string{"wall.condition.leaders_experts", declareEmployees, agreeTerms, declareAgencies, teamVerifies},
	},
	{
		Type: organisation.WallTransformers, Name: "Business Wall for Transformers", By: organisation.Employees, SelfManaged: true,
		Conditions: []string{"wall.condition.transformers", declareEmployees, agreeTerms, declareAgencies, teamVerifies},
	},
	{
		Type: Micro, Name: "Business Wall for Micro", Free: true, Deprecated: true, SelfManaged: true, Journalistic: true, RightsHolder: true, Features: journalFeatures,
		Conditions: []string{"wall.condition.micro", agreeDiffusion, agreeTerms, teamVerifies},
	},
	{
		Type: CorporateMedia, Name: "Business Wall for Corporate Media", Free: true, Deprecated: true, Features: editorialFeatures,
		Conditions: []string{"wall.condition.corporate_media", agreeTerms, teamVerifies},
	},
	{
		Type: Union, Name: "Business Wall for Union", Free: true, Deprecated: true, SelfManaged: true,
		Conditions: []string{"wall.condition.union", agreeTerms, declareAgencies, teamVerifies},
	},
}

// Kinds lists the nine types, those that may be chosen first, in the order they
// are shown.
func Kinds() []Kind { return slices.Clone(kinds) }

// KindOf returns what is known of a stored type.
func KindOf(wallType string) (Kind, bool) {
	at := slices.IndexFunc(kinds, func(k Kind) bool { return k.Type == wallType })
	if at < 0 {
		return Kind{}, false
	}
	return kinds[at], true
}

// Selectable returns the kind of a type that a new wall may have.
func Selectable(wallType string) (Kind, bool) {
	k, known := KindOf(wallType)
	return k, known && !k.Deprecated
}

// HasPartners reports whether walls of the type may be represented by PR
// agencies: all but those of agencies (spec 07 §7.1).
func (k Kind) HasPartners() bool { return k.Type != organisation.WallPR }

// suggestions give the type that suits a code of the survey; what is not there
// is a media (spec 07 §3.1).
var suggestions = map[string][]string{
	organisation.WallPR: {"PR_DIR", "PR_CS", "PR_CS_IND", "PR_DIR_COM", "PR_CS_COM"},
	organisation.WallLeadersExperts: {
		"XP_DIR_ANY", "XP_ANY", "XP_PR", "XP_IND", "XP_DIR_SU", "XP_INV_PUB", "XP_DIR_EVT",
	},
	organisation.WallTransformers: {
		"TP_DIR_ORG", "TR_CS_ORG", "TR_CS_ORG_PR", "TR_CS_ORG_IND", "TR_DIR_SU_ORG", "TR_INV_ORG", "TR_DIR_POLE",
	},
	organisation.WallAcademics: {"AC_DIR", "AC_DIR_JR", "AC_ENS", "AC_DOC", "AC_ST_ENT"},
}

// Suggested returns the type that suits the profile code of a member. It is a
// suggestion only: anybody may choose any type (spec 07 §3.1).
func Suggested(profileCode string) string {
	for wallType, codes := range suggestions {
		if slices.Contains(codes, profileCode) {
			return wallType
		}
	}
	return organisation.WallMedia
}
