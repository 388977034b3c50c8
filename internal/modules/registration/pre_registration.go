// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package registration

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
)

// InvitationLife is how long somebody may answer a pre-registration; what was
// said of the person is forgotten then.
const InvitationLife = 30 * 24 * time.Hour

// letters is how many letters the pre-registrations of an organisation may send.
var letters = attempt.Limit{Name: "pre-registration", Most: MostInvitees, Window: 24 * time.Hour}

// ErrNotOfficial refuses who does not run an active Business Wall: only official
// organisations pre-register (spec 02 U14).
var ErrNotOfficial = errs.New(errs.Forbidden, "registration.invite.not_official")

// What the audit trail says of pre-registrations.
const (
	ActionPreRegistered            = "organisation.pre_registered"
	ActionPreRegistrationWithdrawn = "organisation.pre_registration_withdrawn"
)

// Host is an official organisation that pre-registers people.
type Host struct {
	ID   int64
	Name string // by which the questionnaire names the employer
}

// HostOf returns the organisation that by may pre-register people for: the one
// of the Business Wall acted for, which is active and which by runs.
func (s *Service) HostOf(ctx context.Context, by access.Actor) (*Host, error) {
	return hostOf(ctx, s.DB.Reader(), by)
}

func hostOf(ctx context.Context, db bun.IDB, by access.Actor) (*Host, error) {
	id := by.RunsOfficial()
	if id == 0 {
		return nil, ErrNotOfficial
	}
	h := &Host{ID: id}
	err := db.NewRaw("SELECT name FROM organisations WHERE id = ? AND wall_id IS NOT NULL AND deleted_at IS NULL", id).Scan(ctx, &h.Name)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrNotOfficial
	}
	if err != nil {
		return nil, fmt.Errorf("read organisation %d: %w", id, err)
	}
	return h, nil
}

// PreRegister has a link to a questionnaire that is filled in as far as one can
// sent to each of the people, who join the organisation of by once approved
// under its name (spec 02 U14, §6.3). It returns how many were invited, and the
// lines of those who were not. Members are only invited to join; by is not told
// who is one.
func (s *Service) PreRegister(ctx context.Context, by access.Actor, people []Invitee, language string) (invited int, refused []RefusedLine, err error) {
	host, err := s.HostOf(ctx, by)
	if err != nil {
		return 0, nil, err
	}
	for _, p := range people {
		reason, err := s.preRegister(ctx, by, host, p, language)
		if err != nil {
			return invited, refused, fmt.Errorf("pre-register for organisation %d: %w", host.ID, err)
		}
		if reason != "" {
			refused = append(refused, RefusedLine{p.line, reason})
			continue
		}
		invited++
	}
	return invited, refused, nil
}

func (s *Service) preRegister(ctx context.Context, by access.Actor, host *Host, p Invitee, language string) (reason string, err error) {
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		reason = ""
		waits, err := tx.NewSelect().Model((*Draft)(nil)).Where("rd.organisation_id = ?", host.ID).Where("rd.email = ?", p.Email).
			Where("rd.outcome = ?", Open).Exists(ctx)
		if err != nil || waits {
			reason = reasonWaiting
			return err
		}
		wait, err := s.attempts.Take(ctx, tx, letters, strconv.FormatInt(host.ID, 10))
		if err != nil || wait > 0 {
			reason = reasonMany
			return err
		}
		if err := s.invite(ctx, tx, by, host.ID, p.Email); err != nil {
			return err
		}
		// Who has an account is told by the bell that an invitation rings.
		if taken, err := addressTaken(ctx, tx, p.Email, 0); err != nil || taken {
			return err
		}
		return s.begin(ctx, tx, host, p, language)
	})
	return reason, err
}

// invite lets an address join the organisation; a second time changes nothing.
func (s *Service) invite(ctx context.Context, tx bun.Tx, by access.Actor, organisationID int64, email string) error {
	i := &organisation.Invitation{ID: s.IDs.Next(), OrganisationID: organisationID, Email: email, InvitedBy: by.UserID, CreatedAt: s.Now().UTC()}
	result, err := tx.NewInsert().Model(i).On("CONFLICT (organisation_id, email) DO NOTHING").Exec(ctx)
	if err != nil {
		return fmt.Errorf("invite to join: %w", err)
	}
	if n, err := result.RowsAffected(); err != nil || n == 0 {
		return err
	}
	if err := s.note(ctx, tx, by, ActionPreRegistered, organisationID, i.ID); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.OrganisationInvited{InvitationID: i.ID})
}

func (s *Service) note(ctx context.Context, tx bun.Tx, by access.Actor, action string, organisationID, id int64) error {
	return audit.Trail{IDs: s.IDs, Now: s.Now}.Note(ctx, tx, audit.Entry{
		ActorID: by.UserID, Action: action, ObjectKind: "organisation", ObjectID: organisationID,
		Details: map[string]string{"invitation": strconv.FormatInt(id, 10)},
	})
}

