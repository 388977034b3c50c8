// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

import (
	"slices"
	"sync"

	"aipress24.com/aipress24/data"
)

// Question is a field as one profile is asked it.
type Question struct {
	*data.Field
	Need data.Requirement
}

// IsRequired reports whether the question must be answered.
func (q Question) IsRequired() bool { return q.Need != data.Optional }

// Panel is questions under one sub-heading; the label may be empty.
type Panel struct {
	Label     string
	Questions []Question
}

// Group is one screen of the wizard.
type Group struct {
	Key    string
	Label  string
	Panels []Panel
}

// Questions lists those of all panels.
func (g Group) Questions() []Question {
	var all []Question
	for _, p := range g.Panels {
		all = append(all, p.Questions...)
	}
	return all
}

// Profile is one of the 33 professions and what it is asked.
type Profile struct {
	data.Profile
	Groups []Group // in order; those without questions are left out
}

// Questions lists those of all groups, in order.
func (p *Profile) Questions() []Question {
	var all []Question
	for _, g := range p.Groups {
		all = append(all, g.Questions()...)
	}
	return all
}

// Survey is the questionnaire, indexed. It is shared: do not change it.
type Survey struct {
	*data.RegistrationSurvey
	profiles map[string]*Profile
	fields   map[string]*data.Field
}

var load = sync.OnceValues(func() (*Survey, error) {
	source, err := data.Survey()
	if err != nil {
		return nil, err
	}
	return index(source), nil
})

// Load returns the embedded questionnaire. It fails only when the file is
// damaged.
func Load() (*Survey, error) { return load() }

func index(source *data.RegistrationSurvey) *Survey {
	s := &Survey{source, map[string]*Profile{}, map[string]*data.Field{}}
	for i := range source.Fields {
		s.fields[source.Fields[i].Name] = &source.Fields[i]
	}
	for _, p := range source.Profiles {
		s.profiles[p.ID] = &Profile{p, s.groupsOf(p)}
	}
	return s
}

func (s *Survey) groupsOf(p data.Profile) []Group {
	var groups []Group
	for _, kind := range s.Groups {
		at := slices.IndexFunc(p.Groups, func(g data.ProfileGroup) bool { return g.Group == kind.Key })
		if at < 0 || len(p.Groups[at].Fields) == 0 {
			continue
		}
		g := Group{Key: kind.Key, Label: kind.Label}
		for _, asked := range p.Groups[at].Fields {
			field := s.fields[asked.Name]
			last := len(g.Panels) - 1
			if last < 0 || g.Panels[last].Label != field.Panel {
				g.Panels = append(g.Panels, Panel{Label: field.Panel})
				last++
			}
			g.Panels[last].Questions = append(g.Panels[last].Questions, Question{field, asked.Requirement})
		}
		groups = append(groups, g)
	}
	return groups
}

// Of returns a profile by its id, P001 to P033.
func (s *Survey) Of(id string) (*Profile, bool) {
	p, ok := s.profiles[id]
	return p, ok
}

// FieldNamed returns a field by its name, such as metier_principal.
func (s *Survey) FieldNamed(name string) (*data.Field, bool) {
	f, ok := s.fields[name]
	return f, ok
}
