// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"
	"net/http"

	"aipress24.com/aipress24/internal/core/money"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
)

// subscriptionView is what a wall pays, on its dashboard.
type subscriptionView struct {
	Status    string // in words, or "" without subscription
	Tone      ui.Tone
	Items     []ui.MetaItem
	Portal    bool
	MayCancel bool

	// A plan that suits the headcount better, or "".
	Recommended string
}

// statusTones are the colours of a subscription's states.
var statusTones = map[string]ui.Tone{
	"active": ui.ToneOK, "past_due": ui.ToneWarn, "pending": ui.ToneNeutral, "cancelled": ui.ToneNeutral, "expired": ui.ToneNeutral,
}

// subscription describes what a wall pays (spec 07 §7.1, 06 §7.3).
func (h *handler) subscription(r *http.Request, wall *businesswall.Wall) (subscriptionView, error) {
	ctx := r.Context()
	s, err := h.checkout.Standing(ctx, wall.ID)
	if err != nil || s.Status == "" {
		return subscriptionView{}, err
	}
	v := subscriptionView{
		Status: i18n.T(ctx, "businesswall.subscription_status."+s.Status), Tone: statusTones[s.Status], Portal: s.HasPortal,
		Items: subscriptionItems(ctx, s),
	}
	if wall.Status == businesswall.Suspended {
		v.Tone = ui.ToneDanger
	}
	better, err := h.checkout.Recommendation(ctx, ui.Actor(r), wall.ID)
	if err != nil || !better.Change {
		return v, err
	}
	v.Recommended = i18n.T(ctx, "businesswall.plan.text", "Employees", i18n.Number(ctx, better.Employees), "Product", better.Product,
		"New", perPeriod(ctx, better.New, better.Annual), "Old", perPeriod(ctx, better.Old, better.Annual))
	return v, nil
}

func subscriptionItems(ctx context.Context, s Standing) []ui.MetaItem {
	item := func(label, text string) ui.MetaItem {
		return ui.MetaItem{Label: i18n.T(ctx, "businesswall.subscription."+label), Text: text}
	}
	price := perPeriod(ctx, s.Net, s.Annual)
	if s.Free {
		price = amount(ctx, s.Net)
	}
	items := []ui.MetaItem{item("product", s.Product), item("price", price)}
	switch s.Measure {
	case organisation.Clients:
		items = append(items, item("counted", i18n.N(ctx, "businesswall.subscription.clients", int(s.Quantity))))
	case organisation.Employees:
		items = append(items, item("counted", i18n.N(ctx, "businesswall.subscription.employees", int(s.Quantity))))
	case organisation.Flat:
	}
	switch {
	case s.PeriodEnd.IsZero():
	case s.CancelsAtEnd:
		items = append(items, item("ends", i18n.Date(ctx, s.PeriodEnd)))
	default:
		items = append(items, item("renews", i18n.Date(ctx, s.PeriodEnd)))
	}
	if s.InvoiceURL != "" {
		items = append(items, ui.MetaItem{
			Label: i18n.T(ctx, "businesswall.subscription.invoice"), Text: i18n.T(ctx, "businesswall.subscription.see"), URL: s.InvoiceURL,
		})
	}
	return items
}

// perPeriod is a price before tax with its period.
func perPeriod(ctx context.Context, net money.Amount, annual bool) string {
	if annual {
		return i18n.T(ctx, "businesswall.price_annual_net", "Amount", amount(ctx, net))
	}
	return i18n.T(ctx, "businesswall.price_monthly_net", "Amount", amount(ctx, net))
}

// switchPlan answers POST /BW/switch-plan: the recommended product, from the
// next period on (spec 06 §7.3).
func (h *handler) switchPlan(w http.ResponseWriter, r *http.Request, wall *businesswall.Wall) error {
	err := h.checkout.Switch(r.Context(), ui.Actor(r), wall.ID)
	return h.answer(w, r, err, "businesswall.flash.plan_switched", dashboardPath)
}
