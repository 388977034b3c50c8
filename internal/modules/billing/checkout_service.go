// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/i18n"
)

// Order is what somebody subscribes to.
type Order struct {
	WallID        int64
	Quantity      int64  // clients or employees; below one is one
	Cycle         Cycle  // "": monthly
	TermsAccepted bool   // in this attempt
	TermsVersion  string // "": v1
	PayerEmail    string // "": the payer's own
	SuccessPath   string // where the payer comes back; it activates nothing
	CancelPath    string
	Contact       Contact
}

// firstTerms is the version of the terms of sale while only one exists.
const firstTerms = "v1"

// StartCheckout prepares the provider's page on which the order is paid and
// returns its address. Free types pass through it too, for nothing. It verifies
// who asks, that the terms were accepted and that nothing is paid already
// (spec 06 §7.2); the subscription stays pending until the provider tells.
func (s *Service) StartCheckout(ctx context.Context, by access.Actor, o Order) (string, error) {
	if s.Provider == nil {
		return "", errUnavailable
	}
	if !o.TermsAccepted {
		return "", errTerms
	}
	plan, err := s.prepare(ctx, by, o)
	if err != nil {
		return "", fmt.Errorf("prepare checkout of wall %d: %w", o.WallID, err)
	}
	if err := s.endCheckout(ctx, plan.before); err != nil {
		return "", err
	}
	if err := s.save(ctx, plan); err != nil {
		return "", fmt.Errorf("save order of wall %d: %w", o.WallID, err)
	}
	session, err := s.open(ctx, plan)
	if err != nil {
		return "", errs.Wrap(errs.Unavailable, "billing.unavailable", err)
	}
	_, err = s.DB.Writer().NewUpdate().Table("subscriptions").
		Set("session_id = ?", session.ID).Set("session_url = ?", session.URL).Set("modified_at = ?", s.Now().UTC()).
		Where("wall_id = ? AND status = ? AND provider_id IS NULL", o.WallID, Pending).Exec(ctx)
	if err != nil {
		return "", fmt.Errorf("keep the checkout of wall %d: %w", o.WallID, err)
	}
	return session.URL, nil
}

// orderPlan is an order that may be paid.
type orderPlan struct {
	order    Order
	wall     *organisation.Wall
	quote    Quote
	before   *Subscription // as it was, or nil
	email    string
	customer string // or "": the e-mail is given instead
	by       access.Actor
}

func (s *Service) prepare(ctx context.Context, by access.Actor, o Order) (*orderPlan, error) {
	db := s.DB.Writer()
	wall, err := s.wallFor(ctx, db, by, o.WallID, true)
	if err != nil {
		return nil, err
	}
	if wall.Status == wallCancelled {
		return nil, errOver
	}
	p := &orderPlan{order: o, wall: wall, by: by}
	if p.before, err = subscriptionOf(ctx, db, wall.ID); err != nil {
		return nil, err
	}
	if err := s.checkFree(ctx, p); err != nil {
		return nil, err
	}
	if p.quote, err = s.Quote(ctx, wall.Type, o.Quantity, o.Cycle); err != nil {
		return nil, err
	}
	if !p.quote.Known {
		return nil, errNoPrice
	}
	return p, s.findPayer(ctx, p)
}

// checkFree refuses to charge twice: the wall is paid, or its organisation has
// another (spec 06 §7.2, 07 §14.12).
func (s *Service) checkFree(ctx context.Context, p *orderPlan) error {
	if p.before != nil && (p.before.isRunning() || p.before.ProviderID != "" && !p.before.Status.isOver()) {
		return errAlreadyActive
	}
	other, err := hasWallInForce(ctx, s.DB.Writer(), p.wall.ID)
	if err != nil {
		return err
	}
	if other {
		return errAlreadyActive
	}
	return nil
}

// findPayer chooses the e-mail, and the organisation's customer if it has the
// same (spec 07 §6.1).
func (s *Service) findPayer(ctx context.Context, p *orderPlan) error {
	p.email = strings.TrimSpace(p.order.PayerEmail)
	if p.email == "" && p.before != nil {
		p.email = p.before.PayerEmail
	}
	for _, member := range []int64{p.wall.PayerID, p.by.UserID} {
		if p.email != "" {
			break
		}
		var err error
		if p.email, err = memberEmail(ctx, s.DB.Writer(), member); err != nil {
			return err
		}
	}
	if p.wall.OrganisationID == 0 {
		return nil
	}
	details, err := detailsOf(ctx, s.DB.Writer(), p.wall.OrganisationID)
	if err != nil {
		return err
	}
	if details != nil && strings.EqualFold(details.Email, p.email) {
		p.customer = details.CustomerID
	}
	return nil
}

