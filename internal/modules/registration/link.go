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

	"aipress24.com/aipress24/internal/core/attempt"
	"aipress24.com/aipress24/internal/core/errs"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
)

// link is what a link sent by mail allows; only the hash of its token is kept.
type link struct {
	bun.BaseModel `bun:"table:account_tokens,alias:atk"`

	Hash      string            `bun:",pk"`
	Kind      string            // resumeLink, verifyLink
	MemberID  int64             `bun:",nullzero"`
	Email     string            // where it was sent
	Payload   map[string]string `bun:"type:jsonb"`
	CreatedAt time.Time
	ExpiresAt time.Time
}

// The kinds of link.
const (
	resumeLink = "registration_resume" // goes on with a draft, once, until the draft expires
	verifyLink = "email_verification"  // shows that an address is read by its owner
)

// VerifyLife is how long an address can be confirmed after registration.
const VerifyLife = 14 * 24 * time.Hour

// mostResumes is how many links to go on one address gets in a day.
const mostResumes = 5

// ErrLink says that a link is no good any more.
var ErrLink = errs.New(errs.NotFound, "registration.error.link")

// newLink keeps a link and returns its token, known from now on only to who
// reads the mail.
func (s *Service) newLink(ctx context.Context, db bun.IDB, l link, life time.Duration) (string, error) {
	token, now := newToken(), s.Now().UTC()
	l.Hash, l.CreatedAt, l.ExpiresAt = hashOf(token), now, now.Add(life)
	if l.Payload == nil {
		l.Payload = map[string]string{}
	}
	if _, err := db.NewInsert().Model(&l).Exec(ctx); err != nil {
		return "", fmt.Errorf("keep a link: %w", err)
	}
	return token, nil
}

func (s *Service) linkOf(ctx context.Context, db bun.IDB, kind, token string) (*link, error) {
	l := new(link)
	err := db.NewSelect().Model(l).Where("atk.hash = ?", hashOf(token)).Where("atk.kind = ?", kind).
		Where("atk.expires_at > ?", s.Now().UTC()).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrLink
	}
	if err != nil {
		return nil, fmt.Errorf("read a link: %w", err)
	}
	return l, nil
}

// AskLink has a link sent by which the visitor goes on with the draft later,
// elsewhere (spec 02 §19.1). It says nothing of the address.
func (s *Service) AskLink(ctx context.Context, h Holder, address string) error {
	address = member.NormaliseEmail(address)
	if !IsAddress(address) {
		return &errs.Error{Kind: errs.Invalid, Message: wordEmail, Field: "address"}
	}
	return s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		d, err := draftOf(ctx, tx, h, s.Now())
		if errors.Is(err, errs.ErrNotFound) || err == nil && !d.IsOpen() || h.IsMember() {
			return ErrNothing
		}
		if err == nil {
			err = s.allowLink(ctx, tx, h.Network, address)
		}
		if err != nil {
			return err
		}
		if d.Email != address {
			d.Email, d.EmailVerifiedAt = address, time.Time{}
		}
		d.ModifiedAt, d.Language = s.Now().UTC(), h.Language
		d.ExpiresAt = d.ModifiedAt.Add(DraftLife)
		if err := updateDraft(ctx, tx, d, "email", "email_verified_at", "language"); err != nil {
			return err
		}
		return s.Outbox.Record(ctx, tx, event.RegistrationResumeAsked{DraftID: d.ID})
	})
}

// How often a link may be mailed: nobody's letter box is filled by others.
var (
	linksOfNetwork = attempt.Limit{Name: "registration-link-network", Most: 10, Window: time.Hour}
	linksOfAddress = attempt.Limit{Name: "registration-link-address", Most: 5, Window: time.Hour}
)

// errLinks refuses to mail one more.
var errLinks = errs.New(errs.TooMany, "registration.error.links")

// allowLink counts a link, or refuses it.
func (s *Service) allowLink(ctx context.Context, tx bun.Tx, network, address string) error {
	wait, err := s.attempts.Take(ctx, tx, linksOfNetwork, network)
	if err == nil && wait == 0 {
		wait, err = s.attempts.Take(ctx, tx, linksOfAddress, address)
	}
	if err == nil && wait > 0 {
		err = errLinks
	}
	return err
}

// CanResume reports whether a link to go on is still good, and the name of the
// organisation that has pre-registered the person, or ""; or ErrLink.
func (s *Service) CanResume(ctx context.Context, token string) (host string, err error) {
	d, err := s.resumed(ctx, s.DB.Reader(), token)
	if err != nil || d.OrganisationID == 0 {
		return "", err
	}
	return hostName(ctx, s.DB.Reader(), d.OrganisationID)
}

func (s *Service) resumed(ctx context.Context, db bun.IDB, token string) (*Draft, error) {
	l, err := s.linkOf(ctx, db, resumeLink, token)
	if err != nil {
		return nil, err
	}
	id, err := strconv.ParseInt(l.Payload["draft"], 10, 64)
	if err != nil {
		return nil, fmt.Errorf("read the draft of a link: %w", err)
	}
	d := &Draft{ID: id}
	err = db.NewSelect().Model(d).WherePK().Where("rd.email = ?", l.Email).Where("rd.outcome = ?", Open).
		Where("rd.expires_at > ?", s.Now().UTC()).Scan(ctx)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, ErrLink
	}
	if err != nil {
		return nil, fmt.Errorf("read draft %d: %w", id, err)
	}
	return d, nil
}

// Resume hands a draft over to who has its link, and returns the token for the
// cookie: the one given before opens it no more, nor does the link, which
// serves once (security checklist §3). It shows too that the address is read by
// its owner, who chooses the password unless that was shown before (handOver).
func (s *Service) Resume(ctx context.Context, linkToken string) (token, profile string, err error) {
	err = s.DB.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		d, err := s.resumed(ctx, tx, linkToken)
		if err != nil {
			return err
		}
		if err := useUp(ctx, tx, hashOf(linkToken)); err != nil {
			return err
		}
		token, profile = newToken(), d.SurveyProfile
		return handOver(ctx, tx, d, token, s.Now().UTC())
	})
	return token, profile, err
}

// useUp deletes a link. Of two who use it at the same time the second gets
// ErrLink.
func useUp(ctx context.Context, tx bun.Tx, hash string) error {
	res, err := tx.NewDelete().Model((*link)(nil)).Where("hash = ?", hash).Exec(ctx)
	if err != nil {
		return fmt.Errorf("use a link up: %w", err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 0 {
		return errors.Join(ErrLink, err)
	}
	return nil
}
