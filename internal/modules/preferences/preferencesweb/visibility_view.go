// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package preferencesweb

import (
	"context"
	"strconv"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/modules/preferences"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui/profile"
)

// visibilityView is the choice of a level and what comes of it.
type visibilityView struct {
	Levels    []choice
	Readers   []choice
	Community access.Community
	Profile   string // what the survey calls the member
	Shown     string // level and reader of the preview, in words
	Unsaved   bool   // the preview is of another level than the one in force
	Sections  []profile.Section
	Waiting   string // changes that wait for approval, in words, or ""
}

// choice is one value of a list.
type choice struct {
	Value, Label, Hint string
	Chosen             bool
}

func (h *handler) newVisibilityView(ctx context.Context, p *preferences.Preview) (visibilityView, error) {
	questions, err := survey.Load()
	if err != nil {
		return visibilityView{}, err
	}
	v := visibilityView{
		Community: access.CommunityOf(p.Community), Profile: profileName(ctx, p), Unsaved: p.Level != p.Saved,
		Sections: profile.Sections(ctx, h.words, p.Groups),
	}
	if !p.WaitingSince.IsZero() {
		v.Waiting = i18n.T(ctx, "preferences.waiting", "Date", i18n.DateTime(ctx, p.WaitingSince))
	}
	for _, l := range questions.VisibilityLevels {
		value := strconv.Itoa(l.Level)
		v.Levels = append(v.Levels, choice{
			Value: value, Label: i18n.T(ctx, "survey.level."+value), Hint: i18n.T(ctx, "preferences.level."+value), Chosen: int64(l.Level) == p.Level,
		})
	}
	for _, code := range readers(questions) {
		v.Readers = append(v.Readers, choice{Value: code, Label: i18n.T(ctx, "survey.contact_type."+code), Chosen: code == p.As})
	}
	v.Shown = i18n.T(ctx, "preferences.preview.shown",
		"Level", i18n.T(ctx, "survey.level."+strconv.FormatInt(p.Level, 10)), "Reader", i18n.T(ctx, "survey.contact_type."+p.As))
	return v, nil
}

// profileName is what the survey calls the member.
func profileName(ctx context.Context, p *preferences.Preview) string {
	if p.Profile == "" {
		return p.ProfileLabel
	}
	return i18n.T(ctx, "registration.profile."+p.Profile)
}

// readers are the contact types, and the members one follows.
func readers(questions *survey.Survey) []string {
	var codes []string
	for _, t := range questions.ContactTypes {
		codes = append(codes, t.Code)
	}
	return append(codes, survey.FollowedType)
}

// groupsAnswer is the preview as a program reads it, by id of field (spec 02
// §11.5).
type groupsAnswer struct {
	Results     map[string]string `json:"results"`
	Labels      map[string]string `json:"labels"`
	Groups      []groupAnswer     `json:"kycgroups"`
	Description string            `json:"profile_description"`
	URLs        map[string]string `json:"urls"`
}

// groupAnswer is a group with the ids of its fields.
type groupAnswer struct {
	Label string   `json:"label"`
	IDs   []string `json:"ids"`
}

func (h *handler) newGroupsAnswer(ctx context.Context, p *preferences.Preview) (groupsAnswer, error) {
	questions, err := survey.Load()
	if err != nil {
		return groupsAnswer{}, err
	}
	ids := map[string]string{}
	for i := range questions.Fields {
		f := &questions.Fields[i]
		ids[f.Name] = f.ID
		if f.Detail != nil {
			ids[f.Detail.Name] = f.Detail.ID
		}
	}
	a := groupsAnswer{
		Results: map[string]string{}, Labels: map[string]string{}, URLs: map[string]string{},
		Groups: []groupAnswer{}, Description: profileName(ctx, p),
	}
	for _, s := range profile.Sections(ctx, h.words, p.Groups) {
		group := groupAnswer{Label: s.Title}
		for _, row := range s.Rows {
			id := ids[row.Name]
			group.IDs = append(group.IDs, id)
			a.Labels[id], a.Results[id] = row.Label, row.Text
			if row.Picture != "" {
				a.URLs[id] = row.Picture
			}
		}
		a.Groups = append(a.Groups, group)
	}
	return a, nil
}
