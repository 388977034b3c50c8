// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/modules/billing"
)

// ErrDeclined is what the card that is always refused gets.
var ErrDeclined = errs.New(errs.Conflict, "billing.sandbox.declined")

var (
	errOver   = errs.New(errs.Conflict, "billing.sandbox.over")
	errClosed = errs.New(errs.Conflict, "billing.sandbox.closed")
)

// Card is a card of the sandbox.
type Card string

// The cards.
const (
	Accepted Card = "accepted" // 4242…
	Refused  Card = "refused"  // 4000…0002
)

// Payer is what somebody types on the page of payment.
type Payer struct {
	Email, VATNumber, Line1, PostalCode, City string
}

// Bill is a page of payment with what it asks.
type Bill struct {
	Session Session
	Product billing.Product
	Price   billing.Price
}

// Bill returns the page of a session; NotFound when there is none.
func (p *Provider) Bill(ctx context.Context, sessionID string) (Bill, error) {
	s, err := read[Session](ctx, p.DB.Reader(), sessionID)
	if err != nil {
		return Bill{}, hidden(err)
	}
	b := Bill{Session: s}
	c, err := p.Catalogue(ctx)
	if err != nil {
		return Bill{}, err
	}
	for _, price := range c.Prices {
		if price.ID == s.Checkout.PriceID {
			b.Price = price
		}
	}
	for _, product := range c.Products {
		if product.ID == b.Price.ProductID {
			b.Product = product
		}
	}
	return b, nil
}

// hidden makes what the sandbox does not know a page that does not exist.
func hidden(err error) error {
	if errors.Is(err, billing.ErrUnknown) {
		return errs.ErrNotFound
	}
	return err
}

// Pay pays a session with a card of the sandbox and tells of it. It activates
// nothing itself: the events do.
func (p *Provider) Pay(ctx context.Context, sessionID string, card Card, payer Payer) (Session, error) {
	var s Session
	err := p.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		var err error
		if s, err = p.lockedSession(ctx, tx, sessionID); err != nil {
			return hidden(err)
		}
		switch {
		case s.Status != open:
			return errClosed
		case card != Accepted:
			return ErrDeclined
		}
		return p.fulfil(ctx, tx, &s, payer)
	})
	return s, err
}

// fulfil makes what a payment makes, in Stripe's order.
func (p *Provider) fulfil(ctx context.Context, tx bun.Tx, s *Session, payer Payer) error {
	customer, err := p.customerFor(ctx, tx, s, payer)
	if err != nil {
		return err
	}
	s.Status, s.CustomerID = complete, customer.ID
	told := []happening{{"customer.updated", customer.object()}}
	if s.Checkout.Mode == billing.ForSubscription {
		sub := &Subscription{
			ID: "sub_test_" + p.Random(), CustomerID: customer.ID, Status: "active", PriceID: s.Checkout.PriceID,
			Quantity: max(s.Checkout.Quantity, 1), Metadata: s.Checkout.Metadata, PeriodEnd: p.periodEnd(s.Checkout.PriceID),
		}
		s.SubscriptionID = sub.ID
		if err := p.write(ctx, tx, kindSubscription, sub.ID, customer.ID, sub); err != nil {
			return err
		}
		told = append(told, happening{"customer.subscription.created", sub.object()}, sub.invoice(true))
	}
	if err := p.write(ctx, tx, kindSession, s.ID, "", s); err != nil {
		return err
	}
	return p.tell(ctx, tx, append(told, happening{"checkout.session.completed", s.object()}))
}

// customerFor is the session's customer, made now if it has none.
func (p *Provider) customerFor(ctx context.Context, tx bun.Tx, s *Session, payer Payer) (Customer, error) {
	customer := Customer{ID: s.CustomerID, Email: s.Checkout.PayerEmail}
	if s.CustomerID != "" {
		var err error
		if customer, err = read[Customer](ctx, tx, s.CustomerID); err != nil {
			return customer, err
		}
	} else {
		customer.ID = "cus_test_" + p.Random()
	}
	for _, typed := range []struct {
		to    *string
		value string
	}{{&customer.Email, payer.Email}, {&customer.VATNumber, payer.VATNumber}, {&customer.Line1, payer.Line1}, {&customer.PostalCode, payer.PostalCode}, {&customer.City, payer.City}} {
		if typed.value != "" {
			*typed.to = typed.value
		}
	}
	if customer.Country == "" {
		customer.Country = "FR"
	}
	return customer, p.write(ctx, tx, kindCustomer, customer.ID, "", customer)
}

