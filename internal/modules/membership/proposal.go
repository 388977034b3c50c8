// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package membership

import (
	"context"
	"fmt"
	"strings"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/media"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/survey"
)

// errProfileUnknown refuses a proposal for a profile that the survey has no
// more.
var errProfileUnknown = errs.New(errs.Conflict, "membership.error.profile_unknown")

// applyProposal puts the proposed answers into the live profile. Password,
// addresses, other rights, reputation, banner, contact permissions and level
// are never taken from it (spec 02 §6.2).
func (d *Desk) applyProposal(ctx context.Context, tx bun.Tx, by Staffer, f *file) error {
	m, p := f.member, f.profile
	profile, known := d.Survey.Of(f.proposal.SurveyProfile)
	if !known {
		return errProfileUnknown
	}
	before, after := d.Survey.AnswersOf(m, p), f.proposed(d.Survey)
	changed := changedFields(d.Survey, before, after)
	former, pictures := m.OrganisationID, media.Personal{Photo: m.Photo, PressCard: m.PressCard}
	if err := d.rehire(ctx, tx, f, profile, before, after); err != nil {
		return err
	}
	now := d.Now().UTC()
	d.Survey.Keep(m, p, profile, after)
	m.Active, m.ValidationStatus = true, member.StatusChangesValidated
	m.ValidatedAt, m.ModifiedAt, p.ModifiedAt = now, now, now
	if err := saveDecision(ctx, tx, m, "gender", "first_name", "last_name", "photo", "photo_credit", "press_card", "mobile"); err != nil {
		return err
	}
	if _, err := tx.NewUpdate().Model(p).ExcludeColumn("member_id", "display_level", "contact_visibility").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save the profile of %d: %w", m.ID, err)
	}
	if err := joinCommunity(ctx, tx, m.ID, p.Community); err != nil {
		return err
	}
	if err := d.keepPictures(ctx, tx, m, pictures); err != nil {
		return err
	}
	if err := dropProposal(ctx, tx, m.ID); err != nil {
		return err
	}
	if former != 0 && former != m.OrganisationID {
		if err := d.Staff.CollectEmpty(ctx, tx, former); err != nil {
			return err
		}
	}
	note := &letter{MemberID: m.ID, Kind: letterChangesApproved, Address: m.Email, Payload: letterPayload{Fields: changed}}
	return d.close(ctx, tx, by, note, ActionChangesApproved, map[string]string{"fields": strings.Join(changed, " ")})
}

// close writes the letter of a decision about a proposal, its audit line and
// its event.
func (d *Desk) close(ctx context.Context, tx bun.Tx, by Staffer, note *letter, action string, details map[string]string) error {
	if err := d.write(ctx, tx, note); err != nil {
		return err
	}
	if err := d.audit(ctx, tx, by, action, note.MemberID, details); err != nil {
		return err
	}
	return d.Outbox.Record(ctx, tx, event.MemberChanged{MemberID: note.MemberID})
}

// proposed is what the profile becomes: the proposed answers in the live ones.
// What the member has changed elsewhere since, such as hobbies in the
// preferences, is kept (spec 02 §6.2).
func (f *file) proposed(s *survey.Survey) survey.Answers {
	live := s.AnswersOf(f.member, f.profile)
	if f.proposal.SurveyProfile == f.profile.SurveyProfile {
		after := live.Clone()
		for _, name := range f.proposal.Changed {
			after.Set(name, f.proposal.Answers[name]...)
			if field, known := s.FieldNamed(name); known && field.Detail != nil {
				after.Set(field.Detail.Name, f.proposal.Answers[field.Detail.Name]...)
			}
		}
		return after
	}
	after := survey.Answers{}
	for name, values := range f.proposal.Answers {
		after.Set(name, values...)
	}
	if f.profile.ModifiedAt.After(f.proposal.SubmittedAt) {
		after.Set(hobbies, live[hobbies]...)
	}
	for _, kept := range []string{"email", "email_secours", "validation_gcu"} {
		after.Set(kept, live[kept]...)
	}
	return after
}

const hobbies = "hobbies"

// changedFields names the fields that differ.
func changedFields(s *survey.Survey, before, after survey.Answers) []string {
	names := []string{}
	for _, c := range s.Changes(before, after) {
		names = append(names, c.Field.Name)
	}
	return names
}

// rehire resolves the employer again if another one is declared. It takes nobody
// out of an official organisation, which may have been joined since the changes
// were asked for, nor the owner of a Business Wall out of any (spec 02 §6.3, §18
// U7).
func (d *Desk) rehire(ctx context.Context, tx bun.Tx, f *file, profile *survey.Profile, before, after survey.Answers) error {
	m, declared := f.member, profile.Employer(after)
	if old, known := d.Survey.Of(f.profile.SurveyProfile); known && old.Employer(before) == declared {
		return nil
	}
	if stays, err := d.Staff.MustStay(ctx, tx, m); err != nil || stays {
		return err
	}
	employer, err := d.Staff.Employer(ctx, tx, m.ProvenEmail(), declared)
	if err != nil {
		return err
	}
	if m.OrganisationID != 0 && employer != m.OrganisationID {
		if _, err := takeRole(ctx, tx, m.ID, roleLeader); err != nil {
			return err
		}
	}
	m.OrganisationID = employer
	return nil
}

const roleLeader = "LEADER"

// refuseProposal deletes a proposal; the member stays as he or she is
// (spec 02 §6.1).
func (d *Desk) refuseProposal(ctx context.Context, tx bun.Tx, by Staffer, f *file, why Reason) error {
	m := f.member
	changed := changedFields(d.Survey, d.Survey.AnswersOf(m, f.profile), f.proposed(d.Survey))
	if strings.HasPrefix(m.ValidationStatus, member.StatusProposed) {
		m.ValidationStatus = member.StatusValidated
	}
	m.ModifiedAt = d.Now().UTC()
	if _, err := tx.NewUpdate().Model(m).Column("validation_status", "modified_at").WherePK().Exec(ctx); err != nil {
		return fmt.Errorf("save member %d: %w", m.ID, err)
	}
	if err := d.Media.Release(ctx, tx, media.OfProposal, m.ID); err != nil {
		return err
	}
	if err := dropProposal(ctx, tx, m.ID); err != nil {
		return err
	}
	note := &letter{MemberID: m.ID, Kind: letterChangesRefused, Address: m.Email, Payload: letterPayload{Fields: changed, Reason: why}}
	return d.close(ctx, tx, by, note, ActionChangesRefused, reasonDetails(why))
}
