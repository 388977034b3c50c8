// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// PaymentReturned is recorded when somebody has paid for a Business Wall that
// cannot come into force: the payment provider ends the subscription and gives
// the money back (spec 06 §7.2, 07 §14.12). Billing alone listens.
type PaymentReturned struct {
	WallID         int64  `json:"wall_id,string"`
	SubscriptionID string `json:"subscription_id"` // the provider's
	Reason         string `json:"reason"`          // key of the message that says why
}

// Kind names the event in the outbox.
func (PaymentReturned) Kind() string { return "subscription.payment_returned" }

// reasonTwice says that what was paid for is paid already, or over.
const reasonTwice = "billing.returned.twice"

// activate brings the wall of a subscription that is paid into force. One that
// cannot, any more, ends the subscription, and the money goes back: telling it
// again would not help (spec 06 §7.2).
func (s *Service) activate(ctx context.Context, tx bun.Tx, sub *Subscription) error {
	err := s.Walls.Activate(ctx, sub.WallID, sub.StartedAt)
	if err != nil && errs.KindOf(err) != errs.Conflict {
		return err
	}
	reason := reasonTwice
	if err != nil {
		reason = errs.MessageOf(err)
	} else {
		wall, err := wallByID(ctx, tx, sub.WallID)
		if err != nil || wall.Status != wallCancelled {
			return err
		}
	}
	now := s.Now().UTC()
	sub.Status, sub.CancelledAt, sub.SuspendedFor, sub.PastDueSince, sub.ModifiedAt = Cancelled, now, "", time.Time{}, now
	if err := updateSubscription(ctx, tx, sub); err != nil {
		return err
	}
	if err := s.Walls.Cancel(ctx, sub.WallID, now); err != nil {
		return err
	}
	return s.giveBack(ctx, tx, sub.WallID, sub.ProviderID, reason)
}

// giveBack has a job end a subscription of the provider that gives nothing, and
// those concerned told.
func (s *Service) giveBack(ctx context.Context, tx bun.Tx, wallID int64, subscriptionID, reason string) error {
	s.Log.WarnContext(ctx, "payment of a Business Wall given back",
		slog.Int64("wall_id", wallID), slog.String("subscription", subscriptionID), slog.String("reason", reason))
	return s.Outbox.Record(ctx, tx, PaymentReturned{WallID: wallID, SubscriptionID: subscriptionID, Reason: reason})
}

// Return ends a subscription of the provider and gives the money back. Run
// twice, it does no harm.
func (s *Service) Return(ctx context.Context, subscriptionID string) error {
	if s.Provider == nil {
		return nil
	}
	if err := s.Provider.Return(ctx, subscriptionID); err != nil && !errors.Is(err, ErrUnknown) {
		return fmt.Errorf("give back what was paid for %s: %w", subscriptionID, err)
	}
	return nil
}

// paymentReturned tells who paid, who ordered, who owns the wall in the way, and
// the administrators, what happened to a payment.
func (c *Courier) paymentReturned(ctx context.Context, e PaymentReturned, m outbox.Meta) error {
	var concerned []receiver
	err := c.DB.Writer().NewRaw(`SELECT m.email, m.first_name, m.language FROM members m WHERE m.active AND m.deleted_at IS NULL AND (
  m.id IN (SELECT bw.owner_id FROM business_walls bw WHERE bw.id = ?0)
  OR m.id IN (SELECT bw.payer_id FROM business_walls bw WHERE bw.id = ?0)
  OR m.id IN (SELECT other.owner_id FROM business_walls bw JOIN business_walls other ON other.organisation_id = bw.organisation_id AND other.status IN ('active', 'suspended') WHERE bw.id = ?0)
  OR EXISTS (SELECT 1 FROM member_roles r WHERE r.member_id = m.id AND r.role = 'ADMIN')) ORDER BY m.id LIMIT ?1`, e.WallID, mostAdministrators).Scan(ctx, &concerned)
	if err != nil {
		return fmt.Errorf("read whom to tell of a payment: %w", err)
	}
	wall, err := wallByID(ctx, c.DB.Writer(), e.WallID)
	if errs.KindOf(err) == errs.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	sub, err := subscriptionOf(ctx, c.DB.Writer(), e.WallID)
	if err != nil {
		return err
	}
	if sub != nil {
		concerned = withPayer(concerned, sub.PayerEmail)
	}
	for i, to := range concerned {
		if err := c.tellReturned(ctx, e, to, wall, fmt.Sprintf("billing-%d-%d", m.EventID, i)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Courier) tellReturned(ctx context.Context, e PaymentReturned, to receiver, wall *organisation.Wall, name string) error {
	ctx = to.In(ctx)
	subject := i18n.T(ctx, "billing.mail.returned.subject")
	kind := wall.Type
	for _, offer := range organisation.WallOffers() {
		if offer.Type == wall.Type {
			kind = offer.Name
		}
	}
	msg, err := mailer.NewLetter(ctx, subject).Heading(subject).
		Paragraph(to.greeting(ctx), i18n.T(ctx, "billing.mail.returned.text", "Wall", wall.Name, "Type", kind), i18n.T(ctx, e.Reason)).
		Paragraph(i18n.T(ctx, "billing.mail.returned.next")).
		Button(i18n.T(ctx, "billing.mail.returned.button"), c.SiteURL+dashboardPath).Message("billing_returned", to.Email)
	if err != nil {
		return err
	}
	msg.BypassQuota = true // about money
	return c.Send(ctx, msg, name)
}
