// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package siteweb

import (
	"context"
	"time"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/site"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// homeView is the home page.
type homeView struct {
	Page        ui.Public
	Art         string
	Communities []communityView
	Spaces      []spaceView
	Steps       []pairView
	Promises    []promiseView
}

// communityView is the offer to one of the five communities.
type communityView struct {
	Community         access.Community
	Name, Text, Proof string
	URL               string
}

// spaceView is one of the five portals.
type spaceView struct{ Icon, Name, Text string }

type pairView struct{ Title, Text string }

type promiseView struct{ Icon, Title, Text string }

func newHomeView(ctx context.Context, art string) homeView {
	title, lead := i18n.T(ctx, "site.home.title"), i18n.T(ctx, "site.home.description")
	v := homeView{
		Art: art,
		Page: ui.Public{Title: title, Description: lead, Path: homePath, Full: true, Data: []map[string]any{
			organisationData(ctx),
			{
				"@context": "https://schema.org", "@type": "WebSite", "name": ui.SiteOf(ctx).Name, "description": lead,
				"url": ui.SiteOf(ctx).BaseURL + homePath, "inLanguage": []string{"fr", "en"},
			},
		}},
	}
	for _, c := range []struct {
		community  access.Community
		name, slug string
	}{
		{access.PressMedia, "press", "offre-journalistes"}, {access.PressRelations, "pr", "offre-communicants"},
		{access.Expert, "expert", "offre-experts"}, {access.Transformer, "transformer", "offre-entreprises"},
		{access.Academic, "academic", "offre-experts"},
	} {
		v.Communities = append(v.Communities, communityView{
			Community: c.community, URL: pagePath + c.slug,
			Name: i18n.T(ctx, "site.home.community."+c.name), Text: i18n.T(ctx, "site.home.community."+c.name+"_text"),
			Proof: i18n.T(ctx, "site.home.community."+c.name+"_proof"),
		})
	}
	for _, p := range ui.Portals() {
		v.Spaces = append(v.Spaces, spaceView{p.Icon, i18n.T(ctx, p.Label), i18n.T(ctx, "site.home.space."+p.Name)})
	}
	for _, name := range []string{"register", "verify", "work"} {
		v.Steps = append(v.Steps, pairView{i18n.T(ctx, "site.home.step."+name), i18n.T(ctx, "site.home.step."+name+"_text")})
	}
	for _, p := range []struct{ name, icon string }{
		{"identity", "badge-check"}, {"data", "lock"}, {"value", "handshake"}, {"open", "code"},
	} {
		v.Promises = append(v.Promises, promiseView{p.icon, i18n.T(ctx, "site.home.promise."+p.name), i18n.T(ctx, "site.home.promise."+p.name+"_text")})
	}
	return v
}

// organisationData tells search engines what the site is.
func organisationData(ctx context.Context) map[string]any {
	s := ui.SiteOf(ctx)
	return map[string]any{
		"@context": "https://schema.org", "@type": "Organization",
		"name": s.Name, "url": s.BaseURL + homePath, "logo": s.BaseURL + s.Assets.Icon,
	}
}

// textView is a page of words.
type textView struct {
	Page     ui.Public
	HTML     string
	Foreign  string // language of the words, when it is not the reader's, or ""
	Modified string // « Mis à jour le … », or ""
	DateTime string
}

func newTextView(ctx context.Context, t site.Text) textView {
	v := textView{HTML: t.HTML, Page: ui.Public{
		Title: t.Title, Description: t.Description, Path: pagePath + t.Slug, Lang: t.Lang,
		Data: map[string]any{
			"@context": "https://schema.org", "@type": "WebPage", "name": t.Title, "description": t.Description,
			"url": ui.SiteOf(ctx).BaseURL + pagePath + t.Slug, "inLanguage": string(t.Lang),
		},
	}}
	if t.Lang != i18n.LangOf(ctx) {
		v.Foreign = string(t.Lang)
	}
	if !t.ModifiedAt.IsZero() {
		v.Modified, v.DateTime = i18n.T(ctx, "site.page.modified", "Date", i18n.Date(ctx, t.ModifiedAt)), t.ModifiedAt.UTC().Format(time.RFC3339)
	}
	return v
}

// pricingView is the price list.
type pricingView struct {
	Page    ui.Public
	Sandbox bool
	Free    []planView
	Paid    []planView
}

// planView is one offer.
type planView struct {
	Type, Name, For string
	Price           string // « Gratuit », « À partir de … », or ""
	Features        []string
	Unit            string // heading of the tiers' first column
	Tiers           []tierView
}

type tierView struct{ Range, Monthly, Annual string }

func newPricingView(ctx context.Context, offers []organisation.WallOffer, prices organisation.PriceList, sandbox bool) pricingView {
	title := i18n.T(ctx, "site.pricing.title")
	lead := i18n.T(ctx, "site.pricing.lead")
	v := pricingView{Sandbox: sandbox && len(prices) > 0, Page: ui.Public{
		Title: title, Description: lead, Path: pricingPath, Data: organisationData(ctx),
	}}
	for _, o := range offers {
		plan := newPlanView(ctx, o, prices)
		if o.Free {
			v.Free = append(v.Free, plan)
		} else {
			v.Paid = append(v.Paid, plan)
		}
	}
	return v
}

func newPlanView(ctx context.Context, o organisation.WallOffer, prices organisation.PriceList) planView {
	plan := planView{Type: o.Type, Name: o.Name, For: i18n.T(ctx, "site.pricing.for."+o.Type)}
	for _, n := range []string{"1", "2", "3"} {
		plan.Features = append(plan.Features, i18n.T(ctx, "site.pricing.feature."+o.Type+"_"+n))
	}
	if o.Free {
		plan.Price = i18n.T(ctx, "site.pricing.free")
		return plan
	}
	plan.Unit = i18n.T(ctx, "site.pricing.unit."+string(o.By))
	first, known := prices[o.Products[0].Reference]
	if !known {
		return plan
	}
	plan.Price = i18n.T(ctx, "site.pricing.from", "Amount", i18n.Money(ctx, first.Monthly.Cents, string(first.Monthly.Currency)))
	if o.By == organisation.Clients {
		plan.Tiers = clientTiers(ctx, first)
	} else {
		plan.Tiers = sizeTiers(ctx, o.Products, prices)
	}
	return plan
}

// clientTiers are the prices of one client, by how many there are.
func clientTiers(ctx context.Context, p organisation.WallPrice) []tierView {
	var list []tierView
	from := int64(1)
	for _, t := range p.Tiers {
		list = append(list, newTier(ctx, from, t.UpTo, organisation.WallPrice{Monthly: t.Monthly, Annual: t.Annual}))
		from = t.UpTo + 1
	}
	return list
}

// sizeTiers are the prices by headcount.
func sizeTiers(ctx context.Context, products []organisation.WallProduct, prices organisation.PriceList) []tierView {
	var list []tierView
	from := int64(1)
	for _, p := range products {
		if price, known := prices[p.Reference]; known {
			list = append(list, newTier(ctx, from, p.Ceiling, price))
		}
		from = p.Ceiling + 1
	}
	return list
}

func newTier(ctx context.Context, from, to int64, p organisation.WallPrice) tierView {
	t := tierView{
		Monthly: i18n.Money(ctx, p.Monthly.Cents, string(p.Monthly.Currency)),
		Annual:  i18n.Money(ctx, p.Annual.Cents, string(p.Annual.Currency)),
	}
	switch to {
	case 0:
		t.Range = i18n.T(ctx, "site.pricing.range.open", "From", i18n.Number(ctx, from))
	case from:
		t.Range = i18n.Number(ctx, from)
	default:
		t.Range = i18n.T(ctx, "site.pricing.range.closed", "From", i18n.Number(ctx, from), "To", i18n.Number(ctx, to))
	}
	return t
}
