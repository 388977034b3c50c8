// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// Package stripepay is Stripe behind the port of billing (spec 06 §7, 07 §6.1).
package stripepay

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/stripe/stripe-go/v85"

	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/signature"
)

// Options say which account takes the money.
type Options struct {
	SecretKey     string
	WebhookSecret string
	Now           func() time.Time
	URL           string // of the API; "" is Stripe's own
}

// Provider is Stripe.
type Provider struct {
	client *stripe.Client
	secret string
	now    func() time.Time
}

var _ billing.Provider = (*Provider)(nil)

// New returns the provider; it calls nobody yet.
func New(o Options) *Provider {
	config := &stripe.BackendConfig{
		EnableTelemetry:   stripe.Bool(false),
		MaxNetworkRetries: stripe.Int64(2),
		// What goes wrong is returned, and logged by who called.
		LeveledLogger: &stripe.LeveledLogger{Level: stripe.LevelNull},
	}
	if o.URL != "" {
		config.URL = stripe.String(o.URL)
	}
	return &Provider{
		client: stripe.NewClient(o.SecretKey, stripe.WithBackends(stripe.NewBackendsWithConfig(config))),
		secret: o.WebhookSecret, now: o.Now,
	}
}

// Read implements billing.Provider.
func (p *Provider) Read(payload []byte, header string) (billing.Event, error) {
	if err := signature.Check(payload, header, p.secret, p.now()); err != nil {
		return billing.Event{}, err
	}
	return billing.ParseEvent(payload)
}

// NewCheckout implements billing.Checkouts: card only, automatic tax, VAT number
// collected, billing address required (spec 07 §6.1).
func (p *Provider) NewCheckout(ctx context.Context, c billing.Checkout) (billing.Session, error) {
	params := &stripe.CheckoutSessionCreateParams{
		Mode:                     stripe.String(string(c.Mode)),
		LineItems:                []*stripe.CheckoutSessionCreateLineItemParams{{Price: stripe.String(c.PriceID), Quantity: stripe.Int64(max(c.Quantity, 1))}},
		ClientReferenceID:        stripe.String(c.Reference),
		Metadata:                 c.Metadata,
		SuccessURL:               stripe.String(c.SuccessURL),
		CancelURL:                stripe.String(c.CancelURL),
		AutomaticTax:             &stripe.CheckoutSessionCreateAutomaticTaxParams{Enabled: stripe.Bool(true)},
		TaxIDCollection:          &stripe.CheckoutSessionCreateTaxIDCollectionParams{Enabled: stripe.Bool(true)},
		BillingAddressCollection: stripe.String("required"),
		PaymentMethodTypes:       []*string{stripe.String("card")},
	}
	if c.Lang != "" {
		params.Locale = stripe.String(c.Lang)
	}
	if c.CustomerID != "" {
		params.Customer = stripe.String(c.CustomerID)
		params.CustomerUpdate = &stripe.CheckoutSessionCreateCustomerUpdateParams{Address: stripe.String("auto"), Name: stripe.String("auto")}
	} else if c.PayerEmail != "" {
		params.CustomerEmail = stripe.String(c.PayerEmail)
	}
	switch c.Mode {
	case billing.ForSubscription:
		params.SubscriptionData = &stripe.CheckoutSessionCreateSubscriptionDataParams{Metadata: c.Metadata}
	case billing.ForPayment:
		params.PaymentIntentData = &stripe.CheckoutSessionCreatePaymentIntentDataParams{Metadata: c.Metadata}
	}
	session, err := p.client.V1CheckoutSessions.Create(ctx, params)
	if err != nil {
		return billing.Session{}, fmt.Errorf("open checkout: %w", known(err))
	}
	return billing.Session{ID: session.ID, URL: session.URL}, nil
}

// EndCheckout implements billing.Checkouts.
func (p *Provider) EndCheckout(ctx context.Context, id string) error {
	session, err := p.client.V1CheckoutSessions.Retrieve(ctx, id, nil)
	if err != nil {
		return fmt.Errorf("read checkout: %w", known(err))
	}
	switch session.Status {
	case stripe.CheckoutSessionStatusComplete:
		return billing.ErrPaid
	case stripe.CheckoutSessionStatusExpired:
		return nil
	case stripe.CheckoutSessionStatusOpen:
	}
	if _, err := p.client.V1CheckoutSessions.Expire(ctx, id, nil); err != nil {
		return fmt.Errorf("close checkout: %w", known(err))
	}
	return nil
}

