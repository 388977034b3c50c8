// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package billing

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
)

// mostDriftsTold is how many differences a mail lists; the command shows all.
const mostDriftsTold = 20

// mostAdministrators bounds whom a difference is told to.
const mostAdministrators = 100

// TellDrifts writes to the administrators what the night's verification has
// found, once a day however often it runs; nothing when all agree (spec 06 §11,
// §12).
func (c *Courier) TellDrifts(ctx context.Context, drifts []Drift, day time.Time) error {
	if len(drifts) == 0 {
		return nil
	}
	var admins []receiver
	err := c.DB.Reader().NewRaw(`SELECT m.email, m.first_name, m.language FROM members m
JOIN member_roles r ON r.member_id = m.id AND r.role = 'ADMIN' WHERE m.active AND m.deleted_at IS NULL ORDER BY m.id LIMIT ?`, mostAdministrators).Scan(ctx, &admins)
	if err != nil {
		return fmt.Errorf("read the administrators: %w", err)
	}
	var resources []string
	facts := make([]mailer.Fact, 0, mostDriftsTold)
	for i, d := range drifts {
		if !slices.Contains(resources, d.Resource) {
			resources = append(resources, d.Resource)
		}
		if i < mostDriftsTold {
			facts = append(facts, mailer.Fact{Label: d.Resource + " " + d.ID, Value: strings.TrimSpace(fmt.Sprintf("%s %s → %s", d.Problem, d.Ours, d.Theirs))})
		}
	}
	for i, to := range admins {
		ctx := to.In(ctx)
		subject := i18n.T(ctx, "billing.mail.drift.subject", "Resources", strings.Join(resources, ", "))
		msg, err := mailer.NewLetter(ctx, subject).Heading(subject).
			Paragraph(to.greeting(ctx), i18n.N(ctx, "billing.mail.drift.text", len(drifts))).
			Facts(facts...).Paragraph(i18n.T(ctx, "billing.mail.drift.next")).
			Button(i18n.T(ctx, "billing.mail.drift.button"), c.SiteURL+"/admin/").Message("billing_drift", to.Email)
		if err != nil {
			return err
		}
		msg.BypassQuota = true // about money
		if err := c.Send(ctx, msg, fmt.Sprintf("billing-drift-%s-%d", day.UTC().Format(time.DateOnly), i)); err != nil {
			return err
		}
	}
	return nil
}
