// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package account

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data"
	"aipress24.com/aipress24/internal/core/access"
	"aipress24.com/aipress24/internal/core/audit"
	"aipress24.com/aipress24/internal/core/event"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/platform/database"
	"aipress24.com/aipress24/internal/platform/ids"
	"aipress24.com/aipress24/internal/platform/outbox"
)

// AccountService is what an operator does to accounts from the command line.
type AccountService struct {
	db     *database.DB
	ids    *ids.Generator
	outbox *outbox.Outbox
	now    func() time.Time
}

// NewAccountService returns the service over the database.
func NewAccountService(db *database.DB, gen *ids.Generator, box *outbox.Outbox, now func() time.Time) *AccountService {
	return &AccountService{db: db, ids: gen, outbox: box, now: now}
}

// NewMember is an account to create.
type NewMember struct {
	Email, Password, FirstName, LastName string
	Profile                              string // profile code of the survey
	Admin                                bool
}

// What an operator may have mistyped; shown on the command line as they are.
var (
	ErrEmail    = errors.New("not an e-mail address")
	ErrNameless = errors.New("a member has a first name and a last name")
	ErrName     = fmt.Errorf("a first or last name has at most %d characters", member.MaxName)
	ErrProfile  = errors.New("no such profile code in the registration survey")
	ErrRole     = errors.New("no such role: \"aipress24 role list\" names them")
	ErrUnknown  = errors.New("no account has this address")
	ErrTaken    = errors.New("an account has this address already")
)

// Check says what is wrong with an account to create before its password is
// known, so that nobody chooses one in vain: one of the errors above, or nil.
func (s *AccountService) Check(ctx context.Context, n NewMember) error {
	if _, err := n.checked(); err != nil {
		return err
	}
	switch _, err := s.IDByEmail(ctx, n.Email); {
	case err == nil:
		return ErrTaken
	case !errors.Is(err, ErrUnknown):
		return fmt.Errorf("check a new member: %w", err)
	}
	return nil
}

// checked tidies the address and the names, and returns the profile.
func (n *NewMember) checked() (data.Profile, error) {
	n.Email = member.NormaliseEmail(n.Email)
	n.FirstName, n.LastName = strings.TrimSpace(n.FirstName), strings.TrimSpace(n.LastName)
	switch {
	case !member.IsEmail(n.Email):
		return data.Profile{}, ErrEmail
	case n.FirstName == "", n.LastName == "":
		return data.Profile{}, ErrNameless
	case !member.IsName(n.FirstName), !member.IsName(n.LastName):
		return data.Profile{}, ErrName
	}
	return profileByCode(n.Profile)
}

// Create makes an active, validated member. Besides the errors of Check it
// returns those of member.CheckPassword.
func (s *AccountService) Create(ctx context.Context, n NewMember) (int64, error) {
	profile, err := n.checked()
	if err != nil {
		return 0, err
	}
	hash, err := hashChecked(ctx, n.Password, n.Email, n.FirstName, n.LastName)
	if err != nil {
		return 0, err
	}
	now := s.now().UTC()
	m := &member.Member{
		ID: s.ids.Next(), Email: n.Email, PasswordHash: hash, Active: true, ValidationStatus: "Inscription validée",
		Gender: "?", FirstName: n.FirstName, LastName: n.LastName, Language: "fr", Status: "Débutant",
		SubmittedAt: now, ValidatedAt: now, CreatedAt: now, ModifiedAt: now,
	}
	roles := []member.Role{{MemberID: m.ID, Role: string(access.CommunityOf(profile.Community))}}
	if n.Admin {
		roles = append(roles, member.Role{MemberID: m.ID, Role: member.RoleAdmin})
	}
	answers := &member.Profile{
		MemberID: m.ID, SurveyProfile: profile.ID, Code: profile.Code, Label: profile.Label,
		Community: profile.Community, ContactType: profile.ContactType, DisplayLevel: 1, ModifiedAt: now,
	}
	err = s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		for _, model := range []any{m, &roles, answers} {
			if _, err := tx.NewInsert().Model(model).Exec(ctx); err != nil {
				return err
			}
		}
		return s.outbox.Record(ctx, tx, event.MemberChanged{MemberID: m.ID})
	})
	if database.IsUniqueViolation(err) {
		return 0, ErrTaken
	}
	if err != nil {
		return 0, fmt.Errorf("create member: %w", err)
	}
	return m.ID, nil
}

func profileByCode(code string) (data.Profile, error) {
	survey, err := data.Survey()
	if err != nil {
		return data.Profile{}, err
	}
	at := slices.IndexFunc(survey.Profiles, func(p data.Profile) bool { return p.Code == code })
	if at < 0 {
		return data.Profile{}, ErrProfile
	}
	return survey.Profiles[at], nil
}

