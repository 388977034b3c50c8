// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"net/http"
	"strconv"

	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// confirm answers GET /BW/confirm-subscription: the type that suits, and the
// others.
func (h *handler) confirm(w http.ResponseWriter, r *http.Request) error {
	a, err := h.walls.Funnel.Application(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	kind, offered := businesswall.Selectable(a.Type)
	if !offered {
		kind = businesswall.Kinds()[0]
	}
	inForce, err := h.walls.Funnel.TypeInForce(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	v := confirmView{Suggested: newTypeView(r.Context(), kind), Others: typeViews(r.Context(), kind.Type), InForce: inForce}
	if has, known := businesswall.KindOf(inForce); known {
		v.Has = has.Name
	}
	return ui.Render(w, r, confirmPage(v))
}

// chooseType answers POST /BW/select-subscription/{type}; with a headcount, the
// price is next where the contacts are known already.
func (h *handler) chooseType(w http.ResponseWriter, r *http.Request) error {
	kind, err := typeOf(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	if err := h.walls.Funnel.Choose(r.Context(), ui.Actor(r), kind.Type); err != nil {
		return err
	}
	a, err := h.walls.Funnel.Application(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	to := contactsPath
	if a.ContactsGiven {
		to = pricingPath + kind.Type
	}
	if n, err := strconv.ParseInt(r.PostFormValue("quantity"), 10, 64); err == nil && n > 0 {
		to += "?quantity=" + strconv.FormatInt(n, 10)
	}
	web.Redirect(w, r, to)
	return nil
}

// choices answers GET /BW/activation-choice: every type, free ones first.
func (h *handler) choices(w http.ResponseWriter, r *http.Request) error {
	a, err := h.walls.Funnel.Application(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	if !a.TypeConfirmed {
		return businesswall.ErrTypeMissing
	}
	var free, paid []typeView
	for _, v := range typeViews(r.Context(), "") {
		if v.Free {
			free = append(free, v)
		} else {
			paid = append(paid, v)
		}
	}
	inForce, err := h.walls.Funnel.TypeInForce(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, choicePage(a.Type, inForce, free, paid))
}

// contacts answers GET /BW/nominate-contacts.
func (h *handler) contacts(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), ui.Actor(r)
	a, err := h.walls.Funnel.Application(ctx, by)
	if err != nil {
		return err
	}
	if !a.TypeConfirmed {
		return businesswall.ErrTypeMissing
	}
	var v form.Values
	title := a.OwnerJobTitle
	if !a.ContactsGiven {
		if title, _, err = h.walls.Funnel.JobTitles(ctx, by, a.Type); err != nil {
			return err
		}
	}
	for name, value := range map[string]string{
		"owner_job_title": title, "owner_phone": a.OwnerPhone, "organisation_name": a.OrganisationName,
	} {
		v.Set(name, value)
	}
	v.SetBool("payer_is_owner", a.PayerIsOwner || !a.ContactsGiven)
	if a.ContactsGiven && !a.PayerIsOwner {
		for name, value := range map[string]string{
			"payer_first_name": a.PayerFirstName, "payer_last_name": a.PayerLastName, "payer_service": a.PayerService,
			"payer_email": a.PayerEmail, "payer_phone": a.PayerPhone, "payer_address": a.PayerAddress,
		} {
			v.Set(name, value)
		}
	}
	return h.showContacts(w, r, a, v, nil)
}

func (h *handler) showContacts(w http.ResponseWriter, r *http.Request, a *businesswall.Application, v form.Values, problem error) error {
	f, err := h.contactsForm(r.Context(), ui.Actor(r), a)
	if err != nil {
		return err
	}
	email, err := h.walls.Funnel.Email(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	v.Set("owner_name", ui.Actor(r).Name)
	v.Set("owner_email", email)
	return ui.RenderStatus(w, r, ui.Status(problem), contactsPage(formView{f, v, problem}))
}

// saveContacts answers POST /BW/submit-contacts.
func (h *handler) saveContacts(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), ui.Actor(r)
	a, err := h.walls.Funnel.Application(ctx, by)
	if err != nil {
		return err
	}
	f, err := h.contactsForm(ctx, by, a)
	if err != nil {
		return err
	}
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(ctx, v); err == nil {
		err = h.walls.Funnel.GiveContacts(ctx, by, businesswall.Contacts{
			OrganisationName: v.Text("organisation_name"), OwnerJobTitle: v.Text("owner_job_title"), OwnerPhone: v.Text("owner_phone"),
			PayerIsOwner: v.Bool("payer_is_owner"), PayerFirstName: v.Text("payer_first_name"), PayerLastName: v.Text("payer_last_name"),
			PayerService: v.Text("payer_service"), PayerEmail: v.Text("payer_email"), PayerPhone: v.Text("payer_phone"), PayerAddress: v.Text("payer_address"),
		})
	}
	switch {
	case err == nil:
		web.Redirect(w, r, pricingPath+a.Type)
		return nil
	case !isFormRefusal(err):
		return err
	}
	return h.showContacts(w, r, a, v, err)
}

// pricing answers GET /BW/pricing/{type}.
func (h *handler) pricing(w http.ResponseWriter, r *http.Request) error {
	a, kind, err := h.readyToPrice(r)
	if err != nil {
		return err
	}
	var v form.Values
	quantity := a.Quantity
	if asked, err := strconv.ParseInt(r.URL.Query().Get("quantity"), 10, 64); err == nil && asked > 0 {
		quantity = asked
	}
	if quantity == 0 {
		quantity = businesswall.DefaultEmployees
	}
	v.SetInt("quantity", quantity)
	for name, on := range map[string]bool{
		"manages_alone": a.ManagesAlone, "publishes_alone": a.PublishesAlone, "all_missions": a.AllMissions, "no_partner": a.NoPartner,
	} {
		v.SetBool(name, on)
	}
	return h.showPricing(w, r, kind, v, nil)
}

func (h *handler) showPricing(w http.ResponseWriter, r *http.Request, kind businesswall.Kind, v form.Values, problem error) error {
	quote, err := h.checkout.Quote(r.Context(), kind.Type, max(v.Int("quantity"), 1), false)
	if err != nil {
		return err
	}
	return ui.RenderStatus(w, r, ui.Status(problem), pricingPage(newTypeView(r.Context(), kind), priceOf(r.Context(), quote, false), formView{pricingForm(kind), v, problem}))
}

// readyToPrice checks that the earlier steps are made for the type in the
// address (spec 07 §6, step 3).
func (h *handler) readyToPrice(r *http.Request) (*businesswall.Application, businesswall.Kind, error) {
	kind, err := typeOf(r)
	if err != nil {
		return nil, kind, err
	}
	a, err := h.walls.Funnel.Application(r.Context(), ui.Actor(r))
	switch {
	case err != nil:
		return nil, kind, err
	case !a.TypeConfirmed || a.Type != kind.Type:
		return nil, kind, businesswall.ErrTypeMissing
	case !a.ContactsGiven:
		return nil, kind, businesswall.ErrContactsMissing
	}
	return a, kind, nil
}

// savePricing answers POST /BW/set_pricing/{type}.
func (h *handler) savePricing(w http.ResponseWriter, r *http.Request) error {
	_, kind, err := h.readyToPrice(r)
	if err != nil {
		return err
	}
	f := pricingForm(kind)
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), v); err == nil {
		err = h.walls.Funnel.AcceptTerms(r.Context(), ui.Actor(r), businesswall.Terms{
			Quantity: v.Int("quantity"), Accepted: v.Bool("terms"), ManagesAlone: v.Bool("manages_alone"), PublishesAlone: v.Bool("publishes_alone"),
			AllMissions: v.Bool("all_missions"), NoPartner: v.Bool("no_partner"),
		})
	}
	switch {
	case err == nil && kind.Free:
		web.Redirect(w, r, paymentPath+kind.Type)
		return nil
	case err == nil:
		web.Redirect(w, r, billingPath+kind.Type)
		return nil
	case !isFormRefusal(err):
		return err
	}
	return h.showPricing(w, r, kind, v, err)
}
