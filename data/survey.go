// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package data

import "sync"

// Requirement says whether a profile must fill a survey field.
type Requirement string

// The three requirements; a profile absent from Field.Requirement never sees
// the field.
const (
	Required     Requirement = "required"      // Required: must be filled.
	Optional     Requirement = "optional"      // Optional: shown, may stay empty.
	RequiredTrue Requirement = "required_true" // RequiredTrue: the box must be ticked to submit.
)

// RegistrationSurvey is the whole registration questionnaire (spec 02 §3–§7):
// the single source for the wizard, the profile pages and re-validation.
type RegistrationSurvey struct {
	FormatVersion     int                         `json:"format_version"`
	SurveyVersion     string                      `json:"survey_version"`
	Language          string                      `json:"language"`
	RequirementValues map[string]string           `json:"requirement_values"`
	VisibilityLevels  []VisibilityLevel           `json:"visibility_levels"`
	ContactChannels   []ContactChannel            `json:"contact_channels"`
	ContactTypes      []CodeLabel                 `json:"contact_types"`
	Communities       []Community                 `json:"communities"`
	Groups            []SurveyGroup               `json:"groups"`
	LabelSuffixes     map[string]string           `json:"label_suffixes"`
	ImageRules        ImageRules                  `json:"image_rules"`
	Vocabularies      map[string]SurveyVocabulary `json:"vocabularies"`
	Fields            []Field                     `json:"fields"`
	Profiles          []Profile                   `json:"profiles"`
}

// VisibilityLevel is one of the three levels of detail a member may show.
type VisibilityLevel struct {
	Level   int    `json:"level"`
	Label   string `json:"label"`
	Default bool   `json:"default,omitempty"`
}

// CodeLabel is a stored code and the French words shown for it.
type CodeLabel struct {
	Code  string `json:"code"`
	Label string `json:"label"`
}

// ContactChannel is a contact detail a member may hide, and the field it masks.
type ContactChannel struct {
	Code  string `json:"code"`
	Label string `json:"label"`
	Field string `json:"field"`
}

// Community is one of the five communities and the role it grants.
type Community struct {
	Code    string `json:"code"`
	Label   string `json:"label"`
	GlossFR string `json:"gloss_fr"`
	GlossEN string `json:"gloss_en"`
	Role    string `json:"role"`
}

// SurveyGroup is one tab of the registration wizard.
type SurveyGroup struct {
	Key   string `json:"key"`
	Order int    `json:"order"`
	Label string `json:"label"`
}

// ImageRules are the limits set on the pictures sent at registration.
type ImageRules struct {
	Accept      []string  `json:"accept"`
	MaxBytes    int64     `json:"max_bytes"`
	ImageSquare ImageRule `json:"image_square"`
	Image       ImageRule `json:"image"`
	Output      string    `json:"output"`
}

// ImageRule is a crop ratio and the largest output, width then height in pixels.
type ImageRule struct {
	Aspect    string `json:"aspect"`
	OutputMax [2]int `json:"output_max"`
}

// SurveyVocabulary says where the choices of a field come from: a vocabulary
// of the ontologies under the same name, or a computed list when Kind is
// "dynamic" (names starting with @).
type SurveyVocabulary struct {
	Kind       string `json:"kind"`
	Categories int    `json:"categories,omitempty"`
	Entries    int    `json:"entries,omitempty"`
	Cities     string `json:"cities,omitempty"`
	Source     string `json:"source,omitempty"`
}

// Field is one question of the survey.
type Field struct {
	ID                        string                 `json:"id"`
	Name                      string                 `json:"name"`
	Group                     string                 `json:"group"`
	Panel                     string                 `json:"panel"`
	Type                      string                 `json:"type"`
	Widget                    string                 `json:"widget"`
	Label                     string                 `json:"label"`
	Detail                    *FieldDetail           `json:"detail,omitempty"`
	Intro                     string                 `json:"intro,omitempty"`
	Link                      *FieldLink             `json:"link,omitempty"`
	Vocabulary                string                 `json:"vocabulary"` // empty: free input
	Multiple                  bool                   `json:"multiple"`
	FreeEntry                 bool                   `json:"free_entry"`
	MaxLength                 int                    `json:"max_length"` // characters; 0: not applicable
	Storage                   FieldStorage           `json:"storage"`
	VisibleAtLevel            *int                   `json:"visible_at_level"` // nil: never shown to other members
	RevalidateOnChange        bool                   `json:"revalidate_on_change"`
	OrganisationName          bool                   `json:"organisation_name"`
	ContactMaskChannel        string                 `json:"contact_mask_channel"`
	EditableAfterRegistration bool                   `json:"editable_after_registration"`
	BusinessWallType          string                 `json:"business_wall_type,omitempty"`
	AdminLabel                string                 `json:"admin_label,omitempty"`
	Requirement               map[string]Requirement `json:"requirement"` // by profile id
	Codes                     string                 `json:"codes"`       // the same matrix as 33 letters M, O, N
}

// FieldDetail is the second part of a two-level field.
type FieldDetail struct {
	Name  string `json:"name"`
	ID    string `json:"id"`
	Label string `json:"label"`
}

// FieldLink is the page a checkbox refers to.
type FieldLink struct {
	Label string `json:"label"`
	URL   string `json:"url"`
}

// FieldStorage says whether a field lives on the user or in a section of the
// profile.
type FieldStorage struct {
	Entity  string `json:"entity"`
	Section string `json:"section"`
}

// Profile is one of the 33 registration profiles.
type Profile struct {
	ID                string         `json:"id"`
	Code              string         `json:"code"`
	Community         string         `json:"community"`
	ContactType       string         `json:"contact_type"`
	Label             string         `json:"label"`
	ShortLabel        string         `json:"short_label"`
	DefaultBWType     string         `json:"default_bw_type"`
	OrganisationField string         `json:"organisation_field"`
	BWTriggers        []string       `json:"bw_triggers"`
	Groups            []ProfileGroup `json:"groups"`
}

// ProfileGroup is the part of a wizard tab one profile sees.
type ProfileGroup struct {
	Group  string         `json:"group"`
	Fields []ProfileField `json:"fields"`
}

// ProfileField is a field as one profile sees it.
type ProfileField struct {
	Name        string      `json:"name"`
	Requirement Requirement `json:"requirement"`
}

var loadSurvey = sync.OnceValues(func() (*RegistrationSurvey, error) {
	s := new(RegistrationSurvey)
	if err := decode("registration survey", surveyFile, s); err != nil {
		return nil, err
	}
	return s, nil
})

// Survey returns the registration survey, decoded once per process and
// shared: callers must not modify it. It fails only if the embedded file is
// damaged.
func Survey() (*RegistrationSurvey, error) { return loadSurvey() }

// Profile finds a profile by its code, for instance "PM_DIR".
func (s *RegistrationSurvey) Profile(code string) (*Profile, bool) {
	for i := range s.Profiles {
		if s.Profiles[i].Code == code {
			return &s.Profiles[i], true
		}
	}
	return nil, false
}

// Field finds a field by its name, for instance "metier_principal".
func (s *RegistrationSurvey) Field(name string) (*Field, bool) {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i], true
		}
	}
	return nil, false
}
