// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/money"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// errCycle refuses a billing cycle that is not sold; without one, the month is.
var errCycle = errs.New(errs.Invalid, "businesswall.payment.cycle_unknown")

// readyToPay checks that the quantity and the terms are known (spec 07 §6,
// step 4).
func (h *handler) readyToPay(r *http.Request) (*businesswall.Application, businesswall.Kind, error) {
	a, kind, err := h.readyToPrice(r)
	if err == nil && a.Quantity == 0 {
		err = businesswall.ErrQuantityMissing
	}
	return a, kind, err
}

// billing answers GET /BW/stripe-info/{type}; free types have no bill.
func (h *handler) billing(w http.ResponseWriter, r *http.Request) error {
	a, kind, err := h.readyToPay(r)
	if err != nil {
		return err
	}
	if kind.Free {
		return businesswall.ErrQuantityMissing
	}
	company := ui.Actor(r).Organisation
	if company == "" {
		company = a.OrganisationName
	}
	var v form.Values
	for name, value := range map[string]string{
		"company": company, "email": a.PayerEmail, "phone": a.PayerPhone, "address": a.PayerAddress,
	} {
		v.Set(name, value)
	}
	return ui.Render(w, r, billingPage(formView{billingForm(kind), v, nil}))
}

// saveBilling answers POST /BW/stripe-info/{type}.
func (h *handler) saveBilling(w http.ResponseWriter, r *http.Request) error {
	_, kind, err := h.readyToPay(r)
	if err != nil {
		return err
	}
	if kind.Free {
		return businesswall.ErrQuantityMissing
	}
	f := billingForm(kind)
	v, err := f.Decode(r)
	if err != nil {
		return err
	}
	if err = f.Validate(r.Context(), v); err == nil {
		_, err = h.walls.Funnel.SetBilling(r.Context(), ui.Actor(r), businesswall.Billing{
			Company: v.Text("company"), SIRET: v.Text("siret"), Email: v.Text("email"), Phone: v.Text("phone"), Address: v.Text("address"),
		})
	}
	switch {
	case err == nil:
		web.Redirect(w, r, paymentPath+kind.Type)
		return nil
	case !isFormRefusal(err):
		return err
	}
	return ui.RenderStatus(w, r, ui.Status(err), billingPage(formView{f, v, err}))
}

// payment answers GET /BW/payment/{type}.
func (h *handler) payment(w http.ResponseWriter, r *http.Request) error {
	a, kind, err := h.readyToPay(r)
	if err != nil {
		return err
	}
	if !kind.Free && a.WallID == 0 {
		web.Redirect(w, r, billingPath+kind.Type)
		return nil
	}
	return h.showPayment(w, r, a, kind, nil)
}

func (h *handler) showPayment(w http.ResponseWriter, r *http.Request, a *businesswall.Application, kind businesswall.Kind, problem error) error {
	ctx := r.Context()
	monthly, err := h.checkout.Quote(ctx, kind.Type, a.Quantity, false)
	if err != nil {
		return err
	}
	annual, err := h.checkout.Quote(ctx, kind.Type, a.Quantity, true)
	if err != nil {
		return err
	}
	view := paymentView{Type: newTypeView(ctx, kind), Product: monthly.Product, Monthly: priceOf(ctx, monthly, false)}
	if view.Product == "" {
		view.Product = kind.Name
	}
	if annual.Known && !annual.Free && !kind.Free {
		view.Annual = priceOf(ctx, annual, true)
	}
	if monthly.Known && !kind.Free {
		view.VAT = i18n.T(ctx, "businesswall.price_vat", "Amount", amount(ctx, monthly.Gross))
	}
	if why := refusalOf(problem); why != nil {
		view.Problem = i18n.T(ctx, why.Message, why.Args...)
	}
	return ui.RenderStatus(w, r, ui.Status(problem), paymentPage(view))
}

