// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package socialweb

import (
	"cmp"
	"context"
	"strings"

	"github.com/a-h/templ"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/place"
	"aipress24.com/aipress24/internal/modules/social"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/follow"
)

// wallPath is where a Business Wall is opened or managed.
const wallPath = "/BW/"

// organisationView is the page of an organisation.
type organisationView struct {
	Name        string
	Official    bool
	Hidden      bool // from members, by the staff
	Kind        string
	Baseline    string
	Description string
	Logo        string
	LogoCredit  string
	Cover       string
	CoverCredit string
	Figures     []figure
	Follow      follow.Button

	IsMember  bool
	Manages   bool
	AdminURL  string // the staff's page, for administrators
	MayClaim  bool   // a member of an unofficial organisation may make it official
	Tabs      []ui.TabItem
	Tab       string
	Facts     []ui.MetaItem // « A propos »
	Contacts  membersView
	Cards     []ui.NewsCardData
	GridID    string
	More      ui.LoadMoreData
	Events    templ.Component // cards of the tab of events, nil for none
	EmptyText string          // when the open tab lists nothing
	Gallery   []ui.Slide
}

func newOrganisationView(ctx context.Context, by access.Actor, o *social.OrganisationPage, tab string) organisationView {
	v := organisationView{
		Name: o.Name, Official: o.Official, Hidden: !o.Active, Kind: kindOf(ctx, o),
		Baseline: o.Baseline, Description: o.Description,
		Logo: media.SizedURL(o.Logo, "400"), LogoCredit: credit(ctx, o.Logo, o.LogoCredit),
		Cover: media.URL(o.Cover), CoverCredit: credit(ctx, o.Cover, o.CoverCredit),
		Follow: follow.Button{Kind: follow.Organisation, ID: o.ID, Who: o.Name, On: o.Followed},
		Figures: []figure{
			{i18n.Number(ctx, o.Followers), i18n.N(ctx, "social.followers", int(o.Followers))},
			{i18n.Number(ctx, o.Members), i18n.N(ctx, "social.members.count", int(o.Members))},
		},
		IsMember: by.OrganisationID == o.ID,
	}
	v.Manages = v.IsMember && by.Admin || by.Manages(o.ID)
	v.MayClaim = v.IsMember && o.Unclaimed
	if by.Admin {
		v.AdminURL = "/admin/show_org/" + ids.Encode(o.ID)
	}
	if o.Official {
		v.Figures = append(v.Figures,
			figure{i18n.Number(ctx, o.Releases), i18n.N(ctx, "social.releases", int(o.Releases))},
			figure{i18n.Number(ctx, o.Likes), i18n.N(ctx, "social.likes", int(o.Likes))},
		)
	}
	v.setTabs(ctx, o, tab)
	return v
}

// setTabs offers the tabs that the organisation has and opens one (spec 05
// §5.2). Their numbers are those of what they list.
func (v *organisationView) setTabs(ctx context.Context, o *social.OrganisationPage, asked string) {
	type tab struct {
		name  string
		count int64
		shown bool
	}
	v.Tab = tabAbout
	for _, t := range []tab{
		{tabAbout, -1, true}, {tabContacts, o.Members, true},
		{tabArticles, o.Articles, o.Official && o.PublishesArticles()},
		{tabReleases, o.Releases, o.Official}, {tabEvents, o.Events, o.Official},
	} {
		if !t.shown {
			continue
		}
		item := ui.TabItem{Label: i18n.T(ctx, "social.tab."+t.name), URL: tabURL(o.ID, t.name)}
		if t.count >= 0 {
			item.Count = i18n.Number(ctx, t.count)
		}
		if t.name == asked {
			v.Tab = t.name
		}
		v.Tabs = append(v.Tabs, item)
	}
	for i := range v.Tabs {
		v.Tabs[i].Current = v.Tabs[i].URL == tabURL(o.ID, v.Tab)
	}
	if v.Tab != tabAbout {
		v.EmptyText = i18n.T(ctx, "social.tab_empty."+v.Tab)
	}
}

// kindOf is the line under the name: kind and town.
func kindOf(ctx context.Context, o *social.OrganisationPage) string {
	return facts(ctx, social.OrganisationCard{Official: o.Official, WallType: o.WallType, Town: o.Town})
}

// facts are what the wall says of the organisation, without what is empty.
func (h *handler) facts(ctx context.Context, o *social.OrganisationPage) []ui.MetaItem {
	var list []ui.MetaItem
	label := func(name string) string { return i18n.T(ctx, "social.organisation."+name) }
	words := func(name, text string) {
		if text != "" {
			list = append(list, ui.MetaItem{Label: label(name), Text: text})
		}
	}
	term := func(name, vocabulary, value string) {
		if value != "" {
			list = append(list, ui.TermItem(ctx, h.words, label(name), vocabulary, value))
		}
	}
	terms := func(name, vocabulary string, values []string) {
		item := ui.MetaItem{Label: label(name)}
		for _, value := range values {
			item.Tags = append(item.Tags, ui.TermItem(ctx, h.words, "", vocabulary, value).Text)
		}
		if len(item.Tags) > 0 {
			list = append(list, item)
		}
	}
	words("official_name", cmp.Or(o.OfficialName, o.Institution))
	words("group", o.GroupName)
	terms("kinds", "type_organisation_detail", o.Kinds)
	terms("company_types", "type_entreprises_medias", o.CompanyTypes)
	terms("press_types", "media_type", o.PressTypes)
	terms("agency_types", "type_agence_rp", o.AgencyTypes)
	terms("sectors", "secteur_detaille", o.Sectors)
	term("size", "taille_organisation", o.Size)
	term("periodicity", "periodicite", o.Periodicity)
	words("editorial_line", o.EditorialLine)
	words("audience", o.Audience)
	words("clients", o.Clients)
	if o.PostalAddress == "" {
		words("town", h.address(ctx, o))
	} else {
		words("address", h.address(ctx, o))
	}
	if o.SiteURL != "" {
		list = append(list, ui.MetaItem{Label: label("site"), Text: o.SiteURL, URL: web.ExternalURL(o.SiteURL)})
	}
	return list
}

// address is the head office: street, postcode and town, country (spec 07 §5.9).
func (h *handler) address(ctx context.Context, o *social.OrganisationPage) string {
	country := o.Country
	if country != "" {
		country = ui.TermItem(ctx, h.words, "", ui.Countries, country).Text
	}
	var parts []string
	for _, part := range []string{strings.TrimSpace(o.PostalAddress), place.Parse(o.Town).Label(), country} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// slides are the pictures of the gallery.
func slides(gallery []social.GalleryImage) []ui.Slide {
	list := make([]ui.Slide, len(gallery))
	for i, g := range gallery {
		list[i] = ui.Slide{
			Picture: ui.Picture{
				URL: media.SizedURL(g.Media, "800"), Width: int(g.Width), Height: int(g.Height), Alt: cmp.Or(g.Caption, g.Copyright),
			},
			Caption: g.Caption, Copyright: g.Copyright,
		}
	}
	return list
}
