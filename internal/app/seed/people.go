// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

package seed

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"aipress24.com/aipress24/data/demo"
	"aipress24.com/aipress24/internal/core/member"
	"aipress24.com/aipress24/internal/core/organisation"
	"aipress24.com/aipress24/internal/core/survey"
	"aipress24.com/aipress24/internal/core/terms"
)

// age is when the organisations of the world came to the platform.
const age = 400 * 24 * time.Hour

func (l *loader) insertOrganisations(ctx context.Context, tx bun.Tx) error {
	since := l.world.Now.Add(-age)
	rows := make([]organisation.Organisation, len(l.world.Organisations))
	for i, o := range l.world.Organisations {
		rows[i] = organisation.Organisation{
			ID: l.orgs[o.Key], Name: o.Name, Slug: o.Key, Active: true, CreatedAt: since, ModifiedAt: since,
		}
		if o.HasWall() {
			rows[i].WallID, rows[i].WallType, rows[i].WallName = l.walls[o.Key], o.BWType, o.Name
			if s, _ := l.subscription(o.Key); s.IsSuspended() {
				rows[i].WallType = "" // no function of an active wall
			}
		}
	}
	return insertAll(ctx, tx, rows)
}

func (l *loader) insertMembers(ctx context.Context, tx bun.Tx) error {
	questions, err := survey.Load()
	if err != nil {
		return err
	}
	// One hash for all: they share the documented password.
	hash, err := member.HashPassword(ctx, demo.Password)
	if err != nil {
		return err
	}
	var (
		members  []member.Member
		roles    []member.Role
		profiles []member.Profile
	)
	for _, m := range l.world.Members {
		id := l.members[m.Key]
		row := l.account(m, id, hash)
		profile, err := l.profile(m, &row, questions)
		if err != nil {
			return err
		}
		members, profiles = append(members, row), append(profiles, *profile)
		roles = append(roles, member.Role{MemberID: id, Role: m.Role})
		if m.IsAdmin {
			roles = append(roles, member.Role{MemberID: id, Role: member.RoleAdmin})
		}
	}
	if err := insertAll(ctx, tx, members); err != nil {
		return err
	}
	if err := insertAll(ctx, tx, roles); err != nil {
		return err
	}
	return insertAll(ctx, tx, profiles)
}

func (l *loader) account(m demo.Member, id int64, hash string) member.Member {
	return member.Member{
		ID: id, Email: m.Email, PasswordHash: hash, Active: true, ValidationStatus: "Inscription validée",
		Gender: m.Gender, FirstName: m.FirstName, LastName: m.LastName, Photo: l.photos[m.Key], Cover: l.banner(m),
		Mobile: m.Mobile, Language: "fr", OrganisationID: l.orgs[m.Organisation],
		Status: m.Status, Karma: float64(m.Karma), LastLoginAt: m.LastLoginAt,
		SubmittedAt: m.JoinedAt, ValidatedAt: m.JoinedAt,
		TermsAcceptedAt: m.JoinedAt, TermsVersion: terms.Bundled, EmailVerifiedAt: m.JoinedAt,
		CreatedAt: m.JoinedAt, ModifiedAt: m.JoinedAt,
	}
}

// banner is one of the drawn scenes: a different one for neighbours in the list.
func (l *loader) banner(m demo.Member) string {
	at := int(m.PictureSeed%uint64(illustrated)) % len(l.world.Articles)
	return l.scenes[l.world.Articles[at].Key]
}

// followRow is who follows whom.
type followRow struct {
	bun.BaseModel `bun:"table:follows"`

	FollowerID int64
	Kind       string
	TargetID   int64
	CreatedAt  time.Time
}

func (l *loader) insertFollows(ctx context.Context, tx bun.Tx) error {
	rows := make([]followRow, 0, len(l.world.Follows))
	for _, f := range l.world.Follows {
		row := followRow{FollowerID: l.members[f.Follower], Kind: "member", TargetID: l.members[f.Member], CreatedAt: f.At}
		if f.Organisation != "" {
			row.Kind, row.TargetID = "organisation", l.orgs[f.Organisation]
		}
		rows = append(rows, row)
	}
	return insertNew(ctx, tx, rows)
}
