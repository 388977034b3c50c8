// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package businesswall

import (
	"context"
	"errors"
	"fmt"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/mandate"
	"aipress24.com/aipress24/internal/platform/i18n"
	"aipress24.com/aipress24/internal/platform/mailer"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// verified tells the managers of a wall what the staff thinks of what it says,
// with the comment (spec 07 §14.23, §15.1). One sent back to the queue is not
// told.
func (c *Courier) verified(ctx context.Context, e event.WallVerified, m outbox.Meta) error {
	w, err := wallByID(ctx, c.DB.Writer(), e.WallID)
	if errors.Is(err, ErrNoWall) || err == nil && w.Verification == ToVerify {
		return nil
	}
	if err != nil {
		return err
	}
	managers, err := mandate.ManagersOf(ctx, c.DB.Writer(), w.ID, c.Now())
	if err != nil {
		return err
	}
	for _, id := range managers {
		r, err := c.one(ctx, `SELECT `+wallWords+` FROM business_walls bw JOIN members m ON m.id = ?1
LEFT JOIN organisations o ON o.id = bw.organisation_id LEFT JOIN members b ON b.id IS NULL WHERE bw.id = ?0`, w.ID, id)
		if err != nil || r == nil {
			return err
		}
		msg, err := c.verdict(ctx, r, w)
		if err != nil {
			return err
		}
		if err := c.Send(ctx, msg, fmt.Sprintf("%s-%d-%d", msg.Kind, m.EventID, id)); err != nil {
			return err
		}
	}
	return nil
}

func (c *Courier) verdict(ctx context.Context, r *receiver, w *Wall) (mailer.Message, error) {
	ctx = r.In(ctx)
	subject := i18n.T(ctx, "wall.mail.verified."+string(w.Verification)+"_subject")
	letter := mailer.NewLetter(ctx, subject).Heading(subject).
		Paragraph(i18n.T(ctx, "wall.mail.hello", "Name", r.FirstName), i18n.T(ctx, "wall.mail.verified."+string(w.Verification), "Wall", r.Wall))
	if w.VerificationComment != "" {
		letter.Quote(w.VerificationComment, platformName)
	}
	return letter.Button(i18n.T(ctx, "wall.mail.see_wall"), c.SiteURL+"/BW/").Message("wall_verified", r.Email)
}