// begin opens a questionnaire for somebody else, who alone gets its link.
func (s *Service) begin(ctx context.Context, tx bun.Tx, host *Host, p Invitee, language string) error {
	now := s.Now().UTC()
	d := &Draft{
		ID: s.IDs.Next(), TokenHash: hashOf(newToken()), SurveyProfile: p.Profile, Email: p.Email, Answers: survey.Answers{},
		OrganisationID: host.ID, Language: language, CreatedAt: now, ModifiedAt: now, ExpiresAt: now.Add(InvitationLife),
	}
	for field, value := range map[string]string{"email": p.Email, "first_name": p.FirstName, "last_name": p.LastName} {
		if value != "" {
			d.Answers.Set(field, value)
		}
	}
	// Which of these questions is asked depends on the profile.
	for _, field := range []string{"nom_media", "nom_media_instit", "nom_agence_rp", "nom_orga"} {
		d.Answers.Set(field, host.Name)
	}
	if err := insertDraft(ctx, tx, d); err != nil {
		return err
	}
	return s.Outbox.Record(ctx, tx, event.RegistrationInvited{DraftID: d.ID})
}

// PreRegistration is somebody whose answer is awaited. What the person has
// answered so far is nobody else's business.
type PreRegistration struct {
	ID        int64
	Email     string
	CreatedAt time.Time
	ExpiresAt time.Time
	Begun     bool // the link was followed
}

// WaitingPage is how many pre-registrations a page lists.
const WaitingPage = 50

// Waiting lists the people pre-registered for the organisation of by who have
// not sent their questionnaire yet, the newest first; after is the last one of
// the page before, or 0.
func (s *Service) Waiting(ctx context.Context, by access.Actor, after int64) ([]PreRegistration, error) {
	db := s.DB.Reader()
	host, err := hostOf(ctx, db, by)
	if err != nil {
		return nil, err
	}
	q := db.NewSelect().TableExpr("registration_drafts AS rd").
		ColumnExpr("rd.id, rd.email, rd.created_at, rd.expires_at, rd.email_verified_at IS NOT NULL AS begun").
		Where("rd.organisation_id = ?", host.ID).Where("rd.outcome = ?", Open).Where("rd.expires_at > ?", s.Now().UTC()).
		Order("rd.id DESC").Limit(WaitingPage)
	if after != 0 {
		q = q.Where("rd.id < ?", after)
	}
	var found []PreRegistration
	if err := q.Scan(ctx, &found); err != nil {
		return nil, fmt.Errorf("list the pre-registrations of %d: %w", host.ID, err)
	}
	return found, nil
}

// Remind sends the link of a pre-registration once more; it is good for another
// 30 days.
func (s *Service) Remind(ctx context.Context, by access.Actor, id int64) error {
	return s.ofHost(ctx, by, id, func(ctx context.Context, tx bun.Tx, d *Draft) error {
		wait, err := s.attempts.Take(ctx, tx, letters, strconv.FormatInt(d.OrganisationID, 10))
		if err != nil {
			return err
		}
		if wait > 0 {
			return errs.New(errs.TooMany, reasonMany)
		}
		d.ModifiedAt = s.Now().UTC()
		d.ExpiresAt = d.ModifiedAt.Add(InvitationLife)
		if err := updateDraft(ctx, tx, d); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.RegistrationInvited{DraftID: d.ID})
	})
}

// Withdraw takes a pre-registration back: the address is not invited any more,
// its link leads nowhere. Who has begun keeps the questionnaire, as anybody.
func (s *Service) Withdraw(ctx context.Context, by access.Actor, id int64) error {
	return s.ofHost(ctx, by, id, func(ctx context.Context, tx bun.Tx, d *Draft) error {
		_, err := tx.NewDelete().Model((*organisation.Invitation)(nil)).
			Where("organisation_id = ?", d.OrganisationID).Where("email = ?", d.Email).Exec(ctx)
		if err != nil {
			return fmt.Errorf("withdraw an invitation: %w", err)
		}
		if err := s.note(ctx, tx, by, ActionPreRegistrationWithdrawn, d.OrganisationID, d.ID); err != nil {
			return err
		}
		if d.EmailVerifiedAt.IsZero() {
			return s.forget(ctx, tx, d.ID)
		}
		d.OrganisationID = 0
		return updateDraft(ctx, tx, d, "organisation_id")
	})
}

// ofHost changes an open pre-registration of the organisation of by.
func (s *Service) ofHost(ctx context.Context, by access.Actor, id int64, change func(context.Context, bun.Tx, *Draft) error) error {
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		host, err := hostOf(ctx, tx, by)
		if err != nil {
			return err
		}
		d := &Draft{ID: id}
		err = tx.NewSelect().Model(d).WherePK().Where("rd.organisation_id = ?", host.ID).Where("rd.outcome = ?", Open).Scan(ctx)
		if errors.Is(err, sql.ErrNoRows) {
			return errs.ErrNotFound
		}
		if err != nil {
			return fmt.Errorf("read pre-registration %d: %w", id, err)
		}
		return change(ctx, tx, d)
	})
}

// followInvitation lets somebody who was invited at one address and registers
// with another join all the same: the link of the invitation was followed, so
// that both are the same person's. The new address has to be confirmed like any.
func (s *Service) followInvitation(ctx context.Context, tx bun.Tx, d *Draft, email string) error {
	if d.OrganisationID == 0 || d.Email == email || d.EmailVerifiedAt.IsZero() {
		return nil
	}
	invited, err := s.Staff.InvitedTo(ctx, tx, d.OrganisationID, d.Email)
	if err != nil || !invited {
		return err
	}
	i := &organisation.Invitation{ID: s.IDs.Next(), OrganisationID: d.OrganisationID, Email: email, CreatedAt: s.Now().UTC()}
	if _, err := tx.NewInsert().Model(i).On("CONFLICT (organisation_id, email) DO NOTHING").Exec(ctx); err != nil {
		return fmt.Errorf("follow an invitation: %w", err)
	}
	return nil
}
