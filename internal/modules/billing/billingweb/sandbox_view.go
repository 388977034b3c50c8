// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billingweb

import (
	"context"
	"strings"

	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// billView is the page of payment.
type billView struct {
	URL       string
	Product   string
	Unit      string // of one unit, when several are bought
	Quantity  string // or "" for one
	Total     string // before tax, with its cycle
	CancelURL string
	BackURL   string // once it is over
	Open      bool
	Paid      bool
	Declined  bool
	Payer     sandbox.Payer
}

func newBillView(ctx context.Context, b sandbox.Bill, payer sandbox.Payer, declined bool) billView {
	c := b.Session.Checkout
	if payer.Email == "" {
		payer.Email = c.PayerEmail
	}
	total := b.Price.Total(c.Quantity)
	v := billView{
		URL: sandbox.PayPath + b.Session.ID, Product: b.Product.Name,
		Total:     i18n.T(ctx, "billing.sandbox.per_"+cycleName(b.Price.Cycle), "Price", i18n.Money(ctx, total.Cents, string(total.Currency))),
		CancelURL: c.CancelURL, BackURL: c.SuccessURL, Open: b.Session.IsOpen(), Paid: b.Session.IsPaid(), Declined: declined, Payer: payer,
	}
	if c.Quantity > 1 {
		v.Quantity = i18n.N(ctx, "billing.sandbox.units", int(c.Quantity))
		v.Unit = i18n.Money(ctx, total.Cents/c.Quantity, string(total.Currency))
	}
	if !v.Paid {
		v.BackURL = c.CancelURL
	}
	return v
}

// cycleName is the cycle in message keys.
func cycleName(c billing.Cycle) string {
	if c == "" {
		return "once"
	}
	return string(c)
}

// portalView is the portal's page.
type portalView struct {
	URL       string
	ReturnURL string
	Email     string
	Address   string
	Rows      []portalRow
}

type portalRow struct {
	ID      string
	Product string
	Price   string
	Status  string
	Tone    ui.Tone
	End     string // of the period
	Actions []portalAction
}

type portalAction struct {
	Name  string
	Label string
	Style ui.Style
}

func newPortalView(ctx context.Context, p *sandbox.Provider, a sandbox.Account) (portalView, error) {
	v := portalView{URL: sandbox.PortalPath + a.Portal.ID, ReturnURL: a.Portal.ReturnURL, Email: a.Customer.Email}
	for _, part := range []string{a.Customer.Line1, strings.TrimSpace(a.Customer.PostalCode + " " + a.Customer.City), a.Customer.Country} {
		if part != "" && v.Address != "" {
			v.Address += ", "
		}
		v.Address += part
	}
	c, err := p.Catalogue(ctx)
	if err != nil {
		return v, err
	}
	for _, s := range a.Subscriptions {
		v.Rows = append(v.Rows, newPortalRow(ctx, c, s))
	}
	return v, nil
}

func newPortalRow(ctx context.Context, c billing.Catalogue, s sandbox.Subscription) portalRow {
	row := portalRow{ID: s.ID, Product: s.PriceID}
	row.Status, row.Tone = portalStatus(ctx, s)
	if s.Status == "active" {
		key := "billing.sandbox.renews"
		if s.CancelsAtEnd {
			key = "billing.sandbox.ends"
		}
		row.End = i18n.T(ctx, key, "Date", i18n.Date(ctx, s.PeriodEnd))
	}
	for _, price := range c.Prices {
		if price.ID != s.PriceID {
			continue
		}
		total := price.Total(s.Quantity)
		row.Price = i18n.T(ctx, "billing.sandbox.per_"+cycleName(price.Cycle), "Price", i18n.Money(ctx, total.Cents, string(total.Currency)))
		for _, product := range c.Products {
			if product.ID == price.ProductID {
				row.Product = product.Name
			}
		}
	}
	for _, action := range s.Actions() {
		row.Actions = append(row.Actions, portalAction{Name: string(action), Label: i18n.T(ctx, "billing.sandbox.action."+string(action)), Style: styleOf(action)})
	}
	return row
}

func portalStatus(ctx context.Context, s sandbox.Subscription) (string, ui.Tone) {
	switch {
	case s.Paused:
		return i18n.T(ctx, "billing.sandbox.status.paused"), ui.ToneWarn
	case s.Status == "active":
		return i18n.T(ctx, "billing.sandbox.status.active"), ui.ToneOK
	case s.Status == "past_due":
		return i18n.T(ctx, "billing.sandbox.status.past_due"), ui.ToneDanger
	case s.Status == "unpaid":
		return i18n.T(ctx, "billing.sandbox.status.unpaid"), ui.ToneDanger
	}
	return i18n.T(ctx, "billing.sandbox.status.canceled"), ui.ToneNeutral
}

func styleOf(action sandbox.Action) ui.Style {
	switch action {
	case sandbox.PayInvoice, sandbox.Resume, sandbox.Keep:
		return ui.Primary
	case sandbox.CancelNow:
		return ui.Danger
	case sandbox.CancelLater, sandbox.Pause, sandbox.FailPayment, sandbox.GiveUp:
	}
	return ui.Line
}

// actionClass is the look of an action's button.
func actionClass(s ui.Style) string {
	switch s {
	case ui.Primary:
		return "btn btn-primary h-11"
	case ui.Danger:
		return "btn btn-error h-11"
	case ui.LineDanger:
		return "btn btn-line-danger h-11"
	case ui.Line, ui.Ghost:
	}
	return "btn btn-line h-11"
}
