// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/vocabulary"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/follow"
	"aipress24.com/aipress24/internal/ui/profile"
)

const (
	membersPath       = "/swork/members"
	organisationsPath = "/swork/organisations"
	preferencesPath   = "/preferences/profile"
	editPath          = "/kyc/profile" // the questionnaire again (spec 02 §7)
)

// membersView is a page of the directory of members.
type membersView struct {
	Rows []ui.MemberData
	More ui.LoadMoreData
}

func newMembersView(ctx context.Context, found []social.MemberCard, next social.Place) membersView {
	v := membersView{More: ui.LoadMoreData{URL: nextURL(membersPath, next), Label: i18n.T(ctx, "social.members.more")}}
	for _, m := range found {
		v.Rows = append(v.Rows, ui.MemberData{Person: ui.Person(m.Byline), Community: access.CommunityOf(m.Community)})
	}
	return v
}

// facts is the line under an organisation's name: kind and town.
func facts(ctx context.Context, o social.OrganisationCard) string {
	text := i18n.T(ctx, "social.organisation.unofficial")
	if o.Official {
		text = i18n.T(ctx, "social.wall_type."+o.WallType)
	}
	if town := place.Parse(o.Town).Name; town != "" {
		text += " · " + town
	}
	return text
}

// memberView is the page of a member.
type memberView struct {
	Person          ui.PersonData
	Photo           string // the large portrait
	Community       access.Community
	Cover           string
	JobTitle        string
	Presentation    string
	Organisation    string
	OrganisationURL string
	Figures         []figure
	Follow          follow.Button
	CanFollow       bool
	Own             bool
	PhotoCredit     string
	CoverCredit     string
	Sections        []profile.Section
	Completeness    *completenessView
	Published       []ui.NewsCardData
}

// figure is a number with its unit in words.
type figure struct{ Number, Unit string }

func newMemberView(ctx context.Context, by access.Actor, m *social.MemberCard, published []ui.NewsCardData) memberView {
	v := memberView{
		Person: ui.Person(m.Byline), Photo: media.SizedURL(m.Photo, "400"), Community: access.CommunityOf(m.Community), Cover: media.URL(m.Cover),
		JobTitle: m.JobTitle, Presentation: m.Presentation, Organisation: m.Organisation,
		CanFollow: m.ID != by.UserID, Own: m.ID == by.UserID, Published: published,
		PhotoCredit: credit(ctx, m.Photo, m.PhotoCredit), CoverCredit: credit(ctx, m.Cover, m.CoverCredit),
		Follow: follow.Button{Kind: follow.Member, ID: m.ID, Who: m.Name, On: m.Followed},
		Figures: []figure{
			{i18n.Number(ctx, m.Followers), i18n.N(ctx, "social.followers", int(m.Followers))},
			{i18n.Number(ctx, m.Following), i18n.N(ctx, "social.following", int(m.Following))},
			{i18n.Number(ctx, m.Posts), i18n.N(ctx, "social.posts", int(m.Posts))},
		},
	}
	if m.OrganisationID != 0 {
		v.OrganisationURL = organisationsPath + "/" + ids.Encode(m.OrganisationID)
	}
	return v
}

// headed are the answers that stand at the head of the page.
var headed = []string{"photo", "first_name", "last_name", "presentation"}

// describe adds what the reader sees of the member's answers.
func (v *memberView) describe(ctx context.Context, words *vocabulary.Store, sheet *social.ProfileSheet) {
	v.Sections = profile.Sections(ctx, words, sheet.Groups, headed...)
	if c := sheet.Completeness; c != nil {
		v.Completeness = newCompletenessView(ctx, c, sheet.Level)
	}
}

// completenessView is how far one's own profile is, and what would help most.
type completenessView struct {
	Meter   ui.ProgressData
	Hints   []hint
	Minimal bool // the level keeps nearly all back
}

// hint is an answer that is missing and what it is good for.
type hint struct{ Label, Why string }

// mostHints is how many missing answers are named: more would discourage.
const mostHints = 4

func newCompletenessView(ctx context.Context, c *survey.Completeness, level int64) *completenessView {
	v := &completenessView{Minimal: level == 0, Meter: ui.ProgressData{
		Label: i18n.T(ctx, "social.completeness"), Value: c.Answered, Max: max(c.Asked, 1),
		Note: i18n.Percent(ctx, int64(c.Percent())),
	}}
	for _, q := range c.Missing[:min(len(c.Missing), mostHints)] {
		v.Hints = append(v.Hints, hint{profile.FieldLabel(ctx, q.Name), i18n.T(ctx, "social.completeness.why."+q.Group)})
	}
	return v
}

// credit is the words that go with a picture, or "".
func credit(ctx context.Context, picture, name string) string {
	if picture == "" || name == "" {
		return ""
	}
	return i18n.T(ctx, "ui.carousel.credit", "Name", name)
}
