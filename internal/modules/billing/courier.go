// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"aipress24.com/aipress24/internal/core/courier"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// Courier sends the mails about payments. A mail that fails never stops what it
// tells of: it is a job (spec 07 §11).
type Courier struct {
	courier.Post

	DB *database.DB
}

// Subscribe says which events make which mails.
func (c *Courier) Subscribe(r *outbox.Registry) {
	outbox.On(r, "billing_mail", c.pastDue)
	outbox.On(r, "billing_mail", c.quantityChanged)
	outbox.On(r, "billing_mail", c.paymentReturned)
}

// dashboardPath leads managers to the dashboard of their wall, suspended or
// not, and there to the provider's portal.
const dashboardPath = "/BW/"

// receiver is somebody who gets a mail.
type receiver struct{ courier.Receiver }

// greeting begins a mail; an outsider's name is not known.
func (r receiver) greeting(ctx context.Context) string {
	if r.FirstName == "" {
		return i18n.T(ctx, "billing.mail.greeting")
	}
	return i18n.T(ctx, "billing.mail.hello", "Name", r.FirstName)
}

// pastDue tells owner and payer, once per episode, that a payment failed and
// what to do (spec 07 §5.2, 06 §11).
func (c *Courier) pastDue(ctx context.Context, e event.SubscriptionPastDue, m outbox.Meta) error {
	sub, err := subscriptionOf(ctx, c.DB.Writer(), e.WallID)
	if err != nil {
		return err
	}
	if sub == nil || sub.Status != PastDue {
		return nil // paid meanwhile
	}
	return c.tell(ctx, sub, m.EventID, "payment_failed", func(ctx context.Context, l *mailer.Letter) {
		l.Facts(mailer.Fact{Label: i18n.T(ctx, "billing.mail.suspended_on"), Value: i18n.Date(ctx, sub.PastDueSince.Add(GraceDays*day))})
	})
}

// quantityChanged tells an agency that it pays for another number of clients.
func (c *Courier) quantityChanged(ctx context.Context, e event.SubscriptionQuantityChanged, m outbox.Meta) error {
	sub, err := subscriptionOf(ctx, c.DB.Writer(), e.WallID)
	if err != nil || sub == nil || !sub.isRunning() {
		return err
	}
	return c.tell(ctx, sub, m.EventID, "quantity_changed", func(ctx context.Context, l *mailer.Letter) {
		l.Facts(
			mailer.Fact{Label: i18n.T(ctx, "billing.mail.clients"), Value: i18n.Number(ctx, sub.Quantity)},
			mailer.Fact{Label: i18n.T(ctx, "billing.mail.price_"+string(sub.Cycle)), Value: i18n.Money(ctx, sub.NetCents, sub.Currency)},
		)
	})
}

// tell writes to the owner of the wall, and to the payer when it is another
// address.
func (c *Courier) tell(ctx context.Context, sub *Subscription, eventID int64, kind string, fill func(context.Context, *mailer.Letter)) error {
	wall, err := wallByID(ctx, c.DB.Writer(), sub.WallID)
	if errs.KindOf(err) == errs.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	receivers, err := c.receivers(ctx, wall.OwnerID, sub.PayerEmail)
	if err != nil {
		return err
	}
	for i, to := range receivers {
		ctx := to.In(ctx)
		subject := i18n.T(ctx, "billing.mail."+kind+".subject")
		letter := mailer.NewLetter(ctx, subject).Heading(subject).
			Paragraph(to.greeting(ctx), i18n.T(ctx, "billing.mail."+kind+".text", "Wall", wall.Name))
		fill(ctx, letter)
		msg, err := letter.Paragraph(i18n.T(ctx, "billing.mail."+kind+".next")).
			Button(i18n.T(ctx, "billing.mail.manage"), c.SiteURL+dashboardPath).
			Message("billing_"+kind, to.Email)
		if err != nil {
			return err
		}
		msg.BypassQuota = true // about money
		if err := c.Send(ctx, msg, fmt.Sprintf("billing-%d-%d", eventID, i)); err != nil {
			return err
		}
	}
	return nil
}

// receivers are the owner, and the payer under another address.
func (c *Courier) receivers(ctx context.Context, ownerID int64, payer string) ([]receiver, error) {
	var found []receiver
	err := c.DB.Writer().NewRaw("SELECT email, first_name, language FROM members WHERE id = ? AND deleted_at IS NULL", ownerID).Scan(ctx, &found)
	if err != nil {
		return nil, fmt.Errorf("read member %d: %w", ownerID, err)
	}
	return withPayer(found, payer), nil
}

// withPayer adds the address of who pays, unless it is among those told.
func withPayer(found []receiver, payer string) []receiver {
	known := slices.ContainsFunc(found, func(r receiver) bool { return strings.EqualFold(payer, r.Email) })
	if payer == "" || known {
		return found
	}
	return append(found, receiver{courier.Receiver{Email: payer}})
}
