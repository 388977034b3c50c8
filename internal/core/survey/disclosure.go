// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package survey

import (
	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/core/member"
)

// Masked stands for a contact detail that the reader may not see.
const Masked = "*****"

// Reader is who looks at somebody's profile.
type Reader struct {
	ContactType string // of the reader's own profile; "" without one
	Self        bool   // the member himself or herself: never masked
	Admin       bool   // sees every answer, whatever its level
	Followed    bool   // the member whose profile it is follows the reader
}

// Shown is an answered field as a reader sees it.
type Shown struct {
	Field  *data.Field
	Values []string // [Masked] when masked
	Sub    []string // values of the second list
	Masked bool
}

// ShownGroup is the fields of a group that a reader sees; never empty.
type ShownGroup struct {
	Key    string
	Label  string
	Fields []Shown
}

// followed are the channels that a member may open to those he or she follows
// (spec 02 §11.3).
var followed = map[string]bool{"email": true, "mobile": true}

// MayOpenToFollowed reports whether a channel can be opened to the members one
// follows: not the press relations address.
func MayOpenToFollowed(channel string) bool { return followed[channel] }

// FollowedType is the contact type of the members one follows, in permissions.
const FollowedType = "FOLLOWEE"

// Permission is the key under which a member allows a type of reader to see a
// channel: channel and contact type, such as email_PRESSE.
func Permission(channel, contactType string) string { return channel + "_" + contactType }

// MayContact reports whether the reader may see a channel of the member whose
// permissions these are (spec 02 §11.2–4). Without a contact type nothing is
// allowed.
func (r Reader) MayContact(permissions map[string]bool, channel string) bool {
	if r.Self || r.Admin {
		return true
	}
	if r.Followed && followed[channel] && permissions[Permission(channel, FollowedType)] {
		return true
	}
	return r.ContactType != "" && permissions[Permission(channel, r.ContactType)]
}

// Disclose lists what a reader sees of a member's answers, by group (spec 02
// §11): what the member's profile is asked, what is answered, at the member's
// level, with contacts masked. Postcode and town stay private.
func (s *Survey) Disclose(p *member.Profile, a Answers, r Reader) []ShownGroup {
	profile, ok := s.Of(p.SurveyProfile)
	if !ok {
		return nil
	}
	var groups []ShownGroup
	for _, g := range profile.Groups {
		shown := ShownGroup{Key: g.Key, Label: g.Label}
		for _, q := range g.Questions() {
			if one, ok := disclose(q, p, a, r); ok {
				shown.Fields = append(shown.Fields, one)
			}
		}
		if len(shown.Fields) > 0 {
			groups = append(groups, shown)
		}
	}
	return groups
}

func disclose(q Question, p *member.Profile, a Answers, r Reader) (Shown, bool) {
	values := a[q.Name]
	one := Shown{Field: q.Field, Values: values}
	if names := namesOf(q.Field); len(names) > 1 && (q.Widget != WidgetPlace || r.Admin) {
		one.Sub = a[names[1]]
	}
	if len(values) == 0 && len(one.Sub) == 0 || q.Widget == WidgetPassword {
		return Shown{}, false
	}
	if !r.Admin && (q.VisibleAtLevel == nil || int64(*q.VisibleAtLevel) > p.DisplayLevel) {
		return Shown{}, false
	}
	if q.ContactMaskChannel != "" && !r.seesContact(p, q.ContactMaskChannel) {
		one.Values, one.Sub, one.Masked = []string{Masked}, nil, true
	}
	return one, true
}

// seesContact reports whether the reader sees a channel of p: allowed, and not
// at the minimal level, which hides addresses and telephone from everybody as
// the terms of use promise (spec 05 §9).
func (r Reader) seesContact(p *member.Profile, channel string) bool {
	minimal := p.DisplayLevel == 0 && !r.Self && !r.Admin
	return !minimal && r.MayContact(p.ContactVisibility, channel)
}