// periodEnd is the end of a period that begins now.
func (p *Provider) periodEnd(priceID string) time.Time {
	now := p.Now().UTC().Truncate(time.Second)
	c, err := p.Catalogue(context.Background())
	if err == nil {
		for _, price := range c.Prices {
			if price.ID == priceID && price.Cycle == billing.Annual {
				return now.AddDate(1, 0, 0)
			}
		}
	}
	return now.AddDate(0, 1, 0)
}

// Account is the portal's page.
type Account struct {
	Portal        Portal
	Customer      Customer
	Subscriptions []Subscription
}

// Account returns the page of a portal; NotFound when there is none.
func (p *Provider) Account(ctx context.Context, portalID string) (Account, error) {
	var a Account
	var err error
	if a.Portal, err = read[Portal](ctx, p.DB.Reader(), portalID); err != nil {
		return a, hidden(err)
	}
	if a.Customer, err = read[Customer](ctx, p.DB.Reader(), a.Portal.CustomerID); err != nil {
		return a, hidden(err)
	}
	a.Subscriptions, err = subscriptions(ctx, p.DB.Reader(), a.Portal.CustomerID)
	return a, err
}

// Action is something a customer does in the portal, or has happen to it.
type Action string

// The actions.
const (
	CancelNow   Action = "cancel"
	CancelLater Action = "cancel_later" // at the end of the period
	Keep        Action = "keep"         // takes CancelLater back
	Pause       Action = "pause"
	Resume      Action = "resume"
	FailPayment Action = "fail"
	GiveUp      Action = "unpaid" // the provider stops trying
	PayInvoice  Action = "pay"
)

// Actions are the actions that a subscription allows, in the order they are
// shown.
func (s *Subscription) Actions() []Action {
	switch {
	case s.isOver():
		return nil
	case s.Status == "past_due", s.Status == "unpaid":
		list := []Action{PayInvoice, FailPayment}
		if s.Status == "past_due" {
			list = append(list, GiveUp)
		}
		return append(list, CancelNow)
	case s.Paused:
		return []Action{Resume, CancelNow}
	case s.CancelsAtEnd:
		return []Action{Keep, CancelNow}
	}
	return []Action{CancelLater, CancelNow, Pause, FailPayment}
}

func (s *Subscription) isOver() bool { return s.Status == "canceled" }

// Act does an action to a subscription of the portal's customer.
func (p *Provider) Act(ctx context.Context, portalID, subscriptionID string, action Action) error {
	account, err := p.Account(ctx, portalID)
	if err != nil {
		return err
	}
	for _, s := range account.Subscriptions {
		if s.ID == subscriptionID {
			return p.change(ctx, subscriptionID, func(s *Subscription) []happening { return s.act(action) })
		}
	}
	return errs.ErrNotFound
}

// act changes the subscription and returns what is told of it.
func (s *Subscription) act(action Action) []happening {
	updated := func() happening { return happening{"customer.subscription.updated", s.object()} }
	switch action {
	case CancelNow:
		return s.cancel()
	case CancelLater, Keep:
		s.CancelsAtEnd = action == CancelLater
	case Pause, Resume:
		s.Paused = action == Pause
	case FailPayment:
		s.Status = "past_due"
		return []happening{s.invoice(false), updated()}
	case GiveUp:
		s.Status = "unpaid"
	case PayInvoice:
		s.Status = "active"
		return []happening{s.invoice(true), updated()}
	default:
		return nil
	}
	return []happening{updated()}
}

func (s *Subscription) cancel() []happening {
	s.Status, s.Paused = "canceled", false
	return []happening{{"customer.subscription.deleted", s.object()}}
}

// change changes a subscription that is not over and tells of it.
func (p *Provider) change(ctx context.Context, id string, change func(*Subscription) []happening) error {
	return p.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := p.DB.Lock(ctx, tx, "sandbox "+id); err != nil {
			return err
		}
		s, err := read[Subscription](ctx, tx, id)
		if err != nil {
			return err
		}
		if s.isOver() {
			return errOver
		}
		told := change(&s)
		if err := p.write(ctx, tx, kindSubscription, s.ID, s.CustomerID, s); err != nil {
			return fmt.Errorf("change the sandbox's subscription: %w", err)
		}
		return p.tell(ctx, tx, told)
	})
}