// Portal implements billing.Checkouts.
func (p *Provider) Portal(ctx context.Context, customerID, returnURL string) (string, error) {
	session, err := p.client.V1BillingPortalSessions.Create(ctx, &stripe.BillingPortalSessionCreateParams{
		Customer: stripe.String(customerID), ReturnURL: stripe.String(returnURL),
	})
	if err != nil {
		return "", fmt.Errorf("open portal: %w", known(err))
	}
	return session.URL, nil
}

// Subscription implements billing.Ledger.
func (p *Provider) Subscription(ctx context.Context, id string) (billing.SubscriptionFacts, error) {
	s, err := p.client.V1Subscriptions.Retrieve(ctx, id, nil)
	if err != nil {
		return billing.SubscriptionFacts{}, fmt.Errorf("read subscription: %w", known(err))
	}
	return subscriptionFacts(s), nil
}

// Customer implements billing.Ledger.
func (p *Provider) Customer(ctx context.Context, id string) (billing.CustomerFacts, error) {
	c, err := p.client.V1Customers.Retrieve(ctx, id, &stripe.CustomerRetrieveParams{Expand: []*string{stripe.String("tax_ids")}})
	if err != nil {
		return billing.CustomerFacts{}, fmt.Errorf("read customer: %w", known(err))
	}
	return customerFacts(c), nil
}

// ChangePlan implements billing.Ledger.
func (p *Provider) ChangePlan(ctx context.Context, id string, change billing.PlanChange) error {
	s, err := p.client.V1Subscriptions.Retrieve(ctx, id, nil)
	if err != nil {
		return fmt.Errorf("read subscription: %w", known(err))
	}
	if s.Items == nil || len(s.Items.Data) == 0 {
		return fmt.Errorf("change subscription: %w", billing.ErrUnknown)
	}
	item := &stripe.SubscriptionUpdateItemParams{ID: stripe.String(s.Items.Data[0].ID), Quantity: stripe.Int64(max(change.Quantity, 1))}
	if change.PriceID != "" {
		item.Price = stripe.String(change.PriceID)
	}
	proration := "none"
	if change.Prorate {
		proration = "create_prorations"
	}
	_, err = p.client.V1Subscriptions.Update(ctx, id, &stripe.SubscriptionUpdateParams{
		Items: []*stripe.SubscriptionUpdateItemParams{item}, ProrationBehavior: stripe.String(proration),
	})
	if err != nil {
		return fmt.Errorf("change subscription: %w", known(err))
	}
	return nil
}

// Cancel implements billing.Ledger.
func (p *Provider) Cancel(ctx context.Context, id string) error {
	if _, err := p.client.V1Subscriptions.Cancel(ctx, id, nil); err != nil {
		return fmt.Errorf("cancel subscription: %w", known(err))
	}
	return nil
}

// Return implements billing.Ledger.
func (p *Provider) Return(ctx context.Context, id string) error {
	s, err := p.client.V1Subscriptions.Retrieve(ctx, id, &stripe.SubscriptionRetrieveParams{Expand: []*string{stripe.String("latest_invoice.payments")}})
	if err != nil {
		return fmt.Errorf("read subscription: %w", known(err))
	}
	if s.Status == stripe.SubscriptionStatusCanceled {
		return nil
	}
	if s.LatestInvoice != nil && s.LatestInvoice.Payments != nil {
		for _, paid := range s.LatestInvoice.Payments.Data {
			if err := p.refund(ctx, paid); err != nil {
				return err
			}
		}
	}
	return p.Cancel(ctx, id)
}

// refund gives a payment back, once.
func (p *Provider) refund(ctx context.Context, paid *stripe.InvoicePayment) error {
	if paid.AmountPaid == 0 || paid.Payment == nil || paid.Payment.PaymentIntent == nil {
		return nil
	}
	params := &stripe.RefundCreateParams{PaymentIntent: stripe.String(paid.Payment.PaymentIntent.ID), Reason: stripe.String("duplicate")}
	params.SetIdempotencyKey("return-" + paid.Payment.PaymentIntent.ID)
	_, err := p.client.V1Refunds.Create(ctx, params)
	var failure *stripe.Error
	if errors.As(err, &failure) && failure.Code == stripe.ErrorCodeChargeAlreadyRefunded {
		return nil
	}
	if err != nil {
		return fmt.Errorf("give a payment back: %w", err)
	}
	return nil
}

// known tells an object that Stripe does not know from other failures.
func known(err error) error {
	var failure *stripe.Error
	if errors.As(err, &failure) && failure.Code == stripe.ErrorCodeResourceMissing {
		return fmt.Errorf("%w: %s", billing.ErrUnknown, failure.Param)
	}
	return err
}