// pay answers POST /BW/checkout/{type} with the way to the provider's page.
func (h *handler) pay(w http.ResponseWriter, r *http.Request) error {
	ctx, by := r.Context(), ui.Actor(r)
	a, kind, err := h.readyToPay(r)
	if err != nil {
		return err
	}
	if err := web.ParseForm(r); err != nil {
		return err
	}
	cycle := r.PostFormValue("cycle")
	if cycle != "" && cycle != "monthly" && cycle != "annual" {
		return h.showPayment(w, r, a, kind, errCycle)
	}
	wallID := a.WallID
	if kind.Free || wallID == 0 {
		if !kind.Free {
			web.Redirect(w, r, billingPath+kind.Type)
			return nil
		}
		draft, err := h.walls.Funnel.Draft(ctx, by)
		if err != nil {
			return h.told(w, r, err, paymentPath+kind.Type)
		}
		wallID = draft.ID
	}
	address, err := h.checkout.Start(ctx, by, Purchase{
		WallID: wallID, Quantity: a.Quantity, Annual: cycle == "annual",
		Accepted: r.PostFormValue("cgv") != "", Version: businesswall.TermsVersion,
		SuccessPath: successPath + kind.Type, CancelPath: abandonPath + kind.Type,
	})
	if err != nil {
		if to, _ := wayOf(r, err); to != "" || refusalOf(err) == nil {
			return err
		}
		return h.showPayment(w, r, a, kind, err)
	}
	web.Leave(w, r, address)
	return nil
}

// paid answers GET /BW/payment-success/{type}: the provider's message may still
// be on its way, so it promises nothing. Who has nothing to pay for is led to the
// beginning.
func (h *handler) paid(w http.ResponseWriter, r *http.Request) error {
	if _, err := typeOf(r); err != nil {
		return err
	}
	ctx, by := r.Context(), ui.Actor(r)
	a, err := h.walls.Funnel.Application(ctx, by)
	if err != nil {
		return err
	}
	name, err := h.ownedInForce(ctx, by)
	if err != nil {
		return err
	}
	if name == "" && a.WallID == 0 {
		web.Redirect(w, r, rootPath)
		return nil
	}
	return ui.Render(w, r, paidPage())
}

// abandoned answers GET /BW/payment-cancel/{type}.
func (h *handler) abandoned(w http.ResponseWriter, r *http.Request) error {
	kind, err := typeOf(r)
	if err != nil {
		return err
	}
	h.flash(r.Context(), web.Info, "businesswall.flash.payment_abandoned")
	web.Redirect(w, r, paymentPath+kind.Type)
	return nil
}

// confirmation answers GET /BW/confirmation/paid. It only reads: the verified
// message of the provider alone activates a wall (spec 07 §14.22).
func (h *handler) confirmation(w http.ResponseWriter, r *http.Request) error {
	name, err := h.ownedInForce(r.Context(), ui.Actor(r))
	if err != nil {
		return err
	}
	return ui.Render(w, r, confirmationPage(name))
}

// ownedInForce is the name of a wall in force that the actor owns, or "".
func (h *handler) ownedInForce(ctx context.Context, by access.Actor) (string, error) {
	choices, err := h.walls.Walls.Choices(ctx, by)
	for _, c := range choices {
		if c.Owned && c.Status == businesswall.Active {
			return c.Name, err
		}
	}
	return "", err
}

// priceOf is a price before tax in words; free is 0,00 €.
func priceOf(ctx context.Context, q Quote, annual bool) string {
	switch {
	case q.Free:
		return amount(ctx, money.Euros(0))
	case !q.Known:
		return i18n.T(ctx, "businesswall.price_on_request")
	case annual:
		return i18n.T(ctx, "businesswall.price_annual", "Amount", amount(ctx, q.Net))
	}
	return i18n.T(ctx, "businesswall.price_monthly", "Amount", amount(ctx, q.Net))
}

func amount(ctx context.Context, a money.Amount) string {
	return i18n.Money(ctx, a.Cents, string(a.Currency))
}
