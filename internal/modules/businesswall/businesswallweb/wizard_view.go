// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswallweb

import (
	"context"

	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/ui"
	"aipress24.com/aipress24/internal/ui/form"
)

// The steps of the wizard (spec 07 §6).
const (
	stepConfirm = iota
	stepType
	stepPricing
	stepPayment
)

// wizardSteps is where one is; it informs and leads nowhere.
func wizardSteps(ctx context.Context, current int) []ui.Step {
	labels := []string{"businesswall.step.confirm", "businesswall.step.type", "businesswall.step.pricing", "businesswall.step.payment"}
	steps := make([]ui.Step, len(labels))
	for i, key := range labels {
		steps[i] = ui.Step{Label: i18n.T(ctx, key), Done: i < current, Current: i == current}
	}
	return steps
}

// typeView is a type to choose.
type typeView struct {
	Type       string
	Name       string
	Text       string
	Free       bool
	Conditions []string
	Features   []string // of the newsroom
	Headcount  bool
	Action     string
	Agreement  bool // the distribution agreement must be accepted too
}

func newTypeView(ctx context.Context, k businesswall.Kind) typeView {
	v := typeView{
		Type: k.Type, Name: k.Name, Text: i18n.T(ctx, "businesswall.type."+k.Type), Free: k.Free, Headcount: k.By == organisation.Employees, Agreement: k.Journalistic,
	}
	switch {
	case k.By == organisation.Clients:
		v.Action = i18n.T(ctx, "businesswall.activate_client")
	case k.Free:
		v.Action = i18n.T(ctx, "businesswall.activate")
	default:
		v.Action = i18n.T(ctx, "businesswall.activate_paid")
	}
	for _, key := range k.Conditions {
		v.Conditions = append(v.Conditions, i18n.T(ctx, key))
	}
	for _, key := range k.Features {
		v.Features = append(v.Features, i18n.T(ctx, key))
	}
	return v
}

// typeViews lists the types that a new wall may have, but one.
func typeViews(ctx context.Context, but string) []typeView {
	var list []typeView
	for _, k := range businesswall.Kinds() {
		if !k.Deprecated && k.Type != but {
			list = append(list, newTypeView(ctx, k))
		}
	}
	return list
}

// confirmView is the type that suits and the others.
type confirmView struct {
	Suggested typeView
	Others    []typeView
	InForce   string // the type that the organisation has, which is not chosen again, or ""
	Has       string // its name, or ""
}

// lead says what is chosen: a first wall, or a change of type.
func (v confirmView) lead(ctx context.Context) string {
	if v.Has != "" {
		return i18n.T(ctx, "businesswall.confirm.change", "Type", v.Has)
	}
	return i18n.T(ctx, "businesswall.confirm.lead")
}

// formView is a form with what was typed and what is wrong with it.
type formView struct {
	Form   form.Form
	Values form.Values
	Err    error
}

// paymentView is what is about to be paid.
type paymentView struct {
	Type    typeView
	Product string
	Monthly string // price before tax, in words
	Annual  string // the same, or "" when the catalogue has none
	VAT     string
	Problem string // why the payment did not start
}
