// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

import (
	"maps"
	"slices"
	"strings"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/core/member"
)

// Yes is the answer of a ticked box; an empty one has none.
const Yes = "true"

// Answers are what a person answered, by the names of fields. The second part
// of a two-level field, and the town of a place, are under its name followed
// by _detail. Pictures are names in the media library.
type Answers map[string][]string

// Text returns the only or first value of a field, or "".
func (a Answers) Text(name string) string {
	if list := a[name]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// Bool reports whether a box is ticked.
func (a Answers) Bool(name string) bool { return a.Text(name) == Yes }

// Set keeps the values of a field; empty ones are no answer.
func (a Answers) Set(name string, values ...string) {
	kept := slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	if len(kept) == 0 {
		delete(a, name)
		return
	}
	a[name] = kept
}

// Clone returns a copy that may be changed.
func (a Answers) Clone() Answers {
	c := maps.Clone(a)
	for name, values := range c {
		c[name] = slices.Clone(values)
	}
	return c
}

// The sections of a stored profile (spec 02 §3.2).
const (
	sectionPersonal     = "info_personnelle"
	sectionProfessional = "info_professionnelle"
	sectionMatchmaking  = "match_making"
	sectionHobbies      = "info_hobby"
	sectionWall         = "business_wall"
)

func section(p *member.Profile, name string) *map[string]any {
	switch name {
	case sectionPersonal:
		return &p.Personal
	case sectionProfessional:
		return &p.Professional
	case sectionMatchmaking:
		return &p.Matchmaking
	case sectionHobbies:
		return &p.Hobbies
	case sectionWall:
		return &p.WallInterest
	}
	return nil
}

// AnswersOf reads what a member answered, whatever the profile's questions.
// The password is never among them.
func (s *Survey) AnswersOf(m *member.Member, p *member.Profile) Answers {
	a := Answers{}
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Storage.Entity == "user" {
			a.Set(f.Name, memberAnswer(m, f.Name))
			continue
		}
		if f.Name == "presentation" {
			a.Set(f.Name, p.Presentation)
			continue
		}
		kept := section(p, f.Storage.Section)
		if kept == nil {
			continue
		}
		for _, name := range namesOf(f) {
			a.Set(name, texts((*kept)[name])...)
		}
	}
	return a
}

// namesOf lists the names under which a field's answers are kept.
func namesOf(f *data.Field) []string {
	if f.Detail != nil {
		return []string{f.Name, f.Detail.Name}
	}
	return []string{f.Name}
}

// texts reads a stored value: a text, a list or a flag.
func texts(stored any) []string {
	switch v := stored.(type) {
	case string:
		return []string{v}
	case bool:
		if v {
			return []string{Yes}
		}
	case []string:
		return v
	case []any:
		list := make([]string, 0, len(v))
		for _, item := range v {
			if text, ok := item.(string); ok {
				list = append(list, text)
			}
		}
		return list
	}
	return nil
}

func memberAnswer(m *member.Member, name string) string {
	switch name {
	case "photo":
		return m.Photo
	case "photo_image_copyright":
		return m.PhotoCredit
	case "photo_carte_presse":
		return m.PressCard
	case "first_name":
		return m.FirstName
	case "last_name":
		return m.LastName
	case "civilite":
		return m.Gender
	case "email":
		return m.Email
	case "email_secours":
		return m.RecoveryEmail
	case "tel_mobile":
		return m.Mobile
	case "validation_gcu":
		if !m.TermsAcceptedAt.IsZero() {
			return Yes
		}
	}
	return ""
}

// Keep writes the answers to the questions of a profile into m and p, as a full
// replacement: what the profile is not asked goes back to empty, unknown names
// are dropped (spec 02 §3.2). Addresses, password, terms, contact permissions
// and visibility level are not touched: they change elsewhere.
func (s *Survey) Keep(m *member.Member, p *member.Profile, profile *Profile, a Answers) {
	p.SurveyProfile, p.Code, p.Label = profile.ID, profile.Code, profile.Label
	p.Community, p.ContactType = profile.Community, profile.ContactType
	p.Presentation = ""
	for _, name := range []string{sectionPersonal, sectionProfessional, sectionMatchmaking, sectionHobbies, sectionWall} {
		*section(p, name) = map[string]any{}
	}
	if p.ContactVisibility == nil {
		p.ContactVisibility = map[string]bool{}
	}
	for _, q := range profile.Questions() {
		switch {
		case q.Storage.Entity == "user":
			keepMember(m, q.Name, a.Text(q.Name))
		case q.Name == "presentation":
			p.Presentation = a.Text(q.Name)
		default:
			keepSection(*section(p, q.Storage.Section), q, a)
		}
	}
	p.JobTitle = s.JobTitle(profile, a, p.DisplayLevel)
}

func keepSection(kept map[string]any, q Question, a Answers) {
	for _, name := range namesOf(q.Field) {
		switch {
		case q.Widget == WidgetCheckbox:
			kept[name] = a.Bool(name)
		case q.Multiple:
			kept[name] = slices.Concat([]string{}, a[name])
		default:
			kept[name] = a.Text(name)
		}
	}
}

func keepMember(m *member.Member, name, value string) {
	switch name {
	case "photo":
		m.Photo = value
	case "photo_image_copyright":
		m.PhotoCredit = value
	case "photo_carte_presse":
		m.PressCard = value
	case "first_name":
		m.FirstName = value
	case "last_name":
		m.LastName = value
	case "civilite":
		m.Gender = value
	case "tel_mobile":
		m.Mobile = value
	}
}

// JobTitle is what stands beside a name: the first journalism function, else
// the first main occupation, else the label of the profile (spec 02 §3.1). It
// stands in lists and in the search index too, and so says nothing that the
// member's level keeps back (spec 02 §11.1).
func (s *Survey) JobTitle(profile *Profile, a Answers, level int64) string {
	for _, name := range []string{"fonctions_journalisme", "metier_principal"} {
		f, known := s.FieldNamed(name)
		if !known || f.VisibleAtLevel == nil || int64(*f.VisibleAtLevel) > level {
			continue
		}
		names := namesOf(f)
		if value := a.Text(names[len(names)-1]); value != "" {
			if _, item, found := strings.Cut(value, " / "); found {
				return item
			}
			return value
		}
	}
	return profile.Label
}

// Employer is the organisation a person declares: the profile's own field, the
// first of several (spec 02 §6.3).
func (p *Profile) Employer(a Answers) string {
	return strings.TrimSpace(a.Text(p.OrganisationField))
}
