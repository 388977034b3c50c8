// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
)

// approve makes an applicant a member: employer, right of the community,
// validation and a letter with the way to sign in (spec 02 §6.1).
func (d *Desk) approve(ctx context.Context, tx bun.Tx, by Staffer, f *file) error {
	m, now := f.member, d.Now().UTC()
	if profile, known := d.Survey.Of(f.profile.SurveyProfile); known {
		employer := profile.Employer(d.Survey.AnswersOf(m, f.profile))
		var err error
		if m.OrganisationID, err = d.Staff.Employer(ctx, tx, m.ProvenEmail(), employer); err != nil {
			return err
		}
	}
	m.Active, m.ValidationStatus = true, member.StatusValidated
	m.ValidatedAt, m.ModifiedAt = now, now
	if err := saveDecision(ctx, tx, m); err != nil {
		return err
	}
	if err := joinCommunity(ctx, tx, m.ID, f.profile.Community); err != nil {
		return err
	}
	if err := d.keepPictures(ctx, tx, m, media.Personal{}); err != nil {
		return err
	}
	if err := unassign(ctx, tx, m.ID); err != nil {
		return err
	}
	if err := d.write(ctx, tx, &letter{MemberID: m.ID, Kind: letterApproved, Address: m.Email}); err != nil {
		return err
	}
	if err := d.audit(ctx, tx, by, ActionApproved, m.ID, nil); err != nil {
		return err
	}
	return d.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
}

// keepPictures makes the pictures sent with what was reviewed those of the
// member: the portrait is seen by members, the press card is not.
func (n *Needs) keepPictures(ctx context.Context, tx bun.Tx, m *member.Member, before media.Personal) error {
	after := media.Personal{Photo: m.Photo, PressCard: m.PressCard}
	if err := n.Media.Adopt(ctx, tx, media.OfProposal, m.ID, m.ID, before, after); err != nil {
		return err
	}
	return n.Media.Release(ctx, tx, media.OfProposal, m.ID)
}

// reject closes a registration. Both addresses are free at once, so that the
// person may register again (spec 02 §6.1). Password and pictures go at once,
// the rest after member.RefusedKept.
func (d *Desk) reject(ctx context.Context, tx bun.Tx, by Staffer, f *file, why Reason) error {
	m, now := f.member, d.Now().UTC()
	note := &letter{MemberID: m.ID, Kind: letterRejected, Address: m.Email, Payload: letterPayload{Reason: why}}
	if err := d.write(ctx, tx, note); err != nil {
		return err
	}
	employer := m.OrganisationID
	m.FormerEmail, m.Email, m.RecoveryEmail = m.Email, d.Placeholder(), ""
	m.PasswordHash, m.Photo, m.PressCard = "", "", ""
	m.Active, m.ValidationStatus = false, member.StatusRejected
	m.ValidatedAt, m.ModifiedAt, m.DeletedAt, m.ClosingAt = now, now, now, now.Add(member.RefusedKept)
	if err := saveDecision(ctx, tx, m, "email", "former_email", "recovery_email", "password_hash", "photo", "press_card", "deleted_at", "closing_at"); err != nil {
		return err
	}
	if err := d.forgetApplicant(ctx, tx, m.ID); err != nil {
		return err
	}
	if err := endSessions(ctx, tx, m.ID); err != nil {
		return err
	}
	if employer != 0 {
		if err := d.Staff.CollectEmpty(ctx, tx, employer); err != nil {
			return err
		}
	}
	if err := d.audit(ctx, tx, by, ActionRejected, m.ID, reasonDetails(why)); err != nil {
		return err
	}
	return d.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
}

// forgetApplicant drops what only served a registration: pictures, links sent by
// mail, who looked after it.
func (d *Desk) forgetApplicant(ctx context.Context, tx bun.Tx, id int64) error {
	for _, kind := range []media.LinkKind{media.OfProposal, media.OfMember, media.OfPressCard} {
		if err := d.Media.Release(ctx, tx, kind, id); err != nil {
			return err
		}
	}
	if _, err := tx.NewRaw("DELETE FROM account_tokens WHERE member_id = ?", id).Exec(ctx); err != nil {
		return fmt.Errorf("delete the links of %d: %w", id, err)
	}
	return dropProposal(ctx, tx, id)
}

// reasonDetails keeps the usual reason; a free text may hold personal words.
func reasonDetails(why Reason) map[string]string {
	details := map[string]string{}
	if why.Canned != "" {
		details["reason"] = why.Canned
	}
	return details
}

// RandomPlaceholder is an address that nobody has (spec 08 §5.3).
func RandomPlaceholder() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails: see its documentation
	return "fake_" + hex.EncodeToString(b) + "@example.com"
}
