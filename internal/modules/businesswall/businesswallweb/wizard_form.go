// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/ui/form"
)

// The terms that a wall is bound to.
const (
	termsPage        = "/page/CGV-BusinessWall"
	distributionPage = "/page/AccordDiffusionContenusJournalistiques"
)

func (h *handler) contactsForm(ctx context.Context, by access.Actor, a *businesswall.Application) (form.Form, error) {
	_, offered, err := h.walls.Funnel.JobTitles(ctx, by, a.Type)
	if err != nil {
		return form.Form{}, err
	}
	owner := []form.Field{
		{Name: "owner_name", Kind: form.Text, Label: "businesswall.field.owner_name", ReadOnly: true, Width: 3},
		{Name: "owner_email", Kind: form.Email, Label: "businesswall.field.owner_email", ReadOnly: true, Width: 3},
	}
	if by.OrganisationID == 0 {
		owner = append(owner, form.Field{Name: "organisation_name", Kind: form.Text, Label: "businesswall.field.organisation_name", Required: true, MaxLength: 200})
	}
	owner = append(owner,
		form.Field{Name: "owner_job_title", Kind: form.Combo, Label: "businesswall.field.owner_job_title", Families: form.Words(offered...), Width: 3, MaxLength: 300},
		form.Field{Name: "owner_phone", Kind: form.Phone, Label: "businesswall.field.phone", Width: 3, Autocomplete: "tel"},
	)
	return form.Form{
		ID: "contacts", Action: saveContactsPath, Submit: "businesswall.continue", CancelURL: choicePath, FullRefresh: true,
		Groups: []form.Group{
			{Title: "businesswall.group.owner", Fields: owner},
			{Title: "businesswall.group.payer", Intro: "businesswall.payer_intro", Fields: payerFields("businesswall.payer_same")},
		},
	}, nil
}

// payerFields are who receives the invoices.
func payerFields(same string) []form.Field {
	return []form.Field{
		{Name: "payer_is_owner", Kind: form.Checkbox, Label: same},
		{Name: "payer_first_name", Kind: form.Text, Label: "businesswall.field.first_name", Width: 3, MaxLength: 300},
		{Name: "payer_last_name", Kind: form.Text, Label: "businesswall.field.last_name", Width: 3, MaxLength: 300},
		{Name: "payer_service", Kind: form.Text, Label: "businesswall.field.service", Width: 3, MaxLength: 300},
		{Name: "payer_email", Kind: form.Email, Label: "businesswall.field.billing_email", Width: 3},
		{Name: "payer_phone", Kind: form.Phone, Label: "businesswall.field.phone", Width: 3},
		{Name: "payer_address", Kind: form.Text, Label: "businesswall.field.billing_address", Width: 3, MaxLength: 300},
	}
}

func pricingForm(kind businesswall.Kind) form.Form {
	f := form.Form{ID: "pricing", Action: setPricingPath + kind.Type, Submit: "businesswall.to_payment", CancelURL: contactsPath, FullRefresh: true}
	if kind.Free {
		f.Submit = "businesswall.activate_free"
	}
	if kind.By == organisation.Employees {
		f.Groups = append(f.Groups, form.Group{Title: "businesswall.group.headcount", Fields: []form.Field{
			{Name: "quantity", Kind: form.Number, Label: "businesswall.field.headcount", Hint: "businesswall.hint.headcount", Required: true, Min: 1, Max: 9_999_999, Width: 3},
		}})
	}
	if kind.SelfManaged {
		f.Groups = append(f.Groups, form.Group{Title: "businesswall.group.alone", Intro: "businesswall.alone_intro", Fields: []form.Field{
			{Name: "manages_alone", Kind: form.Checkbox, Label: "businesswall.field.manages_alone"},
			{Name: "publishes_alone", Kind: form.Checkbox, Label: "businesswall.field.publishes_alone"},
			{Name: "all_missions", Kind: form.Checkbox, Label: "businesswall.field.all_missions"},
			{Name: "no_partner", Kind: form.Checkbox, Label: "businesswall.field.no_partner"},
		}})
	}
	label, link, linkLabel := "businesswall.field.terms", termsPage, "businesswall.terms_link"
	if kind.Journalistic {
		label = "businesswall.field.terms_distribution"
	}
	f.Groups = append(f.Groups, form.Group{Title: "businesswall.group.terms", Fields: []form.Field{
		{Name: "terms", Kind: form.Checkbox, Label: label, Required: true, Link: link, LinkLabel: linkLabel},
	}})
	return f
}

func billingForm(kind businesswall.Kind) form.Form {
	return form.Form{
		ID: "billing", Action: billingPath + kind.Type, Submit: "businesswall.to_payment", CancelURL: pricingPath + kind.Type, FullRefresh: true,
		Groups: []form.Group{{Fields: []form.Field{
			{Name: "company", Kind: form.Text, Label: "businesswall.field.company", Required: true, MaxLength: 200, Autocomplete: "organization"},
			{Name: "siret", Kind: form.Text, Label: "businesswall.field.siret", Hint: "businesswall.hint.siret", Required: true, MaxLength: 25, Width: 3},
			{Name: "email", Kind: form.Email, Label: "businesswall.field.billing_email", Required: true, Width: 3},
			{Name: "phone", Kind: form.Phone, Label: "businesswall.field.phone", Width: 3},
			{Name: "address", Kind: form.Text, Label: "businesswall.field.address", Width: 3, MaxLength: 500},
		}}},
	}
}