// endCheckout closes the page of an earlier attempt, so that nobody pays twice.
func (s *Service) endCheckout(ctx context.Context, sub *Subscription) error {
	if sub == nil || sub.SessionID == "" || sub.Status != Pending {
		return nil
	}
	switch err := s.Provider.EndCheckout(ctx, sub.SessionID); {
	case errors.Is(err, ErrPaid):
		return errInProgress
	case err == nil, errors.Is(err, ErrUnknown):
		return nil
	default:
		return errs.Wrap(errs.Unavailable, "billing.unavailable", err)
	}
}

// save keeps the order as a pending subscription.
func (s *Service) save(ctx context.Context, p *orderPlan) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if err := s.DB.Lock(ctx, tx, lockOfWall(p.wall.ID)); err != nil {
			return err
		}
		sub, err := subscriptionOf(ctx, tx, p.wall.ID)
		if err != nil {
			return err
		}
		fresh := sub == nil
		if fresh {
			sub = s.newSubscription(p.wall.ID)
		} else if sub.isRunning() {
			return errAlreadyActive // paid meanwhile
		}
		now := s.Now().UTC()
		sub.Status, sub.ProviderID, sub.SessionID, sub.SessionURL, sub.ProviderStatus = Pending, "", "", "", ""
		sub.Measure, sub.Quantity, sub.Reference, sub.PriceID = string(p.quote.By), p.quote.Quantity, p.quote.Reference, p.quote.PriceID
		sub.Cycle, sub.NetCents, sub.Currency = p.quote.Cycle, p.quote.Net.Cents, string(p.quote.Net.Currency)
		sub.PayerEmail, sub.Contact = p.email, p.order.Contact
		sub.TermsAcceptedAt, sub.TermsVersion, sub.ModifiedAt = now, cmp.Or(p.order.TermsVersion, firstTerms), now
		if fresh {
			return insertSubscription(ctx, tx, sub)
		}
		return updateSubscription(ctx, tx, sub)
	})
}

// open asks the provider for its page; a customer it has forgotten is forgotten
// here too, and the e-mail given instead, once (spec 06 §7.2).
func (s *Service) open(ctx context.Context, p *orderPlan) (Session, error) {
	c := Checkout{
		Mode: ForSubscription, PriceID: p.quote.PriceID, Quantity: p.quote.CheckoutQuantity,
		Reference: strconv.FormatInt(p.wall.ID, 10),
		Metadata: map[string]string{
			"bw_id": strconv.FormatInt(p.wall.ID, 10), "bw_type": p.wall.Type, "user_id": strconv.FormatInt(p.by.UserID, 10),
		},
		CustomerID: p.customer, SuccessURL: s.page(p.order.SuccessPath), CancelURL: s.page(p.order.CancelPath),
		Lang: string(i18n.LangOf(ctx)),
	}
	if c.CustomerID == "" {
		c.PayerEmail = p.email
	}
	session, err := s.Provider.NewCheckout(ctx, c)
	if !errors.Is(err, ErrUnknown) || c.CustomerID == "" {
		return session, err
	}
	if err := s.forgetCustomer(ctx, c.CustomerID); err != nil {
		return Session{}, err
	}
	c.CustomerID, c.PayerEmail = "", p.email
	return s.Provider.NewCheckout(ctx, c)
}

// forgetCustomer clears a customer that the provider does not know any more.
func (s *Service) forgetCustomer(ctx context.Context, id string) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewRaw("UPDATE billing_details SET customer_id = NULL WHERE customer_id = ?", id).Exec(ctx); err != nil {
			return fmt.Errorf("forget customer: %w", err)
		}
		if _, err := tx.NewRaw("UPDATE subscriptions SET customer_id = '' WHERE customer_id = ?", id).Exec(ctx); err != nil {
			return fmt.Errorf("forget customer: %w", err)
		}
		return nil
	})
}
