// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package admin

import (
	"strings"

	"aipress24.com/aipress24/internal/platform/config"
)

// Settings is what the overview may say of the configuration: names of drivers
// and providers, never an address or a key.
type Settings struct {
	Environment   string
	Storage       string // file, s3 or mem
	Mail          string // capture, smtp or smtps
	MailQuota     int    // mails one address may receive in a week
	Payments      string // sandbox or stripe
	PaymentsReady bool   // the provider has the keys it needs
	ErrorTracker  bool   // failures are reported to Sentry
	DebugDoors    bool   // /dev/… is open
}

// SettingsOf takes from the configuration what may be shown.
func SettingsOf(c *config.Config) Settings {
	stripe := c.Payments.Provider == "stripe"
	storage, _, _ := strings.Cut(c.Blob.URL, ":")
	return Settings{
		Environment:   string(c.Environment),
		Storage:       strings.ToLower(storage),
		Mail:          c.Mail.URL.Scheme(),
		MailQuota:     c.Mail.Quota,
		Payments:      c.Payments.Provider,
		PaymentsReady: !stripe || c.Stripe.SecretKey.IsSet() && c.Stripe.WebhookSecret.IsSet(),
		ErrorTracker:  c.Sentry.DSN.IsSet(),
		DebugDoors:    c.Dev.Enabled && !c.IsProduction(),
	}
}
