// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package app

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/modules/billing"
	"aipress24.com/aipress24/internal/modules/billing/billingweb"
	"aipress24.com/aipress24/internal/modules/billing/sandbox"
	"aipress24.com/aipress24/internal/modules/billing/stripepay"
	"aipress24.com/aipress24/internal/modules/businesswall"
	"aipress24.com/aipress24/internal/platform/jobs"
	"aipress24.com/aipress24/internal/platform/outbox"
	"aipress24.com/aipress24/internal/platform/web"
	"aipress24.com/aipress24/internal/ui"
)

// buildBilling makes the module and its provider before the engines that depend
// on their subscriptions; joinBilling gives them those.
func (a *App) buildBilling(queue *jobs.Registry, subscriptions *outbox.Registry) {
	needs := billing.Needs{DB: a.DB, IDs: a.IDs, SiteURL: a.Config.Site.URL, Log: a.Log, Now: a.Now}
	switch {
	case !a.isSandbox():
		needs.Provider = stripepay.New(stripepay.Options{
			SecretKey: a.Config.Stripe.SecretKey.Reveal(), WebhookSecret: a.Config.Stripe.WebhookSecret.Reveal(), Now: a.Now,
		})
	case !a.Config.IsProduction():
		a.sandbox = &sandbox.Provider{
			DB: a.DB, IDs: a.IDs, SiteURL: strings.TrimSuffix(a.Config.Site.URL, "/"), Secret: a.sandboxSecret(), Now: a.Now,
			Random: func() string { return strings.ToLower(rand.Text()) }, Send: a.sendToWebhook,
		}
		needs.Provider = a.sandbox
		a.sandbox.Subscribe(subscriptions)
	} // a sandbox in production sells nothing: no provider
	a.Billing = billing.New(needs)
	a.Billing.Subscribe(subscriptions)
	courier := &billing.Courier{Post: a.post(), DB: a.DB}
	courier.Subscribe(subscriptions)
	a.addBillingChores(queue, courier)
}

// joinBilling gives billing what is made after the queue.
func (a *App) joinBilling(walls billing.Walls) {
	a.Billing.Outbox, a.Billing.Walls = a.Outbox, walls
	if a.sandbox != nil {
		a.sandbox.Outbox = a.Outbox
	}
}

// addBillingChores registers the nightly work on subscriptions (spec 06 §12).
func (a *App) addBillingChores(queue *jobs.Registry, courier *billing.Courier) {
	paris := a.Config.Location()
	a.chore(queue, "suspend-overdue-walls", jobs.DailyAt(2, 30, paris), func(ctx context.Context) error {
		_, err := a.Billing.SuspendOverdue(ctx, billing.GraceDays)
		return err
	})
	a.chore(queue, "sync-catalogue", jobs.DailyAt(2, 40, paris), func(ctx context.Context) error {
		if a.Billing.Provider == nil {
			return nil
		}
		_, err := a.Billing.SyncCatalogue(ctx)
		return err
	})
	a.chore(queue, "verify-billing", jobs.DailyAt(2, 50, paris), func(ctx context.Context) error {
		if a.Billing.Provider == nil {
			return nil
		}
		drifts, err := a.Billing.Verify(ctx)
		if err != nil {
			return err
		}
		return courier.TellDrifts(ctx, drifts, a.Now())
	})
}

// sandboxSecret signs what the sandbox tells. Processes of one installation
// share it, since they share the secret key.
func (a *App) sandboxSecret() string {
	mac := hmac.New(sha256.New, []byte(a.Config.Secret.Key.Reveal()))
	mac.Write([]byte("sandbox webhook"))
	return hex.EncodeToString(mac.Sum(nil))
}

// webhookPatience bounds how long our own webhook may take.
const webhookPatience = 20 * time.Second

// sendToWebhook posts what the sandbox tells to our own site, as a provider
// would from outside.
func (a *App) sendToWebhook(ctx context.Context, payload []byte, signature string) error {
	ctx, cancel := context.WithTimeout(ctx, webhookPatience)
	defer cancel()
	address := strings.TrimSuffix(a.Config.Site.URL, "/") + billingweb.WebhookPath
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(payload))
	if err != nil {
		return fmt.Errorf("call our webhook: %w", err)
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("Stripe-Signature", signature)
	client := &http.Client{Transport: a.options.Outbound}
	answer, err := client.Do(r)
	if err != nil {
		return fmt.Errorf("call our webhook: %w", err)
	}
	defer func() { _ = answer.Body.Close() }() // read as far as it matters
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, 1<<16))
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("call our webhook: status %d", answer.StatusCode)
	}
	return nil
}

// billingRoutes are the webhook, and the sandbox's pages where there is one.
func (a *App) billingRoutes(sessions *web.Sessions) ui.Routes {
	routes := billingweb.Routes(a.Billing)
	if a.sandbox != nil {
		routes = append(routes, billingweb.SandboxRoutes(a.sandbox, sessions.Flash)...)
	}
	return routes
}

// Sandbox is the payment provider that takes no money, or nil where another one
// sells.
func (a *App) Sandbox() *sandbox.Provider { return a.sandbox }

// paymentOrigins are where our forms may lead to besides the site.
func (a *App) paymentOrigins() []string {
	if a.isSandbox() {
		return nil
	}
	return []string{"https://checkout.stripe.com", "https://billing.stripe.com"}
}

// wallSubscriptions is billing as Business Walls see it.
type wallSubscriptions struct{ *billing.Service }

var _ businesswall.Subscriptions = wallSubscriptions{}

// Ordered implements businesswall.Subscriptions.
func (s wallSubscriptions) Ordered(ctx context.Context, tx bun.Tx, o businesswall.Order) error {
	return s.KeepWish(ctx, tx, billing.Wish{
		WallID: o.WallID, By: o.By, Quantity: o.Quantity, PayerEmail: o.PayerEmail,
		TermsAcceptedAt: o.TermsAcceptedAt, TermsVersion: o.TermsVersion,
	})
}

// ClientsChanged implements businesswall.Subscriptions: a job counts.
func (s wallSubscriptions) ClientsChanged(ctx context.Context, tx bun.Tx, agencyWallID, _ int64) error {
	return s.Service.ClientsChanged(ctx, tx, agencyWallID)
}