func hashChecked(ctx context.Context, password string, personal ...string) (string, error) {
	if err := member.CheckPassword(password, personal...); err != nil {
		return "", err
	}
	return member.HashPassword(ctx, password)
}

// roleNames are the roles that an account may be given: its community, and two
// beside it (spec 01 §8.1).
func roleNames() []string {
	names := []string{member.RoleAdmin, "LEADER"}
	for _, community := range access.Communities() {
		names = append(names, string(community))
	}
	return names
}

// RoleCount is a role and how many active members hold it.
type RoleCount struct {
	Name    string
	Members int64
}

// Roles returns every role, held or not.
func (s *AccountService) Roles(ctx context.Context) ([]RoleCount, error) {
	var held []RoleCount
	err := s.db.Reader().NewSelect().TableExpr("member_roles AS mr").ColumnExpr("mr.role AS name, count(*) AS members").
		Join("JOIN members AS m ON m.id = mr.member_id AND m.active AND m.deleted_at IS NULL").GroupExpr("mr.role").Scan(ctx, &held)
	if err != nil {
		return nil, fmt.Errorf("count the roles: %w", err)
	}
	list := make([]RoleCount, 0, len(held))
	for _, name := range roleNames() {
		role := RoleCount{Name: name}
		if at := slices.IndexFunc(held, func(h RoleCount) bool { return h.Name == name }); at >= 0 {
			role = held[at]
		}
		list = append(list, role)
	}
	return list, nil
}

// IDByEmail returns the account of an address, or ErrUnknown, or ErrEmail when
// nobody can have it.
func (s *AccountService) IDByEmail(ctx context.Context, email string) (int64, error) {
	return idByEmail(ctx, s.db.Reader(), email)
}

// SetRole gives or takes a role and reports whether anything changed. Giving
// one twice, or taking one that is not held, changes nothing (spec 01 §8.1).
func (s *AccountService) SetRole(ctx context.Context, email, role string, held bool) (bool, error) {
	if !slices.Contains(roleNames(), role) {
		return false, ErrRole
	}
	var changed int64
	err := s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		id, err := idByEmail(ctx, tx, email)
		if err != nil {
			return err
		}
		var res sql.Result
		if held {
			res, err = tx.NewInsert().Model(&member.Role{MemberID: id, Role: role}).On("CONFLICT DO NOTHING").Exec(ctx)
		} else {
			res, err = tx.NewDelete().Model(&member.Role{MemberID: id, Role: role}).WherePK().Exec(ctx)
		}
		if err != nil {
			return err
		}
		if changed, err = res.RowsAffected(); err != nil || changed == 0 {
			return err
		}
		action := map[bool]string{true: "role.given", false: "role.taken"}[held]
		return s.note(ctx, tx, audit.Entry{Action: action, ObjectID: id, Details: map[string]string{"role": role}})
	})
	return changed > 0, err
}

// SetPassword changes a password and ends all sessions of the member.
func (s *AccountService) SetPassword(ctx context.Context, email, password string) error {
	hash, err := hashChecked(ctx, password, email)
	if err != nil {
		return err
	}
	return s.db.RunInTx(ctx, func(ctx context.Context, tx bun.Tx) error {
		id, err := idByEmail(ctx, tx, email)
		if err != nil {
			return err
		}
		_, err = tx.NewRaw("UPDATE members SET password_hash = ?, modified_at = ? WHERE id = ?", hash, s.now().UTC(), id).Exec(ctx)
		if err != nil {
			return err
		}
		if _, err := tx.NewRaw("DELETE FROM sessions WHERE member_id = ?", id).Exec(ctx); err != nil {
			return err
		}
		return s.note(ctx, tx, audit.Entry{Action: "password.set", ObjectID: id})
	})
}

func idByEmail(ctx context.Context, db bun.IDB, email string) (int64, error) {
	var id int64
	err := db.NewSelect().Model((*member.Member)(nil)).Column("m.id").
		Where("m.email = ?", member.NormaliseEmail(email)).Scan(ctx, &id)
	switch {
	case !errors.Is(err, sql.ErrNoRows):
		return id, err
	case !member.IsEmail(member.NormaliseEmail(email)):
		return 0, ErrEmail
	}
	return 0, ErrUnknown
}

// note writes what an operator did to a member, in the same transaction.
func (s *AccountService) note(ctx context.Context, db bun.IDB, e audit.Entry) error {
	e.ObjectKind = "member"
	return audit.Trail{IDs: s.ids, Now: s.now}.Note(ctx, db, e)
}
